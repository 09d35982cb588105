"""Meetings: what is ahead, an agenda and its minutes, what was promised, and the series that bring them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.leave.lines import refused
from tests.ui.stage import ME, OTHER, open_stage

UNITS = {"nodes": [{"id": "d1", "code": "D1", "name": "产品部"}, {"id": "d2", "code": "D2", "name": "门店"}]}
ACTION = {
    "id": "a1", "text": "补话术", "dueOn": "2020-01-01", "doneOn": None, "ownerId": ME, "ownerName": "李娜",
    "version": 1,
    "meeting": {"id": "m1", "title": "沟通会", "titleEn": ""}, "retrospective": None,
}  # fmt: skip


def meeting(**changes: Any) -> dict[str, Any]:
    return {
        "id": "m1", "title": "沟通会", "titleEn": "", "month": "2026-11-01", "startsAt": "2020-01-01T06:00:00Z",
        "minutesLong": 60, "whereTo": "三楼", "state": "PLANNED", "heldOn": None, "minutes": "",
        "minutesByName": None,
        "organizerName": "王芳", "version": 2, "points": 1, "openActions": 1,
        "invites": {
            "nodes": [
                {
                    "id": "i1",
                    "employeeId": ME,
                    "employeeName": "李娜",
                    "employeeCode": "E1",
                    "isPresent": None,
                    "department": None,
                }
            ]
        },
        "items": {
            "nodes": [
                {
                    "id": "p1", "place": 1, "matter": "CLUSTER", "title": "描述不清", "titleEn": "",
                    "link": "/feedback/topics",
                    "decision": "", "addedByName": None, "department": None,
                }
            ]
        },
        "actions": {"nodes": [ACTION]},
        **changes,
    }  # fmt: skip


def one(**changes: Any) -> dict[str, Any]:
    return {"OneMeeting": {"meeting": meeting(**changes), "departments": UNITS}}


def test_meetings_ahead_and_ones_promises_stand_side_by_side():
    lines = {
        "Meetings": {
            "ahead": {"nodes": [meeting()]},
            "past": {"pageInfo": {"hasNextPage": True, "endCursor": "c"}, "nodes": [meeting(state="MISSED")]},
            "mine": {"nodes": [ACTION]},
        }
    }
    browser, api = open_stage("employee", lines=lines)

    page = browser.get("/meetings").text

    assert api.variables("Meetings")["mine"] == {"ownerId": {"eq": ME}, "doneOn": {"isNull": True}}
    for text in ("沟通会", "未召开", "补话术", "?after=c"):
        assert text in page


@pytest.mark.parametrize(
    ("deed", "document", "more"),
    [
        ("collect", "CollectAgenda", {}),
        ("add", "AddMeetingItem", {"title": "排班"}),
        ("remove", "RemoveMeetingItem", {"item": "p1"}),
        ("invite", "InviteToMeeting", {"employeeCode": "E3"}),
        ("action", "AddMeetingAction", {"text": "补图", "ownerCode": "E3", "dueOn": "2026-12-01"}),
    ],
)
def test_who_is_invited_prepares_a_meeting(deed, document, more):
    field = f"{document[0].lower()}{document[1:]}"
    browser, api = open_stage("employee", lines=one() | {document: {field: {"id": "m1"}}})

    answer = browser.post("/meetings/m1", data={"csrf": "token", "do": deed, **more})

    assert answer.headers["location"] == "/meetings/m1"
    sent = api.variables(document)["input"]
    assert sent.get("meetingId", sent.get("id")) == ("p1" if deed == "remove" else "m1")


def test_minutes_hold_a_meeting_and_nothing_typed_is_lost():
    lines = one() | {"KeepMinutes": {"keepMinutes": {"id": "m1"}}}
    browser, api = open_stage("employee", lines=lines)
    assert "写纪要" in browser.get("/meetings/m1").text
    data = {
        "csrf": "token", "do": "finish", "minutes": "逐项讨论", "heldOn": "2026-11-20", "present": ME, "d-p1": "补话术",
        "version": "2",
    }  # fmt: skip
    assert browser.post("/meetings/m1", data=data).status_code == 303
    sent = api.variables("KeepMinutes")["input"]
    assert (sent["finish"], sent["presentIds"], sent["heldOn"]) == (True, [ME], "2026-11-20")
    assert sent["decisions"] == [{"itemId": "p1", "decision": "补话术"}]
    browser, _ = open_stage("employee", lines=one() | {"KeepMinutes": refused("minutes")})
    answer = browser.post("/meetings/m1", data=data)
    assert (answer.status_code, "逐项讨论" in answer.text) == (422, True)
    assert browser.post("/meetings/m1", data={"csrf": "token", "do": "burn"}).status_code == 404
    held = one(state="HELD", minutes="逐项讨论", heldOn="2026-11-20", minutesByName="李娜")
    browser, _ = open_stage("auditor", lines=held)
    assert 'value="finish"' not in browser.get("/meetings/m1").text
    browser, _ = open_stage("employee", lines={"OneMeeting": {"meeting": None, "departments": UNITS}})
    assert browser.get("/meetings/m1").status_code == 404


def test_a_promise_is_ticked_and_taken_back():
    lines = {
        "MeetingActions": {
            "meetingActions": {"nodes": [ACTION, ACTION | {"ownerId": OTHER, "meeting": None}]}
        }
    }
    ticked = lines | {"TickMeetingAction": {"tickMeetingAction": {"id": "a1"}}}
    browser, api = open_stage("employee", lines=ticked)
    page = browser.get("/meetings/actions?view=all").text
    assert page.count('action="/meetings/actions/tick"') == 1
    data = {"csrf": "token", "id": "a1", "version": "1", "next": "/meetings"}
    assert browser.post("/meetings/actions/tick", data=data).headers["location"] == "/meetings"
    browser.post("/meetings/actions/undo", data=data)
    assert api.variables("TickMeetingAction")["input"] == {"id": "a1", "done": False}
    browser, _ = open_stage("employee", lines=lines | {"TickMeetingAction": refused("id")})
    assert "too-late" in browser.post("/meetings/actions/tick", data=data).headers["set-cookie"]


def test_hr_sets_up_a_series_of_departments():
    series = {
        "id": "v1", "code": "CROSS", "name": "沟通会", "nameEn": "", "organizerName": "王芳", "nth": 2, "weekday": 3,
        "starts": "14:00", "minutesLong": 60, "whereTo": "", "isActive": False, "version": 1,
        "members": {"nodes": [{"department": {"code": "D1", "name": "产品部"}}]},
    }  # fmt: skip
    lines = {"MeetingSeries": {"meetingSeries": {"nodes": [series]}, "departments": UNITS}}
    saved = lines | {"SaveMeetingSeries": {"saveMeetingSeries": {"id": "v1"}}}
    browser, api = open_stage("hr_manager", lines=saved)
    assert "每月第 2 个星期三 14:00" in browser.get("/meetings/series").text
    known = browser.get("/meetings/series?code=CROSS").text
    assert ('value="D1" checked' in known, 'value="D2" checked' in known, 'value="1" checked' in known) == (
        True,
        False,
        False,
    )
    data = {
        "csrf": "token", "code": "x", "name": "例会", "organizerCode": "E1", "nth": "1", "weekday": "2",
        "starts": "14:00",
        "minutesLong": "60", "departmentCodes": ["D1", "D2"], "isActive": "1",
    }  # fmt: skip
    assert browser.post("/meetings/series", data=data).status_code == 303
    sent = api.variables("SaveMeetingSeries")["input"]
    assert (sent["departmentCodes"], sent["weekday"], sent["isActive"]) == (["D1", "D2"], 2, True)
    browser, _ = open_stage("hr_manager", lines=lines | {"SaveMeetingSeries": refused("departmentCodes")})
    assert browser.post("/meetings/series", data=data).status_code == 422
    browser, _ = open_stage("employee", lines=lines)
    assert browser.get("/meetings/series").status_code == 404
