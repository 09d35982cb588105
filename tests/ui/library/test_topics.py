"""The Pareto, the complaint rate and the measures on the page."""

from __future__ import annotations

from typing import Any

from tests.ui.leave.lines import refused
from tests.ui.stage import open_stage
from ui.library.topics import months, pareto, told


def topic(code: str, count: int, negative: int = 0):
    return {
        "id": code, "code": code, "name": code, "nameEn": "", "words": ["词"], "suggests": "SCRIPT", "courseCode": "",
        "isActive": True, "version": 2, "department": None, "all": {"totalCount": count},
        "negative": {"totalCount": negative}, "scripts": {"totalCount": 1},
    }  # fmt: skip


MEASURE = {
    "id": "m1", "product": "P", "productName": "P", "productNameEn": "P",
    "firstOn": "2026-10-24", "untilOn": "2026-11-23", "count": 10, "negativeCount": 4,
    "suggests": "SCRIPT", "suggestion": "补全「P」的话术", "suggestionEn": "", "state": "FOUND", "dueOn": None,
    "note": "",    "courseCode": "", "closedOn": None, "version": 1, "owner": None, "script": None,
    "topic": {"id": "t", "code": "description", "name": "描述不清", "nameEn": "", "department": None},
}  # fmt: skip
CELL: dict[str, Any] = {
    "value": "0.02",
    "display": "2.0%",
    "status": "OK",
    "reason": None,
    "people": None,
    "compare": [],
}
RATE = {
    "__typename": "MetricTable",
    "columns": [{"period": "2026-09", "label": "9 月", "isComplete": True},
                {"period": "2026-10", "label": "10 月", "isComplete": True}],
    "rows": [{"cells": [CELL, CELL | {"value": "0.01", "display": "1.0%", "compare": [
        {"kind": "PRIOR_PERIOD", "display": "2.0%", "pctChange": "-0.5", "status": "OK"}]}]}],
}  # fmt: skip
TAKEN = {"takeFeedbackCluster": {"id": "m1", "script": None}}
HEAP = {
    "id": "h1", "count": 12, "words": ["停车", "车位"], "language": "zh", "firstOn": "2026-10-24",
    "untilOn": "2026-11-23", "typical": {"id": "t9", "text": "停车位太少", "textLang": "zh"},
}  # fmt: skip
PAGE = {
    "feedbackTopics": {"nodes": [topic("delivery", 3, 2), topic("price", 6)]}, "nameless": {"totalCount": 2},
    "whole": {"totalCount": 11}, "heaps": {"nodes": [HEAP]}, "open": {"nodes": [MEASURE]}, "closed": {"nodes": []},
    "complaints": RATE,
}  # fmt: skip


def test_topics_stand_in_order_with_their_running_share_and_what_has_none_comes_last():
    bars = pareto([topic("a", 1), topic("b", 8, 2), topic("c", 1), topic("d", 0)], 4)

    shown = [
        (bar["topic"] and bar["topic"]["code"], bar["count"], bar["width"], bar["running"]) for bar in bars
    ]
    assert shown == [("b", 8, 100, 0.8), ("a", 1, 12, 0.9), ("c", 1, 12, 1.0), (None, 4, 50, None)]
    assert [bar["is_vital"] for bar in bars] == [True, False, False, False]
    assert (bars[0]["bad"], pareto([], 0)) == (25, [])


def test_the_complaint_rate_is_shown_with_its_relative_change():
    found = months(RATE)

    assert found is not None
    assert (found["change"], found["newest"], found["points"][0]["height"]) == (
        -0.5, {"label": "10 月", "display": "1.0%", "height": 20}, 40,
    )  # fmt: skip
    assert months(None) is None
    assert months({"columns": [], "rows": [{"cells": [CELL | {"value": None}]}]}) is None


def test_the_page_shows_what_gathers_and_offers_a_measure_to_who_may_take_it():
    browser, api = open_stage(
        "hr_manager", lines={"Topics": PAGE, "Take": {"takeFeedbackCluster": {"id": "m1", "script": None}}}
    )
    page = browser.get("/feedback/topics?days=7&product=P").text
    for text in ("补全「P」的话术", "−50.0%", "采取措施", "未识别主题"):
        assert text in page
    assert api.variables("Topics")["where"] == {
        "receivedAt": {"gte": "2026-11-16T00:00:00+08:00"}, "state": {"ne": "INVALID"},
        "or": [{"product": {"contains": "P"}}, {"productName": {"contains": "P"}}],
    }  # fmt: skip

    data = {"csrf": "token", "id": "m1", "version": "1", "do": "take", "dueOn": "2026-12-01"}
    assert browser.post("/feedback/topics/measure", data=data).status_code == 303
    assert api.variables("Take")["input"]["dueOn"] == "2026-12-01"
    browser, _ = open_stage("employee", lines={"Topics": PAGE})
    assert 'name="do"' not in browser.get("/feedback/topics").text


def test_the_course_that_helps_is_one_click_away_and_given_to_the_unit_in_charge():
    named = {
        "id": "t",
        "code": "service",
        "name": "服务",
        "nameEn": "",
        "department": {"code": "D1", "name": "客服部"},
    }
    measures = [MEASURE | {"courseCode": "CALM", "topic": named}, MEASURE | {"courseCode": "GONE"}]
    courses = {"courses": {"nodes": [{"id": "k1", "code": "CALM", "title": "平息", "titleEn": ""}]}}
    lines = {"Topics": PAGE | {"open": {"nodes": measures}}, "CoursesNamed": courses}
    browser, api = open_stage("hr_manager", lines=lines)
    page = browser.get("/feedback/topics").text

    assert '<a href="/training/courses/k1">' in page
    assert 'href="/training/assign?course=k1&amp;unit=D1"' in page
    assert "GONE" in page
    assert api.variables("CoursesNamed") == {"codes": ["CALM", "GONE"]}


def test_a_closed_measure_is_offered_back_and_a_refusal_keeps_what_was_typed():
    lines = {
        "Topics": PAGE,
        "Close": {"closeFeedbackCluster": {"id": "m1"}},
        "Reopen": {"reopenFeedbackCluster": {"id": "m1"}},
    }
    browser, api = open_stage("hr_manager", lines=lines)
    data = {"csrf": "token", "id": "m1", "do": "dismiss", "noteText": "不需要"}
    assert browser.post("/feedback/topics/measure", data=data).status_code == 303
    assert api.variables("Close")["input"]["done"] is False
    assert (
        browser.post("/feedback/topics/measure/undo", data={"csrf": "token", "id": "m1"}).status_code == 303
    )

    browser, _ = open_stage("hr_manager", lines={"Topics": PAGE, "Close": refused("noteText")})
    assert browser.post("/feedback/topics/measure", data=data).status_code == 422


def test_words_are_parted_by_commas_of_either_kind_and_lines():
    values = dict.fromkeys(
        ("code", "name", "nameEn", "courseCode", "suggests", "departmentCode", "isActive"), ""
    )

    assert told({**values, "words": "快递，物流, parcel\n签收"})["words"] == [
        "快递",
        "物流",
        "parcel",
        "签收",
    ]


def test_a_topic_is_kept_by_who_may():
    one = {
        "feedbackTopics": {"nodes": [topic("delivery", 0)]},
        "departments": {"nodes": []},
        "courses": {"nodes": []},
    }
    browser, api = open_stage(
        "hr_manager", lines={"Topic": one, "SaveTopic": {"saveFeedbackTopic": {"id": "t"}}}
    )
    assert 'value="2"' in browser.get("/feedback/topics/delivery").text
    data = {
        "csrf": "token",
        "code": "delivery",
        "name": "配送",
        "words": "快递",
        "suggests": "PROCESS",
        "version": "2",
    }
    assert browser.post("/feedback/topics/delivery", data=data).status_code == 303
    assert api.variables("SaveTopic")["input"]["version"] == 2

    browser, _ = open_stage("employee", lines={"Topic": one})
    assert browser.get("/feedback/topics/delivery").status_code == 404


def test_a_heap_is_named_from_the_page():
    page = open_stage("hr_manager", lines={"Topics": PAGE})[0].get("/feedback/topics").text
    assert "停车、车位" in page
    assert 'href="/feedback/topics/new?heap=h1"' in page

    nobody: dict[str, Any] = {"nodes": []}
    lines = {
        "Topic": {
            "feedbackTopics": nobody, "feedbackHeaps": {"nodes": [HEAP]}, "courses": nobody, "departments": nobody,
        },
        "SaveTopic": {"saveFeedbackTopic": {"id": "t1"}},
    }  # fmt: skip
    browser, api = open_stage("hr_manager", lines=lines)
    form = browser.get("/feedback/topics/new?heap=h1").text
    assert "停车，车位" in form
    assert 'name="heapId" value="h1"' in form
    data = {"csrf": "token", "code": "parking", "name": "停车", "words": "停车，车位，停车费", "heapId": "h1"}
    browser.post("/feedback/topics/new", data=data)
    given = api.variables("SaveTopic")["input"]
    assert (given["heapId"], given["words"]) == ("h1", ["停车", "车位", "停车费"])
