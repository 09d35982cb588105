"""The explorer, the receipt behind a figure, and the league table."""

from __future__ import annotations

from tests.ui.metrics.told import HIDDEN, NAMES, WHEN, cell, column, definition, group, row, table
from tests.ui.stage import fragment, open_stage
from ui.metrics.answers import shape
from ui.metrics.explore import place_of, ranked, row_of
from ui.metrics.question import Question

SPLIT = table(
    row("A", cell("0.3"), cell("0.1"), depth=1, parent="C"),
    row("B", cell("0.2"), cell("0.1"), depth=1, parent="C"),
    row("D", cell("0.1"), HIDDEN, depth=1, parent="C"),
    row("E", cell("0.05"), cell("0.2"), depth=1, parent="C"),
    row("C", cell("0.2"), cell("0.1")),
)
EXPLAINED = {
    "sentence": "离职3人次 ÷ 平均在职30人",
    "edgeRules": [{"code": "E02", "text": "最后一天算在职"}],
    "steps": [
        {"expression": "leavers", "value": "3", "filters": [], "window": "2026-10", "people": 3, "depth": 1}
    ],
    "sql": [{"component": "leavers", "sql": "select 1", "parameters": ["2026-10-01"]}],
    "rows": {"columns": ["person"], "rows": [["员工A"]], "total": 3, "isMasked": True},
}


def lines(answer):
    return {"Explore": {"metrics": [answer]}, "MetricNames": NAMES}


def test_a_question_is_answered_with_a_table_each_figure_a_link():
    browser, api = open_stage("hr_manager", lines=lines(SPLIT))

    text = browser.get("/metrics/explore?key=attrition_rate_average&by=department&compare=PRIOR_YEAR").text

    assert "人数过少" in text
    assert "/metrics/explain?key=attrition_rate_average&amp;period=2026-10" in text
    assert (
        "/metrics/export?keys=attrition_rate_average&amp;format=xlsx&amp;period=12&amp;compare=PRIOR_YEAR&amp;by=department"
        in text
    )
    assert api.variables("Explore")["compare"] == ["PRIOR_YEAR"]


def test_a_part_of_the_page_comes_with_the_tabs_that_stand_in_it():
    browser, _ = open_stage("hr_manager", lines=lines(SPLIT))

    aimed = {"HX-Request": "true", "HX-Target": "div#explorer"}
    part = browser.get("/metrics/explore?key=attrition_rate_average&by=department", headers=aimed)

    assert part.status_code == 200
    assert "<html" not in part.text
    assert 'href="/metrics/league"' in part.text


def test_an_ambiguous_name_is_never_answered_silently():
    candidates = [{"difference": "分母不同", "definition": definition(), "cell": cell()}]
    ambiguous = {
        "__typename": "AmbiguousMetric",
        "asked": "离职率",
        "message": "有 7 种口径",
        "candidates": candidates,
    }
    browser, _ = open_stage("employee", lines=lines(ambiguous))

    text = browser.get("/metrics/explore?key=离职率").text

    assert "您指的是哪一个" in text
    assert "10.0%" in text


def test_refusals_and_mistakes_say_what_would_do():
    denied = {
        "__typename": "MetricDenied",
        "key": "pay",
        "rule": "pay.csv:3",
        "message": "您看不到薪资。",
        "allowedGrains": [],
        "allowedDimensions": ["department"],
    }
    missing = {
        "__typename": "MetricNotFound",
        "asked": "cast",
        "suggestions": ["csat"],
        "message": "没有 cast",
    }
    invalid = {
        "__typename": "InvalidMetricQuery",
        "problems": [{"code": "E", "path": "by", "message": "不能按它拆分", "allowed": []}],
    }
    for answer, words in ((denied, "规则 pay.csv:3"), (missing, "?key=csat"), (invalid, "不能按它拆分")):
        browser, _ = open_stage("employee", lines=lines(answer))

        assert words in browser.get("/metrics/explore?key=x").text


def test_who_may_not_take_figures_out_or_freeze_them_sees_no_button():
    employee, _ = open_stage("auditor", lines=lines(SPLIT))
    manager, _ = open_stage("hr_manager", lines=lines(SPLIT))

    assert "/metrics/export" not in employee.get("/metrics/explore").text
    assert "/metrics/reports/new" not in employee.get("/metrics/explore").text
    assert "/metrics/reports/new" in manager.get("/metrics/explore").text


def receipt(found):
    answer = {
        "__typename": "MetricTable",
        "definition": definition(),
        "columns": [column("2026-10")],
        "freshness": WHEN,
        "rows": [],
        "total": None,
        **found,
    }
    return {"Explain": {"metric": answer}}


def test_the_drawer_explains_one_figure():
    told = receipt({"rows": [{"group": group("A"), "cells": [{**cell(), "explain": EXPLAINED}]}]})
    browser, api = open_stage("hr_manager", lines=told)

    text = browser.get(
        "/metrics/explain?key=x&period=2026-10&by=department&group=department:A&at=3",
        headers=fragment("drawer"),
    ).text

    for words in ("离职3人次 ÷ 平均在职30人", "A部", "select 1", "员工A", "R1", "43"):
        assert words in text
    assert (api.variables("Explain")["first"], api.variables("Explain")["after"]) == (1, "3")
    assert "<html" not in text


def test_a_hidden_figure_explains_why_it_is():
    told = receipt({"total": {"group": [], "cells": [{**HIDDEN, "explain": None, "receipt": None}]}})
    browser, _ = open_stage("employee", lines=told)

    text = browser.get("/metrics/explain?key=x&period=2026-10").text

    assert "人数过少" in text
    assert "再算一次" not in text


def test_a_figure_that_is_not_there_says_so():
    browser, _ = open_stage("employee", lines=receipt({}))

    assert "没有这个数" in browser.get("/metrics/explain?key=x&group=department:A").text
    assert browser.get("/metrics/explain").status_code == 404
    assert place_of(Question(by=("department",)), "0") == {"first": 1, "after": None}
    assert row_of({"rows": [], "total": None}, ["department:A"]) is None


def test_equal_figures_share_a_rank_and_hidden_ones_have_none():
    laid = shape(SPLIT, Question(keys=("x",), by=("department",), opened=("C",)), "整体")

    assert [(one.line.key, one.rank, one.moved) for one in ranked(laid)] == [
        ("A", 1, 3),
        ("B", 1, 2),
        ("E", 3, -2),
        ("D", None, None),
    ]


def test_the_league_table_ranks_two_periods():
    browser, api = open_stage("hr_manager", lines=lines(SPLIT))

    text = browser.get("/metrics/league?key=attrition_rate_average").text

    assert api.variables("Explore")["period"] == {"last": {"count": 2, "complete": True}}
    assert "A部" in text
    assert "C部" not in text
