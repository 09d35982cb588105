"""Dumps of PostgreSQL by its own programs, counted in the very snapshot that is dumped."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import asyncpg

FILE = "zhiren.pgdump"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
COUNT = 'SELECT count(*) FROM "{}"'


class NoProgram(Exception):
    """A program of PostgreSQL is not installed here."""


async def dump(url: str, target: Path) -> tuple[dict[str, int], tuple[int, str]]:
    """Dump one snapshot; return its rows by table and the end of its audit chain."""
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            snapshot = await connection.fetchval("SELECT pg_export_snapshot()")
            await run(
                "pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={target}", url
            )
            names = [str(row[0]) for row in await connection.fetch(TABLES)]
            tables = {name: int(await connection.fetchval(COUNT.format(name))) for name in names}
            seq, spelled = await connection.fetchrow("SELECT seq, hash FROM audit_head WHERE id = 1")
    finally:
        await connection.close()
    return tables, (int(seq), str(spelled))


async def load(url: str, source: Path) -> None:
    """Load a dump into an empty database."""
    connection = await asyncpg.connect(url)
    try:
        held = await connection.fetch(TABLES)
    finally:
        await connection.close()
    if held:
        raise NoProgram(f"the target database holds {len(held)} tables; name an empty one")
    await run("pg_restore", "--exit-on-error", "--no-owner", f"--dbname={url}", str(source))


async def run(program: str, *words: str) -> None:
    """Run a program of PostgreSQL and wait for it; its own words are shown when it fails."""
    place = shutil.which(program)
    if place is None:
        raise NoProgram(
            f"{program} is not installed; install PostgreSQL's client programs of the server's version"
        )
    process = await asyncio.create_subprocess_exec(
        place, *words, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    _, complaints = await process.communicate()
    if process.returncode:
        raise NoProgram(f"{program} failed: {complaints.decode(errors='replace').strip()[:500]}")
