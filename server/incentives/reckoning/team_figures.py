"""The figures of teams: one question for all departments, each its whole subtree, worked out as the house."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from server.incentives.reckoning.judging import Figure
from server.kernel.context import Context
from server.metrics.agreed.registry import Registry
from server.metrics.live.fetch import fetch
from server.metrics.numbers import rounded
from server.metrics.periods import Period
from server.metrics.persons import ask_for

TEAM = "department"


async def team_figures(ctx: Context, registry: Registry, key: str, period: Period) -> Mapping[str, Figure]:
    """Return a metric for every department that has rows, by id."""
    asking = await ask_for(ctx, registry, key, period)
    question = replace(asking.question, frame=replace(asking.question.frame, by=(TEAM,)))
    fetched = await fetch(asking.ctx, question.dictionary, list(question.wanted), question.frame)
    groups = {group: None for parts in fetched.values() for group in parts}
    values = question.column(question.columns[0], fetched, groups)
    found = {}
    for (department, *_), value in values.items():
        shown = rounded(value.value)
        if department is not None:
            found[department] = Figure(None if shown is None else Fraction(shown), value.status)
    return found
