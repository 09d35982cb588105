"""What goals and talks need each day: values measured anew, goals settled once their days are over, talks due."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, timedelta

from server.kernel.context import Context
from server.kernel.period import add_months
from server.metrics.agreed.registry import Registry
from server.metrics.kept.dirty import touched
from server.performance.facts import OneOnOne
from server.performance.goals.measuring import measure, subject_of
from server.performance.goals.models import Goal
from server.performance.goals.operations.ground import OPEN
from server.performance.goals.operations.measures import keep_measured
from server.store.base import stamp

BATCH = 500
LED = (
    "select e.employee_id from employment e join assignment a on a.employee_id=e.employee_id and a.is_primary "
    "and a.superseded_at is null and a.valid_from<={0} and (a.valid_to is null or a.valid_to>{0}) "
    "left join department d on d.id=a.department_id left join department up on up.id=d.parent_id "
    "where e.superseded_at is null and e.hired_on<={0} and (e.left_on is null or e.left_on>={0}) "
    "and coalesce(a.manager_id,case when d.manager_id<>e.employee_id then d.manager_id "
    "when up.manager_id<>e.employee_id then up.manager_id end) is not null "
    "and not exists (select 1 from one_on_one o where o.employee_id=e.employee_id and o.superseded_at is null "
    "and o.month={1}) order by e.employee_id"
)
"""Everybody employed who has a line manager, and no talk of this month on record."""


def daily_works() -> tuple[Callable[[Context], Awaitable[None]], ...]:
    """Return what is done once a day, in this order."""
    return measure_goals, due_talks


async def measure_goals(ctx: Context) -> None:
    """Measure every goal that has begun; those whose last day is over are settled by it."""
    registry = Registry(ctx.store)
    goals = await ctx.store.write(lambda: begun(ctx.today))
    found = await measure(ctx, registry, [subject_of(each, ctx.today) for each in goals])
    pairs = [(each, found.get(subject_of(each, ctx.today))) for each in goals]
    for at in range(0, len(pairs), BATCH):
        some = pairs[at : at + BATCH]
        await ctx.store.write(lambda some=some: keep_measured(ctx, some), seconds=120)  # type: ignore[misc] # a bound name


async def begun(today: date) -> list[Goal]:
    return list(await Goal.filter(state__in=OPEN, starts_on__lte=today).exclude(metric="").order_by("id"))


async def due_talks(ctx: Context) -> None:
    """Let a talk of this month be due for everybody who is led by somebody."""
    month = ctx.today.replace(day=1)
    people = [str(row[0]) for row in await ctx.store.ask(LED, ctx.today, month)]
    for at in range(0, len(people), BATCH):
        some = people[at : at + BATCH]
        await ctx.store.write(lambda some=some: put_due(ctx, month, some), seconds=120)  # type: ignore[misc] # as above


async def put_due(ctx: Context, month: date, people: Sequence[str]) -> None:
    rows = [OneOnOne(**stamp(ctx), recorded_at=ctx.now, employee_id=each, month=month) for each in people]
    await OneOnOne.bulk_create(rows)
    await touched(ctx, "one_on_one", month, add_months(month, 1) - timedelta(days=1))
