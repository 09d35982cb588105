"""Writes what was computed live into what is kept, unless something changed meanwhile; forgets changes nobody needs.

Whoever changes a source holds a shared lock until the change is committed (PostgreSQL; SQLite has one writer), so that
here, under the exclusive one, no change can be under way that was neither seen nor counted.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import orjson
from tortoise.context import get_current_context
from tortoise.exceptions import ConfigurationError, OperationalError
from tortoise.models import Model

from server.kernel.context import Context
from server.kernel.errors import Busy
from server.kernel.period import add_months
from server.metrics.components import Component
from server.metrics.kept.books import WHOLE_MONTH
from server.metrics.kept.dirty import LOCK, Touch, Watermark, topics, watermark
from server.metrics.kept.ledger import Delta, closings
from server.metrics.kept.rollup import Cell, hash_of, last_of
from server.metrics.rollup_models import (
    MetricComponent,
    MetricDelta,
    MetricFlow,
    MetricMark,
    MetricStock,
    MetricTouch,
)
from server.store.config import connection_name
from server.store.sqlite_client import OutsideWrite
from server.store.store import Store

SECONDS = 300.0
BATCH = 5000
MOST_COMPONENTS = 2000
MONTHS_AHEAD = 3


@dataclass
class Harvest:
    """What was computed of one component: months (of all departments, or of some), and its ledger likewise.

    `seen` is what had been told when the computation began.
    """

    component: Component
    per: int
    seen: Watermark
    months: dict[tuple[date, frozenset[str] | None], list[tuple[str, Cell]]] = field(default_factory=dict)
    deltas: list[Delta] | None = None
    departments: frozenset[str] | None = None
    irregular: int = 0


async def keep(ctx: Context, harvest: Sequence[Harvest]) -> bool:
    """Keep what was computed. Returns False, and changes nothing, where this process may not write or is too late.

    Nothing depends on it: what is not kept is computed live again.
    """
    if not harvest or is_writing(ctx.store):
        return False

    async def work() -> bool:
        if not await alone(ctx):
            return False
        told = await all_told()
        current = [each for each in harvest if is_current(each, told)]
        for each in current:
            await keep_one(ctx, each)
        return len(current) == len(harvest)

    return await attempted(ctx, work)


async def attempted(ctx: Context, work: Callable[[], Awaitable[bool]]) -> bool:
    try:
        return await ctx.store.write(work, seconds=SECONDS)
    except (OutsideWrite, Busy, TimeoutError, OperationalError):
        return False


def is_writing(store: Store) -> bool:
    """Whether the caller is itself inside `store.write`, which another write would wait for."""
    here = get_current_context()
    if here is None or here.connections is None:
        return False
    try:
        connection = here.connections.get(connection_name(store.settings))
    except ConfigurationError:  # the context of nobody's store, such as one that only the models were read in
        return False
    return not hasattr(connection, "guarded")


async def alone(ctx: Context) -> bool:
    """Wait for nobody: if a change is under way, what was computed may be old, and is better left."""
    if ctx.store.dialect == "sqlite":
        return True
    client = MetricTouch._meta.db
    _, rows = await client.execute_query("select pg_try_advisory_xact_lock($1) as taken", [LOCK])
    return bool(rows[0]["taken"])


async def all_told() -> dict[str, Watermark]:
    _, rows = await MetricTouch._meta.db.execute_query(
        "select source,max(id) as newest,count(*) as many from metric_touch group by source"
    )
    return {row["source"]: Watermark(row["newest"], row["many"]) for row in rows}


def is_current(harvest: Harvest, told: Mapping[str, Watermark]) -> bool:
    return watermark(told, topics(harvest.component.measure.source)) == harvest.seen


async def keep_one(ctx: Context, harvest: Harvest) -> None:
    row = await component_row(harvest)
    through = harvest.seen.newest
    for (month, departments), cells in harvest.months.items():
        await keep_month(row.id, month, departments, cells, through)
    if harvest.deltas is not None:
        await keep_ledger(ctx, row, harvest)


async def component_row(harvest: Harvest) -> MetricComponent:
    key = hash_of(harvest.component)
    found = await MetricComponent.get_or_none(hash=key)
    if found is None:
        if await MetricComponent.all().count() >= MOST_COMPONENTS:
            await forget_oldest()
        found = await MetricComponent.create(
            hash=key,
            source=harvest.component.measure.source.name,
            topics=orjson.dumps(sorted(topics(harvest.component.measure.source))).decode(),
            per=harvest.per,
        )
    return found


async def forget_oldest() -> None:
    """Make room; what is asked for again is computed and kept again."""
    oldest = (
        await MetricComponent.all().order_by("id").limit(MOST_COMPONENTS // 10).values_list("id", flat=True)
    )
    for model in (MetricMark, MetricFlow, MetricDelta, MetricStock):
        await model.filter(component_id__in=oldest).delete()
    await MetricComponent.filter(id__in=oldest).delete()


async def keep_month(
    component: int,
    month: date,
    departments: frozenset[str] | None,
    cells: Iterable[tuple[str, Cell]],
    through: int,
) -> None:
    """Replace a month's cells, of all departments or of some, and mark them ready.

    The cell of the whole month goes with whatever changes below it.
    """
    here = {"component_id": component, "month": month}
    chosen = {} if departments is None else {"department__in": [*departments, WHOLE_MONTH]}
    await MetricFlow.filter(**here, **chosen).delete()
    old = {} if departments is None else {"department__in": list(departments)}
    await MetricMark.filter(**here, **old).delete()
    await insert(
        MetricFlow,
        ("component_id", "month", "department", "value", "rows", "people", "persons", "incomplete"),
        [
            (component, month, place, c.value, c.rows, c.people, spelled(c.persons), c.incomplete)
            for place, c in cells
        ],
    )
    marks = [WHOLE_MONTH] if departments is None else sorted(departments)
    await insert(
        MetricMark,
        ("component_id", "month", "department", "ready_through"),
        [(component, month, place, through) for place in marks],
    )


def spelled(persons: frozenset[str] | None) -> str | None:
    return None if persons is None else orjson.dumps(sorted(persons)).decode()


async def keep_ledger(ctx: Context, row: MetricComponent, harvest: Harvest) -> None:
    """Replace the ledger, of all departments or of some, and the month ends that follow from it."""
    deltas, departments = harvest.deltas or [], harvest.departments
    chosen = {} if departments is None else {"department__in": list(departments)}
    await MetricDelta.filter(component_id=row.id, **chosen).delete()
    await MetricStock.filter(component_id=row.id, **chosen).delete()
    await insert(
        MetricDelta,
        ("component_id", "department", "day", "value", "rows"),
        [(row.id, each.department, each.day, each.value, each.rows) for each in deltas],
    )
    first, last = row.first_month, row.last_month
    if departments is None or first is None or last is None:
        first = min((each.day for each in deltas), default=ctx.today).replace(day=1)
        last = max(first, add_months(ctx.today.replace(day=1), MONTHS_AHEAD))
    await insert(
        MetricStock,
        ("component_id", "month", "department", "value", "rows"),
        [(row.id, c.month, c.department, c.value, c.rows) for c in closings(deltas, first, last)],
    )
    row.first_month, row.last_month = first, last
    row.ready_through, row.irregular = harvest.seen.newest, harvest.irregular
    await row.save(update_fields=["first_month", "last_month", "ready_through", "irregular"])


async def insert(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Insert many rows at once; a ledger of a large company has a hundred thousand."""
    client = model._meta.db
    is_sqlite = client.capabilities.dialect == "sqlite"
    marks = ",".join("?" if is_sqlite else f"${place}" for place in range(1, len(columns) + 1))
    sql = f"insert into {model._meta.db_table} ({','.join(columns)}) values ({marks})"
    for at in range(0, len(rows), BATCH):
        batch = [[bound(value, text=is_sqlite) for value in row] for row in rows[at : at + BATCH]]
        await client.execute_many(sql, batch)


def bound(value: object, *, text: bool) -> object:
    return value.isoformat() if text and isinstance(value, date) else value


# --- Forgetting changes ---


async def settle(ctx: Context) -> bool:
    """Forget the changes told so far, and with them what they reach of what is kept; the rest is ready through all.

    The newest of each table stays: it says that changes to the table are told at all.
    """

    async def work() -> bool:
        if not await alone(ctx):
            return False
        told = await all_told()
        touches = [
            Touch(row.id, row.source, row.first_day, row.last_day, row.department)
            for row in await MetricTouch.all().order_by("id")
        ]
        for row in await MetricComponent.all():
            names = set(orjson.loads(row.topics))
            await settle_one(
                row, [each for each in touches if each.source in names], watermark(told, names).newest
            )
        for source, mark in told.items():
            await MetricTouch.filter(source=source, id__lt=mark.newest).delete()
        return True

    return await attempted(ctx, work)


async def settle_one(row: MetricComponent, touches: Sequence[Touch], newest: int) -> None:
    marks = await MetricMark.filter(component_id=row.id)
    through = {(mark.month, mark.department): mark.ready_through for mark in marks}
    lost = {month for month, _ in through if any(is_hit(through, month, each) for each in touches)}
    await MetricMark.filter(component_id=row.id, month__in=list(lost)).delete()
    await MetricMark.filter(component_id=row.id).update(ready_through=newest)
    if row.ready_through is not None:
        is_old = any(each.number > row.ready_through for each in touches)
        row.ready_through = None if is_old else newest
        await row.save(update_fields=["ready_through"])


def is_hit(through: Mapping[tuple[date, str], int], month: date, touch: Touch) -> bool:
    """Whether a change that reaches the month is newer than what is kept of it."""
    if not touch.reaches(month, last_of(month)):
        return False
    whole = through.get((month, WHOLE_MONTH), 0)
    own = 0 if touch.department is None else through.get((month, touch.department), 0)
    return touch.number > max(whole, own)


async def forget_all(ctx: Context) -> bool:
    """Throw away all that is kept."""

    async def work() -> bool:
        for model in (MetricMark, MetricFlow, MetricDelta, MetricStock, MetricComponent):
            await model.all().delete()
        return True

    return await attempted(ctx, work)
