"""The audit page: filters become a question to the server, days are days of the company's own zone."""

from __future__ import annotations

from tests.ui.stage import OTHER, open_stage

ENTRY = {
    "id": "e", "seq": 7, "at": "2026-11-20T02:00:00Z", "actorName": "任霞", "action": "people.transfer_employee",
    "subjectType": "Employee", "subjectId": OTHER, "purpose": None, "requestId": "r", "policyVersion": "1",
    "changes": '{"left_on": [null, "2026-01-01"], "note": "x"}', "hash": "abcdef0123456789",
}  # fmt: skip
LINES = {"Audit": {"auditEntries": {"totalCount": 1, "pageInfo": {}, "nodes": [ENTRY]}}}


def test_filters_become_the_question():
    browser, api = open_stage("auditor", lines=LINES, mayReadAudit=True)

    text = browser.get(f"/audit?who=任&action=access.sign_in&from=2026-11-01&until=oops&subject={OTHER}").text

    assert api.variables("Audit")["where"] == {
        "actorName": {"contains": "任"},
        "action": {"eq": "access.sign_in"},
        "subjectId": {"eq": OTHER},
        "at": {"gte": "2026-10-31T16:00:00Z"},
    }
    assert "调岗" in text
    assert "离职日期" in text


def test_the_page_before_is_asked_from_the_end():
    browser, api = open_stage("auditor", lines=LINES, mayReadAudit=True)

    browser.get("/audit?before=c")

    assert api.variables("Audit") == {"where": None, "last": 25, "before": "c"}


def test_it_is_the_auditors_page():
    browser, _ = open_stage("employee")

    assert browser.get("/audit").status_code == 403


def test_the_chain_is_checked_by_a_button_and_told_on_the_page_one_came_from():
    found = {"isWhole": True, "checked": 42, "firstBadSeq": None, "reason": ""}
    browser, _ = open_stage(
        "auditor", lines={**LINES, "CheckChain": {"checkAuditChain": found}}, mayReadAudit=True
    )
    assert 'action="/audit/check"' in browser.get("/audit?kind=Account").text

    answer = browser.post("/audit/check", data={"csrf": "token", "next": "/settings/system"})

    assert answer.headers["location"] == "/settings/system"
    assert answer.cookies["said"].startswith("chain-whole.")


def test_a_broken_chain_and_a_refusal_are_said_in_words():
    broken = {"isWhole": False, "checked": 6, "firstBadSeq": 7, "reason": "the entry was changed"}
    browser, _ = open_stage("auditor", lines={"CheckChain": {"checkAuditChain": broken}})
    stranger, _ = open_stage("employee", lines={"CheckChain": {"errors": [{"message": "No."}]}})

    assert "第 7 条断开" in browser.post("/audit/check", data={"csrf": "token"}).text
    assert stranger.post("/audit/check", data={"csrf": "token"}).status_code == 403


def test_the_columns_are_those_chosen_and_a_view_opens_the_page():
    view = {"id": "v", "name": "登录", "address": "action=access.sign_in", "isShared": False, "isOwn": True,
            "isDefault": True, "version": 1}  # fmt: skip
    desk = {"listChoice": {"columns": ["number", "who"], "density": "", "size": 25, "viewId": "v"},
            "savedViews": [view]}  # fmt: skip
    browser, api = open_stage("auditor", lines={**LINES, "ListDesk": desk}, mayReadAudit=True)

    assert browser.get("/audit").headers["location"] == "/audit?action=access.sign_in&kept=v"
    text = browser.get("/audit?action=access.sign_in&kept=v").text

    assert api.variables("Audit")["first"] == 25
    assert text.index("序号</th>") < text.index("谁</th>")
    assert "调岗" not in text[text.index("<tbody>") :]


def test_what_is_filtered_is_downloaded_by_auditors_only():
    browser, _ = open_stage("auditor", lines=LINES, mayReadAudit=True)
    stranger, _ = open_stage("employee")

    answer = browser.get("/audit/export?format=csv&action=access.sign_in")

    assert "access.sign_in" in answer.text
    assert browser.get("/audit/export?format=pdf").status_code == 404
    assert stranger.get("/audit/export").status_code == 403
