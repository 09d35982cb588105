"""What pages ask for is shown by the class of the field it fills: uploaders see their file, others what they may."""

from __future__ import annotations

from server.imports.reading import cells, columns, values
from tests.imports.steps import Desk
from tests.plan.world import context, uid


async def test_cells_are_seen_by_who_may_see_the_field(town, operator):
    payroll = Desk(context(town, "payroll_specialist"))
    batch = await payroll.upload("工号,基本工资\nE3,9100\n", source="payroll")
    await payroll.check(batch)
    ((row,),) = await payroll.rows("select id from staged_row")

    async def seen(role):
        found = {each["field"]: each for each in await cells(context(town, role), row)}
        return found["baseSalary"]["given"], found["baseSalary"]["before"]

    assert await seen("payroll_specialist") == ("9100", "9000.50")
    assert await seen("hr_manager") == ("9100", "9000.50")
    assert await seen("performance_specialist") == (None, None)
    assert await seen("auditor") == (None, None)
    samples = {each["header"]: each["samples"] for each in await columns(context(town, "auditor"), batch)}
    assert samples["基本工资"] == []


async def test_values_of_a_conflict_are_seen_by_who_may_see_the_field(town, operator):
    desk = Desk(operator)
    await desk.load("工号,手机\nE3,13911110001\n", source="hris")
    await desk.load("工号,手机\nE3,13911110002\n", source="payroll")
    ((conflict,),) = await desk.rows("select id from data_conflict where superseded_at is null")

    async def seen(role):
        return [each["value"] for each in await values(context(town, role), conflict)]

    assert await seen("hr_manager") == ["13911110001", "13911110002"]
    assert await seen("employee") == ["13911110001", "13911110002"]
    assert await seen("payroll_specialist") == [None, None]
    assert await seen("department_manager") == [None, None]


async def test_rows_that_are_not_there_say_nothing(town):
    ctx = context(town, "hr_manager")

    assert await cells(ctx, uid("E3")) == []
    assert await values(ctx, uid("E3")) == []
