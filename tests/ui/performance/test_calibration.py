"""Raters are compared, and a rating is changed with a reason."""

from __future__ import annotations

from tests.ui.performance.lines import CYCLES, card, page
from tests.ui.stage import open_stage

SPREAD = {
    "raterSpread": [{"raterId": "m", "raterName": "李娜", "count": 6, "scored": 6, "bands": [3, 2, 1, 0, 0],
                     "mean": "91.20", "gap": "6.40", "hint": "LENIENT"}],
    **page("scorecards", card(state="CALIBRATION")), **page("departments"),
}  # fmt: skip


def test_raters_are_compared_and_a_rating_changed_with_a_reason():
    sides = {**page("scorecards", card(state="CALIBRATION")), **page("reviews")}
    lines = {
        "Cycles": CYCLES,
        "Spread": SPREAD,
        "Sides": sides,
        "Calibrate": {"calibrateScorecard": {"id": "v"}},
    }
    browser, api = open_stage("performance_specialist", lines=lines)

    text = browser.get("/reviews/calibration?pick=ka").text
    sent = {
        "csrf": "token",
        "card": "ka",
        "version": "3",
        "v.SERVICE": "80",
        "w.SERVICE": "88",
        "reason": "口径一致",
    }
    answer = browser.post("/reviews/calibration?pick=ka", data=sent)

    assert ("偏松" in text, "+6.40" in text, 'aria-label="A 3 B 2 C 1 D 0 E 0 "' in text) == (
        True,
        True,
        True,
    )
    assert answer.status_code == 303
    assert api.variables("Calibrate")["input"] == {
        "scorecardId": "ka", "cells": [{"componentCode": "SERVICE", "value": "80"}], "reason": "口径一致", "version": 3,
    }  # fmt: skip
