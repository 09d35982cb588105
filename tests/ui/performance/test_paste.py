"""A pasted table: its differences first, kept with the versions seen, and taken back within ten seconds."""

from __future__ import annotations

from tests.ui.performance.lines import GRID, told
from tests.ui.stage import open_stage

CHANGED = {"row": 2, "employeeName": "王芳", "employeeCode": "R1", "cell": told("CHANGED", "90")}
SAME = {**CHANGED, "row": 3, "cell": told("UNCHANGED", "88")}
WRONG = {**CHANGED, "row": 4, "cell": told("OWN_RESULT", "99", message="不能给自己评分，请由上级填写。")}
PREVIEW = {
    "previewScores": {
        "unknown": ["备注"],
        "unmatched": [{"row": 5, "name": "R9"}],
        "cells": [CHANGED, SAME, WRONG],
    }
}


def test_what_would_change_is_shown_and_what_cannot_says_why():
    browser, api = open_stage("performance_specialist", lines={**GRID, "PreviewScores": PREVIEW})

    text = browser.post("/scores/paste", data={"csrf": "token", "text": "工号\t服务\nR1\t90"}).text

    assert "新填 0、修改 1、相同 1" in text
    assert 'name="k.ka.1.SERVICE" value="90|88"' in text
    assert text.count('name="k.') == 1
    assert "不能给自己评分，请由上级填写。" in text
    assert ("备注" in text, "R9" in text) == (True, True)
    assert api.variables("PreviewScores")["input"] == {"cycleId": "q3", "text": "工号\t服务\nR1\t90"}


def test_a_block_from_the_grid_comes_into_the_drawer():
    browser, api = open_stage("performance_specialist", lines={**GRID, "PreviewScores": PREVIEW})
    sent = {"csrf": "token", "text": "90", "cards": "ka kb", "codes": "SERVICE"}

    answer = browser.post(
        "/scores/paste", data=sent, headers={"HX-Request": "true", "HX-Target": "aside#drawer"}
    )

    assert "<html" not in answer.text
    assert api.variables("PreviewScores")["input"]["scorecardIds"] == ["ka", "kb"]


def test_what_was_kept_can_be_taken_back():
    saved = {"setScores": [told("SAVED", "90", version=2)]}
    browser, api = open_stage("performance_specialist", lines={**GRID, "SetScores": saved})
    sent = {"csrf": "token", "next": "/scores", "k.ka.1.SERVICE": "90|88"}

    answer = browser.post("/scores/paste/apply", data=sent)
    assert (answer.status_code, answer.headers["location"]) == (303, "/scores")
    assert 'action="/scores/undo"' in browser.get("/scores").text
    browser.post("/scores/undo", data={"csrf": "token", "cells": '[["ka","SERVICE","88","2"]]'})

    assert api.variables("SetScores")["input"]["cells"] == [
        {"scorecardId": "ka", "componentCode": "SERVICE", "value": "88", "version": 2}
    ]
