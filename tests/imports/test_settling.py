"""A person says which source is right; the field must be theirs to write, and they are asked again when it changes."""

from __future__ import annotations

import pytest

from server.imports import operations as act
from server.imports.reading import values
from server.kernel.errors import Denied, InvalidInput, InvalidState
from tests.imports.steps import Desk
from tests.people.town import one
from tests.plan.world import context, uid

PHONE = "工号,手机\nE3,{}\n"
CONFLICTS = (
    "select field,state,rule,s.name from data_conflict c left join import_source s on s.id=c.chosen_id "
    "where c.superseded_at is null order by 1"
)
CHECKS = "select rows_checked,rows_conflict from data_check where superseded_at is null order by recorded_at"


@pytest.fixture
def desk(operator):
    return Desk(operator)


async def phone(desk):
    store = desk.ctx.store
    ((found,),) = await store.reads.rows(f"select phone_hash from employee where id='{uid('E3')}'")
    return next(
        text
        for text in ("13800000003", "13911110001", "13911110002", "13911110003")
        if store.vault.blind("employee.phone", text) == found
    )


async def test_a_person_settles_and_is_asked_again_only_when_the_values_change(desk, town):
    text = "工号,姓名\nE3,{}\n"
    await desk.load(text.format("陈嘉"), source="hris")
    await desk.load(text.format("陈家"), source="payroll")
    ((conflict,),) = await desk.rows("select id from data_conflict where superseded_at is null")
    hr = Desk(context(town, "hr_manager"))
    hr.ctx = desk.later()
    hr = Desk(context(town, "hr_manager"))

    settled = await act.settle_conflict(hr.later(10), id=conflict, source="hris", reason="身份证")

    assert await one(town, f"select name from employee where id='{uid('E3')}'") == "陈嘉"
    assert await desk.rows(CONFLICTS) == [("name", "SETTLED", "PERSON", "hris")]
    assert [(v["source"], v["value"], v["is_chosen"]) for v in await values(hr.ctx, settled)] == [
        ("hris", "陈嘉", True),
        ("payroll", "陈家", False),
    ]
    await desk.load(text.format("陈家"), source="payroll")
    assert await desk.rows(CONFLICTS) == [("name", "SETTLED", "PERSON", "hris")]
    await desk.load(text.format("陈稼"), source="payroll")
    assert await desk.rows(CONFLICTS) == [("name", "OPEN", "PERSON", "hris")]
    assert await one(town, f"select name from employee where id='{uid('E3')}'") == "陈嘉"


async def test_who_may_not_write_the_field_settles_nothing(desk, town):
    await desk.load(PHONE.format("13911110001"), source="hris")
    await desk.load(PHONE.format("13911110002"), source="payroll")
    ((conflict,),) = await desk.rows("select id from data_conflict where superseded_at is null")

    for role in ("hr_manager", "payroll_specialist"):
        with pytest.raises(Denied):
            await act.settle_conflict(context(town, role), id=conflict, source="hris")
    assert await act.settle_conflicts(context(town, "hr_manager"), source="hris") == "0/1"
    with pytest.raises(InvalidInput):
        await act.settle_conflict(context(town, "hr_manager"), id=conflict, source="nowhere")
    with pytest.raises(InvalidState):
        await act.settle_conflict(context(town, "hr_manager"), id=conflict, source="hris", version=9)
    assert await desk.rows(CONFLICTS) == [("phone", "OPEN", "NEWEST", "payroll")]
