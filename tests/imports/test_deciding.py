"""A weaker source, or one with no news, leaves things as they are."""

from __future__ import annotations

import pytest

from server.imports import operations as act
from server.people.operations import update_employee
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


async def test_a_stronger_source_keeps_its_word(desk):
    await act.save_import_source(desk.later(), name="hris", rank=1)
    await act.save_import_source(
        desk.later(), name="payroll", rank=2, priorities=[{"field": "baseSalary", "rank": 1}]
    )
    await desk.load(PHONE.format("13911110001"), source="hris")

    batch = await desk.load(PHONE.format("13911110002"), source="payroll")

    assert await phone(desk) == "13911110001"
    assert await desk.rows(CONFLICTS) == [("phone", "SETTLED", "PRIORITY", "hris")]
    assert (await desk.counts(batch))[2:6] == ("0", "0", "1", "0")
    await act.rank_import_sources(
        desk.later(), ids=[r[0] for r in await desk.rows("select id from import_source order by name desc")]
    )
    assert await desk.rows(CONFLICTS) == [("phone", "SETTLED", "PRIORITY", "payroll")]


async def test_a_file_that_says_nothing_new_undoes_no_change_made_here(desk, town):
    await desk.load("工号,姓名\nE3,陈嘉\n")
    await act.settle_conflicts(context(town, "hr_manager"), source="hris")
    await update_employee(context(town, "hr_manager"), id=uid("E3"), changes={"name": "陈佳"})
    batch = await desk.load("工号,姓名\nE3,陈嘉\n")

    assert (await desk.counts(batch))[2:5] == ("0", "0", "1")
    assert await one(town, f"select name from employee where id='{uid('E3')}'") == "陈佳"
