"""import people: dry run, strict, errors by row and column, exit codes, encodings; a repeat changes nothing."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from pathlib import Path

import xlsxwriter

from server.commands.base import opened
from tests.commands.desk import Desk, Ran

HEADER = "工号,姓名,部门,入职日期,手机号,基本工资"
GOOD = f"""{HEADER}
N1,何欣,城西店,2024年3月1日,13900000001,8800
N2,曾国强,城西店,２０２４/３/２,13900000002,"9,000.50"
"""
MIXED = (
    f"{HEADER}\nN1,何欣,城西店,2024-03-01,13900000001,8800\nN2,曾国强,城西店,2024-13-40,13900000002,9000\n"
)
BAD = f"{HEADER}\nN1,,城西店,2024-03-01,,8800\n"
NONE = {"accepted": 0, "rejected": 0, "created": 0, "updated": 0, "unchanged": 0}


def bring(desk: Desk, content: str | bytes, *words: str, name: str = "people.csv") -> Ran:
    file = desk.data.parent / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return load(desk, file, *words)


def load(desk: Desk, file: Path, *words: str) -> Ran:
    return desk.run(
        "import", "people", str(file), "--source", "hris", "--create-departments", "--json", *words
    )


def counts(ran: Ran) -> dict[str, int]:
    return {name: value for name, value in ran.json().items() if isinstance(value, int)}


def people(desk: Desk) -> list[tuple[str, str]]:
    async def read() -> list[tuple[str, str]]:
        async with opened(desk.settings) as store:
            found = await store.reads.rows("select code, name from employee order by code", [])
            return [(code, name) for code, name in found]

    return asyncio.run(read())


def test_a_good_file_is_applied_and_its_repeat_changes_nothing(any_desk: Desk):
    first, again = bring(any_desk, GOOD), bring(any_desk, GOOD)

    assert first.code == 0
    assert first.json() == {"rows": 2} | NONE | {
        "accepted": 2,
        "created": 2,
        "errors": [],
        "unknownColumns": [],
    }
    assert (again.code, counts(again)) == (0, {"rows": 2} | NONE | {"accepted": 2, "unchanged": 2})
    assert people(any_desk) == [("N1", "何欣"), ("N2", "曾国强")]
    assert any_desk.run("audit", "verify").err == "checked 6 entries\n"


def test_a_dry_run_says_what_would_come_of_it_and_writes_nothing(any_desk: Desk):
    tried = bring(any_desk, GOOD, "--dry-run")

    assert (tried.code, counts(tried)) == (0, {"rows": 2} | NONE | {"accepted": 2, "created": 2})
    assert tried.err.startswith("dry run: rows 2")
    assert people(any_desk) == []


def test_a_bad_row_is_left_out_and_named_by_row_and_column(any_desk: Desk):
    done = bring(any_desk, MIXED)

    (error,) = done.json()["errors"]
    assert (done.code, counts(done)) == (1, {"rows": 2} | NONE | {"accepted": 1, "rejected": 1, "created": 1})
    assert (error["row"], error["column"], error["code"]) == (3, "入职日期", "INVALID_DATE")
    assert error["zh"]
    assert error["en"]
    assert "row 3 入职日期" in done.err
    assert people(any_desk) == [("N1", "何欣")]


def test_strict_takes_all_rows_or_none(any_desk: Desk):
    refused, done = bring(any_desk, MIXED, "--strict"), bring(any_desk, GOOD, "--strict")

    assert (refused.code, counts(refused)) == (2, {"rows": 2} | NONE | {"rejected": 2})
    assert (done.code, counts(done)["created"]) == (0, 2)


def test_a_file_with_no_good_row_does_nothing(desk: Desk):
    done = bring(desk, BAD)

    assert (done.code, people(desk)) == (2, [])
    assert [(e["row"], e["column"]) for e in done.json()["errors"]] == [(2, "姓名")]


def test_an_unknown_department_is_an_error_unless_it_may_be_made(desk: Desk):
    file = desk.data.parent / "people.csv"
    file.write_text(GOOD, "utf-8")

    refused = desk.run("import", "people", str(file), "--source", "hris", "--json")

    assert refused.code == 2
    assert {(e["column"], e["code"]) for e in refused.json()["errors"]} == {("部门", "UNKNOWN_DEPARTMENT")}


def test_a_file_of_old_windows_is_read(desk: Desk):
    done = bring(desk, GOOD.encode("gb18030"))

    assert (done.code, people(desk)) == (0, [("N1", "何欣"), ("N2", "曾国强")])


def test_a_spreadsheet_is_read_with_its_dates_and_numbers(desk: Desk):
    file = desk.data.parent / "people.xlsx"
    book = xlsxwriter.Workbook(str(file))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADER.split(","))
    sheet.write_row(1, 0, ["N1", "何欣", "城西店"])
    sheet.write_datetime(1, 3, date(2024, 3, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write_row(1, 4, [13900000001, 8800])
    book.close()

    done, csv = load(desk, file), bring(desk, GOOD)

    assert (done.code, counts(done)["created"]) == (0, 1)
    assert counts(csv) == {"rows": 2} | NONE | {"accepted": 2, "created": 1, "unchanged": 1}


def test_unknown_columns_are_reported_and_a_map_names_them(desk: Desk):
    content = "工号,姓名,所在,入职日期,血型\nN1,何欣,城西店,2024-03-01,A\n"
    mapping = desk.data.parent / "map.json"
    mapping.write_text(json.dumps({"所在": "department", "血型": None}), "utf-8")

    refused, done = bring(desk, content), bring(desk, content, "--map", str(mapping))
    noted = bring(desk, "工号,姓名,部门,入职日期,血型\nN1,何欣,城西店,2024-03-01,A\n")

    assert (refused.code, refused.out) == (2, "")
    assert "部门" in refused.err
    assert (done.code, done.json()["unknownColumns"]) == (0, [])
    assert (noted.code, noted.json()["unknownColumns"]) == (0, ["血型"])
    assert "columns not used: 血型" in noted.err


def test_a_missing_file_or_kind_does_nothing(desk: Desk):
    missing = load(desk, desk.data / "no.csv")
    kind = desk.run("import", "moods", "x.csv", "--source", "hris")

    assert (missing.code, missing.out) == (2, "")
    assert "There is no such file" in missing.err
    assert kind.code == 2


def test_many_errors_are_shown_in_part_and_listed_in_the_json(desk: Desk):
    rows = "".join(f"N{n},某人,城西店,never,,\n" for n in range(25))

    done = bring(desk, f"{HEADER}\n{rows}")

    assert len(done.json()["errors"]) == 25
    assert "… 5 more; --json lists all" in done.err
