"""What a file of master data made goes again where nothing refers to it; what changed since stays and is told."""

from __future__ import annotations

import pytest

from tests.imports.steps import Desk
from tests.plan.world import context


@pytest.fixture
def desk(town):
    return Desk(context(town, "hr_manager"))


async def test_what_others_refer_to_since_stays_and_what_changed_since_too(desk):
    text = "岗位编码,岗位名称\nP1,客服一级\nP9,质检员\n"
    batch = await desk.load(text, kind="positions", source="oa")
    await desk.load("工号,岗位\nE3,P9\n", source="hris")
    await desk.load("岗位编码,岗位名称\nP1,客服二级\n", kind="positions", source="other")

    await desk.undo(batch)

    refused = await desk.rows(f"select kept from import_batch where id='{batch}'")
    assert refused == [("2",)]
    assert await desk.rows("select code,name from position where code in ('P1','P9') order by code") == [
        ("P1", "客服二级"), ("P9", "质检员"),
    ]  # fmt: skip


async def test_a_head_who_changed_since_is_not_put_back(desk):
    batch = await desk.load("部门编码,部门名称,负责人\nD2,客服一部,E3\n", kind="departments", source="oa")
    await desk.load("部门编码,部门名称,负责人\nD2,客服一部,E4\n", kind="departments", source="other")
    stood = await desk.rows("select name,manager_id,version from department where code='D2'")

    await desk.undo(batch)

    assert await desk.rows(f"select kept from import_batch where id='{batch}'") == [("1",)]
    assert await desk.rows("select name,manager_id,version from department where code='D2'") == stood


async def test_each_row_leaves_an_audit_entry_of_its_own(desk):
    await desk.load("地点编码,地点名称,城市\nL8,苏州店,苏州\nL9,上海店,上海\n", kind="locations", source="oa")

    told = await desk.rows("select action from audit_entry where action='people.create_location'")
    assert told == [("people.create_location",)] * 2
