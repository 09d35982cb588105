"""Downloads hold what their reader may see, cannot run as formulas, and are kept in the access log."""

from __future__ import annotations

import io
from functools import partial

import pytest
from python_calamine import load_workbook

from server.kernel.errors import Denied, NotFound
from server.web import export
from server.web.doors import Doors
from server.web.export import Column, ExportFailed, Table
from tests.conftest import make_context
from tests.plan.world import POLICY, context

DOCUMENT = """query($first: Int, $after: String) {
  employees(first: $first, after: $after) {
    nodes { code name baseSalary department { name } } pageInfo { hasNextPage endCursor }
  }
}"""
TABLE = Table(
    "员工", "People", DOCUMENT, "employees",
    (
        Column("Employee.code", ("code",), "工号", "Code"),
        Column("Employee.name", ("name",), "姓名", "Name"),
        Column("Employee.baseSalary", ("baseSalary",), "月薪", "Pay"),
        Column("Department.name", ("department", "name"), "部门", "Department"),
        Column("Employee.unheardOf", ("code",), "无", "None"),
    ),
)  # fmt: skip


async def test_a_csv_holds_every_page_and_is_logged(world, monkeypatch):
    monkeypatch.setattr(export, "PAGE", 2)
    ctx = context(world.house.store, "hr_manager")

    name, media, content = await TABLE.export(world.house, ctx, {}, "csv")
    await world.settle()

    assert isinstance(content, bytes)
    lines = content.decode("utf-8-sig").splitlines()
    assert (name, media) == ("员工-2025-06-30.csv", "text/csv; charset=utf-8")
    assert lines[0] == "工号,姓名,月薪,部门"
    assert len(lines) == 7
    assert [line for line in lines if line.startswith("E3")] == ["E3,陈佳,9000.50,部门D2"]
    rows = await world.house.store.reads.rows(
        "SELECT document, rows FROM access_log WHERE field_group = 'export'"
    )
    assert rows == [("export:employees:csv", 6)]


async def test_a_workbook_says_who_took_it(world):
    _, media, content = await TABLE.export(
        world.house, context(world.house.store, "department_manager"), {}, "xlsx"
    )

    assert isinstance(content, bytes)
    rows = load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert media.endswith("sheet")
    assert rows[0] == ["工号", "姓名", "月薪", "部门"]
    assert "9000.50" not in str(rows)


async def test_values_can_be_spelled_as_words(world):
    table = Table("员工", "People", DOCUMENT, "employees", TABLE.columns[:1], spelled)

    _, _, content = await table.export(world.house, context(world.house.store, "employee"), {}, "csv")

    assert isinstance(content, bytes)
    assert content.decode("utf-8-sig").splitlines() == ["工号", "<E3>"]


async def test_a_page_that_fails_makes_no_file(world):
    broken = Table(
        "员工", "People", "{ employees(first: 999) { nodes { code } } }", "employees", TABLE.columns[:1]
    )

    with pytest.raises(ExportFailed):
        await broken.export(world.house, context(world.house.store, "hr_manager"), {}, "csv")


async def test_who_may_export_nothing_is_denied(world):
    table = Table("员工", "People", DOCUMENT, "employees", TABLE.columns[4:])

    with pytest.raises(Denied):
        await table.export(world.house, make_context(world.house.store, policy=POLICY), {}, "csv")


async def test_the_doors_export_or_know_of_none(world):

    ctx = context(world.house.store, "hr_manager")
    doors = Doors(world.house, None, {"people": partial(_export, TABLE)})

    assert (await doors.export(ctx, "people", {}, "csv"))[0].endswith(".csv")
    with pytest.raises(NotFound):
        await doors.export(ctx, "pay", {}, "csv")


def spelled(ctx, field, value):
    return f"<{value}>"


async def _export(table, house, ctx, variables, kind):
    return await table.export(house, ctx, variables, kind)


async def test_only_the_columns_named_are_taken_in_their_order_after_who_it_is(world):
    ctx = context(world.house.store, "hr_manager")

    _, _, content = await TABLE.export(world.house, ctx, {"columns": ["department", "baseSalary"]}, "csv")

    assert isinstance(content, bytes)
    assert content.decode("utf-8-sig").splitlines()[0] == "工号,姓名,部门,月薪"
