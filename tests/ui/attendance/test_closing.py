"""Closing a month and opening it again."""

from __future__ import annotations

from typing import Any

from tests.ui.attendance.lines import PERSON, SUMS, refused
from tests.ui.stage import open_stage


def count(number: int, *rows: Any) -> dict[str, Any]:
    return {"totalCount": number, "pageInfo": {"hasNextPage": False}, "nodes": list(rows)}


CLOSING = {
    "attendanceMonths": {"nodes": []},
    "attendanceGaps": count(1, {"id": "g", "day": "2026-10-06", "kind": "NO_RECORD", "employee": PERSON}),
    "absenceRequests": count(0),
    "long": count(1, {"id": "m", **SUMS, "employee": PERSON}),
    "months": count(12),
}


def test_a_month_is_closed_by_a_button_that_asks_for_a_word_first():
    lines = {"AttendanceClosing": CLOSING, "LockMonth": refused("month", "MONTH_HAS_GAPS")}
    browser, api = open_stage("hr_manager", lines=lines)

    page = browser.get("/attendance/close").text
    answer = browser.post("/attendance/close", data={"csrf": "token", "month": "2026-10"})

    assert 'name="acceptGaps"' in page
    assert "城西店 1" in page
    assert (answer.status_code, "不行。" in answer.text) == (422, True)
    assert api.variables("LockMonth")["input"]["acceptGaps"] is False


def test_a_month_that_is_closed_is_opened_with_a_reason():
    row = {"id": "x", "month": "2026-10", "state": "LOCKED", "lockedAt": "2026-11-02T01:00:00Z", "version": 1,
           "unlockedAt": None, "unlockReason": ""}  # fmt: skip
    lines = {
        "AttendanceStates": {"attendanceMonths": {"nodes": [row]}},
        "UnlockMonth": {"unlockAttendanceMonth": {"id": "x"}},
    }
    browser, api = open_stage("payroll_specialist", lines=lines)

    assert 'action="/attendance/reopen"' in browser.get("/attendance/close?month=2026-10").text
    sent = {"csrf": "token", "month": "2026-10", "reason": "漏了三个人", "version": "1"}
    answer = browser.post("/attendance/reopen", data=sent)

    assert answer.headers["location"] == "/attendance/close?month=2026-10"
    assert api.variables("UnlockMonth")["input"]["version"] == 1


def test_the_closing_is_not_for_everybody():
    browser, _ = open_stage("department_manager")

    assert browser.get("/attendance/close").status_code == 404
