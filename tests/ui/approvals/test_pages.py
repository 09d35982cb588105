"""The queue: one click decides, ten seconds take it back, a refusal by the house is said and loses nothing."""

from __future__ import annotations

from typing import Any

from tests.ui.stage import ME, open_stage

REQUEST = {
    "id": "r1", "kind": "resignation", "state": "OPEN", "step": 0, "summaryZh": "申请离职", "summaryEn": "Resigns",
    "steps": '[{"approver":"manager","any_of":true},{"approver":"role:hr_manager","any_of":false}]',
    "employeeName": "王芳", "departmentName": "城西店", "createdAt": "2026-11-21T02:00:00.000Z", "decidedAt": None,
    "settledAt": None, "settlesAt": None, "version": 4, "askedBy": ME, "subjectId": "x", "employee": None,
}  # fmt: skip
TASK = {"id": "t1", "step": 0, "createdAt": REQUEST["createdAt"], "approverName": "任霞", "request": REQUEST}
ANSWERED = {
    "id": "t0", "step": 0, "state": "REFUSED", "approverName": "李娜", "decidedByName": "周明",
    "deputyForName": "李娜", "note": "先面谈", "decidedAt": "2026-11-21T03:00:00.000Z",
}  # fmt: skip


def listed(name: str, *found: dict[str, Any]) -> dict[str, Any]:
    return {
        name: {
            "totalCount": len(found),
            "pageInfo": {"hasNextPage": False, "endCursor": None},
            "nodes": [*found],
        }
    }


def test_one_click_approves_and_offers_to_take_it_back():
    done = {"decideApproval": {"id": "t1", "request": {"id": "r1", "state": "OPEN"}}}
    browser, api = open_stage("hr_manager", lines={"Queue": listed("approvals", TASK), "Decide": done})
    page = browser.get("/approvals")
    assert page.text.count('value="APPROVE" data-approve') == 1
    assert "王芳" in page.text

    sent = {
        "csrf": "token",
        "id": "t1",
        "version": "4",
        "key": "k",
        "decision": "APPROVE",
        "next": "/approvals",
    }
    answer = browser.post("/approvals/decide", data=sent)

    assert (answer.status_code, answer.headers["location"]) == (303, "/approvals")
    assert api.variables("Decide") == {
        "input": {"id": "t1", "version": 4, "decision": "APPROVE", "idempotencyKey": "k"}
    }
    assert 'action="/approvals/undo"' in browser.get("/approvals").text


def test_several_are_approved_together():
    done = {"decideApprovals": ["t1", "t2"]}
    lines = {"Queue": listed("approvals", TASK, {**TASK, "id": "t2"}), "DecideMany": done}
    browser, api = open_stage("hr_manager", lines=lines)
    assert browser.get("/approvals").text.count('form="bulk"') == 2

    browser.post(
        "/approvals/decide", data={"csrf": "token", "id": ["t1", "t2"], "key": "k", "decision": "APPROVE"}
    )

    assert api.variables("DecideMany")["input"]["ids"] == ["t1", "t2"]
    assert browser.post("/approvals/decide", data={"csrf": "token"}).headers["location"] == "/approvals"


def test_what_somebody_else_has_decided_is_said():
    why = {"code": "INVALID_STATE", "zh": "已由他人处理", "en": "Dealt with"}
    no = {"errors": [{"message": "x", "extensions": why}]}
    browser, _ = open_stage("hr_manager", lines={"Queue": listed("approvals", TASK), "Decide": no})

    answer = browser.post(
        "/approvals/decide", data={"csrf": "token", "id": "t1", "decision": "REFUSE", "note": "n"}
    )

    assert answer.status_code == 409
    assert "已由他人处理" in answer.text


def test_undo_takes_back_each_and_says_when_it_is_too_late():
    browser, api = open_stage(
        "hr_manager", lines={"Queue": listed("approvals"), "Undo": {"undoDecision": None}}
    )

    browser.post("/approvals/undo", data={"csrf": "token", "ids": "t1 t2", "next": "/approvals"})

    assert [name for name, _ in api.asked if name == "Undo"] == ["Undo", "Undo"]
    assert "不能撤销" in browser.get("/approvals").text


def test_a_request_shows_its_chain_and_lets_who_asked_take_it_back():
    handed_in = {"id": "z", "lastDay": "2026-12-31", "reason": "r", "handedInOn": "2026-11-21"}
    one = {
        "approvalRequest": {**REQUEST, "tasks": {"nodes": [ANSWERED]}},
        "approvals": {"nodes": []},
        "resignations": {"nodes": [handed_in]},
    }
    browser, api = open_stage(
        "hr_manager",
        lines={"Request": one, "Withdraw": {"withdrawRequest": {"id": "r1", "state": "WITHDRAWN"}}},
    )
    page = browser.get("/approvals/r1").text
    assert all(
        word in page
        for word in ("周明", "先面谈", "2026-12-31", "须全部同意", 'action="/approvals/withdraw"')
    )

    browser.post("/approvals/withdraw", data={"csrf": "token", "id": "r1", "version": "4", "key": "k"})

    assert api.variables("Withdraw")["input"]["version"] == 4
    assert browser.get("/approvals/r9").status_code == 200
    missing, _ = open_stage("hr_manager", lines={"Request": {"approvalRequest": None}})
    assert missing.get("/approvals/r1").status_code == 404


def test_hr_sees_what_is_under_way_and_others_only_their_own():
    lines = {"Queue": listed("approvals"), "Requests": listed("approvalRequests", REQUEST)}
    hr, api = open_stage("hr_manager", lines=lines)
    assert "申请离职" in hr.get("/approvals?view=open").text
    assert api.variables("Requests")["where"] == {"state": {"eq": "OPEN"}}

    clerk, asked = open_stage("employee", lines=lines)
    assert ">审批中</a>" not in clerk.get("/approvals?view=open").text
    clerk.get("/approvals?view=mine")
    assert asked.variables("Requests")["where"] == {"askedBy": {"eq": ME}}


def test_an_empty_queue_says_so():
    browser, _ = open_stage("hr_manager", lines={"Queue": listed("approvals")})

    assert "没有等您审批的事项" in browser.get("/approvals").text


def test_the_columns_are_those_chosen_and_a_view_opens_the_queue():
    view = {"id": "v", "name": "请假", "address": "kind=absence", "isShared": False, "isOwn": True,
            "isDefault": True, "version": 1}  # fmt: skip
    desk = {"listChoice": {"columns": ["department", "kind"], "density": "", "size": 50, "viewId": "v"},
            "savedViews": [view]}  # fmt: skip
    task = {**TASK, "request": {**REQUEST, "kind": "score_plan"}}
    browser, api = open_stage("hr_manager", lines={"Queue": listed("approvals", task), "ListDesk": desk})

    assert browser.get("/approvals").headers["location"] == "/approvals?kind=absence&kept=v"
    text = browser.get("/approvals?kind=absence&kept=v").text

    assert api.variables("Queue")["first"] == 0, "how many wait in all is asked beside what the view shows"
    shown = next(given for name, given in api.asked if name == "Queue" and given["first"])
    assert (shown["first"], shown["where"]) == (50, {"request": {"kind": {"eq": "absence"}}})
    assert '<p class="second">城西店 · 考核方案</p>' in text
    assert "批准后方案发布" not in text
    assert 'href="/approvals?view=waiting"' in text
    assert 'name="next" value="/approvals?view=waiting&amp;kind=absence&amp;kept=v"' in text


def test_requests_are_narrowed_by_name_and_kind_and_the_next_page_keeps_it():
    found = listed("approvalRequests", REQUEST)
    found["approvalRequests"]["pageInfo"] = {"hasNextPage": True, "endCursor": "c1"}
    lines = {"Queue": listed("approvals"), "Requests": found}
    browser, api = open_stage("hr_manager", lines=lines)

    text = browser.get("/approvals?view=mine&q=王&kind=resignation&askedBy=x").text

    assert api.variables("Requests")["where"] == {
        "employeeName": {"contains": "王"}, "kind": {"eq": "resignation"}, "askedBy": {"eq": ME},
    }  # fmt: skip
    assert 'href="/approvals?view=mine&amp;q=%E7%8E%8B&amp;kind=resignation&amp;after=c1"' in text
    browser.get("/approvals?view=mine&kind=nonsense")
    assert api.variables("Requests")["where"] == {"askedBy": {"eq": ME}}


def test_nothing_found_is_not_nothing_to_do():
    browser, _ = open_stage("hr_manager", lines={"Queue": listed("approvals")})

    text = browser.get("/approvals?q=nobody").text

    assert "没有找到" in text
    assert "没有等您审批的事项</b>" not in text
    assert 'href="/approvals?view=waiting">' in text
