"""Frozen reports: made in one step, drift parted by its cause, a receipt worked out again."""

from __future__ import annotations

from typing import Any

from tests.ui.metrics.told import HIDDEN, NAMES, cell, row, table
from tests.ui.stage import open_stage
from ui.metrics.reports import drifted, frozen, labels_of

DRIFT: list[dict[str, Any]] = [
    {
        "key": "attrition_rate_average",
        "period": "2026-10",
        "group": "A",
        "frozen": "0.10",
        "now": "0.12",
        "byData": "0.02",
        "byDefinition": "0",
    },
    {
        "key": "attrition_rate_average",
        "period": "2026-09",
        "group": None,
        "frozen": "0.20",
        "now": "0.20",
        "byData": "0",
        "byDefinition": "0",
    },
]
REPORT: dict[str, Any] = {
    "id": "r1",
    "name": "三季度",
    "keys": ["attrition_rate_average"],
    "frozenAt": "2026-10-08T01:30:00Z",
    "frozenBy": "李娜",
    "hash": "c0ffee",
    "isScheduled": True,
    "schedule": "QUARTERLY",
    "tables": [table(row("A", cell(), HIDDEN))],
    "drift": DRIFT,
}


def test_drift_is_told_apart_and_what_did_not_move_is_left_out():
    browser, _ = open_stage("hr_manager", lines={"Report": {"report": REPORT}})

    text = browser.get("/metrics/reports/r1").text

    for words in (
        "之后有 1 个数变了",
        "1 个因数据补录，0 个因口径变更",
        "+2.0 个百分点",
        "A部",
        "人数过少",
        "report=r1",
    ):
        assert words in text
    assert (drifted(DRIFT).by_data, drifted(DRIFT).by_definition) == (1, 0)
    assert labels_of(REPORT["tables"]) == {"A": "A部"}


def test_a_report_without_drift_says_it_was_worked_out_again():
    browser, _ = open_stage("department_manager", lines={"Report": {"report": {**REPORT, "drift": []}}})

    text = browser.get("/metrics/reports/r1").text

    assert "每个数都没变" in text
    assert "/delete" not in text


def test_the_list_and_its_empty_state():
    listed = {
        "reports": {"nodes": [REPORT], "totalCount": 1, "pageInfo": {"hasNextPage": True, "endCursor": "x"}}
    }
    browser, _ = open_stage("hr_manager", lines={"Reports": listed})
    reader, _ = open_stage(
        "department_manager", lines={"Reports": {"reports": {**listed["reports"], "nodes": []}}}
    )

    assert "每季" in browser.get("/metrics/reports").text
    assert "还没有报表" in reader.get("/metrics/reports").text
    assert "/metrics/reports/new" not in reader.get("/metrics/reports").text


def test_a_question_is_frozen_with_a_name():
    browser, api = open_stage(
        "hr_manager", lines={"MetricNames": NAMES, "Freeze": {"freezeReport": {"id": "r2"}}}
    )

    assert (
        'value="attrition_rate_average" checked'
        in browser.get("/metrics/reports/new?key=attrition_rate_average&period=24").text
    )
    nameless = browser.post("/metrics/reports/new", data={"csrf": "token", "key": "csat", "period": "12"})
    done = browser.post(
        "/metrics/reports/new",
        data={
            "csrf": "token",
            "name": "三季度",
            "key": ["csat", "nps"],
            "period": "2026-Q3",
            "by": "department",
        },
    )

    assert nameless.status_code == 422
    assert done.headers["location"] == "/metrics/reports/r2"
    sent = api.variables("Freeze")["input"]
    assert (sent["keys"], sent["period"], sent["by"]) == (
        ["csat", "nps"],
        {"named": ["2026-Q3"]},
        ["department"],
    )
    assert (
        frozen({"name": "x", "keys": "a", "period": "12", "grain": "", "by": "", "schedule": ""})["schedule"]
        is None
    )


def test_a_refused_freeze_keeps_the_form_and_a_report_is_thrown_away():
    refused = {"errors": [{"message": "x", "extensions": {"code": "DENIED", "zh": "没有权限。", "en": "x"}}]}
    browser, _ = open_stage("hr_manager", lines={"MetricNames": NAMES, "Freeze": refused, "DeleteReport": {}})
    other, _ = open_stage("hr_manager", lines={"DeleteReport": refused})

    answer = browser.post(
        "/metrics/reports/new", data={"csrf": "token", "name": "三季度", "key": "csat", "period": "12"}
    )

    assert (answer.status_code, "没有权限。" in answer.text) == (403, True)
    assert (
        browser.post("/metrics/reports/r1/delete", data={"csrf": "token"}).headers["location"]
        == "/metrics/reports"
    )
    assert other.post("/metrics/reports/r1/delete", data={"csrf": "token"}).status_code == 409


def test_an_absent_report_is_absent():
    browser, _ = open_stage("hr_manager", lines={"Report": {"report": None}})

    assert browser.get("/metrics/reports/r9").status_code == 404


def test_a_receipt_is_worked_out_again():
    facts = {
        "metric": "csat",
        "version": 1,
        "formula": "a / b",
        "hash": "x",
        "period": "2026-10",
        "group": [],
        "n": 43,
        "asOf": "2026-11-22",
        "watermark": "2026-11-22T02:00:00Z",
        "policyVersion": "17",
    }
    replayed = {
        "isSame": False,
        "then": "0.1",
        "now": "0.12",
        "byData": "0.02",
        "byDefinition": "0",
        "sentence": "补录了 1 人",
        "receipt": facts,
    }
    browser, api = open_stage("hr_manager", lines={"Replay": {"replay": replayed}})

    assert "补录了 1 人" in browser.get("/metrics/replay?receipt=R1").text
    assert api.variables("Replay") == {"receipt": "R1"}
    assert browser.get("/metrics/replay").status_code == 200
