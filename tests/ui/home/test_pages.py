"""Home holds what the reader's policy answers: work, one's own record, totals, or the keeper's places."""

from __future__ import annotations

from typing import Any

from tests.ui.metrics.told import cell, definition, row, table
from tests.ui.stage import ME, OTHER, open_stage
from ui.home.pages import widest

DUE = {
    "id": OTHER, "code": "R1", "name": "赵军", "probationEndsOn": "2026-11-24", "hiredOn": "2026-08-24",
    "department": {"name": "临平店"}, "position": {"name": "导购"},
}  # fmt: skip
HOME = {
    "total": {"totalCount": 20}, "active": {"totalCount": 15}, "probation": {"totalCount": 5},
    "notice": {"totalCount": 0}, "due": {"nodes": [DUE]}, "leaving": {"nodes": []}, "recent": {"nodes": []},
}  # fmt: skip
TILE = table(periods=("2026-10",), dimensions=[])
FIGURES: dict[str, Any] = {
    "Tiles": lambda given: {"metrics": [TILE for _ in given["keys"]]},
    "PeopleToday": {
        "metric": table(
            row("C", cell("20", display="20")),
            row("R", cell("12", display="12"), depth=1, parent="C"),
            periods=("2026-11",),
        )
    },
    "CompareDefinitions": {
        "compareDefinitions": {
            "sentence": "两边都没算错",
            "variants": [
                {"definition": definition(), "cell": cell("0.1")},
                {"definition": definition("attrition_rate_opening", isDefault=False), "cell": cell("0.15")},
            ],
            "bridge": [
                {
                    "label": "期初口径",
                    "from": None,
                    "to": None,
                    "numerator": "3",
                    "denominator": "20",
                    "value": "0.15",
                    "effect": None,
                },
                {
                    "label": "换分母",
                    "from": None,
                    "to": None,
                    "numerator": "3",
                    "denominator": "30",
                    "value": "0.1",
                    "effect": "-0.05",
                },
            ],
        }
    },
    "HomeReviews": {"metricReviews": [{"key": "csat", "version": 2, "name": "客户满意度", "author": "周明"}]},
}
MINE = {
    "me": {
        "id": ME, "code": "R0", "name": "任霞", "status": "ACTIVE", "employmentType": "FULL_TIME",
        "hiredOn": "2021-12-03", "probationEndsOn": None, "department": None, "position": None, "manager": None,
        "attendance": {"nodes": []},
    },
    "accessLog": {"nodes": []},
}  # fmt: skip
REFUSED: Any = lambda _: {"errors": [{"extensions": {"code": "FIELD_NOT_FILTERABLE"}}]}  # noqa: E731


def test_hr_sees_what_waits_with_one_button_that_does_it():
    browser, _ = open_stage("hr_manager", lines={"Home": HOME, "Mine": MINE, **FIGURES})

    text = browser.get("/").text

    assert "赵军 试用到期" in text
    assert f"/people/{OTHER}/change/complete-probation" in text
    assert text.count("button primary") == 1
    assert "签定客户满意度第 2 版" in text


def test_the_figures_of_home_come_from_the_engine_and_lead_to_their_receipts():
    browser, api = open_stage("hr_manager", lines={"Home": HOME, "Mine": MINE, **FIGURES})

    text = browser.get("/").text

    assert text.count('class="kpi"') == 5
    assert "两边都没算错" in text
    assert "−5.0 个百分点" in text
    assert "R部" in text
    assert "C部" not in text
    assert api.variables("PeopleToday")["days"] == {"between": {"from": "2026-11-22", "to": "2026-11-22"}}


def test_a_pinned_board_stands_in_the_place_of_the_usual():
    tiles = [{"key": "csat", "period": "last:6", "by": None, "view": "number"}]
    boards = {"metricBoards": [{"id": "b1", "name": "周会", "isPinned": True, "version": 1, "tiles": tiles}]}
    browser, api = open_stage("hr_manager", lines={"Home": HOME, "Mine": MINE, **FIGURES, "Boards": boards})

    text = browser.get("/").text

    assert 'href="/metrics/boards/b1"' in text
    assert api.variables("Tiles")["keys"] == ["csat"]


def test_who_sees_totals_by_the_month_gets_the_last_one():
    denied = {"__typename": "MetricDenied"}
    days: dict[str, Any] = {
        "PeopleToday": lambda given: {
            "metric": denied if "between" in given["days"] else FIGURES["PeopleToday"]["metric"]
        }
    }
    browser, _ = open_stage(
        "general_manager", lines={"Mine": MINE, **FIGURES, **days}, mayHire=False, mayListPeople=False
    )

    assert "R部" in browser.get("/").text


def test_who_may_not_narrow_by_status_gets_the_number_alone():
    lines = {"Reach": REFUSED, "Home": {"all": {"totalCount": 470}}, "Mine": MINE}
    browser, api = open_stage("payroll_specialist", lines=lines, mayHire=False)

    text = browser.get("/").text

    assert "470" in text
    assert "待办" not in text
    assert api.variables("Home")["status"] is False


def test_the_general_manager_is_told_where_the_totals_are():
    browser, _ = open_stage("general_manager", lines={"Mine": MINE}, mayHire=False, mayListPeople=False)

    assert "五人以上的汇总" in browser.get("/").text


def test_the_keeper_sees_no_one_and_where_the_work_is():
    browser, api = open_stage(
        "administrator", mayHire=False, mayListPeople=False, mayReadPolicies=True, employee=None
    )

    text = browser.get("/").text

    assert "main.py migrate" in text
    assert 'href="/policies"' in text
    assert {name for name, _ in api.asked} == {"Viewer"}


def test_the_widest_gap_is_where_rival_figures_of_one_department_differ_most():
    def table(**values):
        return {
            "rows": [
                {"group": [{"key": key, "label": key}], "cells": [{"value": value}]}
                for key, value in values.items()
            ]
        }

    found = widest([table(A="0.15", B="0.02", C=None), table(A="0.1", B="0.01", C="0.5")])
    assert found is not None
    assert found["key"] == "A"
    assert widest([table(A=None), {"__typename": "MetricDenied"}]) is None
