"""Sessions on the page and in the calendar."""

from __future__ import annotations

from typing import Any

from icalendar import Calendar

from tests.ui.leave.lines import refused
from tests.ui.stage import OTHER, open_stage
from tests.ui.training.lines import COURSE, PERSON, SEAT, SESSION, page

DONE = {"id": "s1"}


def one(row: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
    return {"TrainingSession": {"trainingSession": row}, **more}


def test_sessions_ahead_and_who_teaches():
    load = {
        "trainingSessions": {
            "nodes": [{"id": "s1", "hours": "3.00", "trainerName": "外聘讲师", "trainer": None}] * 2
        }
    }
    lines = {"TrainingSessions": page("trainingSessions", SESSION, more=True), "TrainerLoad": load}
    browser, api = open_stage("hr_manager", lines=lines)
    text = browser.get("/training/sessions").text
    for part in ("沟通课", "2026-11-22 10:10</time>–12:00", "已满，2 人候补", "讲师承担", "安排场次"):
        assert part in text, part
    assert api.variables("TrainingSessions")["order"] == "ASC"
    browser, api = open_stage("employee", lines=lines)
    assert "讲师承担" not in browser.get("/training/sessions?view=past").text
    assert api.variables("TrainingSessions")["where"]["startsAt"].keys() == {"lt"}


def test_a_seat_is_taken_given_back_and_confirmed_by_the_code_of_the_room():
    acts = {
        "AttendTrainingSession": {"attendTrainingSession": DONE},
        "LeaveTrainingSession": {"leaveTrainingSession": DONE},
    }
    browser, api = open_stage("employee", lines=one(SESSION, **acts))
    text = browser.get("/training/sessions/s1").text
    assert ("现场显示的签到码" in text, "<h2>签到码" in text, "报名人员" in text) == (True, False, False)
    browser.post("/training/sessions/s1", data={"csrf": "token", "do": "attend", "roomCode": "246824"})
    assert api.variables("AttendTrainingSession")["input"]["roomCode"] == "246824"
    browser.post("/training/sessions/s1", data={"csrf": "token", "do": "leave"})
    assert api.variables("LeaveTrainingSession")["input"]["id"] == "s1"

    wrong = one(SESSION, AttendTrainingSession=refused("roomCode", "WRONG_ROOM_CODE"))
    browser, _ = open_stage("employee", lines=wrong)
    answer = browser.post("/training/sessions/s1", data={"csrf": "token", "do": "attend", "roomCode": "1"})
    assert (answer.status_code, "不行。" in answer.text) == (422, True)
    browser, _ = open_stage("employee", lines=one(SESSION | {"seats": {"nodes": []}}))
    assert "加入候补" in browser.get("/training/sessions/s1").text


def test_who_plans_sees_the_code_and_closes_it_with_who_was_there():
    begun = SESSION | {
        "roomCode": "246824", "startsAt": "2026-11-22T01:00:00.000Z",
        "seats": {"nodes": [SEAT | {"state": "ATTENDED"}, SEAT | {"id": "s8", "employee": PERSON}]},
    }  # fmt: skip
    acts = {
        "CloseTrainingSession": {"closeTrainingSession": DONE},
        "CancelTrainingSession": {"cancelTrainingSession": DONE},
        "JoinTrainingSession": {"joinTrainingSession": DONE},
    }
    browser, api = open_stage("hr_manager", lines=one(begun, **acts))
    text = browser.get("/training/sessions/s1").text
    assert ("246824" in text, "结束本场" in text, f'value="{OTHER}"' in text) == (True, True, True)
    browser.post(
        "/training/sessions/s1", data={"csrf": "token", "do": "close", "version": "2", "present": [OTHER]}
    )
    given = api.variables("CloseTrainingSession")["input"]
    assert (given["presentIds"], given["version"]) == ([OTHER], 2)
    browser.post("/training/sessions/s1", data={"csrf": "token", "do": "seat", "employeeCodes": "R1, R2"})
    assert api.variables("JoinTrainingSession")["input"]["employeeCodes"] == ["R1", "R2"]
    browser.post("/training/sessions/s1", data={"csrf": "token", "do": "cancel", "version": "2"})
    assert api.variables("CancelTrainingSession")["input"]["version"] == 2


def test_a_session_is_planned_in_local_time_and_changed():
    acts = {
        "SaveTrainingSession": {"saveTrainingSession": DONE},
        "OfferedCourses": {"courses": {"nodes": [COURSE]}},
    }
    browser, api = open_stage("hr_manager", lines=one(SESSION, **acts))
    assert 'value="2026-11-22T10:10"' in browser.get("/training/sessions/s1/edit").text
    data = {
        "csrf": "token",
        "courseId": "c1",
        "starts": "2026-12-01T14:00",
        "ends": "2026-12-01T17:00",
        "capacity": "8",
    }
    browser.post("/training/sessions/new", data=data)
    given = api.variables("SaveTrainingSession")["input"]
    assert (given["startsAt"], given["capacity"], given["courseId"]) == ("2026-12-01T14:00:00+08:00", 8, "c1")
    browser.post("/training/sessions/s1/edit", data=data | {"version": "2"})
    given = api.variables("SaveTrainingSession")["input"]
    assert (given["id"], given["version"], "courseId" in given) == ("s1", 2, False)

    browser, _ = open_stage(
        "hr_manager", lines=one(SESSION, **acts | {"SaveTrainingSession": refused("capacity")})
    )
    answer = browser.post("/training/sessions/new", data=data | {"capacity": "x", "place": "二楼"})
    assert (answer.status_code, 'value="二楼"' in answer.text) == (422, True)
    assert open_stage("employee")[0].get("/training/sessions/new").status_code == 404


def test_a_calendar_takes_it_once_and_follows_its_changes():
    browser, _ = open_stage("employee", lines=one(SESSION | {"state": "CANCELED"}))
    answer = browser.get("/training/sessions/s1/session.ics")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")

    assert answer.headers["content-type"].startswith("text/calendar")
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("session-s1@zhiren", 1, "CANCELLED")
    assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert event.decoded("DTSTART").isoformat() == "2026-11-22T10:10:00+08:00"
    assert (
        open_stage("employee", lines=one(None))[0].get("/training/sessions/s1/session.ics").status_code == 404
    )
