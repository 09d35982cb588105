"""Head count and leavers by both accounts, and every person about whom they differ."""

from __future__ import annotations

import pytest

from server.imports.reconcile import reconcile
from server.kernel.errors import InvalidInput
from server.people.models import Employee, Employment
from tests.imports.steps import Desk

FILE = """工号,姓名,部门,入职日期,离职日期
E1,王芳,D1,2020-01-06,
E2,李娜,D2,2021-03-01,
E3,陈佳,D2,2024-02-05,2025-06-20
E4,赵磊,D3,2025-05-12,
E5,孙宁,D3,2023-07-03,2025-03-31
"""


@pytest.fixture
async def desk(operator):
    desk = Desk(operator)
    await desk.load(FILE, source="hris")
    return desk


async def told(desk, month, source="hris"):
    found = await reconcile(desk.ctx, source=source, month=month)
    return (
        (found.headcount, found.source_headcount, found.leavers, found.source_leavers),
        [(each["code"], each["kind"]) for each in found.told(desk.ctx)],
    )


async def test_who_is_missing_and_who_left_elsewhere_is_named(desk):
    assert await told(desk, "2025-05") == ((5, 4, 0, 0), [("E6", "MISSING_THERE")])
    assert await told(desk, "2025-06") == ((4, 3, 1, 1), [("E6", "MISSING_THERE")])
    assert await told(desk, "2025-03") == ((4, 3, 1, 1), [("E6", "MISSING_THERE")])


async def test_a_person_who_left_there_and_not_here_is_a_difference(desk, town):
    await town.write(lambda: _stay("E3"))

    assert (await told(desk, "2025-06"))[1] == [("E3", "LEFT_THERE"), ("E6", "MISSING_THERE")]


async def _stay(code):
    person = await Employee.get(code=code)
    await Employment.filter(employee_id=person.id, superseded_at=None).update(left_on=None)


@pytest.mark.parametrize(("source", "month"), [("nowhere", "2025-06"), ("hris", "2025-13"), ("hris", "June")])
async def test_what_cannot_be_compared_is_refused(desk, source, month):
    with pytest.raises(InvalidInput):
        await reconcile(desk.ctx, source=source, month=month)
