"""A candidate's page: what can be done in each state, each deed as one mutation, and nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.leave.lines import refused
from tests.ui.recruiting.test_openings import OPENING, RANKING
from tests.ui.stage import open_stage

PLACE = "/recruiting/candidates/c1"


def candidate(**changes: Any) -> dict[str, Any]:
    row = {
        "id": "c1", "name": "周航", "phone": "139****0001", "email": None, "source": "REFERRAL",
        "referredByName": "陈佳",
        "experienceMonths": 0, "expectedPay": None, "note": "可夜班", "appliedOn": "2026-11-02",
        "state": "INTERVIEWING", "decidedOn": None, "reason": "", "hasConsent": True, "erasedAt": None,
        "version": 4, "opening": OPENING,
        "employee": None,
        "events": {"nodes": [{"id": "e1", "state": "APPLIED", "happenedOn": "2026-11-02", "actorName": "李娜",
                              "note": ""}]},
        "tests": {"nodes": [{"id": "t1", "kind": "TRAIT", "instrument": "MBTI", "score": None, "result": "INFJ",
                             "evidence": "自述", "raterName": "李娜", "takenOn": "2026-11-03"}]},
    }  # fmt: skip
    return {"CandidatePage": {"candidate": row | changes}, "CandidateRanks": {"candidateRanking": RANKING}}


def test_who_they_are_how_they_stand_and_that_mbti_does_not_count():
    browser, _ = open_stage("hr_manager", lines=candidate())
    page = browser.get(PLACE).text
    for text in ("周航", "139****0001", "内部推荐 (陈佳)", "MBTI（不用于决定）", "只供交谈，不计分", "第 1 名，79.9 分",
                 "发录用通知", "不录用", "记录测试"):  # fmt: skip
        assert text in page
    assert 'value="hire"' not in page


@pytest.mark.parametrize(
    ("state", "there", "absent"),
    [
        ("APPLIED", "开始测试", 'value="hire"'),
        ("OFFERED", 'value="hire"', "进入面试"),
        ("REJECTED", "重新纳入", "记录测试"),
        ("HIRED", "步骤", "结束应聘"),
    ],
)
def test_each_state_offers_what_follows(state, there, absent):
    employee = {"id": "x1", "name": "周航", "code": "E90"} if state == "HIRED" else None
    browser, _ = open_stage("hr_manager", lines=candidate(state=state, employee=employee))
    page = browser.get(PLACE).text
    assert there in page
    assert absent not in page


def test_of_somebody_erased_nothing_is_left_to_do():
    lines = candidate(name="", state="REJECTED", erasedAt="2026-11-20T00:00:00Z")
    browser, _ = open_stage("hr_manager", lines=lines)
    page = browser.get(PLACE).text
    assert "资料已抹除" in page
    assert "重新纳入" not in page


@pytest.mark.parametrize(
    ("deed", "document", "given", "sent"),
    [
        ("move", "MoveCandidate", {"state": "OFFERED"}, {"id": "c1", "version": 4, "state": "OFFERED"}),
        ("test", "RecordCandidateTest", {"kind": "WRITTEN", "score": "80", "evidence": "要点齐"},
         {"candidateId": "c1", "kind": "WRITTEN", "score": "80", "evidence": "要点齐"}),
        ("change", "ChangeCandidate", {"experienceMonths": "8", "hasConsent": "1"},
         {"id": "c1", "experienceMonths": 8, "hasConsent": True}),
        ("hire", "HireCandidate", {"code": "E90", "hiredOn": "2026-12-01"},
         {"id": "c1", "code": "E90", "hiredOn": "2026-12-01"}),
    ],
)  # fmt: skip
def test_each_deed_runs_its_mutation(deed, document, given, sent):
    field = f"{document[0].lower()}{document[1:]}"
    browser, api = open_stage("hr_manager", lines=candidate() | {document: {field: {"id": "c1"}}})
    answer = browser.post(PLACE, data={"csrf": "token", "do": deed, "version": "4", **given})
    assert answer.headers["location"] == PLACE
    assert api.variables(document)["input"].items() >= sent.items()


def test_a_refused_deed_keeps_what_was_typed():
    browser, _ = open_stage("hr_manager", lines=candidate() | {"MoveCandidate": refused("reason")})
    answer = browser.post(PLACE, data={"csrf": "token", "do": "move", "state": "REJECTED", "reason": "x"})
    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text
    assert browser.post(PLACE, data={"csrf": "token", "do": "burn"}).status_code == 404


def test_a_candidate_is_entered_and_a_refusal_loses_nothing():
    lines = {"OpeningTitle": {"jobOpening": OPENING}, "AddCandidate": {"addCandidate": {"id": "c1"}}}
    browser, api = open_stage("hr_manager", lines=lines)
    assert 'name="expectedPay"' in browser.get("/recruiting/o1/add").text
    data = {"csrf": "token", "name": "周航", "phone": "1390", "experienceMonths": "two"}
    assert browser.post("/recruiting/o1/add", data=data).headers["location"] == "/recruiting/o1"
    given = api.variables("AddCandidate")["input"]
    assert (given["openingId"], given["experienceMonths"], given["hasConsent"]) == ("o1", -1, False)

    browser, _ = open_stage("hr_manager", lines=lines | {"AddCandidate": refused("phone")})
    answer = browser.post("/recruiting/o1/add", data=data)
    assert (answer.status_code, 'value="周航"' in answer.text) == (422, True)


def test_what_is_out_of_sight_is_no_page():
    gone = {"CandidatePage": {"candidate": None}, "OpeningTitle": {"jobOpening": None}}
    browser, _ = open_stage("hr_manager", lines=gone)
    assert browser.get(PLACE).status_code == 404
    assert browser.get("/recruiting/o1/add").status_code == 404
    browser, _ = open_stage("employee", lines=candidate())
    assert browser.get(PLACE).status_code == 404
    assert browser.get("/recruiting/o1/add").status_code == 404


def test_the_form_stands_as_the_candidate_does_and_what_is_seen_in_part_is_left_out():
    browser, _ = open_stage("hr_manager", lines=candidate(email="zhou@example.com"))

    page = browser.get(PLACE).text

    assert 'name="name" type="text" value="周航"' in page
    assert 'name="email" type="email" value="zhou@example.com"' in page
    assert 'name="phone" type="tel" value=""' in page
    assert "可夜班</textarea>" in page
    manager, _ = open_stage("department_manager", lines=candidate())
    assert 'name="phone"' not in manager.get(PLACE).text


def test_a_refused_change_keeps_what_was_typed_and_is_not_there_for_the_erased():
    lines = candidate() | {"ChangeCandidate": refused("phone")}
    browser, _ = open_stage("hr_manager", lines=lines)

    answer = browser.post(
        PLACE, data={"csrf": "token", "do": "change", "version": "4", "phone": "12", "name": "周行"}
    )

    assert answer.status_code == 422
    assert 'name="phone" type="tel" value="12"' in answer.text
    assert 'name="name" type="text" value="周行"' in answer.text
    gone, _ = open_stage("hr_manager", lines=candidate(erasedAt="2026-11-20T00:00:00Z", state="REJECTED"))
    assert 'value="change"' not in gone.get(PLACE).text
