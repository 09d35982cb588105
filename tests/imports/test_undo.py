"""An undo takes back exactly what a batch changed, in any order, and leaves what changed since."""

from __future__ import annotations

import pytest

from tests.imports.files import HEADER
from tests.imports.steps import Desk
from tests.people.town import one
from tests.plan.world import uid

FILE = f"{HEADER}\nN1,何欣,D2,2024-03-01,P1,13900000001,8800,E2\nE3,陈嘉,D4,2024-02-05,,,,\nN2,坏,D404,2024-03-02,,,,\n"
ROSTER = "工号,姓名,部门,入职日期\n"


@pytest.fixture
def desk(operator):
    return Desk(operator)


async def test_an_undo_leaves_what_was_changed_since_and_says_why(desk, town):
    first = await desk.load(ROSTER + "E3,陈嘉,D4,2024-02-05\nE4,赵雷,D3,2025-05-12\n")
    await desk.load(ROSTER + "E3,陈嘉,D3,2024-02-05\n")

    await desk.undo(first)

    assert (await desk.counts(first))[-1] == "1"
    assert await desk.rows("select code,name from employee where code in ('E3','E4') order by 1") == [
        ("E3", "陈佳"),
        ("E4", "赵磊"),
    ]
    assert await one(
        town,
        f"select department_id from assignment where employee_id='{uid('E3')}' and superseded_at is null "
        "and valid_to is null",
    ) == uid("D3")


async def test_two_files_are_undone_one_after_the_other(desk):
    posts = (
        "select employee_id,department_id,valid_from,valid_to from assignment "
        "where superseded_at is null order by 1,3"
    )
    stood = await desk.rows(posts)
    first = await desk.load(ROSTER + "E3,陈佳,D4,2024-02-05\n")
    between = await desk.rows(posts)
    second = await desk.load(ROSTER + "E3,陈佳,D3,2024-02-05\n")

    await desk.undo(second)
    assert await desk.rows(posts) == between
    await desk.undo(first)
    assert await desk.rows(posts) == stood
    assert [(await desk.counts(each))[-1] for each in (first, second)] == ["0", "0"]


async def test_a_leave_that_was_brought_in_by_mistake_is_taken_back_with_its_exit(desk):
    batch = await desk.load("工号,离职日期,离职类型\nE4,2025-08-31,辞职\n")
    assert await desk.rows("select count(*) from exit_case where not is_taken_back") == [("1",)]

    await desk.undo(batch)

    assert await desk.rows(
        f"select left_on from employment where employee_id='{uid('E4')}' and superseded_at is null"
    ) == [(None,)]
    assert await desk.rows("select count(*) from exit_case where not is_taken_back") == [("0",)]
