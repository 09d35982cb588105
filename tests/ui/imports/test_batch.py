"""One file step by step: mapped, looked at, applied, taken back."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.datastructures import FormData

from tests.ui.imports.told import answer, batch, cell, refusal, rows
from tests.ui.stage import fragment, open_stage
from ui.imports.batch import columns_of, first_state, named, step_of

WRONG = {
    "id": "r1", "number": 4, "state": "ERROR", "person": None, "isLinked": False, "alike": [],
    "cells": [
        cell("code", "UNCHANGED", given="R9"), cell("name", "UNCHANGED", given="何敏"),
        cell("phone", given="12", message="手机号须为 5 到 20 位数字。"),
    ],
}  # fmt: skip
CHANGED = {
    "id": "r2", "number": 2, "state": "CHANGED", "person": {"id": "p", "name": "王芳", "code": "R1"},
    "isLinked": False, "alike": [],
    "cells": [cell("phone", "CHANGED", given="139", before="138")],
}  # fmt: skip


def stage(found: dict[str, Any], *listed: dict[str, Any], **lines: Any) -> Any:
    return open_stage(
        "hr_manager", lines={"ImportBatch": answer(found), "ImportRows": rows(*listed), **lines}
    )


def test_a_file_that_was_sent_asks_what_each_column_fills():
    browser, _ = stage(batch(missing=["姓名"]))

    page = browser.get("/data/b1").text

    assert '<option value="code" selected>' in page
    assert "按列名建议" in page
    assert "以下必填项还没有对应的列" in page


def test_mapping_checks_the_file_at_once():
    browser, api = stage(
        batch(),
        MapImport={"mapImport": {"id": "b1", "missing": []}},
        ValidateImport={"validateImport": {"id": "b1"}},
    )
    given = {"csrf": "token", "key": "k", "version": "2", "header": ["编号", "备注"], "field": ["code", ""]}

    sent = browser.post("/data/b1/map", data=given)

    assert sent.headers["location"] == "/data/b1"
    mapped = api.variables("MapImport")["input"]
    assert mapped["columns"] == [{"header": "编号", "field": "code"}, {"header": "备注", "field": None}]
    assert (mapped["version"], mapped["createsPlaces"]) == (2, False)
    assert api.variables("ValidateImport")["input"]["idempotencyKey"] == "k.check"


def test_a_file_that_lacks_a_needed_column_is_not_checked_but_asked_about():
    browser, api = stage(batch(), MapImport={"mapImport": {"id": "b1", "missing": ["工号"]}})

    sent = browser.post("/data/b1/map", data={"csrf": "token", "version": "2", "header": "编号", "field": ""})

    assert sent.headers["location"] == "/data/b1"
    assert "ValidateImport" not in [name for name, _ in api.asked]


def test_a_mapping_that_is_refused_is_shown_again_as_it_was_chosen():
    said = refusal("INVALID_INPUT", "“编号”和“备注”对应了同一个字段。", "columns")
    browser, _ = stage(batch(), MapImport=said)
    given = {
        "csrf": "token",
        "version": "2",
        "header": ["编号", "备注"],
        "field": ["phone", "phone"],
        "createsPlaces": "1",
    }

    page = browser.post("/data/b1/map", data=given)

    assert page.status_code == 409
    assert "“编号”和“备注”对应了同一个字段。" in page.text
    assert page.text.count('<option value="phone" selected>') == 2
    assert 'name="createsPlaces" value="1" checked' in page.text


def test_a_step_that_is_refused_is_said_beside_the_file():
    browser, _ = stage(batch("VALIDATED"), WRONG, ApplyImport=refusal("CONFLICT", "已被他人修改。"))

    page = browser.post("/data/b1/apply", data={"csrf": "token", "version": "2"})

    assert (page.status_code, "已被他人修改。" in page.text) == (409, True)
    assert "/data/b1/apply" in page.text


def test_a_file_of_which_nothing_can_go_in_offers_the_way_on_instead():
    browser, _ = stage(batch("VALIDATED", rowCount=1, rejected=1, added=0, changed=0), WRONG)

    page = browser.get("/data/b1").text

    assert "/data/b1/apply" not in page
    assert "没有一行可以导入" in page
    assert 'href="/data/new?kind=people&amp;source=crm"' in page


def test_what_stopped_a_file_is_said_in_the_readers_language():
    browser, _ = stage(batch("FAILED", failure="数据有了变动。 | The data changed."))

    page = browser.get("/data/b1").text

    assert "数据有了变动。" in page
    assert "The data changed." not in page


def test_a_job_at_work_is_followed():
    job = {"id": "j1", "state": "RUNNING", "progress": 1, "total": 3, "error": None}
    browser, _ = stage(batch("MAPPED", job=job))

    part = browser.get("/data/b1", headers=fragment("batch")).text

    assert "<html" not in part
    assert 'data-events="/jobs/j1/events"' in part
    assert "已完成 1%" in part


def test_what_a_file_would_change_is_shown_cell_by_cell_before_it_is_applied():
    browser, api = stage(batch("VALIDATED"), WRONG)

    page = browser.get("/data/b1").text

    assert api.variables("ImportRows")["states"] == ["ERROR"]
    assert "何敏 R9" in page
    assert "手机号须为 5 到 20 位数字。" in page
    assert "将新增 1 条，变更 1，未变 0。" in page
    assert "/imports/b1/errors" in page
    part = browser.get("/data/b1/rows?state=CHANGED", headers=fragment("rows")).text
    assert api.variables("ImportRows")["states"] == ["CHANGED"]
    assert "<html" not in part


def test_a_changed_cell_shows_the_value_that_goes_and_the_one_that_comes():
    browser, _ = stage(batch("VALIDATED", rejected=0), CHANGED)

    page = browser.get("/data/b1").text

    assert "<del>138</del>" in page
    assert "<ins>139</ins>" in page


@pytest.mark.parametrize(
    ("act", "operation", "field"),
    [
        ("check", "ValidateImport", "validateImport"),
        ("apply", "ApplyImport", "applyImport"),
        ("undo", "RevertImport", "revertImport"),
    ],
)
def test_each_step_names_the_version_that_was_seen(act, operation, field):
    browser, api = stage(batch("VALIDATED"), **{operation: {field: {"id": "b1"}}})

    browser.post(f"/data/b1/{act}", data={"csrf": "token", "version": "2", "reason": "错了"})

    sent = api.variables(operation)["input"]
    assert (sent["id"], sent["version"]) == ("b1", 2)
    assert sent.get("reason") == ("错了" if act == "undo" else None)


def test_an_undo_tells_what_it_left():
    refusals = [{"row": 3, "code": "R1", "field": "手机", "message": "此后又被改过。"}]
    browser, _ = stage(batch("REVERTED", reason="文件有误", refusals=refusals), CHANGED)

    page = browser.get("/data/b1").text

    assert "此后又被改过。" in page
    assert "文件有误" in page


def test_a_step_that_is_refused_says_why_and_an_unknown_one_is_absent():
    browser, _ = stage(batch("VALIDATED"), ApplyImport=refusal("CONFLICT", "已被他人导入。"))

    page = browser.post("/data/b1/apply", data={"csrf": "token"})

    assert (page.status_code, "已被他人导入。" in page.text) == (409, True)
    assert browser.post("/data/b1/burn", data={"csrf": "token"}).status_code == 404


def test_a_file_that_failed_says_so_and_can_be_checked_again():
    browser, _ = stage(batch("FAILED", failure="服务器重启。"))

    page = browser.get("/data/b1").text

    assert "服务器重启。" in page
    assert 'action="/data/b1/check"' in page


def test_a_file_that_is_not_there_is_absent():
    lines = {"ImportBatch": {"importBatches": {"nodes": []}, "importKinds": []}}
    browser, _ = open_stage("hr_manager", lines=lines)

    assert browser.get("/data/b9").status_code == 404


def test_steps_and_states_in_their_order():
    assert [step_of(state) for state in ("UPLOADED", "VALIDATED", "APPLIED", "FAILED")] == [1, 2, 4, 2]
    assert first_state(batch("VALIDATED")) == "ERROR"
    assert first_state(batch("APPLIED")) == "CHANGED"
    assert first_state(batch("APPLIED", changed=0, added=0, rejected=0)) == "UNCHANGED"


def test_a_row_is_named_by_what_the_file_gives():
    assert named(WRONG) == "何敏 R9"
    assert named({"cells": None}) == ""


def test_columns_are_read_in_the_order_of_the_file():
    sent = FormData([("header", "a"), ("field", ""), ("header", "b"), ("field", "code")])

    assert columns_of(sent) == [{"header": "a", "field": None}, {"header": "b", "field": "code"}]
