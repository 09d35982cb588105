"""Somebody a whole list lacks is said to be still here, with a reason, or has left by the record."""

from __future__ import annotations

import pytest

from server.imports import operations as act
from server.imports.answering import settle_left
from server.kernel.errors import Denied, InvalidInput, NotFound
from tests.imports.steps import Desk
from tests.imports.test_dropped import E1, E2, FULL, HEAD, leave
from tests.plan.world import context

ROWS = "select d.state,d.reason,d.decided_by is not null from source_drop d join employee e on e.id=d.employee_id "


@pytest.fixture
async def desk(operator):
    desk = Desk(operator)
    await act.save_import_source(desk.later(), name="hris", is_complete=True)
    await desk.load(FULL)
    await desk.load(HEAD + E1)
    return desk


async def row_of(desk, code):
    sql = f"select d.id from source_drop d join employee e on e.id=d.employee_id where e.code='{code}'"
    return (await desk.rows(sql))[-1][0]


async def test_still_here_needs_a_reason_holds_for_the_next_list_and_can_be_asked_anew(desk, town):
    hr = Desk(context(town, "hr_manager"))
    hr.ctx = desk.later()
    row, other = await row_of(desk, "E3"), await row_of(desk, "E2")
    with pytest.raises(InvalidInput):
        await act.settle_source_drops(desk.later(), ids=[row], reason=" ")

    assert await act.settle_source_drops(desk.later(), ids=[row], reason="外派，名单不含") == "1/0"
    assert await act.settle_source_drops(desk.later(), ids=[row], reason="外派，名单不含") == "0/1"
    assert await desk.rows("select dropped from import_batch order by created_at desc limit 1") == [("1",)]

    later = await desk.load(HEAD + E1 + E2)
    again = await desk.rows(f"{ROWS} where d.batch_id='{later}'")
    assert [each[:2] for each in again] == [("STILL_HERE", "外派，名单不含")]
    assert await desk.rows(f"select dropped from import_batch where id='{later}'") == [("0",)]
    with pytest.raises(NotFound):
        await act.settle_source_drops(desk.later(), ids=[other], reason="已回来")

    row = (await desk.rows(f"select id from source_drop where batch_id='{later}'"))[0][0]
    assert await act.settle_source_drops(desk.later(), ids=[row], is_still_here=False) == "1/0"
    assert await desk.rows(f"select dropped from import_batch where id='{later}'") == [("1",)]


async def test_who_left_by_the_record_is_asked_about_no_more(desk):
    await desk.ctx.store.write(lambda: leave("E3"))

    await settle_left(desk.later())

    assert await desk.rows("select state from source_drop order by code") == [("OPEN",), ("LEFT",)]


@pytest.mark.parametrize("ids", [[], [str(number) for number in range(1001)]])
async def test_nobody_and_too_many_are_refused(desk, ids):
    with pytest.raises(InvalidInput):
        await act.settle_source_drops(desk.later(), ids=ids, reason="在职")


async def test_who_may_not_import_answers_nothing(desk, town):
    row = await row_of(desk, "E3")
    for role in ("employee", "department_manager", "administrator", "hr_specialist"):
        with pytest.raises(Denied):
            await act.settle_source_drops(context(town, role), ids=[row], reason="在职")
    assert await desk.rows("select distinct state from source_drop") == [("OPEN",)]
