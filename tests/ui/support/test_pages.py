"""Requests for support: asked on a phone, worked on with one click, taken back while that is open."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.ui.leave.lines import refused
from tests.ui.stage import ME, OTHER, open_stage
from ui.support.pages import clock

UNITS = {"nodes": [{"id": "d1", "code": "D1", "name": "产品部"}]}
TOPICS = {
    "nodes": [
        {
            "id": "t1", "code": "PRODUCT", "name": "产品支持", "nameEn": "Product", "ownerName": None,
            "answerHours": 24,
            "solveHours": None, "isActive": True, "version": 1, "department": {"code": "D1", "name": "产品部"},
        }
    ]
}  # fmt: skip
CHOICES = {"SupportChoices": {"supportTopics": TOPICS, "departments": UNITS}}


def request(**changes: Any) -> dict[str, Any]:
    return {
        "id": "u1", "title": "新品参数不全", "text": "功率对不上", "state": "ASSIGNED",
        "raisedAt": "2026-11-20T01:00:00Z",
        "dueAt": "2020-01-01T00:00:00Z", "firstResponseAt": None, "solvedAt": None, "solution": "", "isLate": True,
        "escalation": 1, "escalatedToName": "王芳", "reopenedCount": 0, "version": 3, "requesterId": OTHER,
        "requesterName": "陈佳", "assigneeId": ME, "assigneeName": "李娜", "isHandler": True,
        "department": {"id": "d1", "code": "D1", "name": "产品部"}, "topic": None,
        "events": {
            "nodes": [
                {"id": "e1", "kind": "ASKED", "actorName": "陈佳", "text": "", "happenedAt": "2026-11-20T01:00:00Z"}
            ]
        },
        **changes,
    }  # fmt: skip


def one(**changes: Any) -> dict[str, Any]:
    return {"OneSupportRequest": {"supportRequest": request(**changes), "departments": UNITS}}


def listed(*rows: dict[str, Any]) -> dict[str, Any]:
    found = {"totalCount": len(rows), "pageInfo": {"hasNextPage": False}, "nodes": list(rows)}
    return {
        "SupportRequests": {"supportRequests": found},
        "SupportCounts": {"todo": {"totalCount": len(rows)}},
    }


def test_what_waits_comes_first_and_says_how_late_it_is():
    browser, api = open_stage("employee", lines=listed(request()))

    page = browser.get("/support").text

    assert api.variables("SupportRequests")["where"]["assigneeId"] == {"eq": ME}
    for text in ("新品参数不全", "超时", "已升级", 'href="/support/u1"'):
        assert text in page
    browser.get("/support?view=mine&q=参数")
    assert api.variables("SupportRequests")["where"] == {"requesterId": {"eq": ME}}
    assert api.variables("SupportRequests")["search"] == "参数"


def test_asking_goes_to_a_topic_or_a_department_and_keeps_what_was_typed():
    lines = CHOICES | {"CreateSupportRequest": {"createSupportRequest": {"id": "u1"}}}
    browser, api = open_stage("employee", lines=lines)
    assert "产品支持" in browser.get("/support/new").text
    for about, name in (("topic:PRODUCT", "topicCode"), ("unit:D1", "departmentCode")):
        data = {"csrf": "token", "title": "缺参数", "text": "", "about": about}
        assert browser.post("/support/new", data=data).headers["location"] == "/support?view=mine"
        assert api.variables("CreateSupportRequest")["input"][name] == about.partition(":")[2]

    browser, _ = open_stage("employee", lines=CHOICES | {"CreateSupportRequest": refused("topicCode")})
    answer = browser.post("/support/new", data={"csrf": "token", "title": "缺参数", "about": "topic:OLD"})
    assert answer.status_code == 422
    assert "缺参数" in answer.text
    assert 'id="about-error"' in answer.text


@pytest.mark.parametrize(
    ("deed", "document", "more"),
    [
        ("claim", "AssignSupportRequest", {}),
        ("assign", "AssignSupportRequest", {"employeeCode": "E4"}),
        ("move", "MoveSupportRequest", {"departmentCode": "D2"}),
        ("reply", "ReplySupportRequest", {"text": "在看"}),
        ("solve", "SolveSupportRequest", {"solution": "已补"}),
        ("confirm", "ConfirmSupportRequest", {}),
        ("reopen", "ReopenSupportRequest", {"reason": "没好"}),
    ],
)
def test_each_deed_runs_its_mutation_and_offers_the_way_back(deed, document, more):
    field = f"{document[0].lower()}{document[1:]}"
    browser, api = open_stage("employee", lines=one() | {document: {field: {"id": "u1"}}})

    answer = browser.post("/support/u1", data={"csrf": "token", "do": deed, "version": "3", **more})

    assert answer.headers["location"] == "/support/u1"
    sent = api.variables(document)["input"]
    assert {name: sent[name] for name in ("id", "version", *more)} == {"id": "u1", "version": 3, **more}
    assert ("." in answer.headers["set-cookie"].partition(";")[0]) is (deed != "reply")


def test_what_was_given_away_is_left_for_the_list():
    lines = one() | {"MoveSupportRequest": {"moveSupportRequest": None}}
    browser, _ = open_stage("department_manager", lines=lines)
    answer = browser.post("/support/u1", data={"csrf": "token", "do": "move", "departmentCode": "D2"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/support")


def test_either_side_sees_what_it_can_do_and_a_step_is_taken_back():
    browser, _ = open_stage("employee", lines=one())
    page = browser.get("/support/u1").text
    assert "已超时，升级给 王芳" in page
    assert 'value="solve"' in page
    own = {"requesterId": ME, "assigneeId": OTHER, "isHandler": False, "state": "SOLVED", "solution": "已补"}
    lines = one(**own) | {
        "TakeBackSupportStep": {"takeBackSupportStep": None},
        "SolveSupportRequest": refused("solution"),
    }
    browser, _ = open_stage("employee", lines=lines)
    page = browser.get("/support/u1").text
    assert 'value="confirm"' in page
    assert 'value="solve"' not in page
    assert "too-late" in browser.post("/support/u1/undo", data={"csrf": "token"}).headers["set-cookie"]
    assert browser.post("/support/u1", data={"csrf": "token", "do": "solve"}).status_code == 422
    assert browser.post("/support/u1", data={"csrf": "token", "do": "burn"}).status_code == 404
    browser, _ = open_stage(
        "employee", lines={"OneSupportRequest": {"supportRequest": None, "departments": UNITS}}
    )
    assert browser.get("/support/u1").status_code == 404


def test_hr_keeps_topics_and_others_find_no_such_page():
    lines = CHOICES | {"SaveSupportTopic": {"saveSupportTopic": {"id": "t1"}}}
    browser, api = open_stage("hr_manager", lines=lines)
    assert "PRODUCT" in browser.get("/support/topics").text
    known = browser.get("/support/topics?code=PRODUCT").text
    assert ("修改主题" in known, 'name="code" type="text" value="PRODUCT"' in known) == (True, True)
    data = {
        "csrf": "token",
        "code": "it",
        "name": "设备",
        "departmentCode": "D1",
        "answerHours": "8",
        "isActive": "1",
    }
    assert browser.post("/support/topics", data=data).status_code == 303
    sent = api.variables("SaveSupportTopic")["input"]
    assert (sent["answerHours"], sent["isActive"]) == (8, True)
    browser, _ = open_stage("employee", lines=lines)
    assert browser.get("/support/topics").status_code == 404


@pytest.mark.parametrize(
    ("due", "shown"),
    [
        ("2026-11-22T10:00:00+00:00", {"state": "near", "days": 0, "hours": 0, "minutes": 0}),
        ("2026-11-22T14:30:00+00:00", {"state": "calm", "days": 0, "hours": 4, "minutes": 30}),
        ("2026-11-25T11:00:00+00:00", {"state": "calm", "days": 3, "hours": 1, "minutes": 0}),
        ("2026-11-22T08:59:00+00:00", {"state": "late", "days": 0, "hours": 1, "minutes": 1}),
    ],
)
def test_a_clock_tells_what_is_left(due, shown):
    now = datetime(2026, 11, 22, 10, tzinfo=UTC)
    assert clock({"dueAt": due, "state": "WORKING"}, now) == shown
    assert clock({"dueAt": due, "state": "SOLVED"}, now) == {}
