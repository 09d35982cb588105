"""The list of checks, rating one, two raters side by side, objecting and deciding."""

from __future__ import annotations

import pytest

from tests.ui.leave.lines import refused
from tests.ui.quality.lines import OWN, check, listed, rating
from tests.ui.stage import ME, open_stage

TWO = [rating("李娜", "YES", "YES", score="100.00"), rating("周明", "NO", "YES", score="0.00")]


def test_who_rates_sees_the_queue_and_draws_a_week():
    browser, api = open_stage("hr_manager", lines={"QualityChecks": listed(check())})

    page = browser.get("/quality").text

    assert api.variables("QualityChecks")["where"] == {"state": {"in": ["WAITING"]}}
    for text in (
        "陈佳",
        "服务质检表",
        "2 人评分，已评 1 人",
        "抽取这一周",
        'href="/quality/k1"',
        "<small>7</small>",
    ):
        assert text in page


def test_an_employee_sees_their_own_alone():
    browser, api = open_stage(
        "employee", lines={"QualityChecks": listed(check(agent=OWN, state="RATED", score="85.50"))}
    )

    page = browser.get("/quality?view=queue").text

    assert api.variables("QualityChecks")["where"] == {"agent": {"id": {"eq": ME}}}
    assert ("85.5" in page, "抽取这一周" in page) == (True, False)


def test_a_week_is_drawn_and_one_that_is_not_over_is_told():
    lines = {"DrawChecks": {"drawQualityChecks": "2026-11-16"}, "QualityChecks": listed()}
    browser, api = open_stage("hr_manager", lines=lines)
    answer = browser.post("/quality/draw", data={"csrf": "token", "week": "2026-11-16"})
    assert answer.headers["location"] == "/quality?view=queue"
    assert api.variables("DrawChecks")["input"]["week"] == "2026-11-16"

    browser, _ = open_stage("hr_manager", lines=lines | {"DrawChecks": refused("week")})
    answer = browser.post("/quality/draw", data={"csrf": "token", "week": "2026-11-23"})
    assert (answer.status_code, "不行。" in answer.text, 'value="2026-11-23"' in answer.text) == (
        422,
        True,
        True,
    )


def test_a_check_is_rated_question_by_question():
    lines = {
        "QualityCheck": {"qualityCheck": check()},
        "RateCheck": {"rateQualityCheck": {"id": "k1", "state": "RATED"}},
    }
    browser, api = open_stage("hr_manager", lines=lines)
    page = browser.get("/quality/k1").text
    assert ("解答准确" in page, "关键项" in page, 'name="a-q1"' in page) == (True, True, True)

    given = {
        "csrf": "token",
        "do": "rate",
        "a-q1": "PARTLY",
        "n-q1": "03:20",
        "a-q2": "YES",
        "note": "语速稍快",
    }
    answer = browser.post("/quality/k1", data=given)

    assert answer.headers["location"] == "/quality?view=queue"
    sent = api.variables("RateCheck")["input"]
    assert sent["answers"] == [
        {"questionId": "q1", "answer": "PARTLY", "note": "03:20"}, {"questionId": "q2", "answer": "YES", "note": ""},
    ]  # fmt: skip


def test_a_refused_rating_keeps_what_was_chosen():
    lines = {"QualityCheck": {"qualityCheck": check()}, "RateCheck": refused("answers")}
    browser, _ = open_stage("hr_manager", lines=lines)

    answer = browser.post("/quality/k1", data={"csrf": "token", "do": "rate", "a-q1": "NO", "note": "留着"})

    assert answer.status_code == 422
    for text in ("不行。", 'value="NO" required checked', "留着"):
        assert text in answer.text


def test_two_raters_stand_side_by_side_and_a_third_decides():
    row = check(state="DIFFERS", ratersDone=2, gap="100.00", agreement="50.00", ratings={"nodes": TWO})
    lines = {"QualityCheck": {"qualityCheck": row}, "DecideCheck": {"decideQualityCheck": {"id": "k1"}}}
    browser, api = open_stage("performance_specialist", lines=lines)
    page = browser.get("/quality/k1").text
    for text in ("李娜", "周明", 'class="differs"', "50 %", "评过分的人不能裁定"):
        assert text in page

    data = {"csrf": "token", "do": "decide", "score": "80", "decision": "重新听过", "version": "3"}
    assert browser.post("/quality/k1", data=data).headers["location"] == "/quality/k1"
    sent = api.variables("DecideCheck")["input"]
    assert (sent["score"], sent["version"], sent["decision"]) == ("80", 3, "重新听过")


@pytest.mark.parametrize(("state", "offers"), [("RATED", True), ("DECIDED", False)])
def test_the_agent_objects_to_a_result_of_their_own(state, offers):
    row = check(
        agent=OWN, state=state, score="50.00", ratersDone=1, ratings={"nodes": TWO[:1]}, decision="维持"
    )
    lines = {"QualityCheck": {"qualityCheck": row}, "DisputeCheck": {"disputeQualityCheck": {"id": "k1"}}}
    browser, api = open_stage("employee", lines=lines)

    assert ("提出申诉" in browser.get("/quality/k1").text) is offers
    browser.post("/quality/k1", data={"csrf": "token", "do": "dispute", "reason": "问的是别的事"})
    assert api.variables("DisputeCheck")["input"]["reason"] == "问的是别的事"


def test_a_check_out_of_sight_is_not_there():
    browser, _ = open_stage("employee", lines={"QualityCheck": {"qualityCheck": None}})

    assert browser.get("/quality/k9").status_code == 404
