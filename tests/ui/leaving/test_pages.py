"""Resigning by phone, and the exits with their receipts."""

from __future__ import annotations

from typing import Any

from tests.ui.stage import ME, OTHER, open_stage

OWN = {"id": ME, "code": "R2", "name": "任霞", "hiredOn": "2024-01-01", "leftOn": None, "probationEndsOn": None,
       "manager": {"name": "李娜"}}  # fmt: skip
ASKED = {"viewer": {"noticeDays": 15}}
STEP = {"id": "t", "step": 0, "state": "WAITING", "approverName": "李娜", "decidedByName": None, "deputyForName": None,
        "note": "", "decidedAt": None}  # fmt: skip


def resigned(state: str, /, **task: Any) -> dict[str, Any]:
    request = {"id": "r", "state": state, "step": 0, "version": 1, "settledAt": None,
               "steps": '[{"approver":"manager","any_of":true}]', "tasks": {"nodes": [{**STEP, **task}]}}  # fmt: skip
    row = {"id": "z", "lastDay": "2026-12-31", "handedInOn": "2026-11-22", "reason": "r", "state": state,
           "settledAt": None, "employee": {"id": ME}, "request": request}  # fmt: skip
    return {"Resign": {**ASKED, "me": OWN, "resignations": {"nodes": [row]}}}


NONE = {"Resign": {**ASKED, "me": OWN, "resignations": {"nodes": []}}}


def test_a_resignation_is_handed_in_with_the_notice_asked_for_to_start_from():
    done = {"HandIn": {"handInResignation": {"id": "z", "requestId": "r"}}}
    browser, api = open_stage("employee", lines={**NONE, **done})
    assert 'value="2026-12-07"' in browser.get("/me/resign").text

    browser.post("/me/resign", data={"csrf": "token", "key": "k", "lastDay": "2026-12-31", "reason": "回乡"})

    assert api.variables("HandIn")["input"] == {
        "lastDay": "2026-12-31",
        "reason": "回乡",
        "idempotencyKey": "k",
    }
    assert api.variables("Resign") == {"me": ME}


def test_what_is_wrong_is_said_and_what_was_typed_stays():
    no = {
        "code": "INVALID_INPUT",
        "zh": "须在今天之后",
        "en": "After today",
        "inputPath": ["input", "lastDay"],
    }
    browser, _ = open_stage(
        "employee", lines={**NONE, "HandIn": {"errors": [{"message": "x", "extensions": no}]}}
    )

    empty = browser.post("/me/resign", data={"csrf": "token", "lastDay": "", "reason": "回乡"})
    wrong = browser.post("/me/resign", data={"csrf": "token", "lastDay": "2020-01-01", "reason": "回乡"})

    for answer in (empty, wrong):
        assert answer.status_code == 422
        assert 'id="lastDay-error"' in answer.text
        assert "回乡</textarea>" in answer.text


def test_one_under_way_shows_how_far_it_is_and_can_be_taken_back():
    browser, _ = open_stage("employee", lines=resigned("OPEN"))
    page = browser.get("/me/resign").text

    assert "正在审批" in page
    assert 'name="next" value="/me/resign"' in page
    assert 'id="lastDay"' not in page


def test_a_refused_one_shows_the_reason_above_a_new_form():
    browser, _ = open_stage(
        "employee", lines=resigned("REFUSED", state="REFUSED", note="先面谈", decidedByName="李娜")
    )
    page = browser.get("/me/resign").text

    assert "先面谈" in page
    assert 'id="lastDay"' in page


def test_an_account_of_nobody_cannot_resign():
    browser, _ = open_stage("employee", lines={"Resign": {"me": None, "resignations": {"nodes": []}}})

    assert browser.get("/me/resign").status_code == 404


def exit_of(target: str, state: str, receipt: str = "") -> dict[str, Any]:
    return {"id": target, "target": target, "state": state, "receipt": receipt, "doneAt": None,
            "dueAt": "2026-12-31T16:00:00.000Z"}  # fmt: skip


EXIT = {
    "id": "x", "lastDay": "2026-12-31", "leaveKind": "INVOLUNTARY", "isTakenBack": False, "openSteps": 1,
    "createdAt": "2026-11-22T02:00:00.000Z",
    "employee": {"id": OTHER, "code": "R1", "name": "王芳", "department": {"name": "城西店"}},
    "severance": {"id": "s", "basis": "BY_SERVICE", "months": "4.00", "monthlyPay": "9250.50", "amount": "37002.00",
                  "currency": "CNY", "isVoid": False},
    "steps": {"nodes": [exit_of("ACCOUNTS", "WAITING"), exit_of("ATTENDANCE", "DONE", "closed from 2027-01-01"),
                        exit_of("PAYROLL", "DROPPED"), exit_of("PERFORMANCE", "DONE", "something new")]},
}  # fmt: skip
PAGE_INFO = {"hasNextPage": True, "endCursor": "c"}


def exits(*gaps: dict[str, Any]) -> dict[str, Any]:
    found = {"totalCount": 1, "pageInfo": PAGE_INFO, "nodes": [EXIT]}
    return {"Exits": {"exits": found, "exitGaps": {"totalCount": len(gaps), "nodes": [*gaps]}}}


def test_an_exit_shows_what_each_target_answered():
    browser, api = open_stage("hr_manager", lines=exits())
    page = browser.get("/people/exits?view=ahead").text

    said = (
        "停止于 2027-01-01",
        "2027-01-01 00:00 执行",
        "未通知",
        "something new",
        "37,002",
        "没有已离职但仍在用",
    )
    for word in said:
        assert word in page, word
    assert api.variables("Exits")["where"] == {"lastDay": {"gte": "2026-11-22"}, "isTakenBack": {"eq": False}}


def test_who_has_left_and_is_active_still_is_named():
    person = {"id": OTHER, "code": "R1", "name": "王芳"}
    gap = {"id": OTHER, "employee": person, "leftOn": "2026-11-01", "activeIn": "ACCOUNT EXIT"}
    browser, _ = open_stage("hr_manager", lines=exits(gap))

    assert "账号仍启用、离职通知未完成" in browser.get("/people/exits").text


def test_who_does_not_see_the_roster_sees_no_exits():
    browser, _ = open_stage("employee", lines=exits())

    assert browser.get("/people/exits").status_code == 403


def test_payroll_is_shown_the_drafts_of_severance_and_nothing_else_of_an_exit():
    draft = {
        "id": "d", "basis": "BY_SERVICE", "months": "6.0", "monthlyPay": "6167.00", "amount": "37002.00",
        "currency": "CNY", "isVoid": False, "createdAt": "2026-11-20T02:00:00Z",
        "employee": {"id": OTHER, "code": "R1", "name": "王芳", "department": None},
    }  # fmt: skip
    told = {"severanceDrafts": {"totalCount": 1, "pageInfo": PAGE_INFO, "nodes": [draft]}}
    browser, api = open_stage("payroll_specialist", lines=exits() | {"Severance": told})

    page = browser.get("/people/exits").text

    assert "37,002" in page
    assert "按工作年限补偿" in page
    assert "Exits" not in [name for name, _ in api.asked]
    assert api.variables("Severance")["where"] == {"isVoid": {"eq": False}}
