"""Giving an honor from its candidates, taking one back, and keeping the honors there are."""

from __future__ import annotations

from datetime import date

import pytest

from tests.ui.honors.lines import CANDIDATES, CATALOGUE, ENGLISH, HONOR
from tests.ui.incentives.lines import refused
from tests.ui.stage import open_stage
from ui.honors.giving import fits, last_period

LINES = {"Honors": CATALOGUE, "Candidates": CANDIDATES}
GIVEN = {
    "csrf": "token", "key": "k", "honorCode": "STAR", "period": "2026-10", "employeeId": "e1", "receipt": "z1.abc",
    "sharesPlace": "1",
}  # fmt: skip
KEPT = {
    "csrf": "token", "key": "k", "code": "STAR", "name": "服务之星", "grain": "MONTH", "places": "3", "isActive": "1",
}  # fmt: skip


def test_candidates_of_the_last_period_are_given_with_one_press():
    browser, api = open_stage("performance_specialist", lines=LINES)
    page = browser.get("/honors/give?honor=NONE&period=2026-Q3").text

    assert api.variables("Candidates") == {"code": "STAR", "period": "2026-10"}
    assert "/metrics/replay?receipt=z1.abc" in page
    assert page.count('name="employeeId"') == 1
    assert page.count('name="sharesPlace"') == 1
    assert "2026-11-02 · 已授予" in page
    browser.get("/honors/give?honor=STAR&period=2026-08")
    assert api.variables("Candidates")["period"] == "2026-08"
    assert "Service star · Monthly" in browser.get("/honors/give", headers=ENGLISH).text


def test_without_honors_or_candidates_the_page_says_so_and_strangers_to_giving_find_none():
    off = {"honors": {"nodes": [{**HONOR, "isActive": False}]}}
    browser, api = open_stage("hr_manager", lines={"Honors": off})
    assert "还没有设定荣誉" in browser.get("/honors/give").text
    assert "Candidates" not in [name for name, _ in api.asked]
    page = open_stage("hr_manager", lines={"Honors": CATALOGUE})[0].get("/honors/give").text
    assert "没有候选人" in page
    assert "还没有。" in page
    for role in ("employee", "hr_specialist", "payroll_specialist"):
        assert open_stage(role, lines=LINES)[0].get("/honors/give").status_code == 404
    assert open_stage("performance_specialist", lines=LINES)[0].get("/honors/settings").status_code == 404


def test_an_honor_is_given_and_a_refused_one_keeps_whom_it_was_for():
    browser, api = open_stage("hr_manager", lines={**LINES, "GiveAward": {"giveAward": {"id": "a1"}}})
    answer = browser.post("/honors/give", data=GIVEN)

    assert answer.headers["location"] == "/honors/give?honor=STAR&period=2026-10"
    assert api.variables("GiveAward")["input"] == {
        "honorCode": "STAR", "period": "2026-10", "employeeId": "e1", "receipt": "z1.abc", "sharesPlace": True,
        "idempotencyKey": "k",
    }  # fmt: skip
    own = {"csrf": "token", "honorCode": "STAR", "period": "2026-09", "employeeCode": "R7", "reason": "救场"}
    browser, api = open_stage("hr_manager", lines={**LINES, "GiveAward": refused("employeeCode")})
    answer = browser.post("/honors/give", data=own)
    assert answer.status_code == 422
    assert 'id="employeeCode-error"' in answer.text
    assert 'value="R7"' in answer.text
    assert 'value="救场"' in answer.text
    assert api.variables("Candidates")["period"] == "2026-09"
    assert "sharesPlace" not in api.variables("GiveAward")["input"]


def test_one_is_taken_back_and_a_refused_reason_stays_at_its_award():
    form = {
        "csrf": "token",
        "key": "k",
        "version": "4",
        "reason": "弄错了",
        "honorCode": "STAR",
        "period": "2026-10",
    }
    browser, api = open_stage(
        "hr_manager", lines={"RevokeAward": {"revokeAward": {"id": "a2", "version": 5}}}
    )
    assert browser.post("/honors/awards/a2/revoke", data=form).headers["location"] == "/honors/give"
    assert api.variables("RevokeAward")["input"] == {
        "id": "a2", "reason": "弄错了", "version": 4, "idempotencyKey": "k",
    }  # fmt: skip

    browser, _ = open_stage("hr_manager", lines={**LINES, "RevokeAward": refused("reason")})
    answer = browser.post("/honors/awards/a2/revoke", data=form)
    assert answer.status_code == 422
    assert "不行。" in answer.text
    assert '<input id="why-a2" name="reason" value="弄错了"' in answer.text
    assert answer.text.count("弄错了") == 1
    assert 'id="reason-error"' not in answer.text


def test_an_award_revoked_stands_again_from_the_toast():
    lines = {
        "RevokeAward": {"revokeAward": {"id": "a2", "version": 5}},
        "RestoreAward": {"restoreAward": {"id": "a2"}},
    }
    browser, api = open_stage("hr_manager", lines={**LINES, **lines})
    browser.post("/honors/awards/a2/revoke", data={"csrf": "token", "version": "4", "reason": "点错了"})
    assert 'action="/honors/awards/a2/revoke/undo"' in browser.get("/honors/give").text

    answer = browser.post("/honors/awards/a2/revoke/undo", data={"csrf": "token", "version": "5"})

    assert answer.headers["location"] == "/honors/give"
    asked = api.variables("RestoreAward")["input"]
    assert (asked["id"], asked["version"]) == ("a2", 5)


def test_honors_are_kept_and_texts_of_one_there_is_may_be_emptied():
    browser, api = open_stage("hr_manager", lines={**LINES, "SaveHonor": {"saveHonor": {"code": "STAR"}}})
    page = browser.get("/honors/settings?code=STAR").text
    assert 'name="version" value="6"' in page
    assert 'value="零投诉"' in page
    assert "每月 · 2 个名额 · ¥500 · 带薪假 4 小时 · 优先晋升" in page
    fresh = browser.get("/honors/settings").text
    assert 'name="version"' not in fresh
    assert 'name="isActive" value="1" checked' in fresh
    assert 'name="isPriority" value="1">' in fresh

    assert browser.post("/honors/settings", data=KEPT).headers["location"] == "/honors/settings"
    new = {
        "code": "STAR", "name": "服务之星", "grain": "MONTH", "places": 3, "isPriority": False, "isActive": True,
        "idempotencyKey": "k",
    }  # fmt: skip
    assert api.variables("SaveHonor")["input"] == new
    browser.post("/honors/settings", data={**KEPT, "version": "6", "places": "many"})
    emptied = dict.fromkeys(("nameEn", "criteria", "criteriaEn", "metric"), "")
    del new["places"]
    assert api.variables("SaveHonor")["input"] == {**new, **emptied, "version": 6}

    browser, _ = open_stage("hr_manager", lines={**LINES, "SaveHonor": refused("cash")})
    answer = browser.post("/honors/settings", data={**KEPT, "version": "6", "cash": "lots", "isActive": ""})
    assert answer.status_code == 422
    assert 'value="lots"' in answer.text
    assert 'name="isActive" value="1">' in answer.text
    assert 'name="version" value="6"' in answer.text


@pytest.mark.parametrize(
    ("today", "grain", "period"),
    [
        (date(2026, 1, 5), "MONTH", "2025-12"), (date(2026, 11, 22), "MONTH", "2026-10"),
        (date(2026, 3, 31), "QUARTER", "2025-Q4"), (date(2026, 4, 1), "QUARTER", "2026-Q1"),
        (date(2026, 11, 22), "YEAR", "2025"),
    ],
)  # fmt: skip
def test_the_latest_period_that_is_over(today, grain, period):
    assert last_period(today, grain) == period
    assert [each for each in ("MONTH", "QUARTER", "YEAR") if fits(period, each)] == [grain]
