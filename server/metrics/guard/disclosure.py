"""Remembers which sets of rows each caller of totals was shown, and refuses what would complete a deduction."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Hashable, Mapping, Sequence
from typing import Any, TypeVar

import orjson

from server.kernel.context import Context
from server.metrics.disclosure_models import Disclosure
from server.metrics.guard.differencing import Rows, betrays
from server.store.base import stamp

Name = TypeVar("Name", bound=Hashable)
READ = "select digest,rows from metric_disclosure where account_id={0}1 and universe={0}2 order by id"


async def guard(
    ctx: Context, universe: str, asked: Mapping[Name, Rows], known: Sequence[Rows], k: int
) -> set[Name]:
    """Return the names of `asked` that must not be shown, and remember the rest as shown.

    `universe` names the figures that can be combined (the same measure at the same moment, by the same data);
    `known` are sets the caller may see at any time without asking, such as the totals of departments. Larger sets
    are let through first. If the same account is shown something else meanwhile, everything is weighed again.
    """
    while True:
        logged = await remembered(ctx, universe)
        refused, fresh = weigh(asked, [*known, *logged.values()], k)
        if not fresh or await ctx.store.write(lambda: remember(ctx, universe, logged, fresh)):  # noqa: B023 (run at once)
            return refused


def weigh(asked: Mapping[Name, Rows], shown: list[Rows], k: int) -> tuple[set[Name], dict[str, Rows]]:
    """Return what must be refused, and the sets that are newly shown, by digest."""
    seen = {digest(rows) for rows in shown}
    refused: set[Name] = set()
    fresh: dict[str, Rows] = {}
    for name, rows in sorted(asked.items(), key=lambda each: -len(each[1])):
        mark = digest(rows)
        if not rows or mark in seen:
            continue
        if betrays(shown, rows, k):
            refused.add(name)
            continue
        shown.append(rows)
        seen.add(mark)
        fresh[mark] = rows
    return refused, fresh


async def remembered(ctx: Context, universe: str) -> dict[str, Rows]:
    mark = "?" if ctx.store.dialect == "sqlite" else "$"
    rows = await ctx.store.reads.rows(READ.format(mark), [ctx.principal.account_id, universe])
    return {str(found): unpack(str(packed)) for found, packed in rows}


async def remember(ctx: Context, universe: str, logged: Mapping[str, Rows], sets: Mapping[str, Rows]) -> bool:
    """Insert the sets; False, and nothing is written, if the account was shown something else meanwhile."""
    if ctx.store.dialect == "postgres":  # SQLite writes one after the other anyway
        lock = f"{ctx.principal.account_id}|{universe}"
        await Disclosure._meta.db.execute_query("select pg_advisory_xact_lock(hashtext($1))", [lock])
    mine: dict[str, Any] = {"account_id": ctx.principal.account_id, "universe": universe}
    if await Disclosure.filter(**mine).count() != len(logged):
        return False
    for mark, rows in sets.items():
        await Disclosure.create(**stamp(ctx), **mine, digest=mark, rows=pack(rows))
    return True


def universe_of(*words: object) -> str:
    """Name a universe by what distinguishes it."""
    return hashlib.sha256("\n".join(map(str, words)).encode()).hexdigest()


def digest(rows: Rows) -> str:
    return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()


def pack(rows: Rows) -> str:
    return base64.b64encode(zlib.compress(orjson.dumps(dict(rows)))).decode()


def unpack(text: str) -> dict[str, str]:
    found: dict[str, str] = orjson.loads(zlib.decompress(base64.b64decode(text)))
    return found
