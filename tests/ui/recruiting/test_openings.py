"""Openings: listed by state, ranked with the reason of each place, kept and closed by who recruits."""

from __future__ import annotations

from typing import Any

from tests.ui.leave.lines import refused
from tests.ui.stage import open_stage

UNIT = {"id": "d1", "code": "D2", "name": "客服部"}
OPENING: dict[str, Any] = {
    "id": "o1", "code": "J2026-001", "title": "在线客服", "state": "OPEN", "stage": "STARTUP", "wanted": 2,
    "openedOn": "2026-11-01", "closedOn": None, "ownerName": "李娜", "ownerCode": "E2", "budget": "6000.00",
    "currency": "CNY", "version": 3, "writtenWeight": 40, "interviewWeight": 40, "traitWeight": 20, "note": "能轮班",
    "department": UNIT, "position": {"code": "P1", "name": "客服"}, "appliedCount": 4, "testingCount": 0,
    "interviewingCount": 1, "offeredCount": 0, "hiredCount": 0,
}  # fmt: skip
PEOPLE = [
    {"id": f"c{number}", "name": name, "state": state, "source": "OWN", "experienceMonths": months, "expectedPay": None,
     "appliedOn": "2026-11-02", "decidedOn": None, "reason": reason, "erasedAt": None}
    for number, (name, state, months, reason) in enumerate(
        (("周航", "INTERVIEWING", 0, ""), ("何苗", "APPLIED", 72, ""), ("钱多", "REJECTED", 6, "只上白班")), start=1
    )
]  # fmt: skip
PARTS = [{"kind": "TESTS", "value": "85.0", "weight": "67.50", "points": "57.38"}]
RANKS: list[dict[str, Any]] = [
    {"candidateId": "c1", "rank": 1, "points": "79.9", "potential": "88.8", "experience": "0.0", "total": "85.0",
     "missing": [], "isOverBudget": True, "parts": PARTS},
    {"candidateId": "c2", "rank": None, "points": None, "potential": None, "experience": "100.0", "total": None,
     "missing": ["WRITTEN", "TRAIT"], "isOverBudget": None, "parts": []},
]  # fmt: skip
RANKING = {"stage": "STARTUP", "potentialWeight": 90, "experienceWeight": 10, "fullMonths": 60, "countsPay": False,
           "ranks": RANKS}  # fmt: skip
ONE = {"Opening": {"jobOpening": {**OPENING, "candidates": {"nodes": PEOPLE}}, "candidateRanking": RANKING}}
CHOICES = {
    "departments": {"nodes": [UNIT]},
    "positions": {"nodes": [{"id": "p1", "code": "P1", "name": "客服"}]},
}
FORM = {"csrf": "token", "title": "在线客服", "departmentCode": "D2", "wanted": "2", "stage": "STARTUP",
        "writtenWeight": "40", "interviewWeight": "40", "traitWeight": "x"}  # fmt: skip


def listed(*rows: dict[str, Any]) -> dict[str, Any]:
    found = {"totalCount": len(rows), "pageInfo": {"hasNextPage": False}, "nodes": list(rows)}
    return {"Openings": {"jobOpenings": found}}


def test_the_list_shows_a_state_and_an_empty_one_says_what_to_do():
    browser, api = open_stage("hr_manager", lines=listed(OPENING))
    page = browser.get("/recruiting").text
    assert api.variables("Openings")["where"] == {"state": {"eq": "OPEN"}}
    for text in ("在线客服", "J2026-001", "客服部", "0 / 2", "发布招聘"):
        assert text in page
    browser.get("/recruiting?view=FILLED")
    assert api.variables("Openings")["where"] == {"state": {"eq": "FILLED"}}

    browser, _ = open_stage("hr_manager", lines=listed())
    assert "没有在招的岗位" in browser.get("/recruiting").text
    assert "这里没有招聘" in browser.get("/recruiting?view=CLOSED").text


def test_who_does_not_recruit_finds_no_such_page():
    browser, _ = open_stage("employee", lines=listed() | ONE)
    for place in ("/recruiting", "/recruiting/new", "/recruiting/o1"):
        assert browser.get(place).status_code == 404


def test_each_place_is_explained_and_nobody_falls_out_of_the_page():
    browser, _ = open_stage("hr_manager", lines=ONE)
    page = browser.get("/recruiting/o1").text
    for text in ("潜力占 90%", "79.9", "测试 85.0 × 67.5%", "超出预算", "尚缺测试：情景笔试、特质测评", "钱多",
                 "只上白班",
                 "您无权查看薪资"):  # fmt: skip
        assert text in page
    gone = {"Opening": {"jobOpening": None, "candidateRanking": None}}
    assert open_stage("hr_manager", lines=gone)[0].get("/recruiting/o1").status_code == 404


def test_an_opening_is_closed_and_opened_again():
    lines = ONE | {"CloseJobOpening": {"closeJobOpening": {"id": "o1"}}, "ReopenJobOpening": refused("id")}
    browser, api = open_stage("hr_manager", lines=lines)
    answer = browser.post("/recruiting/o1", data={"csrf": "token", "do": "close", "version": "3"})
    assert answer.headers["location"] == "/recruiting/o1"
    assert api.variables("CloseJobOpening")["input"].items() >= {"id": "o1", "version": 3}.items()
    assert browser.post("/recruiting/o1", data={"csrf": "token", "do": "reopen"}).status_code == 422
    assert browser.post("/recruiting/o1", data={"csrf": "token", "do": "burn"}).status_code == 404


def test_an_opening_is_kept_and_a_refusal_loses_nothing():
    lines = {
        "OpeningEdit": {"jobOpening": None, **CHOICES},
        "SaveJobOpening": {"saveJobOpening": {"id": "o1"}},
    }
    browser, api = open_stage("hr_manager", lines=lines)
    assert 'name="budget"' in browser.get("/recruiting/new").text
    assert browser.post("/recruiting/new", data=FORM).headers["location"] == "/recruiting"
    given = api.variables("SaveJobOpening")["input"]
    assert (given["wanted"], given["traitWeight"], "budget" in given) == (2, 0, False)

    lines |= {"SaveJobOpening": refused("writtenWeight")}
    answer = open_stage("hr_manager", lines=lines)[0].post("/recruiting/new", data=FORM)
    assert answer.status_code == 422
    assert 'id="writtenWeight-error"' in answer.text
    assert 'value="在线客服"' in answer.text


def test_a_known_opening_begins_as_it_is():
    lines = {
        "OpeningEdit": {"jobOpening": OPENING, **CHOICES},
        "SaveJobOpening": {"saveJobOpening": {"id": "o1"}},
    }
    browser, api = open_stage("hr_manager", lines=lines)
    page = browser.get("/recruiting/o1/edit").text
    assert '<option value="P1" selected>' in page
    answer = browser.post("/recruiting/o1/edit", data=FORM | {"version": "3"})
    assert answer.headers["location"] == "/recruiting/o1"
    assert api.variables("SaveJobOpening")["input"].items() >= {"id": "o1", "version": 3}.items()
    absent: dict[str, Any] = {"OpeningEdit": {"jobOpening": None, **CHOICES}}
    assert open_stage("hr_manager", lines=absent)[0].get("/recruiting/o1/edit").status_code == 404
