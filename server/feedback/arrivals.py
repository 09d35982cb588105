"""What has just come in or been given to somebody, looked up once for all who listen in this process."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from server.feedback.models import FeedbackAct
from server.kernel.ids import new_id
from server.store.store import Store

TOLD = (FeedbackAct.RECEIVED, FeedbackAct.VALIDATED, FeedbackAct.ROUTED, FeedbackAct.ASSIGNED)
LOOK_SECONDS = 0.4
OVERLAP_MS = 10_000
"""A step may be committed after one that began later; so far back each look begins."""
MOST = 500
ACTS = ",".join(f"'{act}'" for act in TOLD)
SQL = (
    f"select id,ticket_id from feedback_event where id>{{mark}} and act in ({ACTS}) order by id limit {MOST}"  # noqa: S608 (constants)
)


@dataclass
class Arrivals:
    """The steps of the last seconds, in the order of their ids."""

    store: Store
    looked_at: float = float("-inf")
    steps: tuple[tuple[str, str], ...] = ()
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def latest(self) -> tuple[tuple[str, str], ...]:
        """Return (step, ticket) of what happened lately; the database is asked a few times a second at most."""
        async with self.lock:
            now = asyncio.get_running_loop().time()
            if now - self.looked_at >= LOOK_SECONDS:
                since = new_id(milliseconds_of(new_id()) - OVERLAP_MS)
                sql = SQL.replace("{mark}", "?1" if self.store.dialect == "sqlite" else "$1")
                rows = await self.store.reads.rows(sql, [since])
                self.steps = tuple((str(step), str(ticket)) for step, ticket in rows)
                self.looked_at = now
        return self.steps


def milliseconds_of(row_id: str) -> int:
    """Return the moment in which an id was made."""
    return int(row_id[:13].replace("-", ""), 16)


_known: list[Arrivals] = []
"""Those of the store that was asked for last: a process has one."""


def arrivals_of(store: Store) -> Arrivals:
    if not _known or _known[0].store is not store:
        _known[:] = [Arrivals(store)]
    return _known[0]


@dataclass
class Listener:
    """One reader's place: what has been told is not told again, and nothing from before it began."""

    arrivals: Arrivals
    seen: set[str] = field(default_factory=set)
    is_begun: bool = False

    async def news(self) -> list[str]:
        """Return the tickets with a new step, each once, in the order of what happened."""
        steps = await self.arrivals.latest()
        fresh = [ticket for step, ticket in steps if step not in self.seen]
        self.seen = {step for step, _ in steps} | (self.seen if len(steps) == MOST else set())
        begun, self.is_begun = self.is_begun, True
        return list(dict.fromkeys(fresh)) if begun else []
