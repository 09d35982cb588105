"""The tab of one person."""

from __future__ import annotations

from tests.ui.performance.lines import CYCLE, REVIEW, card
from tests.ui.stage import OTHER, open_stage


def test_a_persons_tab_shows_weights_the_trend_and_what_was_written():
    cards = [
        card(state="CLOSED", score=score, rating="B")
        | {"id": f"k{at}", "cycle": {**CYCLE, "startsOn": f"2026-0{at}-01"}}
        for at, score in ((7, "86.40"), (4, "80.00"))
    ]
    lines = {
        "PersonPerformance": {
            "employee": {"id": OTHER, "scorecards": {"nodes": cards}, "reviews": {"nodes": [REVIEW]}}
        },
        "PersonLines": {"scorecard": card()},
    }  # fmt: skip
    browser, _ = open_stage("hr_manager", lines=lines)

    text = browser.get(f"/people/{OTHER}/performance").text

    assert 'points="16.0,33.6 464.0,28.0 "' in text  # 80 and 86.4 of 100 on 88 pixels, from the top
    assert ("沟通耐心" in text, "86.40" in text) == (True, True)
    assert f"/talks/plans/new?employee={OTHER}" in text
