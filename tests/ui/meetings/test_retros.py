"""Looks back: begun, written together, with cases that go to the library."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.leave.lines import refused
from tests.ui.stage import open_stage

UNITS = {"nodes": [{"id": "d1", "code": "D1", "name": "产品部"}]}
CASE = {
    "id": "c1", "kind": "GOOD", "title": "先道歉", "situation": "客户急着要货", "answer": "先安抚",
    "libraryCaseId": None,
}  # fmt: skip
RETRO: dict[str, Any] = {
    "id": "r1", "rhythm": "WEEKLY", "startsOn": "2026-11-16", "leadName": "李娜", "wentWell": "响应快", "wentBadly": "",
    "learned": "", "state": "DRAFT", "heldOn": None, "version": 1, "caseCount": 1, "openActions": 1,
    "department": {"code": "D1", "name": "产品部", "employees": {"nodes": [{"code": "E3", "name": "陈佳"}]}},
    "cases": {"nodes": [CASE, CASE | {"libraryCaseId": "l1"}]},
    "actions": {"nodes": []},
}  # fmt: skip


def listed() -> dict[str, Any]:
    found = {"totalCount": 1, "pageInfo": {"hasNextPage": False}, "nodes": [RETRO]}
    rhythm = {
        "id": "s1", "rhythm": "WEEKLY", "leadName": "李娜", "leadCode": "E2", "fromOn": "2026-11-02", "isActive": True,
        "version": 4, "department": {"code": "D1", "name": "产品部"},
    }  # fmt: skip
    series = {"nodes": [rhythm]}
    return {"Retrospectives": {"retrospectives": found, "departments": UNITS, "retroSeries": series}}


def test_a_head_says_how_often_a_team_looks_back_and_a_missed_one_says_so():
    lines = listed() | {"SaveRetroSeries": {"saveRetroSeries": {"id": "s1"}}}
    missed = [RETRO | {"state": "MISSED"}]
    lines["Retrospectives"]["retrospectives"] |= {"nodes": missed}
    browser, api = open_stage("hr_manager", lines=lines)
    page = browser.get("/meetings/retros").text
    assert "未做" in page
    assert 'name="seriesUnit"' in page
    data = {
        "csrf": "token", "do": "rhythm", "seriesUnit": "D1", "seriesRhythm": "MONTHLY", "leadCode": "E2",
        "isActive": "1",
    }  # fmt: skip
    assert browser.post("/meetings/retros", data=data).status_code == 303
    sent = api.variables("SaveRetroSeries")["input"]
    sent.pop("idempotencyKey")
    assert sent == {"departmentCode": "D1", "rhythm": "MONTHLY", "leadCode": "E2", "isActive": True}
    browser, _ = open_stage("hr_manager", lines=listed() | {"SaveRetroSeries": refused("leadCode")})
    refusal = browser.post("/meetings/retros", data=data)
    assert (refusal.status_code, 'id="leadCode-error"' in refusal.text) == (422, True)
    browser, _ = open_stage("employee", lines=listed())
    assert 'name="seriesUnit"' not in browser.get("/meetings/retros").text


def test_a_look_back_is_begun_of_ones_own_team():
    saved = listed() | {"SaveRetrospective": {"saveRetrospective": {"id": "r1"}}}
    browser, api = open_stage("employee", lines=saved)
    assert "2026-11-16 当周" in browser.get("/meetings/retros").text
    data = {"csrf": "token", "rhythm": "WEEKLY", "startsOn": "2026-11-20", "departmentCode": ""}
    assert browser.post("/meetings/retros", data=data).status_code == 303
    assert "departmentCode" not in api.variables("SaveRetrospective")["input"]
    browser, _ = open_stage("employee", lines=listed() | {"SaveRetrospective": refused("startsOn")})
    assert browser.post("/meetings/retros", data=data).status_code == 422


@pytest.mark.parametrize(
    ("deed", "document", "more"),
    [
        (
            "finish",
            "SaveRetrospective",
            {"rhythm": "WEEKLY", "startsOn": "2026-11-16", "departmentCode": "D1"},
        ),
        (
            "case",
            "AddRetroCase",
            {"kind": "BAD", "title": "推诿", "situation": "不归我管", "answer": "", "feedbackId": "t1"},
        ),
        ("share", "ShareRetroCase", {"case": "c1"}),
        ("action", "AddMeetingAction", {"text": "改表单", "ownerCode": "E3", "dueOn": "2026-12-01"}),
    ],
)
def test_a_team_writes_it_together(deed, document, more):
    field = f"{document[0].lower()}{document[1:]}"
    told = {
        "nodes": [
            {"id": "t1", "text": "一直没人接", "customerRef": "c1", "receivedAt": "2026-11-20T03:00:00Z"}
        ]
    }
    lines = {
        "OneRetrospective": {"retrospective": RETRO, "customerFeedbacks": told},
        document: {field: {"id": "r1"}},
    }
    browser, api = open_stage("employee", lines=lines)
    page = browser.get("/meetings/retros/r1").text
    assert page.count('value="share"') == 1
    assert '<option value="E3">陈佳</option>' in page
    assert '<option value="t1">2026-11-20 · 一直没人接</option>' in page

    answer = browser.post("/meetings/retros/r1", data={"csrf": "token", "do": deed, **more})

    assert answer.headers["location"] == "/meetings/retros/r1"
    assert api.variables(document)["input"].get("feedbackId") == more.get("feedbackId")
    browser, _ = open_stage("employee", lines=lines | {document: refused("title")})
    assert browser.post("/meetings/retros/r1", data={"csrf": "token", "do": deed, **more}).status_code == 422


def test_another_teams_is_as_one_that_does_not_exist():
    browser, _ = open_stage("employee", lines={"OneRetrospective": {"retrospective": None}})
    assert browser.get("/meetings/retros/r1").status_code == 404
