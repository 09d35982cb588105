"""Templates and error files: what they hold, who gets them, and that no cell of them runs."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest
import python_calamine

from server.imports.doors import as_csv, as_xlsx, errors_of, template_of
from server.kernel.errors import Denied, InvalidInput
from tests.imports.steps import Desk
from tests.plan.world import context


def asking(**params):
    return SimpleNamespace(path_params=params)


async def test_a_template_names_every_column_the_needed_first(town):
    name, grid = await template_of(context(town, "hr_manager"), asking(kind="people"))

    assert name == "导入模板-people"
    assert grid[0][:5] == ["工号", "姓名", "部门", "入职日期", "岗位"]
    with pytest.raises(InvalidInput):
        await template_of(context(town, "hr_manager"), asking(kind="nothing"))
    with pytest.raises(Denied):
        await template_of(context(town, "employee"), asking(kind="people"))


async def test_the_error_file_gives_refused_rows_back_with_what_to_do(town):
    desk = Desk(context(town, "hr_manager"))
    batch = await desk.upload("工号,姓名,部门,入职日期\nN1,=1+1,D404,2024-03-01\nN2,曾强,D2,2024-03-01\n")
    await desk.check(batch)

    name, grid = await errors_of(desk.ctx, asking(id=batch))

    assert name == "错误行-people"
    assert grid == [
        ["工号", "姓名", "部门", "入职日期", "行号", "错误"],
        ["N1", "=1+1", "D404", "2024-03-01", "2", "部门: 没有部门“D404”，请先建立或更正。"],
    ]
    assert "'=1+1" in as_csv(grid).decode("utf-8-sig")
    sheet = python_calamine.load_workbook(io.BytesIO(as_xlsx(grid))).get_sheet_by_index(0)
    assert sheet.to_python()[1][:2] == ["N1", "=1+1"]
    with pytest.raises(Denied):
        await errors_of(context(town, "department_manager"), asking(id=batch))


async def test_whoever_may_not_see_a_column_gets_the_file_without_its_values(town):
    payroll = Desk(context(town, "payroll_specialist"))
    batch = await payroll.upload("工号,基本工资\nE404,8000\n", source="payroll")
    await payroll.check(batch)

    seen = {
        who: (await errors_of(context(town, who), asking(id=batch)))[1][1][1]
        for who in ("payroll_specialist", "performance_specialist", "auditor")
    }

    assert seen == {"payroll_specialist": "8000", "performance_specialist": "", "auditor": ""}
