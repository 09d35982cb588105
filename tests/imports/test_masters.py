"""Departments, positions and places come in by file: seen first, written by their codes, taken back exactly."""

from __future__ import annotations

import pytest

from server.imports import operations as act
from server.imports.reading import cells
from server.kernel.errors import Denied
from tests.imports.steps import Desk
from tests.plan.world import context

TABLES = {
    "positions": "select code,name,family,grade,ladder,is_core,is_manager from position order by code",
    "locations": "select code,name,city,address from location order by code",
    "departments": "select code,name,kind,parent_id,manager_id from department order by code",
}
VERSIONS = (
    "select department_id,name,kind,parent_id,manager_id,valid_from,valid_to from department_version "
    "where superseded_at is null order by department_id,valid_from"
)


@pytest.fixture
def desk(town):
    return Desk(context(town, "hr_manager"))


async def states(desk, batch):
    rows = await desk.rows(f"select number,state from staged_row where batch_id='{batch}' order by number")
    return [state for _, state in rows]


async def wrong(desk, batch):
    rows = await desk.rows(
        f"select id from staged_row where batch_id='{batch}' and state='ERROR' order by number"
    )
    return [
        (each["field"], each["message"])
        for (row,) in rows
        for each in await cells(desk.ctx, row)
        if each["state"] == "ERROR"
    ]


@pytest.mark.parametrize(
    ("kind", "text", "made"),
    [
        (
            "positions",
            "岗位编码,岗位名称,职级,核心岗位\nP1,资深客服,2,是\nP9,质检员,1,否\nPX,坏,101,否\n",
            ("P9", "质检员", "", "1", "", "0", "0"),
        ),
        (
            "locations",
            "地点编码,地点名称,城市\nL1,杭州新仓,杭州\nL9,上海店,上海\nLX,,上海\n",
            ("L9", "上海店", "上海", ""),
        ),
    ],
)
async def test_rows_are_made_or_changed_by_their_code_and_taken_back(desk, kind, text, made):
    before = await desk.rows(TABLES[kind])
    batch = await desk.upload(text, kind=kind, source="oa")
    await desk.check(batch)
    assert await states(desk, batch) == [
        "CHANGED" if any(row[0] == text.splitlines()[1].split(",")[0] for row in before) else "NEW",
        "NEW",
        "ERROR",
    ]
    assert await desk.rows(TABLES[kind]) == before

    await desk.apply(batch)

    after = {row[0]: row for row in await desk.rows(TABLES[kind])}
    assert tuple(str(int(x == "True")) if x in ("True", "False") else x for x in after[made[0]]) == made
    assert (await desk.counts(batch))[6] == "1"
    await desk.undo(batch)
    assert await desk.rows(TABLES[kind]) == before
    again = await desk.load(text, kind=kind, source="oa")
    assert (await desk.counts(again))[0] == "APPLIED"


async def test_departments_come_with_their_parents_in_any_order_and_go_again(desk):
    before, versions = await desk.rows(TABLES["departments"]), await desk.rows(VERSIONS)
    text = "部门编码,部门名称,类别,上级部门,负责人\nN2,二组,班组,N1,\nN1,新部门,部门,D1,E3\nD2,门店改名,,,\n"

    batch = await desk.upload(text, kind="departments", source="oa")
    await desk.check(batch)
    assert await states(desk, batch) == ["NEW", "NEW", "CHANGED"]
    await desk.apply(batch)

    named = await desk.rows(
        "select d.code,d.name,p.code from department d left join department p on p.id=d.parent_id "
        "where d.code in ('N1','N2','D2') order by d.code"
    )
    assert [row[:2] for row in named] == [("D2", "门店改名"), ("N1", "新部门"), ("N2", "二组")]
    assert [row[2] for row in named[1:]] == ["D1", "N1"]
    assert len(await desk.rows(VERSIONS)) >= len(versions) + 2

    await desk.undo(batch)
    assert (await desk.counts(batch))[0::7] == ("REVERTED", "0")
    assert await desk.rows(TABLES["departments"]) == before
    assert await desk.rows(VERSIONS) == versions


async def test_what_a_file_cannot_say_of_a_department_is_refused_with_the_way_out(desk):
    text = (
        "部门编码,部门名称,类别,上级部门,负责人\nD2,门店,,D3,\nA,甲,部门,B,\nB,乙,部门,A,\n"
        "C,丙,部门,D404,\nE,戊,部门,D1,X404\n"
    )

    batch = await desk.upload(text, kind="departments", source="oa")
    await desk.check(batch)

    assert await states(desk, batch) == ["ERROR"] * 5
    assert {field for field, _ in await wrong(desk, batch)} == {"parent", "manager"}


async def test_who_may_not_change_the_organization_brings_none_in(town):
    for role in ("payroll_specialist", "performance_specialist"):
        desk = Desk(context(town, role))
        batch = await desk.upload("岗位编码,岗位名称\nP9,质检员\n", kind="positions", source="oa")
        columns = [{"header": "岗位编码", "field": "code"}, {"header": "岗位名称", "field": "name"}]
        with pytest.raises(Denied):
            await act.map_import(desk.later(), id=batch, columns=columns)
    assert await desk.rows("select count(*) from position where code='P9'") == [("0",)]
