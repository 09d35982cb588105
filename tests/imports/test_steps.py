"""A file goes through its steps: looked at first, applied as it was seen, undone exactly."""

from __future__ import annotations

import pytest

from server.imports import operations as act
from server.imports.reading import cells
from server.imports.steps import run_apply
from server.kernel.errors import Conflict, Denied, InvalidState
from tests.imports.files import HEADER
from tests.imports.steps import Desk
from tests.people.town import one, picture
from tests.plan.world import context

FILE = f"{HEADER}\nN1,何欣,D2,2024-03-01,P1,13900000001,8800,E2\nE3,陈嘉,D4,2024-02-05,,,,\nN2,坏,D404,2024-03-02,,,,\n"
ROSTER = "工号,姓名,部门,入职日期\n"


@pytest.fixture
def desk(operator):
    return Desk(operator)


async def test_a_dry_run_shows_every_cell_and_writes_nothing(desk, town):
    before = await picture(town)

    batch = await desk.upload(FILE)
    await desk.check(batch)

    assert await desk.counts(batch) == ("VALIDATED", "3", "1", "1", "0", "0", "1", "0")
    found = await desk.rows(
        f"select id,number,state from staged_row where batch_id='{batch}' order by number"
    )
    assert [(number, state) for _, number, state in found] == [("2", "NEW"), ("3", "CHANGED"), ("4", "ERROR")]
    changed = {
        each["field"]: (each["state"], each["before"], each["given"])
        for each in await cells(desk.ctx, found[1][0])
    }
    assert changed["name"] == ("CHANGED", None, "陈嘉")
    assert changed["hiredOn"] == ("UNCHANGED", None, "2024-02-05")
    wrong = {each["field"]: each["message"] for each in await cells(desk.ctx, found[2][0])}
    assert wrong["department"] == "没有部门“D404”，请先建立或更正。"
    after = await picture(town)
    assert [a for a, b in zip(before, after, strict=True) if a != b][1:] == []


async def test_a_batch_is_applied_as_it_was_seen_and_undone_exactly(desk, town):
    before = await desk.rows("select code,name,phone_hash from employee order by code")
    posts = (
        "select employee_id,department_id,valid_from,valid_to from assignment "
        "where superseded_at is null order by 1,3"
    )
    pays = "select employee_id,valid_from from compensation where superseded_at is null order by 1"
    stood, paid = await desk.rows(posts), await desk.rows(pays)

    batch = await desk.load(FILE)
    assert await desk.counts(batch) == ("APPLIED", "3", "1", "1", "0", "0", "1", "0")
    assert await one(town, "select count(*) from employee where code='N1'") == 1

    await desk.undo(batch)

    assert await desk.counts(batch) == ("REVERTED", "3", "1", "1", "0", "0", "1", "0")
    assert (
        await desk.rows("select code,name,phone_hash from employee where code not like '%~%' order by code")
        == before
    )
    assert await desk.rows(posts) == stood
    assert await desk.rows(pays) == paid
    again = await desk.load(FILE)
    assert await desk.counts(again) == ("APPLIED", "3", "1", "1", "0", "0", "1", "0")


async def test_what_changed_after_the_dry_run_asks_for_another(desk):
    batch = await desk.upload(ROSTER + "N1,何欣,D2,2024-03-01\n")
    await desk.check(batch)
    await desk.load(ROSTER + "N1,何欣,D2,2024-03-01\n")
    await act.apply_import(desk.later(), id=batch)

    with pytest.raises(Conflict):
        await run_apply(desk.later(), batch, "job")


async def test_steps_come_in_order(desk):
    batch = await desk.upload(ROSTER + "N1,何欣,D2,2024-03-01\n")
    for early in (act.apply_import, act.revert_import):
        with pytest.raises(InvalidState):
            await early(desk.later(), id=batch)
    await desk.check(batch)
    await desk.apply(batch)
    for late in (act.validate_import, act.apply_import):
        with pytest.raises(InvalidState):
            await late(desk.later(), id=batch)


async def test_hr_brings_in_contacts_of_newcomers_but_changes_none_of_others_and_no_pay(desk, town):
    hr = Desk(context(town, "hr_manager"))
    batch = await hr.upload(
        "工号,姓名,部门,入职日期,手机,基本工资\nN1,何欣,D2,2024-03-01,13900000001,1\nE3,陈佳,D2,2024-02-05,13911111111,2\n"
    )
    mapped = await hr.rows(f"select mapping from import_batch where id='{batch}'")
    assert '"基本工资":null' in mapped[0][0]
    with pytest.raises(Denied):
        await act.map_import(hr.later(), id=batch, columns=[{"header": "基本工资", "field": "baseSalary"}])

    await hr.check(batch)
    await hr.apply(batch)

    assert await hr.counts(batch) == ("APPLIED", "2", "1", "0", "1", "0", "0", "0")
    assert await one(town, "select count(*) from employee where code='N1' and phone is not null") == 1
    assert await one(town, "select count(*) from compensation") == 6


async def test_nobody_else_uploads_anything(town):
    for role in ("employee", "department_manager", "administrator", "hr_specialist"):
        with pytest.raises(Denied):
            await Desk(context(town, role)).upload(FILE)
    assert await one(town, "select count(*) from import_batch") == 0
