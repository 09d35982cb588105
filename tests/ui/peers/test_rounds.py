"""Rounds for who runs them."""

from __future__ import annotations

from tests.ui.leave.lines import refused
from tests.ui.peers.test_pages import ROUND
from tests.ui.stage import open_stage

WHOLE = {
    "peerRound": {**ROUND, "state": "NOMINATING"},
    "departments": {"nodes": [{"id": "d", "code": "D1", "name": "城西门店"}]},
    "partnerRatings": {"nodes": []},
    "peerResults": {"nodes": []},
}


def test_a_round_is_set_up_with_a_question_a_line():
    browser, api = open_stage("hr_manager", lines={"SaveRound": {"savePeerRound": {"id": "g1"}}})
    assert "协作顺畅" in browser.get("/peers/new").text

    data = {"csrf": "token", "code": "H2", "name": "下半年", "startsOn": "2026-11-22", "endsOn": "2026-12-01",
            "questions": "守信\n\n协作", "questionsEn": "Keeps promises", "leastAnswers": "5"}  # fmt: skip
    assert browser.post("/peers/new", data=data).headers["location"] == "/peers"
    sent = api.variables("SaveRound")["input"]
    assert sent["questions"] == [{"zh": "守信", "en": "Keeps promises"}, {"zh": "协作", "en": ""}]
    assert (sent["kind"], sent["leastAnswers"]) == ("PEOPLE", 5)

    browser, _ = open_stage("hr_manager", lines={"SaveRound": refused("code")})
    assert browser.post("/peers/new", data=data).status_code == 422
    browser, _ = open_stage("department_manager")
    assert browser.get("/peers/new").status_code == 404


def test_people_are_taken_in_and_the_round_opens_and_closes():
    lines = {"PeerRound": WHOLE, "IncludeInRound": {"includeInPeerRound": {"id": "g1"}},
             "OpenRound": {"openPeerRound": {"id": "g1"}}, "CloseRound": {"closePeerRound": {"id": "g1"}}}  # fmt: skip
    browser, api = open_stage("hr_manager", lines=lines)
    assert "开始这一轮" in browser.get("/peers/g1").text

    browser.post(
        "/peers/g1", data={"csrf": "token", "do": "include", "employeeCodes": "R1 R2", "departmentCode": "D1"}
    )
    sent = api.variables("IncludeInRound")["input"]
    assert (sent["employeeCodes"], sent["departmentCode"]) == (["R1", "R2"], "D1")
    for do, operation in (("open", "OpenRound"), ("close", "CloseRound")):
        browser.post("/peers/g1", data={"csrf": "token", "do": do, "version": "2"})
        assert api.variables(operation)["input"]["version"] == 2

    browser, _ = open_stage("hr_manager", lines=lines | {"OpenRound": refused("id", "INVALID_STATE")})
    assert browser.post("/peers/g1", data={"csrf": "token", "do": "open"}).status_code == 409


def test_results_are_listed_for_who_may_see_them():
    person = {"mean": "4.25", "answers": 6, "employee": {"id": "e1", "name": "陈佳", "code": "R1007"}}
    pair = {
        "mean": "3.90",
        "answers": 8,
        "asking": {"id": "a", "name": "售后一组"},
        "department": {"id": "b", "name": "售前"},
    }
    found = WHOLE | {"peerRound": {**ROUND, "state": "CLOSED"}, "peerResults": {"nodes": [person]},
                     "partnerRatings": {"nodes": [pair]}}  # fmt: skip
    browser, _ = open_stage("hr_manager", lines={"PeerRound": found})
    page = browser.get("/peers/g1").text
    assert ("/peers/g1/e1" in page, "售后一组 的评价" in page, "开始这一轮" in page) == (True, True, False)

    browser, _ = open_stage("employee", lines={"PeerRound": found})
    assert browser.get("/peers/g1").status_code == 404
