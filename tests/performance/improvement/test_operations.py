"""Improvement plans: talked over, begun when whole, followed step by step, brought to an end."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState, NotFound
from server.performance.improvement import operations as improvement
from server.performance.improvement.models import ImprovementState
from server.performance.improvement.operations import Step
from tests.people.town import rows
from tests.performance.improving import PLANS, WHOLE, begun, publish
from tests.plan.world import uid

pytestmark = pytest.mark.usefixtures("quarter")


async def test_a_plan_goes_from_talk_to_outcome(hr, boss, staff, town):
    await publish(hr, 5500)
    ((made,),) = await rows(town, "select id from improvement_plan")
    with pytest.raises(NotFound):
        await improvement.acknowledge_improvement_plan(staff, id=made)  # a draft is nothing to the person yet
    await improvement.save_improvement_plan(boss, id=made, **WHOLE)
    await improvement.start_improvement_plan(boss, id=made)
    await improvement.acknowledge_improvement_plan(staff, id=made)
    ((first,), _) = await rows(town, "select id from improvement_step order by place")
    await improvement.tick_improvement_step(staff, id=first, is_done=True)

    await improvement.close_improvement_plan(
        boss, id=made, state=ImprovementState.REACHED, outcome="已回到标准以上"
    )

    assert [plan[2] for plan in await rows(town, PLANS)] == ["REACHED"]
    assert await rows(town, "select done_on from improvement_step order by place") == [
        ("2025-06-30",),
        (None,),
    ]
    actions = "select action from audit_entry where subject_type='ImprovementPlan' order by seq"
    assert [name.removeprefix("performance.") for (name,) in await rows(town, actions)] == [
        "draft_improvement_plan", "save_improvement_plan", "start_improvement_plan",
        "acknowledge_improvement_plan", "tick_improvement_step", "close_improvement_plan",
    ]  # fmt: skip
    with pytest.raises(InvalidState):
        await improvement.tick_improvement_step(staff, id=first, is_done=False)


@pytest.mark.parametrize(
    ("lacking", "place"),
    [("talk_on", "talkOn"), ("ends_on", "endsOn"), ("aim", "aim"), ("steps", "steps")],
)
async def test_a_plan_that_is_not_whole_is_not_begun(lacking, place, boss, town):
    empty: dict[str, Any] = {"aim": "", "steps": []}
    given: dict[str, Any] = {**WHOLE, lacking: empty.get(lacking)}
    made = await improvement.save_improvement_plan(boss, employee_id=uid("E3"), **given)

    with pytest.raises(InvalidInput) as refused:
        await improvement.start_improvement_plan(boss, id=made)
    assert refused.value.path == ("input", place)
    assert [plan[2] for plan in await rows(town, PLANS)] == ["DRAFT"]


async def test_a_plan_is_gone_on_with_until_a_later_day_only(boss, town):
    made = await begun(boss)
    more = {"id": made, "state": ImprovementState.EXTENDED, "outcome": "还差一点"}
    for day in (None, date(2025, 8, 31)):
        with pytest.raises(InvalidInput):
            await improvement.close_improvement_plan(boss, **more, ends_on=day)

    await improvement.close_improvement_plan(boss, **more, ends_on=date(2025, 9, 30))

    assert await rows(town, "select state,ends_on,closed_at from improvement_plan") == [
        ("EXTENDED", "2025-09-30", None)
    ]


async def test_steps_that_are_kept_keep_what_was_done_of_them(boss, town):
    made = await begun(boss)
    ((first,), _) = await rows(town, "select id from improvement_step order by place")
    await improvement.tick_improvement_step(boss, id=first, is_done=True)

    kept = Step("每周旁听三通会话", date(2025, 7, 20), id=first)
    await improvement.save_improvement_plan(boss, id=made, **(WHOLE | {"steps": [kept]}))

    assert await rows(town, "select text,done_on from improvement_step") == [
        ("每周旁听三通会话", "2025-06-30")
    ]


async def test_nobody_leads_their_own_plan_and_staff_lead_none(hr, staff, boss, town):
    with pytest.raises(Denied):
        await improvement.save_improvement_plan(staff, employee_id=uid("E3"), **WHOLE)
    with pytest.raises(Denied):
        await improvement.save_improvement_plan(hr, employee_id=uid("E1"), **WHOLE)
    with pytest.raises(NotFound):
        await improvement.save_improvement_plan(boss, employee_id=uid("E6"), **WHOLE)
    assert await rows(town, PLANS) == []


async def test_an_older_version_changes_nothing(boss, town):
    made = await improvement.save_improvement_plan(boss, employee_id=uid("E3"), **WHOLE)
    await improvement.save_improvement_plan(boss, id=made, **(WHOLE | {"aim": "第一次修改"}), version=2)

    with pytest.raises(Conflict):
        await improvement.save_improvement_plan(boss, id=made, **(WHOLE | {"aim": "第二次修改"}), version=2)
    assert await rows(town, "select aim from improvement_plan") == [("第一次修改",)]
