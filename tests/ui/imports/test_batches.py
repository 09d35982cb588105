"""The files that came in, and sending a new one."""

from __future__ import annotations

from typing import Any

from server.imports.shops import PRESETS
from tests.ui.imports.told import INFO, KINDS, batch, refusal
from tests.ui.stage import open_stage
from ui.imports.batches import SHOPS

LINES: dict[str, Any] = {
    "ImportBatches": {
        "importBatches": {"totalCount": 1, "pageInfo": INFO, "nodes": [batch("VALIDATED")]},
        "importKinds": KINDS["importKinds"],
    },
    "ImportKinds": KINDS,
    "UploadImport": {"uploadImport": {"id": "b1"}},
}
FILE = {"file": ("人员.csv", b"code\nR1\n", "text/csv")}
TYPED = {"csrf": "token", "key": "k", "kind": "people", "source": "crm"}


def test_files_are_listed_with_what_became_of_them():
    browser, api = open_stage("hr_manager", lines=LINES)

    page = browser.get("/data?after=x").text

    assert "人员.csv" in page
    assert "可导入" in page
    assert "after=z" in page
    assert api.variables("ImportBatches") == {"first": 25, "after": "x"}
    browser.get("/data?before=y")
    assert api.variables("ImportBatches") == {"last": 25, "before": "y"}


def test_where_nothing_came_in_the_first_step_is_offered():
    empty = {"importBatches": {"totalCount": 0, "pageInfo": {}, "nodes": []}, "importKinds": []}
    browser, _ = open_stage("hr_manager", lines={"ImportBatches": empty})

    assert "还没有导入过文件" in browser.get("/data").text


def test_a_file_is_sent_and_its_columns_come_next():
    browser, api = open_stage("hr_manager", lines=LINES)

    answer = browser.post("/data/new", data=TYPED, files=FILE)

    assert answer.headers["location"] == "/data/b1"
    sent = api.variables("UploadImport")["input"]
    assert (sent["kind"], sent["source"], sent["idempotencyKey"]) == ("people", "crm", "k")
    assert sent["file"] is not None


def test_without_a_file_or_a_source_nothing_is_sent_and_what_was_typed_stays():
    browser, api = open_stage("hr_manager", lines=LINES)

    page = browser.post("/data/new", data={**TYPED, "source": ""})

    assert page.status_code == 422
    assert "请选择文件。" in page.text
    assert "UploadImport" not in [name for name, _ in api.asked]


def test_a_file_that_is_refused_says_why():
    lines = {**LINES, "UploadImport": refusal("INVALID_INPUT", "不是 CSV 或 XLSX 文件。", "file")}
    browser, _ = open_stage("hr_manager", lines=lines)

    page = browser.post("/data/new", data=TYPED, files=FILE)

    assert page.status_code == 422
    assert "不是 CSV 或 XLSX 文件。" in page.text


def test_shops_whose_files_are_understood_are_offered_before_the_first_one_came():
    browser, _ = open_stage("hr_manager", lines=LINES)
    page = browser.get("/data/new").text
    assert '<option value="doudian">抖店</option>' in page
    assert [name for name, *_ in SHOPS] == [preset.name for preset in PRESETS]


def test_a_kind_that_the_reader_may_not_bring_in_is_not_offered():
    pay = {"name": "payroll", "label": "工资", "mayImport": False, "fields": []}
    kinds = {**KINDS, "importKinds": [*KINDS["importKinds"], pay]}
    browser, _ = open_stage("hr_manager", lines={"ImportKinds": kinds})

    page = browser.get("/data/new?kind=payroll").text

    assert '<option value="people"' in page
    assert "payroll" not in page.split('id="kind"')[1].split("</select>")[0]
