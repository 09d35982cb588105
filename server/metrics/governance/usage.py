"""How often each figure is asked for: counted in memory beside the reads, written now and then in one go."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import orjson
import structlog

from server.kernel.context import Context
from server.kernel.ids import new_id
from server.metrics.agreed.standing import moment
from server.metrics.models import MetricUsage, Usage
from server.store.store import Store

FLUSH_SECONDS = 5.0
MONTH_DAYS = 30
log = structlog.get_logger("zhiren.metrics")


@dataclass(frozen=True)
class Used:
    """How a figure was used in the last thirty days, and when last."""

    queries: int = 0
    exports: int = 0
    boards: int = 0
    reports: int = 0
    last_used: datetime | None = None


@dataclass
class Counts:
    """The counts not yet written, of one process."""

    waiting: Counter[tuple[str, date, Usage]] = field(default_factory=Counter)
    last: dict[str, datetime] = field(default_factory=dict)

    def note(self, ctx: Context, keys: Iterable[str], kind: Usage = Usage.QUERY) -> None:
        """Count that these figures were used."""
        for key in keys:
            self.waiting[(key, ctx.today, kind)] += 1
            self.last[key] = ctx.now

    async def flush(self, store: Store) -> None:
        """Add what waits to the table; what cannot be written waits on."""
        taken, last = self.waiting, dict(self.last)
        if not taken:
            return
        self.waiting = Counter()
        try:
            await store.write(lambda: keep(taken, last))
        except BaseException:
            self.waiting += taken
            raise

    async def run(self, store: Store, stop: asyncio.Event) -> None:
        """Write every few seconds until told to stop, and once more."""
        while not stop.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), FLUSH_SECONDS)
            try:
                await self.flush(store)
            except Exception as error:  # noqa: BLE001 (what was not written waits for the next turn)
                log.error("usage was not kept", error=type(error).__name__)  # noqa: TRY400 (no values)


async def keep(taken: Mapping[tuple[str, date, Usage], int], last: Mapping[str, datetime]) -> None:
    """Add counts to their rows; inside store.write."""
    for (key, day, kind), count in sorted(taken.items()):
        at = last[key]
        found = await MetricUsage.filter(key=key, day=day, kind=kind).select_for_update().get_or_none()
        if found is None:
            await MetricUsage.create(
                id=new_id(),
                key=key,
                day=day,
                kind=kind,
                count=count,
                last_at=at,
                created_at=at,
                updated_at=at,
            )
        else:
            values = {"count": found.count + count, "last_at": max(at, found.last_at), "updated_at": at}
            await MetricUsage.filter(id=found.id).update(**values)


async def usage_of(ctx: Context) -> dict[str, Used]:
    """Return how every figure was used lately, by key."""
    since = (ctx.today - timedelta(days=MONTH_DAYS)).isoformat()
    mark = "?1" if ctx.store.dialect == "sqlite" else "$1::date"
    lately = "sum(case when kind = '{0}' and day >= {1} then count else 0 end)"
    columns = ", ".join(lately.format(kind, mark) for kind in Usage)
    counted = await ctx.store.reads.rows(
        f"select key, {columns}, max(last_at) from metric_usage group by key",
        [since],
    )
    found = {
        str(key): Used(int(queries), int(exports), last_used=moment(last))
        for key, queries, exports, last in counted
    }
    boards = await mentions(ctx, "metric_board", "tiles")
    reports = await mentions(ctx, "metric_report", "asked")
    for key in {*boards, *reports}:
        known = found.get(key, Used())
        found[key] = Used(known.queries, known.exports, boards[key], reports[key], known.last_used)
    return found


async def mentions(ctx: Context, table: str, column: str) -> Counter[str]:
    """Count in how many dashboards or reports each figure stands."""
    count: Counter[str] = Counter()
    for (text,) in await ctx.store.reads.rows(f"select {column} from {table}"):
        content = orjson.loads(text)
        keys = content["keys"] if isinstance(content, dict) else [tile["key"] for tile in content]
        count.update(set(keys))
    return count
