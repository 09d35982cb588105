"""The queue: what is complete is handed in with one click and can be taken back; what is missing is named."""

from __future__ import annotations

from tests.ui.performance.lines import QUEUE
from tests.ui.stage import open_stage


def test_the_queue_offers_to_hand_in_what_is_complete_and_names_what_is_missing():
    browser, _ = open_stage("performance_specialist", lines=QUEUE)

    text = browser.get("/reviews").text

    assert text.count('action="/reviews/submit"') == 2  # one row and the footer
    assert "缺：服务态度" in text
    assert text.count(" checked>") == 1  # the complete card


def test_several_are_handed_in_and_can_be_taken_back():
    lines = {**QUEUE, "SubmitCard": {"submitScorecard": {"id": "ka", "state": "CALIBRATION"}}}
    browser, api = open_stage("performance_specialist", lines=lines)

    answer = browser.post("/reviews/submit", data={"csrf": "token", "id": ["ka", "kb"], "key": "k"})

    assert answer.status_code == 303
    assert [given["input"]["id"] for name, given in api.asked if name == "SubmitCard"] == ["ka", "kb"]
    assert 'action="/reviews/undo"' in browser.get("/reviews").text


def test_a_refused_card_is_told_on_the_queue():
    missing = {"zh": "还有 1 项没有评分：服务。", "en": "Missing.", "code": "SCORES_MISSING"}
    lines = {**QUEUE, "SubmitCard": {"submitScorecard": None, "errors": [{"extensions": missing}]}}
    browser, _ = open_stage("performance_specialist", lines=lines)

    answer = browser.post("/reviews/submit", data={"csrf": "token", "id": "kb"})

    assert (answer.status_code, "还有 1 项没有评分：服务。" in answer.text) == (422, True)
