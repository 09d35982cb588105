"""A source that is late is told of once, to its keeper, else to who may set sources; its next file settles it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from server.imports import operations as act
from server.imports.late import tell_late
from server.kernel.errors import InvalidInput
from tests.imports.steps import Desk
from tests.imports.test_dropped import FULL
from tests.plan.world import CALLERS, context, uid

TOLD = "select kind from notice"


async def everyone():
    return [caller.principal() for caller in CALLERS.values()]


@pytest.fixture
async def desk(town):
    desk = Desk(context(town, "hr_manager"))
    await act.save_import_source(desk.later(), name="hris", title="人事系统", fresh_days=7, keeper_code="E4")
    await desk.load(FULL)
    return desk


async def pass_days(desk, days):
    desk.ctx = replace(
        desk.ctx, now=desk.ctx.now + timedelta(days=days), today=desk.ctx.today + timedelta(days=days)
    )
    await tell_late(everyone)(desk.ctx)


async def test_the_keeper_is_told_once_a_lateness(desk):
    await pass_days(desk, 7)
    assert await desk.rows(TOLD) == []

    await pass_days(desk, 1)
    await pass_days(desk, 1)
    told = await desk.rows("select employee_id,kind,link,done_at from notice")
    assert told == [(uid("E4"), "imports.late", "/data/sources", None)]
    assert await desk.rows("select title_zh from notice") == [
        ("来源“人事系统”已逾期：应每 7 天导入一次，请上传或联系对方",)
    ]

    await desk.load(FULL)
    assert await desk.rows("select count(*) from notice where done_at is null") == [("0",)]
    await pass_days(desk, 8)
    assert await desk.rows("select count(*) from notice") == [("2",)]
    assert await desk.rows("select count(*) from notice where done_at is null") == [("1",)]


async def test_without_a_keeper_who_may_set_sources_is_told(town):
    desk = Desk(context(town, "hr_manager"))
    await act.save_import_source(desk.later(), name="crm", fresh_days=1)
    await act.save_import_source(desk.later(), name="once")

    await pass_days(desk, 2)

    able = [each.employee_id for each in await everyone() if "hr_manager" in each.roles]
    assert sorted(await desk.rows("select employee_id from notice")) == sorted((each,) for each in able)


async def test_a_keeper_is_employed_here_and_can_be_taken_away(desk):
    source = (await desk.rows("select id from import_source"))[0][0]
    await act.save_import_source(desk.later(), id=source, keeper_code="")
    assert await desk.rows("select keeper_id from import_source") == [(None,)]

    with pytest.raises(InvalidInput):
        await act.save_import_source(desk.later(), name="x", keeper_code="E5")
    assert await desk.rows("select count(*) from import_source") == [("1",)]
