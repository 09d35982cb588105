"""What one is asked, answering, who is asked, and what was said."""

from __future__ import annotations

from typing import Any

from tests.ui.leave.lines import refused
from tests.ui.stage import ME, OTHER, open_stage

ROUND = {
    "id": "g1", "code": "2026", "name": "年度互评", "nameEn": "Round of 2026", "kind": "PEOPLE", "state": "OPEN",
    "startsOn": "2026-11-01", "endsOn": "2026-12-01", "closedOn": None, "asked": 9, "answered": 4, "leastAnswers": 4,
    "mostPeers": 8, "questions": ["守信 | Keeps promises", "协作 | Works well with others"], "version": 2,
}  # fmt: skip


def invite(**changes: Any) -> dict[str, Any]:
    return {"id": "i1", "relation": "PEER", "isAnswered": False, "isDeclined": False, "subjectName": "陈佳",
            "department": None, "round": ROUND, **changes}  # fmt: skip


MINE = {
    "peerInvites": {"nodes": [invite(), invite(id="i2", relation="SELF", isAnswered=True)]},
    "peerRounds": {
        "nodes": [ROUND, {**ROUND, "id": "g2", "state": "NOMINATING"}, {**ROUND, "id": "g3", "state": "CLOSED"}]
    },
    "peerNominations": {"nodes": [{"round": {"id": "g2", "state": "NOMINATING"}}]},
    "peerResults": {"nodes": [{"mean": "4.25", "answers": 6, "round": {"id": "g3"}}]},
}  # fmt: skip


def test_one_sees_whom_one_is_asked_about_and_ones_results():
    browser, api = open_stage("employee", lines={"Peers": MINE})

    page = browser.get("/peers").text

    assert api.variables("Peers") == {"me": ME}
    for text in ("陈佳", "您本人", "已作答", "我的结果：4.25", f"/peers/g3/{ME}", "/peers/g2/asked"):
        assert text in page
    assert ("新的一轮" in page, "份中已答" in page) == (False, False)


def test_who_runs_rounds_sees_how_many_have_answered():
    browser, _ = open_stage("hr_manager", lines={"Peers": MINE})

    page = browser.get("/peers").text

    assert ("9 份中已答 4 份" in page, "新的一轮" in page) == (True, True)


def test_an_answer_is_handed_in_without_a_name():
    lines = {"PeerInvite": {"peerInvite": invite()}, "AnswerInvite": {"answerPeerInvite": {"id": "i1"}}}
    browser, api = open_stage("employee", lines=lines)
    page = browser.get("/peers/answer/i1").text
    for text in ("不保留您的姓名", "守信", 'name="q2"', "我不够了解"):
        assert text in page

    data = {"csrf": "token", "do": "answer", "q1": "5", "q2": "3", "remark": "可靠"}
    assert browser.post("/peers/answer/i1", data=data).headers["location"] == "/peers"
    sent = api.variables("AnswerInvite")["input"]
    assert sent["ratings"] == [{"key": "q1", "rating": 5}, {"key": "q2", "rating": 3}]

    browser, _ = open_stage("employee", lines=lines | {"AnswerInvite": refused("ratings")})
    answer = browser.post("/peers/answer/i1", data=data)
    assert (answer.status_code, 'name="q1" value="5" checked' in answer.text, "可靠" in answer.text) == (
        422,
        True,
        True,
    )


def test_an_invitation_is_declined_and_a_closed_one_is_gone():
    lines = {"PeerInvite": {"peerInvite": invite()}, "DeclineInvite": {"declinePeerInvite": {"id": "i1"}}}
    browser, api = open_stage("employee", lines=lines)
    browser.post("/peers/answer/i1", data={"csrf": "token", "do": "decline"})
    assert api.variables("DeclineInvite")["input"]["id"] == "i1"

    gone = invite(round={**ROUND, "state": "CLOSED"})
    browser, _ = open_stage("employee", lines={"PeerInvite": {"peerInvite": gone}})
    assert browser.get("/peers/answer/i1").status_code == 404


def test_colleagues_are_named_by_number_and_shown_by_name():
    asked = [
        {"relation": "SELF", "raterName": "王敏", "rater": None},
        {"relation": "PEER", "raterName": "赵磊", "rater": None},
    ]
    found = {"peerRound": {**ROUND, "state": "NOMINATING"}, "peerNominations": {"nodes": asked}}
    lines = {"Asked": found, "Nominate": {"nominatePeers": {"id": "g1"}}}
    browser, api = open_stage("employee", lines=lines)
    assert "赵磊" in browser.get("/peers/g1/asked").text

    browser.post("/peers/g1/asked", data={"csrf": "token", "raterCodes": "R1，R2, R3"})
    assert api.variables("Nominate")["input"]["raterCodes"] == ["R1", "R2", "R3"]

    browser, _ = open_stage("employee", lines=lines | {"Nominate": refused("raterCodes")})
    assert browser.post("/peers/g1/asked", data={"csrf": "token", "raterCodes": "X"}).status_code == 422
    browser, _ = open_stage(
        "employee", lines={"Asked": {"peerRound": ROUND, "peerNominations": {"nodes": []}}}
    )
    assert browser.get("/peers/g1/asked").status_code == 404


def test_results_stand_by_group_and_say_where_there_were_too_few():
    rows = [{"relation": None, "question": "", "mean": "4.25", "answers": 4},
            {"relation": "PEER", "question": "", "mean": "4.25", "answers": 4},
            {"relation": "PEER", "question": "q1", "mean": "4.50", "answers": 4}]  # fmt: skip
    found: dict[str, Any] = {
        "peerRound": {**ROUND, "state": "CLOSED"}, "employee": {"id": ME, "name": "王敏", "code": "R1"},
        "peerResults": {"nodes": rows}, "peerComments": {"nodes": [{"text": "很可靠"}]},
    }  # fmt: skip
    browser, _ = open_stage("employee", lines={"PeerResult": found})
    page = browser.get(f"/peers/g1/{ME}").text
    for text in ("全部合计", "4.50", "答卷不足", "很可靠", "随机排序"):
        assert text in page

    browser, _ = open_stage(
        "employee", lines={"PeerResult": {**found, "employee": {**found["employee"], "id": OTHER}}}
    )
    assert browser.get(f"/peers/g1/{OTHER}").status_code == 404


def test_departments_see_what_others_say():
    row = {"mean": "4.10", "answers": 8, "closedOn": "2026-08-14", "asking": {"id": "a", "name": "售后一组"},
           "department": {"id": "b", "name": "城西门店"}, "round": ROUND}  # fmt: skip
    browser, _ = open_stage("employee", lines={"Partners": {"partnerRatings": {"nodes": [row]}}})

    page = browser.get("/peers/partners").text

    assert ("城西门店" in page, "4.10" in page) == (True, True)
