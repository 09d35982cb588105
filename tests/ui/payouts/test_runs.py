"""Payout runs: proposed for a period that is over, taken one step at a time, reversed line by line."""

from __future__ import annotations

from datetime import date

import pytest

from tests.ui.incentives.lines import refused
from tests.ui.payouts.lines import ENDS, ENGLISH, RUN, run
from tests.ui.stage import open_stage
from ui.payouts.runs import month_before

SCHEME = {"id": "s1", "code": "SERVICE", "name": "服务奖", "nameEn": "Service bonus", "grain": "QUARTER"}
SCHEMES = {"PayableSchemes": {"incentiveSchemes": {"nodes": [SCHEME]}}}
PAID = {**RUN, "id": "r2", "state": "PAID", "failedChecks": 2, "paidAt": "2026-10-31T02:00:00+00:00"}
LISTED = {"PayoutRuns": {"payoutRuns": {**ENDS, "nodes": [RUN, PAID]}}}
FORM = {"csrf": "token", "key": "k", "kind": "SCHEME", "period": "2026-Q3", "schemeId": "s1", "note": ""}
SENT = {"csrf": "token", "key": "k", "id": "r1", "version": "3"}


def test_runs_are_listed_with_where_they_stand_to_who_pays():
    browser, api = open_stage("hr_manager", lines={**LISTED, **SCHEMES})
    page = browser.get("/incentives/payouts?after=last").text

    assert api.variables("PayoutRuns") == {"first": 25, "after": "last"}
    for told in (
        "¥500.50",
        "2026-10-08",
        "2026-10-31",
        "2 项检查未通过",
        "已提出",
        "已发放",
        "服务奖 · 每季度",
    ):
        assert told in page
    assert 'href="/incentives/payouts?after=next"' in page
    assert 'name="period" type="text" value="2026-10"' in page
    assert "Service bonus · Quarterly" in browser.get("/incentives/payouts", headers=ENGLISH).text
    browser, api = open_stage("payroll_specialist", lines=SCHEMES)
    page = browser.get("/incentives/payouts").text
    assert "还没有发放批次" in page
    assert 'name="schemeId"' not in page
    assert "PayableSchemes" not in [name for name, _ in api.asked]
    for role in ("employee", "performance_specialist"):
        assert open_stage(role, lines=LISTED)[0].get("/incentives/payouts").status_code == 404


def test_a_run_is_proposed_and_a_refused_one_keeps_what_was_typed():
    browser, api = open_stage("hr_manager", lines={"ProposePayoutRun": {"proposePayoutRun": {"id": "r9"}}})
    answer = browser.post("/incentives/payouts", data=FORM)

    assert (answer.headers["location"], answer.cookies["said"]) == ("/incentives/payouts/r9", "run-proposed")
    assert api.variables("ProposePayoutRun")["input"] == {
        "kind": "SCHEME", "period": "2026-Q3", "schemeId": "s1", "idempotencyKey": "k",
    }  # fmt: skip
    lines = {**LISTED, **SCHEMES, "ProposePayoutRun": refused("period")}
    answer = open_stage("hr_manager", lines=lines)[0].post(
        "/incentives/payouts", data={**FORM, "period": "26"}
    )
    assert answer.status_code == 422
    assert 'id="period-error"' in answer.text
    assert 'value="26"' in answer.text
    assert '<option value="s1" selected>' in answer.text
    assert '<option value="SCHEME" selected>' in answer.text


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("PROPOSED", {"检查并提交审批", "撤销批次"}), ("CHECKED", {"由第二人审批", "撤销批次"}),
        ("APPROVED", {"安排发放", "撤销批次"}), ("PAYABLE", {"确认已发放", "撤销批次"}),
        ("PAID", {"冲销所选明细"}), ("REVOKED", {"2026-10-09 10:00 撤销：算错了"}),
    ],
)  # fmt: skip
def test_a_run_offers_the_one_step_that_comes_next(state, offered):
    lines = run(state=state, revokedAt="2026-10-09T02:00:00+00:00", reason="算错了")
    page = open_stage("payroll_specialist", lines=lines)[0].get("/incentives/payouts/r1").text

    steps = {
        "检查并提交审批", "由第二人审批", "安排发放", "确认已发放", "撤销批次", "冲销所选明细",
        "2026-10-09 10:00 撤销：算错了",
    }  # fmt: skip
    assert {each for each in steps if each in page} == offered
    assert page.count('aria-current="step"') == (state != "REVOKED")


def test_a_run_tells_its_checks_and_its_lines_and_how_they_came_about_to_who_may_know():
    checks = [{"check": "ONCE_ONLY", "hasPassed": False, "foundZh": "两笔重复", "foundEn": "Two paid twice"}]
    lines = run(state="PAID", failedChecks=1, budget="900.00", checks={"nodes": checks})
    browser, api = open_stage("hr_manager", lines=lines)
    page = browser.get("/incentives/payouts/r1?after=last").text

    assert api.variables("PayoutRun") == {"id": "r1", "after": "last"}
    for told in (
        "两笔重复",
        "不重复发放",
        "¥500.50",
        "¥900",
        "客户满意 · 105.8%",
        "已冲销",
        "满意度 90% 达到 85%",
    ):
        assert told in page
    assert 'value="p1">' in page
    assert 'value="p2" disabled>' in page
    assert "Two paid twice" in browser.get("/incentives/payouts/r1", headers=ENGLISH).text
    assert (
        "满意度 90%"
        not in open_stage("payroll_specialist", lines=lines)[0].get("/incentives/payouts/r1").text
    )
    back = (
        open_stage("hr_manager", lines=run(state="PAID", kind="REVERSAL"))[0]
        .get("/incentives/payouts/r1")
        .text
    )
    assert 'name="line"' not in back
    bare = (
        open_stage("hr_manager", lines=run(payouts=None, checks=None))[0].get("/incentives/payouts/r1").text
    )
    assert "没有可发放的明细" in bare
    assert open_stage("hr_manager")[0].get("/incentives/payouts/none").status_code == 404


@pytest.mark.parametrize(
    ("verb", "typed", "sent"),
    [
        ("check", {}, {"id": "r1", "version": 3}),
        ("release", {"payOn": "2026-11-30"}, {"id": "r1", "version": 3, "payOn": "2026-11-30"}),
        ("pay", {}, {"id": "r1", "version": 3}),
        ("revoke", {"reason": "算错了"}, {"id": "r1", "version": 3, "reason": "算错了"}),
    ],
)
def test_each_step_sends_its_version_and_leads_back(verb, typed, sent):
    name = f"{verb.title()}PayoutRun"
    browser, api = open_stage("payroll_specialist", lines={name: {f"{verb}PayoutRun": {"id": "r1"}}})
    answer = browser.post(f"/incentives/payouts/r1/{verb}", data={**SENT, **typed})

    assert answer.headers["location"] == "/incentives/payouts/r1"
    assert api.variables(name)["input"] == {**sent, "idempotencyKey": "k"}
    assert browser.post("/incentives/payouts/r1/burn", data=SENT).status_code == 404


def test_chosen_lines_are_reversed_by_a_run_of_their_own_and_stay_chosen_when_refused():
    form = {"csrf": "token", "key": "k", "reason": "重复发放", "line": ["p1"]}
    browser, api = open_stage("hr_manager", lines={"ReversePayouts": {"reversePayouts": {"id": "r7"}}})
    answer = browser.post("/incentives/payouts/r1/reverse", data=form)
    assert answer.headers["location"] == "/incentives/payouts/r7"
    assert api.variables("ReversePayouts")["input"] == {
        "ids": ["p1"], "reason": "重复发放", "idempotencyKey": "k",
    }  # fmt: skip

    lines = {
        **run(state="PAID"),
        "ReversePayouts": refused("reason"),
        "PayPayoutRun": refused("version", "CONFLICT"),
    }
    browser, _ = open_stage("hr_manager", lines=lines)
    answer = browser.post("/incentives/payouts/r1/reverse", data=form)
    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text
    assert 'value="重复发放"' in answer.text
    assert 'value="p1" checked>' in answer.text
    assert browser.post("/incentives/payouts/r1/pay", data=SENT).status_code == 409


def test_the_month_before_turns_the_year():
    assert month_before(date(2026, 1, 31)) == "2025-12"
    assert month_before(date(2026, 11, 22)) == "2026-10"
