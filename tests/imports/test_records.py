"""Sources that disagree: priority decides, else the newest and a person; the ledger is right at each step."""

from __future__ import annotations

import pytest

from tests.imports.steps import Desk
from tests.people.town import one
from tests.plan.world import uid

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


async def test_without_priorities_the_newest_is_taken_and_a_person_is_asked(desk, town):
    await desk.load(PHONE.format("13911110001"), source="hris")
    second = await desk.load(PHONE.format("13911110002"), source="payroll")

    assert await phone(desk) == "13911110002"
    assert await desk.rows(CONFLICTS) == [("phone", "OPEN", "NEWEST", "payroll")]
    assert await desk.rows(CHECKS) == [("1", "0"), ("1", "1")]
    assert (await desk.counts(second))[5] == "1"

    await desk.undo(second)

    assert await phone(desk) == "13911110001"
    assert await desk.rows(CONFLICTS) == []
    assert await desk.rows(CHECKS) == [("1", "0")]


async def test_another_systems_codes_find_the_same_people(desk, town):
    await desk.load("工号,姓名,身份证号\nPX-3,陈佳,999999199001010003\n", source="payroll")
    await desk.load("工号,手机\nPX-3,13911110003\n", source="payroll")
    month = await desk.load("工号,月份,加班\nPX-3,2025-06,31\n", source="payroll", kind="attendance")

    assert await one(town, "select count(*) from employee") == 6
    assert await phone(desk) == "13911110003"
    assert (await desk.counts(month))[2] == "1"
    await desk.undo(month)
    assert await one(town, "select count(*) from attendance") == 2
