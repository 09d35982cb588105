"""Goals: set on every level and measured, refused with what they lack, said how they go, given up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from server.kernel.errors import Conflict, InvalidInput, InvalidState
from server.performance.goals.models import Confidence, GoalLevel
from server.performance.goals.operations import goals
from server.performance.goals.operations.goals import GoalNotMeasurable
from tests.people.town import rows
from tests.performance.aiming import KEPT, QA, SPAN, company
from tests.plan.world import uid

pytestmark = pytest.mark.usefixtures("checked")


async def test_the_tree_grows_from_the_company_and_is_measured_on_every_level(
    hr, boss, staff, registry, town
):
    top = await company(hr, registry)
    team = await goals.save_goal(
        boss, registry, title="客服部质检得分从 70 提升至 84", level=GoalLevel.TEAM, department_id=uid("D2"),
        parent_id=top, **SPAN, **QA,
    )  # fmt: skip
    await goals.save_goal(
        staff, registry, title="质检得分从 80 提升至 84", level=GoalLevel.PERSON, parent_id=team, **SPAN, **QA
    )

    # of the company (80+88+70+70)/4 = 77 on the way from 70 to 80; of E3 (80+88)/2 = 84
    assert await rows(town, KEPT) == [
        ("COMPANY", "ACTIVE", "80", "77", "7000", None, None),
        ("TEAM", "ACTIVE", "84", "77", "5000", None, uid("D2")),
        ("PERSON", "ACTIVE", "84", "84", "10000", uid("E3"), None),
    ]


async def test_what_cannot_be_measured_is_refused_and_says_what_it_lacks(hr, registry, town):
    with pytest.raises(GoalNotMeasurable) as refused:
        await goals.save_goal(hr, registry, title="提高效率", level=GoalLevel.COMPANY, **SPAN)

    assert refused.value.code == "GOAL_NOT_MEASURABLE"
    assert refused.value.path == ("input", "metric")
    assert "没有目标数值" in refused.value.zh
    assert "There is no number to reach" in refused.value.en
    assert await rows(town, KEPT) == []


async def test_a_goal_without_its_baseline_waits_as_a_draft(hr, registry, town):
    await goals.save_goal(
        hr, registry, title="质检得分达到 80", level=GoalLevel.COMPANY, metric="qa_score_avg", **SPAN
    )

    assert [row[1] for row in await rows(town, KEPT)] == ["DRAFT"]


async def test_a_delicate_figure_is_no_goal_of_the_company(hr, registry):
    with pytest.raises(GoalNotMeasurable, match="no figure"):
        await company(hr, registry, metric="appraisal_score_weighted")


async def test_a_check_in_is_kept_with_the_value_as_it_was(hr, registry, town):
    top = await company(hr, registry)

    await goals.check_in_goal(
        hr, registry, id=top, confidence=Confidence.AT_RISK, text="新员工多，抽检得分偏低"
    )

    kept = "select confidence,text,actual,progress,author_id from goal_check_in"
    assert await rows(town, kept) == [("AT_RISK", "新员工多，抽检得分偏低", "77", "7000", uid("E1"))]
    assert await rows(town, "select confidence from goal") == [("AT_RISK",)]


async def test_an_older_version_changes_nothing(hr, registry, town):
    top = await company(hr, registry)
    await company(hr, registry, id=top, version=1, note="先写说明")

    with pytest.raises(Conflict):
        await company(hr, registry, id=top, version=1, note="后写说明")
    assert await rows(town, "select note from goal") == [("先写说明",)]


async def test_a_goal_given_up_is_given_up_for_good(hr, registry, town):
    top = await company(hr, registry)
    with pytest.raises(InvalidInput):
        await goals.cancel_goal(hr, id=top, reason="  ")

    await goals.cancel_goal(hr, id=top, reason="业务调整")

    assert await rows(town, "select state from goal") == [("CANCELLED",)]
    with pytest.raises(InvalidState):
        await goals.check_in_goal(hr, registry, id=top, confidence=Confidence.ON_TRACK, text="还在做")


async def test_a_goal_given_up_by_mistake_stands_as_before(hr, registry, town):
    top = await company(hr, registry)
    await goals.cancel_goal(hr, id=top, reason="点错了一个", version=1)
    with pytest.raises(Conflict):
        await goals.reopen_goal(hr, id=top, version=1)

    await goals.reopen_goal(hr, id=top, version=2)

    assert await rows(town, "select state,settled_at from goal") == [("ACTIVE", None)]
    kept = "select changes from audit_entry where action='performance.reopen_goal'"
    assert len(await rows(town, kept)) == 1


async def test_a_goal_stays_given_up_once_its_time_is_over_and_an_open_one_open(hr, registry, town):
    top = await company(hr, registry)
    with pytest.raises(InvalidState):
        await goals.reopen_goal(hr, id=top)
    await goals.cancel_goal(hr, id=top, reason="业务调整")

    with pytest.raises(InvalidState):
        await goals.reopen_goal(replace(hr, today=date(2030, 1, 1)), id=top)
    assert await rows(town, "select state from goal") == [("CANCELLED",)]


async def test_the_same_request_sent_twice_sets_one_goal(hr, registry, town):
    first = await company(hr, registry, idempotency_key="k")
    second = await company(hr, registry, idempotency_key="k")

    assert first == second
    assert await rows(town, "select count(*) from goal") == [("1",)]
