"""Sheets and their drafts."""

from __future__ import annotations

from tests.ui.leave.lines import refused
from tests.ui.quality.lines import QUESTIONS
from tests.ui.stage import open_stage

ROW = {"id": "s1", "code": "SERVICE", "revision": 2, "name": "服务质检表", "nameEn": "", "state": "DRAFT",
       "usedFrom": None, "version": 4, "questions": {"nodes": QUESTIONS}}  # fmt: skip
SHEETS = {"qualitySheets": {"nodes": [ROW]}}


def test_a_sheet_is_read_by_all_and_used_by_who_keeps_them():
    browser, _ = open_stage("employee", lines={"QualitySheets": SHEETS})
    page = browser.get("/quality/sheets").text
    assert ("解答准确" in page, "启用</button>" in page) == (True, False)

    browser, api = open_stage(
        "hr_manager", lines={"QualitySheets": SHEETS, "UseSheet": {"useQualitySheet": {"id": "s1"}}}
    )
    assert "启用</button>" in browser.get("/quality/sheets").text
    browser.post("/quality/sheets", data={"csrf": "token", "id": "s1", "version": "4"})
    assert api.variables("UseSheet")["input"]["version"] == 4

    browser, _ = open_stage(
        "hr_manager", lines={"QualitySheets": SHEETS, "UseSheet": refused("id", "INVALID_STATE")}
    )
    assert browser.post("/quality/sheets", data={"csrf": "token", "id": "s1"}).status_code == 409


def test_a_draft_begins_with_the_last_revision_and_keeps_what_was_typed():
    lines = {"QualitySheets": SHEETS, "SaveSheet": {"saveQualitySheet": {"id": "s1", "code": "SERVICE"}}}
    browser, api = open_stage("hr_manager", lines=lines)
    page = browser.get("/quality/sheets/new?code=SERVICE").text
    for text in ('name="version" value="4"', 'value="解答准确"', 'name="weight-1"'):
        assert text in page

    data = {"csrf": "token", "code": "SERVICE", "name": "表", "text-1": "解答准确", "weight-1": "100",
            "text-3": "不泄露隐私", "isCritical-3": "1", "version": "4"}  # fmt: skip
    assert browser.post("/quality/sheets/new", data=data).headers["location"] == "/quality/sheets"
    assert api.variables("SaveSheet")["input"]["questions"] == [
        {"text": "解答准确", "textEn": "", "weight": "100", "isCritical": False},
        {"text": "不泄露隐私", "textEn": "", "weight": "0", "isCritical": True},
    ]

    browser, _ = open_stage("hr_manager", lines={"SaveSheet": refused("questions", "SHEET_WEIGHTS_NOT_100")})
    answer = browser.post("/quality/sheets/new", data=data | {"weight-1": "95"})
    assert (answer.status_code, "不行。" in answer.text, 'value="95"' in answer.text) == (422, True, True)


def test_who_may_not_keep_sheets_writes_none():
    browser, _ = open_stage("department_manager")

    assert browser.get("/quality/sheets/new").status_code == 404


def test_a_new_sheet_begins_empty():
    browser, _ = open_stage("hr_manager", lines={"QualitySheets": {"qualitySheets": {"nodes": []}}})

    assert 'name="version" value=""' in browser.get("/quality/sheets/new").text
    assert "还没有质检表" in browser.get("/quality/sheets").text
