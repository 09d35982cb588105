"""What goals beneath one add up to, and goals whose days are over."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from server.performance.goals.attainment import ChangeKind
from server.performance.goals.models import GoalLevel
from server.performance.goals.operations import goals
from server.performance.goals.operations.measures import refresh
from tests.people.town import rows
from tests.performance.aiming import company
from tests.plan.world import uid

pytestmark = pytest.mark.usefixtures("checked")


async def test_counts_beneath_a_goal_are_held_against_it(hr, boss, registry, town):
    span: dict[str, Any] = {"starts_on": date(2025, 4, 1), "ends_on": date(2025, 6, 30)}
    count: dict[str, Any] = {
        "metric": "headcount_closing",
        "change_kind": ChangeKind.ABSOLUTE,
        "baseline": Decimal(4),
    }
    top = await goals.save_goal(
        hr,
        registry,
        title="在职人数到 10",
        level=GoalLevel.COMPANY,
        target_change=Decimal(10),
        **span,
        **count,
    )

    async def team(code: str, to: int) -> list[tuple[str, ...]]:
        await goals.save_goal(
            hr, registry, title=f"{code} 在职人数到 {to}", level=GoalLevel.TEAM, department_id=uid(code), parent_id=top,
            target_change=Decimal(to), **span, **count,
        )  # fmt: skip
        return await rows(town, "select child_sum,is_sum_within from goal where parent_id is null")

    assert [row[0] for row in await team("D2", 6)] == ["6"]
    assert (await rows(town, "select 1 from goal where parent_id is null and is_sum_within")) == [("1",)]
    assert [row[0] for row in await team("D4", 5)] == ["11"]
    assert (await rows(town, "select 1 from goal where parent_id is null and not is_sum_within")) == [("1",)]


async def test_means_beneath_a_goal_are_not_added_up(hr, registry, town):
    top = await company(hr, registry)
    await company(hr, registry, parent_id=top)

    assert await rows(town, f"select child_sum from goal where id='{top}'") == [(None,)]


@pytest.mark.parametrize(("target", "state"), [("77", "MET"), ("77.01", "MISSED")])
async def test_a_goal_whose_days_are_over_is_settled_by_what_was_measured(target, state, hr, registry, town):
    top = await company(hr, registry, ends_on=date(2025, 5, 31), target_change=Decimal(target))

    await refresh(hr, registry, [top])  # settled by the first look already: a second finds it closed

    assert await rows(town, "select state,actual from goal") == [(state, "77")]
    entry = "select action from audit_entry where subject_type='Goal' order by seq"
    assert await rows(town, entry) == [("performance.set_goal",), ("performance.settle_goal",)]
