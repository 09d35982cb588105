"""Reports from the field: written on a phone, confirmed by somebody else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.leave.lines import refused
from tests.ui.quality.lines import AGENT, OWN
from tests.ui.stage import ME, OTHER, open_stage


def report(**changes: Any) -> dict[str, Any]:
    return {
        "id": "x1", "kind": "DEAL", "happenedOn": "2026-11-20", "customerRef": "c77", "note": "老客户",
        "amount": "128.50",
        "isKey": True, "isRepeat": False, "isPersonalised": False, "isSuccess": False, "followupsDue": 0,
        "followupsDone": 0, "state": "SENT", "sentAt": None, "decidedAt": None, "decision": "", "version": 2,
        "employee": OWN, "decidedBy": None, **changes,
    }  # fmt: skip


def listed(*rows: dict[str, Any]) -> dict[str, Any]:
    found = {"totalCount": len(rows), "pageInfo": {"hasNextPage": False}, "nodes": list(rows)}
    return {"FieldReports": {"fieldReports": found}}


def test_ones_reports_tell_how_far_they_are():
    returned = report(id="x2", state="RETURNED", decision="请补充", kind="SERVICE", amount=None)
    browser, api = open_stage("employee", lines=listed(report(), returned))

    page = browser.get("/field?view=team").text

    assert api.variables("FieldReports")["where"] == {"employee": {"id": {"eq": ME}}}
    for text in ("¥ 128.50", "大客户", "待确认", "请补充", 'href="/field/x2"'):
        assert text in page


def test_a_manager_confirms_or_returns():
    lines = listed(report(employee=AGENT)) | {"DecideReport": {"decideFieldReport": {"id": "x1"}}}
    browser, api = open_stage("hr_manager", lines=lines)
    assert "陈佳" in browser.get("/field?view=team").text
    assert "已处理" in browser.get("/field?view=past").text

    for do, confirm in (("confirm", True), ("return", False)):
        data = {"csrf": "token", "id": "x1", "do": do, "version": "2", "decision": ""}
        assert browser.post("/field/decide", data=data).headers["location"] == "/field?view=team"
        assert api.variables("DecideReport")["input"]["confirm"] is confirm

    browser, _ = open_stage("hr_manager", lines=lines | {"DecideReport": refused("decision")})
    assert (
        browser.post(
            "/field/decide?view=team", data={"csrf": "token", "id": "x1", "do": "return"}
        ).status_code
        == 422
    )


def test_what_was_handed_in_twice_says_so_to_who_confirms_it():
    """The later of two is the repeat; one of another day or kind is none."""
    first = report(employee=AGENT, sentAt="2026-11-20T01:00:00Z")
    second = report(id="x2", employee=AGENT, sentAt="2026-11-20T02:30:00Z", customerRef="C77 ")
    third = report(id="x3", employee=AGENT, sentAt="2026-11-21T02:30:00Z", happenedOn="2026-11-21")
    fourth = report(id="x4", employee=AGENT, sentAt="2026-11-21T02:30:00Z", kind="VISIT")
    known = {"AlikeReports": {"fieldReports": {"nodes": [first, second, third, fourth]}}}
    browser, api = open_stage("hr_manager", lines=listed(third, second, first, fourth) | known)

    page = browser.get("/field?view=team").text

    assert page.count("疑似重复填报") == 1
    assert "2026-11-20 09:00 提交过（待确认）" in page
    assert api.variables("AlikeReports")["where"]["state"] == {"in": ["SENT", "CONFIRMED"]}
    assert "疑似重复填报" not in browser.get("/field?view=past").text


@pytest.mark.parametrize(("do", "send"), [("send", True), ("keep", False)])
def test_a_report_sends_what_belongs_to_its_kind(do, send):
    browser, api = open_stage("employee", lines={"SaveReport": {"saveFieldReport": {"id": "x1"}}})
    assert 'value="VISIT" checked' in browser.get("/field/new").text

    data = {"csrf": "token", "kind": "DEAL", "happenedOn": "2026-11-20", "customerRef": "c7", "amount": "9.5",
            "isKey": "1", "followupsDue": "3", "do": do}  # fmt: skip
    assert browser.post("/field/new", data=data).headers["location"] == "/field"
    sent = api.variables("SaveReport")["input"]
    assert (sent["send"], sent["amount"], sent["isKey"], "followupsDue" in sent) == (send, "9.5", True, False)


def test_a_case_counts_follow_ups_and_a_refusal_keeps_them():
    browser, api = open_stage("employee", lines={"SaveReport": refused("followupsDone")})

    data = {"csrf": "token", "kind": "SERVICE", "happenedOn": "2026-11-20", "customerRef": "c7", "followupsDue": "1",
            "followupsDone": "2", "isSuccess": "1"}  # fmt: skip
    answer = browser.post("/field/new", data=data)

    assert (answer.status_code, "不行。" in answer.text, 'value="2"' in answer.text) == (422, True, True)
    assert api.variables("SaveReport")["input"]["followupsDone"] == 2


def test_a_returned_report_is_completed_by_its_author_alone():
    lines = {"OneReport": {"fieldReport": report(state="RETURNED", decision="请补充")}}
    browser, api = open_stage("employee", lines=lines | {"SaveReport": {"saveFieldReport": {"id": "x1"}}})
    page = browser.get("/field/x1").text
    assert ("已退回：请补充" in page, 'value="c77"' in page) == (True, True)
    browser.post("/field/x1", data={"csrf": "token", "kind": "VISIT", "customerRef": "c7", "version": "2"})
    assert (api.variables("SaveReport")["input"]["id"], api.variables("SaveReport")["input"]["version"]) == (
        "x1",
        2,
    )

    other = {"OneReport": {"fieldReport": report(employee={"id": OTHER})}}
    browser, _ = open_stage("employee", lines=other)
    assert browser.get("/field/x1").status_code == 404


def test_a_report_is_taken_back():
    browser, _ = open_stage("employee", lines={"WithdrawReport": {"withdrawFieldReport": {"id": "x1"}}})
    assert browser.post("/field/withdraw", data={"csrf": "token", "id": "x1"}).headers["location"] == "/field"

    browser, _ = open_stage(
        "employee", lines=listed(report()) | {"WithdrawReport": refused("id", "INVALID_STATE")}
    )
    assert browser.post("/field/withdraw", data={"csrf": "token", "id": "x1"}).status_code == 409
