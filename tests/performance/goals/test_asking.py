"""Where a goal would start from is told to who may set it, and to nobody else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from server.metrics.dictionary.load import load_builtin
from server.performance.goals.asking import metrics_for, suggested_baseline
from server.performance.goals.lint import Wish, lint
from server.performance.goals.measuring import figures
from server.performance.goals.models import GoalLevel
from tests.plan.world import context, uid

NEXT = (date(2025, 7, 1), date(2025, 9, 30))


def test_core_figures_come_first():
    cores = [metric.is_core for metric in metrics_for(load_builtin(), GoalLevel.TEAM)]

    assert cores == sorted(cores, reverse=True)


@pytest.mark.parametrize(
    ("role", "level", "department", "employee", "value"),
    [
        ("hr_manager", GoalLevel.COMPANY, None, None, Decimal(77)),
        ("department_manager", GoalLevel.TEAM, "D3", None, Decimal(70)),
        ("employee", GoalLevel.PERSON, None, None, Decimal(84)),
        ("employee", GoalLevel.PERSON, None, "E4", None),
        ("employee", GoalLevel.TEAM, "D3", None, None),
        ("hr_manager", GoalLevel.TEAM, None, None, None),
    ],
)
async def test_the_value_of_the_period_before(role, level, department, employee, value, checked, registry):
    found = lint(Wish("质检得分提升 2 分", "qa_score_avg"), figures(load_builtin(), level))

    suggested = await suggested_baseline(
        context(checked, role), registry, found, level, NEXT, department and uid(department),
        employee and uid(employee),
    )  # fmt: skip

    assert suggested == value
    assert (
        await suggested_baseline(context(checked, role), registry, found, level, (None, None), None, None)
        is None
    )
