"""Home holds what the reader's policy answers: work, one's own record, totals, or the keeper's places."""

from __future__ import annotations

from typing import Any

from tests.ui.metrics.told import cell, definition, row, table
from tests.ui.stage import ME, OTHER, open_stage

DUE = {
    "id": OTHER, "code": "R1", "name": "赵军", "probationEndsOn": "2026-11-24", "hiredOn": "2026-08-24",
    "department": {"name": "临平店"}, "position": {"name": "导购"},
}  # fmt: skip
HOME = {
    "total": {"totalCount": 20}, "active": {"totalCount": 15}, "probation": {"totalCount": 5},
    "notice": {"totalCount": 0}, "due": {"nodes": [DUE]}, "leaving": {"nodes": []}, "recent": {"nodes": []},
}  # fmt: skip
TILE = table(periods=("2026-10",), dimensions=[], total={"group": [], "cells": [cell("20")]})
FIGURES: dict[str, Any] = {
    "Tiles": lambda given: {"metrics": [TILE for _ in given["keys"]]},
    "PeopleToday": {
        "metric": table(
            row("C", cell("20", display="20")),
            row("R", cell("12", display="12"), depth=1, parent="C"),
            row("T", cell("8", display="8"), depth=1, parent="C"),
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


def test_who_may_count_nobody_else_gets_figures_of_their_own():
    alone = table(periods=("2026-10",), dimensions=[], total={"group": [], "cells": [cell("1")]})
    alone = {**alone, "definition": definition("headcount_closing")}
    tiles: dict[str, Any] = {"Tiles": lambda given: {"metrics": [alone for _ in given["keys"]]}}
    browser, api = open_stage(
        "payroll_specialist", lines={"Mine": MINE, **FIGURES, **tiles}, mayReadMetrics=True
    )

    browser.get("/")

    assert api.variables("Tiles")["keys"][0] == "appraisal_score_weighted"


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
    assert {name for name, _ in api.asked} == {"HomeLayout", "Viewer"}


LAYOUT: dict[str, Any] = {
    "HomeLayout": {"homeLayout": {"widgets": ["mine", "todo"], "hidden": ["seen"], "version": 2}}
}
ARRANGED: dict[str, Any] = {"ArrangeHome": {"saveHomeLayout": {"version": 3}}}


def test_who_recruits_sees_how_long_openings_have_waited_and_where_candidates_stand():
    node = {
        "id": OTHER, "title": "门店导购", "wanted": 2, "openedOn": "2026-10-19", "hiredCount": 0, "appliedCount": 1,
        "testingCount": 0, "interviewingCount": 2, "offeredCount": 0, "department": {"name": "临平店"},
    }  # fmt: skip
    lines = {
        "Home": HOME,
        "Mine": MINE,
        "HomeRecruiting": {"jobOpenings": {"totalCount": 1, "nodes": [node]}},
    }
    browser, _ = open_stage("hr_manager", lines=lines)
    stranger, api = open_stage("payroll_specialist", lines=lines)

    text = browser.get("/").text
    stranger.get("/")

    assert "门店导购" in text
    assert "已录 0 / 2 人" in text
    assert "已开放 34 天" in text
    assert "已应聘 1 · 面试中 2" in text
    assert "HomeRecruiting" not in {name for name, _ in api.asked}


def test_what_is_beyond_a_glance_folds_out():
    due = [{**DUE, "id": f"{OTHER[:-1]}{at}", "name": f"员工{at}"} for at in range(9)]
    browser, _ = open_stage("hr_manager", lines={"Home": {**HOME, "due": {"nodes": due}}, "Mine": MINE})

    text = browser.get("/").text

    assert text.index("员工7") < text.index("还有 1 件") < text.index("员工8")


def test_the_columns_shown_are_the_ones_arranging_begins_with():
    unarranged: dict[str, Any] = {"HomeLayout": {"homeLayout": {"widgets": [], "hidden": [], "version": 0}}}
    browser, api = open_stage("hr_manager", lines={**unarranged, **ARRANGED})

    browser.post("/arrange", data={"csrf": "token", "op": "up:mine", "seen": "approvals mine beside todo"})

    asked = api.variables("ArrangeHome")["input"]["widgets"]
    assert asked[asked.index("mine") + 1] == "approvals"
    assert asked[asked.index("beside") + 1] == "todo"


def test_home_stands_as_its_reader_has_arranged_it():
    lines = {"Home": HOME, "Mine": MINE, **FIGURES, **LAYOUT}
    browser, _ = open_stage("hr_manager", lines=lines)

    text = browser.get("/").text

    assert text.index('id="mine"') < text.index('id="todo"')
    assert 'id="seen"' not in text


def test_a_widget_is_moved_and_the_version_seen_is_sent():
    browser, api = open_stage("hr_manager", lines={**LAYOUT, **ARRANGED})

    answer = browser.post("/arrange", data={"csrf": "token", "op": "up:todo"})

    asked = api.variables("ArrangeHome")["input"]
    first = asked["widgets"][: asked["widgets"].index("beside")]
    assert [name for name in first if name in ("mine", "todo")] == ["todo", "mine"]
    assert (asked["hidden"], asked["version"]) == (["seen"], 2)
    assert answer.headers["location"] == "/?edit=1#widget-todo"


def test_laying_home_out_as_it_was_made_can_be_taken_back():
    browser, api = open_stage("hr_manager", lines={**LAYOUT, **ARRANGED})

    answer = browser.post("/arrange", data={"csrf": "token", "op": "usual"})
    assert api.variables("ArrangeHome")["input"]["widgets"] == []
    assert "said=home-usual." in answer.headers["set-cookie"]

    browser.post("/arrange/undo", data={"csrf": "token", "widgets": "mine beside todo", "hidden": ""})
    assert api.variables("ArrangeHome")["input"]["widgets"] == ["mine", "beside", "todo"]


def test_a_request_is_approved_from_home_with_one_button():
    asked = {
        "id": "r1", "kind": "absence", "summaryZh": "年假 2 天", "summaryEn": "2 days off", "employeeName": "赵军",
        "departmentName": "临平店", "version": 1,
    }  # fmt: skip
    task = {"id": "t1", "createdAt": "2026-11-22T01:00:00Z", "request": asked}
    waiting = {"HomeWaiting": {"approvals": {"totalCount": 1, "nodes": [task]}, "notices": None}}
    browser, _ = open_stage("department_manager", lines={"Mine": MINE, **waiting}, mayHire=False)

    text = browser.get("/").text

    assert "年假 2 天" in text
    assert text.count("data-approve") == 1
    assert text.count("button primary") == 1


def test_a_widget_is_answered_by_itself():
    browser, api = open_stage("hr_manager", lines={"Mine": MINE})

    assert "<html" not in browser.get("/widgets/mine").text
    assert "Home" not in [name for name, _ in api.asked]
    assert browser.get("/widgets/nothing").status_code == 404


def test_every_part_has_its_buttons_while_home_is_arranged():
    browser, _ = open_stage("hr_manager", lines={"Home": HOME, "Mine": MINE, **LAYOUT})

    text = browser.get("/?edit=1").text

    assert 'value="across:mine"' in text
    assert 'value="back:seen"' in text
    assert "draggable" not in text


def test_home_does_not_wait_for_figures_that_were_slow_the_last_time(monkeypatch):
    monkeypatch.setattr("ui.home.widgets.PATIENCE", -1.0)
    browser, api = open_stage("hr_manager", lines={"Home": HOME, "Mine": MINE, **FIGURES})
    browser.get("/")
    api.asked.clear()

    page = browser.get("/").text

    assert 'hx-get="/widgets/figures" hx-trigger="load"' in page
    assert "Tiles" not in [name for name, _ in api.asked]
    assert browser.get("/widgets/figures").status_code == 200
    assert "Tiles" in [name for name, _ in api.asked]
