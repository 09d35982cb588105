"""The tree of goals: what serves what, and who may set whose."""

from __future__ import annotations

from datetime import date

import pytest

from server.kernel.errors import Denied, InvalidInput, NotFound
from server.performance.goals.models import GoalLevel
from server.performance.goals.operations import goals
from server.performance.goals.rules import Unaligned
from tests.people.town import rows
from tests.performance.aiming import KEPT, QA, SPAN, company
from tests.plan.world import context, uid

pytestmark = pytest.mark.usefixtures("checked")


async def test_a_goal_of_a_team_or_a_person_serves_one_above_it(hr, boss, staff, registry, town):
    other = await company(hr, registry, starts_on=date(2024, 1, 1), ends_on=date(2024, 3, 31))
    elsewhere = await goals.save_goal(
        hr, registry, title="门店质检得分从 70 提升至 80", level=GoalLevel.TEAM, department_id=uid("D4"),
        parent_id=await company(hr, registry), **SPAN, **QA,
    )  # fmt: skip
    for parent in (None, other, elsewhere):
        with pytest.raises(Unaligned) as refused:
            await goals.save_goal(
                staff, registry, title="质检得分从 80 提升至 84", level=GoalLevel.PERSON, parent_id=parent, **SPAN, **QA
            )  # fmt: skip
        assert (refused.value.code, refused.value.path) == ("UNALIGNED", ("input", "parentId"))
    assert len(await rows(town, KEPT)) == 3


async def test_a_goal_cannot_stand_beneath_itself(hr, registry):
    top = await company(hr, registry)
    below = await company(hr, registry, parent_id=top)

    with pytest.raises(InvalidInput, match="beneath itself"):
        await company(hr, registry, id=top, parent_id=below)


@pytest.mark.parametrize("case", [("hr_specialist", "D2"), ("department_manager", "D4"), ("employee", "D2")])
async def test_who_has_no_say_in_a_team_sets_no_goal_of_it(case, hr, registry, town):
    role, department = case
    top = await company(hr, registry)

    with pytest.raises(Denied):
        await goals.save_goal(
            context(town, role), registry, title="质检得分从 70 提升至 84", level=GoalLevel.TEAM, parent_id=top,
            department_id=uid(department), **SPAN, **QA,
        )  # fmt: skip
    assert len(await rows(town, KEPT)) == 1


async def test_nobody_sets_the_goal_of_somebody_out_of_sight(staff, hr, registry):
    top = await company(hr, registry)

    with pytest.raises(NotFound):
        await goals.save_goal(
            staff, registry, title="质检得分从 70 提升至 84", level=GoalLevel.PERSON, parent_id=top,
            employee_id=uid("E4"), **SPAN, **QA,
        )  # fmt: skip
