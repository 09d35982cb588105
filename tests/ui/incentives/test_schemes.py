"""The overview, the list and one scheme: each reader sees what they may, and a step on is one press."""

from __future__ import annotations

from tests.ui.incentives.lines import SCHEME, one, refused, tallies
from tests.ui.stage import open_stage

STATES = ("Active", "Proposed", "Draft", "Ended")
HUB = {
    "active": {"totalCount": 1, "nodes": [SCHEME]},
    "proposed": {"totalCount": 0, "nodes": []},
    "drafts": {"totalCount": 2},
    "running": {"totalCount": 3},
    "waiting": {"totalCount": 0},
    "stopped": {"totalCount": 0, "nodes": []},
}
FORM = {"csrf": "token", "key": "k", "version": "3"}


def test_the_overview_counts_what_runs_and_sends_who_has_nothing_to_do_there_to_their_own():
    browser, api = open_stage("hr_manager", lines={"IncentiveHub": HUB})
    page = browser.get("/incentives").text

    assert "服务奖" in page
    assert "¥5,000" in page
    assert "新方案" in page
    assert api.variables("IncentiveHub") == {"sees": True}
    assert open_stage("employee")[0].get("/incentives").headers["location"] == "/me/incentives"
    assert open_stage("administrator", employee=None)[0].get("/incentives").status_code in (303, 404)


def test_payroll_sees_commissions_and_no_scheme():
    browser, api = open_stage(
        "payroll_specialist", lines={"IncentiveHub": {**HUB, "active": None, "proposed": None}}
    )
    page = browser.get("/incentives").text

    assert api.variables("IncentiveHub") == {"sees": False}
    assert "提成归属中" in page
    assert "执行中的方案" not in page
    assert browser.get("/incentives/schemes").status_code == 404


def test_schemes_are_listed_by_state():
    lines = {"Schemes": tallies("incentiveSchemes", [SCHEME], *STATES)}
    browser, api = open_stage("performance_specialist", lines=lines)
    page = browser.get("/incentives/schemes?state=ACTIVE").text

    assert api.variables("Schemes")["where"] == {"state": {"eq": "ACTIVE"}}
    assert "门店运营部 · 一线" in page
    assert "after=next" in page
    assert "新方案" not in page
    empty, _ = open_stage("hr_manager", lines={"Schemes": tallies("incentiveSchemes", [], *STATES)})
    assert "这里没有方案" in empty.get("/incentives/schemes?state=WHAT").text


def test_a_scheme_shows_its_rules_and_its_revisions():
    revisions = {
        "incentiveSchemes": {"nodes": [{**SCHEME, "id": "s1"}, {**SCHEME, "id": "s0", "revision": 1}]}
    }
    browser, _ = open_stage("hr_manager", lines={"Scheme": one(), "SchemeRevisions": revisions})
    page = browser.get("/incentives/schemes/s1").text

    assert "满意度不低于 85%" in page
    assert "/incentives/schemes/s0" in page
    assert "提交审批" in page
    hidden = {"nodes": [{**SCHEME["lines"]["nodes"][0], "reward": None, "rewardEn": None, "text": None}]}
    lines = {
        "Scheme": one(lines=hidden, state="ACTIVE"),
        "SchemeRevisions": {"incentiveSchemes": {"nodes": []}},
    }
    page = open_stage("performance_specialist", lines=lines)[0].get("/incentives/schemes/s1").text
    assert "金额对您不可见" in page
    assert "试算" not in page
    assert open_stage("hr_manager")[0].get("/incentives/schemes/none").status_code == 404


def test_each_step_is_one_operation_and_a_refused_one_is_told_on_the_page():
    said = {
        "ProposeIncentiveScheme": {"proposeIncentiveScheme": {"id": "s1"}},
        "ReviseIncentiveScheme": {"reviseIncentiveScheme": {"id": "s2"}},
        "EndIncentiveScheme": {"endIncentiveScheme": {"id": "s1"}},
        "DiscardIncentiveScheme": {"discardIncentiveScheme": True},
    }
    browser, api = open_stage("hr_manager", lines=said)

    def go(verb: str, **more: str) -> str:
        return str(browser.post(f"/incentives/schemes/s1/{verb}", data={**FORM, **more}).headers["location"])

    assert go("propose") == "/incentives/schemes/s1"
    assert go("revise") == "/incentives/schemes/s2"
    assert go("end", endsOn="2026-12-31") == "/incentives/schemes/s1"
    assert go("discard") == "/incentives/schemes"
    assert api.variables("EndIncentiveScheme")["input"] == {
        "id": "s1", "idempotencyKey": "k", "version": 3, "endsOn": "2026-12-31",
    }  # fmt: skip
    assert "version" not in api.variables("ReviseIncentiveScheme")["input"]

    lines = {"ProposeIncentiveScheme": refused("budget", "BUDGET_REQUIRED"), "Scheme": one(),
             "SchemeRevisions": {"incentiveSchemes": {"nodes": []}}}  # fmt: skip
    answer = open_stage("hr_manager", lines=lines)[0].post("/incentives/schemes/s1/propose", data=FORM)
    assert answer.status_code == 422
    assert "不行。" in answer.text
