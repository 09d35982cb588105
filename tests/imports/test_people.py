"""Corner cases of the plan: the day a change takes effect, and what nobody may be."""

from __future__ import annotations

from server.imports import run
from tests.imports.files import HEADER, SOURCE
from tests.people.town import one


async def test_a_change_of_somebody_gone_is_dated_to_the_last_day(bring, town):
    result = await bring("工号,姓名,部门,入职日期\nE5,孙宁,D2,2023-07-03\n")

    assert result.updated == 1
    assert (
        str(
            await one(
                town,
                "select max(valid_from) from assignment a join employee e on e.id=a.employee_id where e.code='E5'",
            )
        )
        == "2025-03-31"
    )


async def test_a_last_day_before_the_first_is_refused(bring):
    result = await bring("工号,姓名,部门,入职日期,离职日期\nN1,何欣,D2,2024-03-01,2024-02-01\n")

    assert [(e.row, e.column, e.code) for e in result.errors] == [(2, "离职日期", "INVALID_DATE")]


async def test_nothing_is_made_for_rows_that_are_refused(operator):
    file = f"{HEADER}\nN1,何欣,新店,2024-03-01,,,,E404\n".encode()

    ready = await run.check(operator, "people", file, type(SOURCE)("x", create_departments=True))

    assert ready.result.created == 0
    await operator.store.write(ready.apply)
    assert await one(operator.store, "select count(*) from department where name='新店'") == 0
