"""Makes everything ready ahead of the questions: ledgers of all stocks, months of all that adds up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from server.kernel.clock import local_date, read_instant
from server.kernel.context import Context
from server.kernel.period import add_months
from server.metrics.components import Component, Frame, Wanted
from server.metrics.definitions import Dictionary, Source
from server.metrics.kept.dirty import own_names, touched_all
from server.metrics.kept.keep import forget_all, settle
from server.metrics.kept.prepared import fetch
from server.metrics.kept.rollup import is_settled, keeps_ledger, keeps_months, last_of
from server.metrics.live.rows import RowSql
from server.metrics.live.spelling import Binder, spelling
from server.metrics.periods import Period, Window
from server.metrics.reckoning.evaluate import needs
from server.metrics.words import Grain

Progress = Callable[[int, int, str], None]
"""Told how many steps are done, of how many, and which is next."""
MOST_MONTHS = 120
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Step:
    """One source's components over some months, or one stock."""

    title: str
    wanted: tuple[Wanted, ...]


async def rebuild(ctx: Context, dictionary: Dictionary, progress: Progress, *, anew: bool = False) -> int:
    """Make ready what is not; with `anew` throw away what is and begin again. Returns the number of steps.

    Broken off, it goes on where it stood when it is run again. It also says, once, that each table's changes are told
    from now on: before, figures from a table nobody had told of were always computed live.
    """
    if anew:
        await forget_all(ctx)
    await tell(ctx, dictionary)
    await settle(ctx)
    steps = await plan(ctx, dictionary)
    for number, step in enumerate(steps):
        progress(number, len(steps), step.title)
        await fetch(ctx, dictionary, step.wanted, Frame())
    progress(len(steps), len(steps), "")
    return len(steps)


async def tell(ctx: Context, dictionary: Dictionary) -> None:
    told = {row[0] for row in await ctx.store.reads.rows("select distinct source from metric_touch")}
    missing = {source.table for source in dictionary.sources.values() if not own_names(source) & told} | (
        {"assignment", "department_version"} - told
    )
    if missing:
        await ctx.store.write(lambda: touched_all(ctx, missing))


async def plan(ctx: Context, dictionary: Dictionary) -> list[Step]:
    """List the steps: stocks first, then each source's months by the year."""
    components = components_of(dictionary, ctx.today)
    steps = [
        Step(each.measure.name, ((each, Window(ctx.today, ctx.today)),))
        for each in components
        if keeps_ledger(each)
    ]
    by_time: dict[tuple[Source, str], list[Component]] = {}
    for each in components:
        if keeps_months(each):
            by_time.setdefault((each.measure.source, each.measure.time), []).append(each)
    for (source, time), found in by_time.items():
        first = await earliest(ctx, source, time or (source.active or ("", ""))[0])
        if first is not None:
            steps += months_of(ctx, source, found, max(first, add_months(ctx.today, -MOST_MONTHS)))
    return steps


def components_of(dictionary: Dictionary, today: date) -> list[Component]:
    """Return every component that any metric needs for a month."""
    month = today.replace(day=1)
    period = Period(f"{month:%Y-%m}", Grain.MONTH, Window(month, last_of(month)))
    found: dict[Component, None] = {}
    for metric in dictionary.metrics.values():
        found |= dict.fromkeys(component for component, _ in needs(metric.tree, dictionary, period))
    return list(found)


def months_of(ctx: Context, source: Source, components: Iterable[Component], first: date) -> list[Step]:
    steps, month = [], first.replace(day=1)
    found: list[Wanted] = []
    while month <= ctx.today:
        window = Window(month, last_of(month))
        found += [(each, window) for each in components if is_settled(each, month, ctx.today)]
        following = add_months(month, 1)
        if found and (following.year != month.year or following > ctx.today):
            steps.append(Step(f"{source.name} {month:%Y}", tuple(found)))
            found = []
        month = following
    return steps


async def earliest(ctx: Context, source: Source, time: str) -> date | None:
    """Return the first day anything of the source happened, by the index on its time."""
    if not time:
        return None
    column = RowSql(source, Binder(spelling(ctx.store.dialect))).raw(time)
    if "{" in column or not column.startswith("s."):
        return None
    sql = f"select min({column}) from {source.table} s"
    [(found,)] = await ctx.store.reads.rows(sql)
    if found is None:
        return None
    if source.columns[time].type == "timestamp":
        return local_date(read_instant(str(found)), ZoneInfo(ctx.store.settings.zone).key)
    return date.fromisoformat(str(found))
