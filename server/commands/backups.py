"""Backups: a consistent copy with a manifest beside it, and its way back, proven by equal counts and chain."""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import orjson

from server.audit.anchors import FILE as ANCHORS
from server.audit.chain import verify
from server.catalog.system import LAST_BACKUP
from server.commands import postgres_dump
from server.commands.accounts import FILE as TOML
from server.commands.base import DONE, NOTHING, Command, say, settings_of
from server.kernel.clock import Clock, spell_instant
from server.kernel.secrets import load_secrets
from server.kernel.settings import Settings, load_settings
from server.store.migrate import require_schema
from server.store.store import Store
from server.web.health import FAILED_BACKUP, VERSION

MANIFEST, DATABASE = "manifest.json", "zhiren.db"
KEYS = "keys.json"
KEYS_LINE = re.compile(r"\s*keys\s*=")
CHUNK = 1 << 20


class BackupRefused(Exception):
    """A backup or its way back that would lose or mix something; the message says what to do."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: rows by table, the end of the audit chain, the digest of each file."""

    at: str
    version: str
    dialect: str
    tables: Mapping[str, int]
    chain_seq: int
    chain_hash: str
    files: Mapping[str, str]

    @property
    def rows(self) -> int:
        return sum(self.tables.values())


def backup(args: argparse.Namespace) -> int:
    """Copy the database, beside a running server too, with anchors and settings; the keys stay apart."""
    settings = settings_of(args)
    asyncio.run(require_schema(settings))
    try:
        target, made = asyncio.run(make(settings, args.to, args.keys_to))
    except BackupRefused as refused:
        say(str(refused))
        return NOTHING
    say(f"{made.rows} rows of {len(made.tables)} tables, audit chain up to {made.chain_seq}")
    print(target)
    return DONE


async def make(settings: Settings, to: Path, keys_to: Path | None = None) -> tuple[Path, Manifest]:
    """Write a backup into a new folder below `to`, complete or not at all; return the folder and its manifest."""
    now = Clock(settings.zone).now()
    target, draft = prepared(to, keys_to, now)
    try:
        tables, end = await copy(settings, draft)
        made = described(settings, draft, now, tables, end)
    except BaseException as trouble:
        shutil.rmtree(draft, ignore_errors=True)
        note_failure(settings, now, trouble)
        raise
    draft.rename(target)
    if keys_to is not None:
        keep_keys(settings, keys_to)
    note(settings, target, made)
    return target, made


def prepared(to: Path, keys_to: Path | None, now: datetime) -> tuple[Path, Path]:
    """Return the folder the backup will have, and the unfinished one it is made in."""
    target = to / f"zhiren-{now:%Y%m%d-%H%M%S}"
    if target.exists():
        raise BackupRefused(f"{target} is there already; try again in a second")
    if keys_to is not None and keys_to.resolve().is_relative_to(to.resolve()):
        raise BackupRefused("the keys must lie apart from the backups: choose another place for --keys-to")
    to.mkdir(parents=True, exist_ok=True)
    return target, Path(tempfile.mkdtemp(prefix=".unfinished-", dir=to))


def described(
    settings: Settings, draft: Path, now: datetime, tables: dict[str, int], end: tuple[int, str]
) -> Manifest:
    """Add anchors and settings, without keys if those name any, and the manifest of it all."""
    if (settings.data / ANCHORS).exists():
        shutil.copy2(settings.data / ANCHORS, draft / ANCHORS)
    if (settings.data / TOML).exists():
        lines = (settings.data / TOML).read_text("utf-8").splitlines(keepends=True)
        (draft / TOML).write_text("".join(line for line in lines if not KEYS_LINE.match(line)), "utf-8")
    files = {file.name: digest(file) for file in sorted(draft.iterdir())}
    dialect = "sqlite" if settings.is_sqlite else "postgres"
    made = Manifest(spell_instant(now), VERSION, dialect, tables, *end, files)
    (draft / MANIFEST).write_bytes(orjson.dumps(asdict(made), option=orjson.OPT_INDENT_2))
    return made


def note(settings: Settings, target: Path, made: Manifest) -> None:
    """Leave beside the data when it was last backed up, for the page of the system."""
    told = {"at": made.at, "to": str(target), "rows": made.rows}
    (settings.data / LAST_BACKUP).write_bytes(orjson.dumps(told))
    (settings.data / FAILED_BACKUP).unlink(missing_ok=True)


def note_failure(settings: Settings, now: datetime, trouble: BaseException) -> None:
    """Leave beside the data that a backup failed: the server says so on /readyz until one succeeds."""
    if settings.data.is_dir():
        told = {"at": spell_instant(now), "trouble": type(trouble).__name__}
        (settings.data / FAILED_BACKUP).write_bytes(orjson.dumps(told))


async def copy(settings: Settings, draft: Path) -> tuple[dict[str, int], tuple[int, str]]:
    """Copy the database as of one moment; return its rows by table and the end of its audit chain."""
    if settings.is_sqlite:
        return await asyncio.to_thread(copy_sqlite, settings.sqlite_path, draft / DATABASE)
    return await postgres_dump.dump(settings.database_url, draft / postgres_dump.FILE)


def copy_sqlite(source: Path, target: Path) -> tuple[dict[str, int], tuple[int, str]]:
    """Copy by the database's own means: whole pages of one moment, whatever is being written."""
    with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as live, sqlite3.connect(target) as copied:
        live.backup(copied, pages=4096)
        copied.execute("PRAGMA journal_mode=DELETE")
        if (found := copied.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise BackupRefused(f"the copy is damaged: {found}")
        held = counts(copied)
    live.close()
    copied.close()
    return held


def counts(database: sqlite3.Connection) -> tuple[dict[str, int], tuple[int, str]]:
    names = [
        row[0]
        for row in database.execute(
            "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        )
    ]
    tables = {name: int(database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names}  # noqa: S608 (names of our tables)
    seq, spelled = database.execute("SELECT seq, hash FROM audit_head WHERE id = 1").fetchone()
    return tables, (int(seq), str(spelled))


def keep_keys(settings: Settings, place: Path) -> None:
    """Copy keys.json for its owner only."""
    place.parent.mkdir(parents=True, exist_ok=True)
    text = settings.keys.encode() if settings.keys else (settings.data / KEYS).read_bytes()
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(text)


def digest(file: Path) -> str:
    spelled = hashlib.sha256()
    with file.open("rb") as opened:
        while part := opened.read(CHUNK):
            spelled.update(part)
    return spelled.hexdigest()


# --- The way back ---


def restore(args: argparse.Namespace) -> int:
    """Put a backup into an empty place and prove that nothing is missing; with --drill into a scratch folder."""
    if args.drill:
        with tempfile.TemporaryDirectory(prefix="zhiren-drill-") as scratch:
            return told(args.source, load_settings(data=scratch), args.keys)
    return told(args.source, settings_of(args), args.keys)


def told(source: Path, settings: Settings, keys: Path | None) -> int:
    try:
        manifest, problems = asyncio.run(bring_back(source, settings, keys))
    except BackupRefused as refused:
        say(str(refused))
        return NOTHING
    for problem in problems:
        say(problem)
    say(f"{manifest.rows} rows of {len(manifest.tables)} tables, audit chain up to {manifest.chain_seq}")
    say("equal to the backup" if not problems else f"{len(problems)} problem(s): do not use this copy")
    return NOTHING if problems else DONE


async def bring_back(source: Path, settings: Settings, keys: Path | None) -> tuple[Manifest, list[str]]:
    """Restore and compare; return what the manifest says and what differs from it."""
    manifest = read_manifest(source)
    require_fit(manifest, source, settings)
    lay_out(source, settings, keys)
    if settings.is_sqlite:
        await asyncio.to_thread(shutil.copy2, source / DATABASE, settings.sqlite_path)
    else:
        await postgres_dump.load(settings.database_url, source / postgres_dump.FILE)
    return manifest, await differences(manifest, settings)


def lay_out(source: Path, settings: Settings, keys: Path | None) -> None:
    """Put keys, anchors and settings where a server looks for them."""
    if keys is None and not settings.keys:
        raise BackupRefused(
            "name the copy of keys.json with --keys: without it nothing personal can be opened"
        )
    settings.data.mkdir(parents=True, exist_ok=True)
    if keys is not None:
        keep_keys(settings.model_copy(update={"keys": keys.read_text("utf-8")}), settings.data / KEYS)
    for name in (ANCHORS, TOML):
        if (source / name).exists():
            shutil.copy2(source / name, settings.data / name)


def read_manifest(source: Path) -> Manifest:
    """Read a manifest and check that every file is as it was written."""
    file = source / MANIFEST
    if not file.exists():
        raise BackupRefused(f"{source} holds no {MANIFEST}; name the folder that `backup` printed")
    manifest = Manifest(**orjson.loads(file.read_bytes()))
    for name, spelled in manifest.files.items():
        if not (source / name).exists() or digest(source / name) != spelled:
            raise BackupRefused(f"{name} is not as it was backed up; use another backup")
    return manifest


def require_fit(manifest: Manifest, source: Path, settings: Settings) -> None:
    """Refuse a target that holds something, or is of the other database."""
    if (manifest.dialect == "sqlite") != settings.is_sqlite:
        raise BackupRefused(f"{source} is a backup of {manifest.dialect}; the target is another database")
    held = [each.name for each in settings.data.iterdir()] if settings.data.exists() else []
    if settings.is_sqlite and held:
        raise BackupRefused(f"{settings.data} is not empty; name an empty folder with --data")


async def differences(manifest: Manifest, settings: Settings) -> list[str]:
    """Compare counts and chain with the manifest, reading the restored database as a server would."""
    store = await Store.open(settings, load_secrets(settings.data, settings.keys), seat="reader")
    try:
        found = []
        for name, number in manifest.tables.items():
            ((held,),) = await store.reads.rows(f'SELECT count(*) FROM "{name}"')  # noqa: S608 (names of our tables)
            if held != number:
                found.append(f"{name}: {held} rows, {number} were backed up")
        ((seq, spelled),) = await store.reads.rows("SELECT seq, hash FROM audit_head WHERE id = 1")
        if (seq, spelled) != (manifest.chain_seq, manifest.chain_hash):
            found.append("the audit chain ends elsewhere than the backup's")
        verdict = await verify(store)
        return found if verdict.ok else [*found, f"audit chain broken: {verdict.reason}"]
    finally:
        await store.close()


def backup_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to", type=Path, required=True, help="folder for backups; each gets a folder of its own"
    )
    parser.add_argument(
        "--keys-to", type=Path, help="also copy the keys to this file, apart from the backups"
    )


def restore_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", type=Path, help="folder of one backup")
    parser.add_argument("--keys", type=Path, help="the copy of keys.json")
    parser.add_argument(
        "--drill", action="store_true", help="restore into a scratch folder, compare, throw away"
    )


COMMANDS = (
    Command("backup", "make a consistent copy, beside a running server too", backup, backup_arguments),
    Command("restore", "put a backup into an empty place and prove it", restore, restore_arguments),
)
