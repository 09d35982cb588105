"""Suggestions with a name or without, and the question of the week with no key by which it could be found."""

from __future__ import annotations

from typing import Any

from tests.ui.leave.lines import refused
from tests.ui.stage import open_stage

UNITS = {"nodes": [{"id": "d1", "code": "D1", "name": "产品部"}]}
ROW = {
    "id": "s1", "text": "晨会改短", "authorName": None, "isAnonymous": True, "givenOn": "2026-11-16", "state": "NEW",
    "answer": "", "decidedByName": None, "decidedAt": None, "version": 1, "department": {"name": "产品部"},
}  # fmt: skip
FOUND = {"totalCount": 1, "pageInfo": {"hasNextPage": False}, "nodes": [ROW]}
SUGGESTIONS = {"Suggestions": {"suggestions": FOUND, "departments": UNITS}}


def week(**changes: Any) -> dict[str, Any]:
    return {
        "id": "q1", "week": "2026-11-16", "text": "工作量合适吗？", "textEn": "", "state": "OPEN", "isAnswered": False,
        "wordsPurpose": None, "version": 1, "results": {"nodes": []}, **changes,
    }  # fmt: skip


def asked(*weeks: dict[str, Any]) -> dict[str, Any]:
    over = [row for row in weeks if row["state"] == "CLOSED"]
    page = {"hasNextPage": True, "endCursor": "later"}
    return {
        "Pulse": {
            "now": {"nodes": [row for row in weeks if row["state"] != "CLOSED"]},
            "past": {"nodes": over, "pageInfo": page},
        }
    }


def test_a_suggestion_goes_with_its_name_or_without_any_key():
    lines = SUGGESTIONS | {
        "SendSuggestion": {"sendSuggestion": {"id": "s1"}},
        "SuggestUnnamed": {"sendAnonymousSuggestion": True},
    }
    browser, api = open_stage("employee", lines=lines)
    assert "不保存您的姓名" in browser.get("/support/suggestions").text
    data = {"csrf": "token", "text": "晨会改短", "departmentCode": "D1", "how": "named"}
    assert browser.post("/support/suggestions", data=data).status_code == 303
    assert "idempotencyKey" in api.variables("SendSuggestion")["input"]
    assert browser.post("/support/suggestions", data=data | {"how": "unnamed"}).status_code == 303
    assert api.variables("SuggestUnnamed")["input"] == {"text": "晨会改短", "departmentCode": "D1"}

    browser, _ = open_stage("employee", lines=lines | {"SuggestUnnamed": refused("text")})
    answer = browser.post("/support/suggestions", data=data | {"how": "unnamed"})
    assert (answer.status_code, "晨会改短" in answer.text) == (422, True)
    browser.get("/support/suggestions?view=mine")


def test_who_answers_sees_those_without_a_name_and_answers_them():
    lines = SUGGESTIONS | {"AnswerSuggestion": {"answerSuggestion": {"id": "s1"}}}
    browser, api = open_stage("hr_manager", lines=lines)
    page = browser.get("/support/suggestions?view=all").text
    assert "匿名 · 产品部 · 2026-11-16 当周" in page
    data = {"csrf": "token", "id": "s1", "state": "ACCEPTED", "answer": "下月试行", "version": "1"}
    assert browser.post("/support/suggestions/answer", data=data).status_code == 303
    assert api.variables("AnswerSuggestion")["input"]["version"] == 1
    browser, _ = open_stage("hr_manager", lines=lines | {"AnswerSuggestion": refused("answer")})
    assert browser.post("/support/suggestions/answer?view=all", data=data).status_code == 422


def test_a_week_is_answered_with_one_tap_and_words_are_asked_for_only_with_a_purpose():
    lines = asked(week()) | {"AnswerPulse": {"answerPulse": {"id": "q1"}}}
    browser, api = open_stage("employee", lines=lines)
    page = browser.get("/support/pulse").text
    assert "工作量合适吗？" in page
    assert 'name="words"' not in page
    assert (
        browser.post("/support/pulse", data={"csrf": "token", "id": "q1", "rating": "4"}).status_code == 303
    )
    assert api.variables("AnswerPulse")["input"] == {"id": "q1", "rating": 4, "words": ""}
    browser, _ = open_stage("employee", lines=asked(week(wordsPurpose="及早减轻负担")))
    assert "目的：及早减轻负担" in browser.get("/support/pulse").text
    browser, _ = open_stage(
        "employee", lines=asked(week(isAnswered=True)) | {"AnswerPulse": refused("rating")}
    )
    assert "您已作答" in browser.get("/support/pulse").text
    assert browser.post("/support/pulse", data={"csrf": "token", "id": "q1"}).status_code == 422


def test_hr_sets_a_week_and_everybody_reads_what_past_ones_brought():
    result = {"id": "r1", "answers": 20, "mean": "4.00", "low": 1, "strained": 0, "department": None}
    past = week(state="CLOSED", results={"nodes": [result]})
    lines = asked(week(state="PLANNED"), past, week(state="CLOSED")) | {
        "SavePulseQuestion": {"savePulseQuestion": {"id": "q1"}}
    }
    browser, api = open_stage("hr_manager", lines=lines)
    page = browser.get("/support/pulse").text
    for text in ("全公司", "4.00", "作答人数太少，不显示"):
        assert text in page
    data = {"csrf": "token", "week": "2026-11-25", "text": "目标清楚吗？", "textEn": ""}
    assert browser.post("/support/pulse/question", data=data).status_code == 303
    assert api.variables("SavePulseQuestion")["input"]["week"] == "2026-11-25"
    browser, _ = open_stage("hr_manager", lines=lines | {"SavePulseQuestion": refused("week")})
    assert browser.post("/support/pulse/question", data=data).status_code == 422
