"""New priorities decide anew which value stands; a job writes it where one may, and the ledger says why."""

from __future__ import annotations

import orjson
import pytest

from server.imports import operations as act
from server.imports.redeciding import redecide
from tests.imports.steps import Desk
from tests.plan.world import context

STANDS = (
    "select d.code from assignment a join department d on d.id=a.department_id join employee e on e.id=a.employee_id "
    "where e.code='E3' and a.superseded_at is null and a.valid_to is null"
)
LEDGER = "select rule,state,reason from data_conflict where superseded_at is null and field='department'"
ROW = "工号,姓名,部门,入职日期\nE3,陈佳,{},2024-02-05\n"


@pytest.fixture
async def desk(town):
    made = Desk(context(town, "hr_manager"))
    await made.load(ROW.format("D3"), source="hris")
    await made.load(ROW.format("D4"), source="payroll")
    return made


async def waiting(desk):
    found = await desk.rows("select id,args from job where kind='imports.redecide'")
    return [(job, orjson.loads(args)["conflicts"]) for job, args in found]


async def ranked(desk, *names):
    ids = {name: row for row, name in await desk.rows("select id,name from import_source")}
    await act.rank_import_sources(desk.later(), ids=[ids[name] for name in names])


async def test_the_value_of_what_comes_first_now_is_written_by_a_job(desk):
    assert await desk.rows(STANDS) == [("D4",)]

    await ranked(desk, "hris", "payroll")
    ((job, conflicts),) = await waiting(desk)
    assert await desk.rows(STANDS) == [("D4",)]

    assert await redecide(desk.later(), conflicts, job) == "1/0"
    assert await desk.rows(STANDS) == [("D3",)]
    assert await desk.rows(LEDGER) == [("PRIORITY", "SETTLED", "来源优先级变更后改用")]
    assert await redecide(desk.later(), conflicts, job) == "0/1"


async def test_the_same_choice_asks_for_no_job(desk):
    await ranked(desk, "payroll", "hris")

    assert await waiting(desk) == []
    assert await desk.rows(STANDS) == [("D4",)]


async def test_what_one_may_not_write_is_left(desk, town):
    await ranked(desk, "hris", "payroll")
    ((job, conflicts),) = await waiting(desk)

    assert await redecide(context(town, "department_manager"), conflicts, job) == "0/1"
    assert await desk.rows(STANDS) == [("D4",)]
