"""One's own performance: the gap, the next step, what is hidden, and what-if."""

from __future__ import annotations

from tests.ui.goals.lines import CARD, GOAL
from tests.ui.stage import ME, open_stage
from ui.goals.me import length, standing, trend

PAST = [
    {"id": f"k{n}", "score": score, "rating": "C", "state": "CLOSED",
     "cycle": {"id": f"c{n}", "code": code, "name": code, "nameEn": code, "grain": "QUARTER", "endsOn": ends}}
    for n, (code, score, ends) in enumerate(
        [("2026Q3", "76.00", "2026-09-30"), ("2026Q2", "70.00", "2026-06-30"), ("2026-09", "91.00", "2026-09-30")]
    )
]  # fmt: skip
FOUND = {
    "myProgress": CARD, "scorecards": {"nodes": PAST}, "goals": {"nodes": [GOAL]}, "improvementPlans": {"nodes": []},
    "talks": {"nodes": []}, "running": {"nodes": []},
}  # fmt: skip


def test_the_page_tells_the_gap_and_the_next_step_and_hides_what_people_rate():
    browser, api = open_stage("employee", lines={"MyProgress": FOUND})

    page = browser.get("/me/performance").text

    assert api.variables("MyProgress")["me"] == ME
    for text in (
        "再 7.0 分到目标",
        "先补客户满意度：78.9% → 90.0%",
        "目标 80.0",
        "数据截至",
        'data-by="myProgressChanged"',
        "由人评分，公布后可见",
        "74.5",
    ):
        assert text in page


def test_scores_of_other_lengths_make_no_trend():
    browser, _ = open_stage("employee", lines={"MyProgress": FOUND})

    page = browser.get("/me/performance").text

    assert "2026Q3" in page
    assert "2026-09" not in page
    assert "较上期 +6.0" in page


def test_what_is_supposed_goes_along_and_alone_comes_back():
    lines = {"MyProgress": FOUND | {"myProgress": CARD | {"whatIf": "81.50"}}}
    browser, api = open_stage("employee", lines=lines)

    asked = browser.get(
        "/me/performance?v.csat=92%25&v.care=x", headers={"hx-request": "true", "hx-target": "p#supposed"}
    )

    assert api.variables("MyProgress")["suppose"] == [{"code": "csat", "value": "0.92"}]
    assert ("81.5" in asked.text, "<nav" in asked.text) == (True, False)


def test_without_a_card_the_page_says_when_one_begins():
    empty = FOUND | {"myProgress": None, "scorecards": {"nodes": []}, "goals": {"nodes": []}}
    browser, _ = open_stage("employee", lines={"MyProgress": empty})

    assert "还没有绩效单" in browser.get("/me/performance").text


def test_one_score_is_no_trend():
    assert trend(PAST[:1]) is None
    assert [length(code) for code in ("2026Q1", "2026-03", "2026")] == ["Q", "-", ""]


def test_of_a_cycle_the_newest_result_stands():
    newer, older = PAST[0] | {"id": "new", "score": "80.00"}, PAST[0]
    unscored = PAST[1] | {"score": None}

    assert [row["id"] for row in standing([newer, older, unscored])] == ["new"]
