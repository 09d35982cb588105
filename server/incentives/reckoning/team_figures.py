"""The figures of teams: one question for all departments, each its whole subtree, worked out as the house."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from server.incentives.reckoning.judging import Figure
from server.kernel.context import Context
from server.metrics.agreed.registry import Registry
from server.metrics.periods import Period
from server.metrics.persons import team_figures as figures_of_teams

DEPARTMENTS = "select id from department"


async def team_figures(ctx: Context, registry: Registry, key: str, period: Period) -> Mapping[str, Figure]:
    """Return a metric for every department, by id, with the receipt by which it can be worked out again."""
    departments = [str(row_id) for (row_id,) in await ctx.store.reads.rows(DEPARTMENTS)]
    found = await figures_of_teams(ctx, registry, key, period, departments)
    return {
        department: Figure(None if each.value is None else Fraction(each.value), each.status, each.receipt)
        for department, each in found.items()
    }
