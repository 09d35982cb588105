"""What is asked about goals that is worked out: which figures they may speak of, and where one would start from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from server.kernel.context import Context
from server.metrics.agreed.registry import Registry
from server.metrics.definitions import Dictionary, Metric
from server.people.operations.access import Place, decide, present_department
from server.performance.goals.lint import Linted
from server.performance.goals.measuring import Subject, baseline_of, may_aim_at
from server.performance.goals.models import GoalLevel

Span = tuple[date | None, date | None]


def metrics_for(dictionary: Dictionary, level: GoalLevel) -> list[Metric]:
    """List the figures that goals of a level may speak of, the core ones first."""
    found = [metric for metric in dictionary.metrics.values() if may_aim_at(metric, dictionary, level)]
    return sorted(found, key=lambda metric: not metric.is_core)


async def suggested_baseline(
    ctx: Context,
    registry: Registry,
    found: Linted,
    level: GoalLevel,
    span: Span,
    department_id: str | None,
    employee_id: str | None,
) -> Decimal | None:
    """Return the value of the period before, to whoever could set the goal; None for anybody else."""
    first, last = span
    known = (await registry.current(ctx)).metrics.get(found.wish.metric)
    if first is None or last is None or last < first or known is None:
        return None
    person = employee_id or ctx.principal.employee_id if level is GoalLevel.PERSON else None
    place = await ctx.store.write(lambda: place_of(ctx, level, department_id, person))
    name = "goal" if level is GoalLevel.PERSON else "shared_goal"
    if not decide(ctx, place, name, "write").allowed:
        return None
    whose = {GoalLevel.PERSON: person, GoalLevel.TEAM: department_id, GoalLevel.COMPANY: ""}[level]
    if whose is None:
        return None
    measured = await baseline_of(ctx, registry, Subject(known.key, level, whose, first, last))
    return measured.value if measured else None


async def place_of(ctx: Context, level: GoalLevel, department_id: str | None, person: str | None) -> Place:
    if level is GoalLevel.PERSON and person:
        return Place(person, await present_department(ctx, person))
    return Place(None, department_id if level is GoalLevel.TEAM else None)
