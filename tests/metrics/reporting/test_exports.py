"""A file of figures holds what its reader may see and says what it means; a changed one is found out."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from python_calamine import load_workbook

from server.kernel.errors import Denied, InvalidInput, NotFound
from server.metrics.agreed.registry import Registry
from server.metrics.asked import Ask, PeriodAsk
from server.metrics.dictionary.load import load_builtin
from server.metrics.reporting.exports import export, export_report, verify_file
from server.metrics.reporting.reports import ReportAsk, freeze_report
from server.metrics.reporting.sheets import Sheet, read, write
from server.people.operations import record_leave
from tests.plan.world import context, plant

MAY = PeriodAsk(named=("2025-04", "2025-05"))
ASKS = [Ask("headcount_closing", MAY, by=("department",)), Ask("attrition_rate_average", MAY)]


@pytest.fixture
async def hr(store):
    await plant(store)
    return context(store, "hr_manager")


@pytest.fixture
def registry(store):
    return Registry(store)


async def made(ctx, registry, tmp_path, kind="xlsx", asks=ASKS):
    found = await export(ctx, registry, asks, kind)
    file = tmp_path / f"f.{kind}"
    file.write_bytes(found.content)
    return found, file


async def test_a_workbook_holds_data_definitions_versions_and_who_took_it(hr, registry):
    found = await export(hr, registry, ASKS, "xlsx")

    book = load_workbook(io.BytesIO(found.content))
    assert book.sheet_names == ["数据", "指标说明", "版本与断点", "文件说明"]
    data = book.get_sheet_by_name("数据").to_python()
    # The total and D1, D2, D3, D4 over two months, then the rate of two months
    assert [row[:4] + row[6:9] for row in data[1:3]] == [
        ["headcount_closing", "期末在职人数", 1.0, "2025-04", "合计", "", 4.0],
        ["headcount_closing", "期末在职人数", 1.0, "2025-05", "合计", "", 5.0],
    ]
    assert (data[-2][8], data[-2][9]) == (0.0, "0.0%")
    definitions = book.get_sheet_by_name("指标说明").to_python()
    assert definitions[0] == [
        "指标键", "名称", "英文名", "口径定义", "公式", "分子", "分母", "过滤条件", "单位", "时间归属字段",
        "粒度", "版本", "生效期", "人力签署", "业务签署", "来源标准", "边界规则", "目标", "抑制规则",
        "数据截至", "哈希",
    ]  # fmt: skip
    assert definitions[2][4:7] == ["leavers / avg2(headcount)", "leavers", "avg2(headcount)"]
    about = {str(row[0]): row[1] for row in book.get_sheet_by_name("文件说明").to_python()[1:]}
    assert (about["导出人"], about["权限版本"]) == ("hr_manager (hr_manager)", hr.policy.version)
    assert (found.name, found.keys) == (
        "指标-2025-06-30.xlsx",
        ("headcount_closing", "attrition_rate_average"),
    )


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_file_is_verified_with_and_without_the_data(hr, registry, tmp_path, kind, language):
    _, file = await made(replace(hr, language=language), registry, tmp_path, kind)

    bare = await verify_file(file, load_builtin())
    whole = await verify_file(file, await registry.current(hr), ctx=hr, registry=registry)

    assert bare.problems == ()
    assert (whole.ok, whole.definitions, whole.figures) == (True, 2, whole.replayed)
    assert whole.figures >= 10


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
async def test_a_changed_figure_is_found_out(hr, registry, tmp_path, kind):
    _, file = await made(hr, registry, tmp_path, kind)
    sheets = read(file)
    place = list(sheets[0].head).index("数值")
    sheets[0].rows[0][place] = Decimal(40) if kind == "xlsx" else "40"
    names = ("数据", "指标说明", "版本与断点", "文件说明")
    file.write_bytes(
        write([Sheet(name, each.head, each.rows) for name, each in zip(names, sheets, strict=True)], kind, "")
    )

    bare = await verify_file(file, load_builtin())
    whole = await verify_file(file, load_builtin(), ctx=hr, registry=registry)

    assert [each.en for each in bare.problems] == [
        "The content doesn't match its hash: the file was changed."
    ]
    assert [each.en for each in whole.problems][1:] == [
        "headcount_closing 2025-04 合计: the value is not the one of the receipt."
    ]


async def test_another_definition_under_the_same_number_is_found_out(hr, registry, tmp_path):
    _, file = await made(hr, registry, tmp_path)
    known = await registry.current(hr)
    other = replace(known.metrics["headcount_closing"], hash="0" * 64)
    changed = replace(known, versions={**known.versions, "headcount_closing": (other,)})

    found = await verify_file(file, changed)
    gone = await verify_file(file, replace(known, versions={}, metrics={}))

    assert [each.en for each in found.problems] == [
        "headcount_closing version 1 means something else in the dictionary."
    ]
    assert "The dictionary has no figure headcount_closing." in [each.en for each in gone.problems]


async def test_later_facts_do_not_make_a_file_wrong(hr, registry, tmp_path):
    _, file = await made(hr, registry, tmp_path)
    soon = replace(hr, now=hr.now + timedelta(minutes=5))
    await record_leave(soon, code="E4", left_on=date(2025, 5, 20), leave_kind="VOLUNTARY")

    found = await verify_file(file, load_builtin(), ctx=soon, registry=registry)

    assert found.problems == ()


async def test_what_is_no_export_is_told(hr, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("a,b\n1,2\n")

    assert (await verify_file(file, load_builtin())).problems[0].en == "It is not an export of figures."


async def test_hidden_cells_leave_as_their_reason(hr, registry, tmp_path):
    _, file = await made(context(hr.store, "general_manager"), registry, tmp_path, "json")

    rows = read(file)[0]
    place = list(rows.head).index("数值")
    shown = {row[place] for row in rows.rows}
    assert "人数过少,已隐去" in shown
    assert not shown & {"1", "2", "3"}


@pytest.mark.parametrize("role", ["auditor", "administrator"])
async def test_who_may_not_export_gets_no_file_and_leaves_no_line(hr, registry, role):
    with pytest.raises(Denied):
        await export(context(hr.store, role), registry, ASKS, "csv")

    assert await hr.store.reads.rows("select count(*) from access_log") == [(0,)]


async def test_each_file_leaves_a_line_in_the_access_log(hr, registry):
    await export(hr, registry, ASKS, "csv")

    rows = await hr.store.reads.rows("select actor_name, field_group, document from access_log")
    assert rows == [("hr_manager", "metric_export", "export:headcount_closing attrition_rate_average")]


async def test_nothing_to_export_is_refused(hr, registry):
    with pytest.raises(InvalidInput):
        await export(hr, registry, [], "csv")


async def test_a_frozen_report_is_exported_as_it_was(hr, registry, tmp_path):
    row_id = await freeze_report(
        hr, registry, ReportAsk("五月", ("headcount_closing",), MAY, by=("department",))
    )
    soon = replace(hr, now=hr.now + timedelta(minutes=5))
    await record_leave(soon, code="E4", left_on=date(2025, 5, 20), leave_kind="VOLUNTARY")

    found = await export_report(soon, registry, row_id, "json")

    file = tmp_path / "r.json"
    file.write_bytes(found.content)
    sheet = read(file)[0]
    assert sheet.rows[1][list(sheet.head).index("数值")] == "5"
    with pytest.raises(NotFound):
        await export_report(
            replace(hr, principal=context(hr.store, "performance_specialist").principal),
            registry,
            row_id,
            "json",
        )
