"""Goals from a file: level by whose they are, parents in the same file, refused unless they can be measured."""

from __future__ import annotations

import pytest

from tests.imports.steps import Desk
from tests.plan.world import context

HEADER = "目标,开始日期,结束日期,部门,工号,上级目标,指标,变化方式,基线,目标变化"
TOP = "公司质检得分从 70 提升至 80,2025-01-01,2025-12-31,,,,qa_score_avg,达到,70,80"
TEAM = "客服部质检得分从 70 提升至 84,2025-01-01,2025-12-31,D2,,公司质检得分从 70 提升至 80,qa_score_avg,达到,70,84"
FOUND = "select level,title,state,required,metric from goal order by level"


@pytest.fixture
def desk(town):
    return Desk(context(town, "hr_manager"))


async def test_a_goal_may_stand_under_one_of_the_same_file_and_both_go_again(desk):
    batch = await desk.load(f"{HEADER}\n{TOP}\n{TEAM}\n", kind="goals", source="okr")
    again = await desk.upload(f"{HEADER}\n{TOP}\n{TEAM}\n", kind="goals", source="okr")
    await desk.check(again)

    assert await desk.rows(FOUND) == [
        ("COMPANY", "公司质检得分从 70 提升至 80", "ACTIVE", "80", "qa_score_avg"),
        ("TEAM", "客服部质检得分从 70 提升至 84", "ACTIVE", "84", "qa_score_avg"),
    ]
    assert (await desk.counts(again))[4] == "2"

    await desk.undo(batch)

    assert await desk.rows(FOUND) == []


async def test_what_cannot_be_measured_or_serves_no_goal_is_said_at_the_row(desk):
    alone = TEAM.replace("公司质检得分从 70 提升至 80", "")
    text = f"{HEADER}\n提高效率,2025-01-01,2025-12-31,,,,,,,\n{alone}\n{TOP.replace('2025-12-31', '2024-12-31')}\n"

    batch = await desk.upload(text, kind="goals", source="okr")
    await desk.check(batch)

    assert (await desk.counts(batch))[6] == "3"
    assert await desk.rows(FOUND) == []


async def test_a_changed_aim_goes_back(desk):
    await desk.load(f"{HEADER}\n{TOP}\n", kind="goals", source="okr")
    sooner = TOP.replace("2025-12-31", "2025-06-30")
    changed = await desk.load(f"{HEADER}\n{sooner}\n", kind="goals", source="okr")
    ends = "select ends_on from goal"
    assert await desk.rows(ends) == [("2025-06-30",)]

    await desk.undo(changed)

    assert await desk.rows(ends) == [("2025-12-31",)]
