"""What has just happened to rows of a kind, looked up once for all who listen in this process."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from server.kernel.ids import new_id
from server.store.store import Store

LOOK_SECONDS = 0.4
OVERLAP_MS = 10_000
"""A step may be committed after one that began later; so far back each look begins."""
MOST = 500
KNOWN: dict[str, News] = {}
"""Those of the store that was asked for last, by what they ask: a process has one store."""


@dataclass
class News:
    """The steps of the last seconds, in the order of their ids.

    `sql` asks for (id of the step, id of the row) after `{mark}`, in order, `MOST` at a time.
    """

    store: Store
    sql: str
    looked_at: float = float("-inf")
    steps: tuple[tuple[str, str], ...] = ()
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def latest(self) -> tuple[tuple[str, str], ...]:
        """Return (step, row) of what happened lately; the database is asked a few times a second at most."""
        async with self.lock:
            now = asyncio.get_running_loop().time()
            if now - self.looked_at >= LOOK_SECONDS:
                since = new_id(milliseconds_of(new_id()) - OVERLAP_MS)
                sql = self.sql.replace("{mark}", "?1" if self.store.dialect == "sqlite" else "$1")
                rows = await self.store.reads.rows(sql, [since])
                self.steps = tuple((str(step), str(row)) for step, row in rows)
                self.looked_at = now
        return self.steps


def milliseconds_of(row_id: str) -> int:
    """Return the moment in which an id was made."""
    return int(row_id[:13].replace("-", ""), 16)


def news_of(store: Store, sql: str) -> News:
    """Return the one place where this process looks for these steps."""
    if sql not in KNOWN or KNOWN[sql].store is not store:
        KNOWN[sql] = News(store, sql)
    return KNOWN[sql]


@dataclass
class Listener:
    """One reader's place: what has been told is not told again, and nothing from before it began."""

    told_by: News
    seen: set[str] = field(default_factory=set)
    is_begun: bool = False

    async def news(self) -> list[str]:
        """Return the rows with a new step, each once, in the order of what happened."""
        steps = await self.told_by.latest()
        fresh = [row for step, row in steps if step not in self.seen]
        self.seen = {step for step, _ in steps} | (self.seen if len(steps) == MOST else set())
        begun, self.is_begun = self.is_begun, True
        return list(dict.fromkeys(fresh)) if begun else []
