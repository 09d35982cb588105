"""Dry runs, strict runs, mappings, rights, encodings and spreadsheets."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import date

import pytest
import xlsxwriter

from server.imports import import_file
from server.kernel.errors import Denied, InvalidInput
from tests.imports.files import GOOD, HEADER, SOURCE
from tests.people.town import picture, rows
from tests.plan.world import context


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
async def test_the_usual_encodings_are_read(bring, encoding):
    assert (await bring(GOOD, encoding=encoding)).created == 2


@pytest.mark.parametrize(
    ("options", "created"), [(replace(SOURCE, dry_run=True), 1), (replace(SOURCE, strict=True), 0)]
)
async def test_a_dry_run_and_a_strict_run_with_an_error_write_nothing(bring, town, options, created):
    before = await picture(town)

    result = await bring(f"{HEADER}\nN1,何欣,D2,2024-03-01,,,,\nN2,坏,D404,2024-03-01,,,,\n", options)

    assert result.created == created
    assert result.rows == result.accepted + result.rejected
    assert await picture(town) == before


async def test_unknown_columns_are_reported_and_a_mapping_names_them(bring, tmp_path):
    text = "no,name,dept,start_date,星座\nN1,何欣,D2,20240301,白羊\n"
    with pytest.raises(InvalidInput) as caught:
        await bring(text)
    assert "工号" in caught.value.zh

    mapping = tmp_path / "map.json"
    mapping.write_text(json.dumps({"no": "code"}))
    result = await bring(text, map_file=mapping)

    assert (result.created, result.unknown_columns) == (1, ["星座"])


async def test_a_user_imports_only_columns_they_may_write(bring, town):
    hr = context(town, "hr_manager")
    before = await picture(town)

    with pytest.raises(Denied):
        await bring(GOOD, who=hr)

    assert await picture(town) == before
    assert (await bring("工号,姓名,部门,入职日期\nN1,何欣,D2,2024-03-01\n", who=hr)).created == 1


async def test_a_spreadsheet_with_a_title_numbers_and_real_dates(operator, tmp_path):
    file = tmp_path / "people.xlsx"
    book = xlsxwriter.Workbook(file)
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, ["员工花名册"])
    sheet.write_row(1, 0, ["工号", "姓名", "部门", "入职时间", "月薪"])
    sheet.write_row(2, 0, [1001, "何欣", "D2"])
    sheet.write_datetime(2, 3, date(2024, 3, 1), day)
    sheet.write_number(2, 4, 8800)
    sheet.write_row(3, 0, [1002, "=1+1", "D2", 45352, "x"])
    book.close()

    result = await import_file(operator, "people", file, SOURCE)

    assert [(e.row, e.column) for e in result.errors] == [(4, "月薪")]
    assert await rows(
        operator.store,
        "select e.code,m.hired_on from employee e join employment m on m.employee_id=e.id where e.code='1001'",
    ) == [("1001", "2024-03-01")]


@pytest.mark.slow
async def test_ten_thousand_rows_take_less_than_a_minute_and_a_repeat_changes_nothing(bring):
    lines = "".join(
        f"B{n},员工{n},D{2 + n % 3},2024-01-{1 + n % 28:02d},P1,139{n:08d},{5000 + n % 4000},E2\n"
        for n in range(10_000)
    )
    started = time.process_time()

    first = await bring(f"{HEADER}\n{lines}")
    second = await bring(f"{HEADER}\n{lines}")

    assert (first.created, second.unchanged) == (10_000, 10_000)
    assert time.process_time() - started < 60
