"""A newcomer who looks like somebody known is told of, with the reason, and can be said to be that person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.imports import operations as act
from server.imports.linking import alike, is_linked
from server.imports.steps import run_validate
from server.kernel.errors import Denied, InvalidInput, NotFound
from tests.imports.steps import Desk
from tests.people.town import one
from tests.plan.world import context, uid

HEAD = "工号,姓名,部门,入职日期,手机号\n"
FILE = HEAD + "E3,陈佳,D2,2024-02-05,13900000009\n"
TWIN = HEAD + "X9,陈加美,D2,2024-02-05,13900000009\n"


@pytest.fixture
async def desk(operator):
    desk = Desk(operator)
    await desk.load(FILE)
    return desk


async def staged(desk, batch):
    return (await desk.rows(f"select id,state from staged_row where batch_id='{batch}' order by number"))[0]


async def link(desk, batch, person):
    await act.link_import_row(desk.later(), id=batch, row=2, employee_id=person)
    await run_validate(desk.later(), batch, "job")


async def test_a_newcomer_with_the_phone_of_somebody_known_is_said_to_be_that_person(desk, town):
    batch = await desk.upload(TWIN, source="crm")
    await desk.check(batch)
    row, state = await staged(desk, batch)
    assert (state, await is_linked(desk.ctx, row)) == ("NEW", False)
    hr = context(town, "hr_manager")
    assert [tuple(each) for each in await alike(hr, row)] == [(uid("E3"), ["SAME_PHONE"])]

    desk.ctx = replace(hr, now=desk.ctx.now)
    await link(desk, batch, uid("E3"))

    row, state = await staged(desk, batch)
    assert (state, await is_linked(desk.ctx, row)) == ("CONFLICT", True)
    await desk.apply(batch)
    assert await one(town, "select count(*) from employee where code='X9'") == 0
    assert await desk.rows("select code from source_record where superseded_at is null order by code") == [
        ("E3",), ("X9",),
    ]  # fmt: skip
    assert await one(town, "select name from employee where code='E3'") == "陈加美"

    await desk.undo(batch)
    assert await one(town, "select name from employee where code='E3'") == "陈佳"


async def test_the_word_can_be_taken_back_before_the_file_is_applied(desk, town):
    hr = Desk(context(town, "hr_manager"))
    hr.ctx = replace(hr.ctx, now=desk.ctx.now)
    batch = await hr.upload(TWIN, source="crm")
    await hr.check(batch)
    await link(hr, batch, uid("E3"))

    await link(hr, batch, None)

    assert (await staged(hr, batch))[1] == "NEW"


async def test_nobody_else_can_be_named_and_no_row_that_is_not_there(desk, town):
    hr = Desk(context(town, "hr_manager"))
    batch = await hr.upload(TWIN, source="crm")
    await hr.check(batch)

    with pytest.raises(InvalidInput):
        await act.link_import_row(hr.later(), id=batch, row=2, employee_id=uid("E4"))
    with pytest.raises(NotFound):
        await act.link_import_row(hr.later(), id=batch, row=99, employee_id=uid("E3"))
    for role in ("employee", "department_manager", "administrator"):
        with pytest.raises(Denied):
            await act.link_import_row(context(town, role), id=batch, row=2, employee_id=uid("E3"))
    assert await one(town, "select count(*) from import_batch where linked is not null") == 0


async def test_who_may_not_look_for_duplicates_learns_of_no_likeness(desk, town):
    hr = Desk(context(town, "hr_manager"))
    batch = await hr.upload(TWIN, source="crm")
    await hr.check(batch)
    row, _ = await staged(hr, batch)

    for role in ("payroll_specialist", "performance_specialist", "auditor", "employee"):
        assert await alike(context(town, role), row) == []
