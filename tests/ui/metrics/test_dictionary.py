"""The list and the page of a definition."""

from __future__ import annotations

from tests.ui.metrics.told import ACTS, NAMES, cell, definition, signature, table
from tests.ui.stage import fragment, open_stage
from ui.metrics.dictionary import bare, grouped, is_signed, newest_place, records, trend_of

LISTED = {
    **NAMES,
    "metricDefinitions": {
        "totalCount": 3,
        "pageInfo": {"hasNextPage": False, "endCursor": None},
        "nodes": [
            definition("attrition_rate_opening", name="离职率（期初口径）", isDefault=False),
            definition("csat", name="客户满意度", family=None, hasData=False, isCore12=False),
            definition(isCertified=True),
        ],
    },
}
PAGE = {"metricDefinition": definition(), **NAMES, "metricConflicts": []}
LIVE = {"metric": {**table(), "dimensions": []}}
TOLD = {
    "metric": {
        "__typename": "MetricTable",
        "total": {"cells": [{"explain": {"sentence": "离职3人次 ÷ 平均在职30人"}}]},
    }
}


def test_rivals_stand_under_one_heading_the_default_first():
    groups = grouped(LISTED["metricDefinitions"]["nodes"])

    assert [(one.family, one.name, [row["key"] for row in one.rows]) for one in groups] == [
        ("attrition", "离职率", ["attrition_rate_average", "attrition_rate_opening"]),
        ("", "客户满意度", ["csat"]),
    ]
    assert bare("Attrition rate, average basis") == "Attrition rate"


def test_the_list_says_what_waits_for_data_and_searches_as_one_types():
    browser, api = open_stage(
        "hr_manager", lines={"Dictionary": LISTED, "FirstRun": {"metricDefinitions": {"nodes": []}}}
    )

    text = browser.get("/metrics/dictionary").text
    part = browser.get("/metrics/dictionary?q=lzl&domain=turnover&core=1", headers=fragment("results")).text

    assert "待数据" in text
    assert "3 个指标" in text
    assert "<html" not in part
    assert api.variables("Dictionary") == {
        "search": "lzl",
        "domain": "turnover",
        "status": None,
        "family": None,
        "core": True,
        "awaiting": None,
        "first": 60,
        "after": None,
    }


def test_the_first_run_offers_each_side_its_own_button():
    rows = [{**definition(), "signatures": [signature("HR")]}]
    lines = {"Dictionary": LISTED, "FirstRun": {"metricDefinitions": {"nodes": rows}}}
    hr, _ = open_stage("hr_manager", lines=lines)
    business, _ = open_stage("general_manager", lines=lines)

    assert "代表业务全部签定" not in hr.get("/metrics/dictionary").text
    assert "代表业务全部签定" in business.get("/metrics/dictionary").text


def test_nothing_found_leads_back_to_all():
    nothing = {**LISTED, "metricDefinitions": {**LISTED["metricDefinitions"], "nodes": [], "totalCount": 0}}
    browser, _ = open_stage("employee", lines={"Dictionary": nothing})

    text = browser.get("/metrics/dictionary?q=zzz").text

    assert "没有符合的指标" in text
    assert "起草指标" not in text


def test_a_definition_shows_its_figure_with_the_sentence_and_no_button_that_is_not_allowed():
    browser, _ = open_stage("employee", lines={"Definition": PAGE, "Live": LIVE, "Sentence": TOLD})

    text = browser.get("/metrics/dictionary/attrition_rate_average").text

    assert "离职3人次 ÷ 平均在职30人" in text
    assert "还没签" in text
    assert '<form class="act' not in text


def test_allowed_acts_become_buttons():
    acts = {**ACTS, "signHr": True, "setTarget": True, "edit": True, "retire": True}
    page = {
        **PAGE,
        "metricDefinition": definition(
            allowed=acts, signatures=[signature("HR", isValid=False)], status="IN_REVIEW"
        ),
    }
    browser, _ = open_stage("hr_manager", lines={"Definition": page, "Live": LIVE, "Sentence": TOLD})

    text = browser.get("/metrics/dictionary/attrition_rate_average").text

    for word in ("代表人力签定", "退回", "设好目标", "起草新版", "停用", "已失效"):
        assert word in text


def test_without_data_no_figure_is_asked_for():
    page = {**PAGE, "metricDefinition": definition(hasData=False)}
    browser, api = open_stage("employee", lines={"Definition": page})

    assert "口径已备好" in browser.get("/metrics/dictionary/attrition_rate_average").text
    assert "Live" not in [name for name, _ in api.asked]


def test_a_refusal_is_said_where_the_figure_would_stand():
    refused = {
        "metric": {
            "__typename": "MetricDenied",
            "message": "您看不到薪资。",
            "rule": "pay.csv:3",
            "allowedGrains": [],
        }
    }
    browser, _ = open_stage("employee", lines={"Definition": PAGE, "Live": refused})

    assert "您看不到薪资。" in browser.get("/metrics/dictionary/attrition_rate_average").text


def test_an_unknown_key_is_absent():
    browser, _ = open_stage("employee", lines={"Definition": {"metricDefinition": None, **NAMES}})

    assert browser.get("/metrics/dictionary/nothing").status_code == 404


def test_small_rules():
    row = {"signatures": [signature("HR"), signature("BUSINESS", isValid=False)]}

    assert is_signed(row, "HR")
    assert not is_signed(row, "BUSINESS")
    assert trend_of(["QUARTER"]) == 8
    assert newest_place([type("S", (), {"cell": one})() for one in (cell(), cell(None))]) == 0
    assert records(definition()["lineage"]) == [("employment", "任职", ["end_date"])]
