"""Newcomers withdraw with their batch unless somebody needs them."""

from __future__ import annotations

import pytest

from tests.imports.files import HEADER
from tests.imports.steps import Desk
from tests.people.town import one

FILE = f"{HEADER}\nN1,何欣,D2,2024-03-01,P1,13900000001,8800,E2\nE3,陈嘉,D4,2024-02-05,,,,\nN2,坏,D404,2024-03-02,,,,\n"
ROSTER = "工号,姓名,部门,入职日期\n"


@pytest.fixture
def desk(operator):
    return Desk(operator)


async def test_a_newcomer_whom_others_have_come_to_need_stays(desk, town):
    batch = await desk.load(ROSTER + "N1,何欣,D2,2024-03-01\nN2,曾强,D2,2024-03-01\n")
    await desk.load("工号,上级\nE3,N1\n")

    await desk.undo(batch)

    assert await desk.rows("select code from employee where code like 'N%' order by 1") == [
        ("N1",),
        (f"N2~{(await one(town, 'select id from employee where name=' + chr(39) + '曾强' + chr(39)))[-8:]}",),
    ]
    assert (await desk.counts(batch))[-1] == "1"
