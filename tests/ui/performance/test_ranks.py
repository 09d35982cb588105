"""Results of a cycle: ranks page by page, and candidates with the reasons for each."""

from __future__ import annotations

from tests.ui.performance.lines import CYCLE, card, page
from tests.ui.stage import open_stage

CLOSED = {**CYCLE, "id": "q2", "state": "CLOSED"}
CYCLES = {"Cycles": page("reviewCycles", CYCLE, CLOSED)}
TREE = {"DepartmentTree": page("departments", {"id": "d1", "code": "D1", "name": "城西店", "parent": None})}
HONOR = {"name": "年度优秀员工", "nameEn": "Employee of the year"}


def test_ranks_of_the_company_come_by_page():
    lines = {**CYCLES, **TREE, "RankingPage": page("scorecards", card(rank=1, score="94.24"), more="next")}
    browser, api = open_stage("hr_manager", lines=lines)

    text = browser.get("/performance/ranking?after=last").text

    asked = api.variables("RankingPage")
    assert (asked["after"], asked["where"]["cycle"]) == ("last", {"id": {"eq": "q2"}})
    assert "94.24" in text
    assert 'href="/performance/ranking?cycle=q2&amp;after=next"' in text
    assert "名次是全公司的名次" in text
    assert open_stage("employee")[0].get("/performance/ranking").status_code == 404
    assert "暂无结果" in open_stage("hr_manager")[0].get("/performance/ranking").text


def test_a_department_is_ranked_among_itself_and_a_score_shows_to_who_may_read_it():
    first = {
        "rank": 1, "of": 2, "scorecardId": "ka", "employeeId": "a", "employeeCode": "R1", "employeeName": "王芳",
        "departmentId": "d1", "score": "94.24", "rating": "A",
    }  # fmt: skip
    second = {
        **first,
        "rank": 2,
        "employeeCode": "R2",
        "employeeName": "丁一鸣",
        "score": None,
        "rating": None,
    }
    browser, api = open_stage(
        "hr_manager", lines={**CYCLES, **TREE, "RankedIn": {"ranking": [first, second]}}
    )

    text = browser.get("/performance/ranking?department=d1").text

    assert api.variables("RankedIn") == {"cycle": "q2", "department": "d1"}
    assert ("94.24" in text, "丁一鸣" in text, "名次是本部门内的名次" in text) == (True, True, True)
    assert text.count('href="/reviews/ka"') == 1


def test_a_candidate_stands_beside_the_reasons():
    one = {
        **card()["employee"],
        "career": {"standing": "NOT_YET", "next": {"name": "主管"}, "missing": ["现岗满 18 个月"]},
        "awards": {"nodes": [{"period": "2025", "honor": HONOR}]},
    }
    row = {"id": "x", "scorecard": {"id": "ka", "score": "94.24", "rating": "A", "rank": 3}, "employee": one}
    given = {
        "id": "a",
        "personName": "韩霞",
        "unitName": "儿科病区",
        "period": "2024",
        "honor": HONOR,
        "employee": None,
    }
    lines = {**CYCLES, "CandidatePage": {**page("rewardCandidates", row), **page("priority", given)}}
    browser, api = open_stage("hr_manager", lines=lines)

    text = browser.get("/performance/candidates").text

    assert api.variables("CandidatePage")["where"]["kind"] == {"eq": "PROMOTION"}
    for told in ("得分 94.24，第 3 名", "年度优秀员工 2025", "现岗满 18 个月", "韩霞", "年度优秀员工 2024"):
        assert told in text
    plain = {**row, "employee": {name: one[name] for name in one if name not in ("career", "awards")}}
    lines = {**CYCLES, "CandidatePage": page("rewardCandidates", plain)}
    reward = open_stage("performance_specialist", lines=lines)[0].get(
        "/performance/candidates?kind=INCENTIVE"
    )
    assert reward.status_code == 200
    assert "下一级" not in reward.text
