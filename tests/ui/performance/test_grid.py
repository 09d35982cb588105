"""The grid: cells to type in beside figures, one kept alone, all as one form, conflicts with both values."""

from __future__ import annotations

from tests.ui.performance.lines import GRID, card, page, person, told
from tests.ui.stage import open_stage

ROW = {
    **page("scorecards", {**card(), "plan": {"id": "p1"}}),
    "every": {"totalCount": 2},
    "open": {"totalCount": 0},
}
CELL = {"csrf": "token", "card": "ka", "code": "SERVICE", "version": "1", "value": "90"}
PART = {"HX-Request": "true", "HX-Target": "div#cell-answer"}


def test_ratings_are_typed_and_figures_only_read():
    browser, api = open_stage("performance_specialist", lines=GRID)

    text = browser.get("/scores?gaps=1").text

    assert text.count('data-code="SERVICE"') == 2
    assert 'data-code="CSAT"' not in text
    assert 'name="c.ka.1.SERVICE" value="88"' in text
    assert "84.0" in text
    assert "≥ 90%" in text
    assert "缺 1 项" in text
    asked = api.variables("ScoreGrid")
    assert asked["people"]["scorecards"]["some"]["lines"] == {
        "some": {"isEntered": {"eq": True}, "isRated": {"eq": False}}
    }


def test_who_may_score_nobody_finds_no_page():
    for role in ("employee", "payroll_specialist", "auditor"):
        browser, _ = open_stage(role, lines=GRID)
        assert browser.get("/scores").status_code == 404


def test_one_cell_is_kept_and_its_row_comes_back():
    lines = {**GRID, "SetScores": {"setScores": [told("SAVED", "90")]}, "ScoreRow": ROW}
    browser, api = open_stage("performance_specialist", lines=lines)

    answer = browser.post("/scores/cell", data=CELL, headers=PART)

    assert (answer.status_code, answer.text.count("<tr")) == (200, 1)
    assert 'data-state="saved"' in answer.text
    assert 'id="progress"' in answer.text
    assert api.variables("SetScores")["input"]["cells"] == [
        {"scorecardId": "ka", "componentCode": "SERVICE", "value": "90", "version": 1}
    ]


def test_a_conflict_shows_both_values_with_who_and_when():
    other = told(
        "CONFLICT", "90", value="87.5", version=5, enteredBy="陈佳", enteredAt="2026-11-22T01:40:00.000Z"
    )
    lines = {**GRID, "SetScores": {"setScores": [other]}, "ScoreRow": ROW}
    browser, _ = open_stage("performance_specialist", lines=lines)

    text = browser.post("/scores/cell", data=CELL, headers=PART).text

    assert "您填 90；陈佳填 87.5 (2026-11-22 09:40)。" in text
    assert 'data-take="theirs" data-value="87.5" data-version="5"' in text
    assert 'data-take="mine" data-value="90" data-version="5"' in text


def test_without_a_script_only_changed_cells_are_sent_and_nothing_typed_is_lost():
    wrong = told("OUT_OF_RANGE", "942", message="请填 0–100 之间的数。")
    lines = {**GRID, "SetScores": {"setScores": [wrong]}}
    browser, api = open_stage("performance_specialist", lines=lines)
    sent = {
        "csrf": "token",
        "c.ka.1.SERVICE": "942",
        "w.ka.SERVICE": "88",
        "c.kb.1.SERVICE": "",
        "w.kb.SERVICE": "",
    }

    answer = browser.post("/scores", data=sent)

    assert answer.status_code == 409
    assert 'value="942"' in answer.text
    assert "请填 0–100 之间的数。" in answer.text
    assert len(api.variables("SetScores")["input"]["cells"]) == 1


def test_a_card_that_was_handed_in_has_no_cells_to_type_in():
    lines = {
        **GRID,
        "ScoreGrid": {**GRID["ScoreGrid"], **page("employees", person("ka", "88", state="CALIBRATION"))},
    }
    browser, _ = open_stage("performance_specialist", lines=lines)

    text = browser.get("/scores").text

    assert "data-code" not in text
    assert "已提交" in text
