"""Ladders, the form of a rung, and the list of promotions."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import FormData

from tests.ui.stage import OTHER, open_stage
from ui.org.careers import conditions_of, laddered


def rung(code: str, grade: int, ladder: str = "shop", **more: Any) -> dict[str, Any]:
    return {
        "positionId": code, "code": code, "name": f"岗位{code}", "ladder": ladder, "grade": grade, "version": 0,
        "conditions": [], **more,
    }  # fmt: skip


POST = {"kind": "MONTHS_IN_POST", "least": "12", "metric": None, "text": "现岗满 12 个月"}
CAREER = {
    "standing": "NOT_YET", "next": {"name": "店长"}, "missing": ["现岗满 12 个月"],
    "conditions": [{"state": "MISSING", "condition": {"text": "现岗满 12 个月"}}],
}  # fmt: skip
LINES: dict[str, Any] = {
    "Ladders": {"ladders": [rung("A", 1), rung("B", 2, conditions=[POST], version=4)]},
    "PersonalMetrics": {
        "metricDefinitions": {
            "nodes": [
                {"key": "score", "name": "综合得分", "dimensions": [{"name": "person"}]},
                {"key": "vacancy", "name": "空缺率", "dimensions": [{"name": "department"}]},
            ]
        }
    },
    "SetLadderRung": {"setLadderRung": {"positionId": "B", "version": 5}},
    "Promotions": {
        "promotions": [{"employeeId": OTHER, "standing": "NOT_YET"}] * 51, "departments": {"nodes": []},
    },
    "Promoted": {
        "employees": {
            "nodes": [
                {"id": OTHER, "code": "R1", "name": "王芳", "department": None, "position": {"name": "导购"},
                 "career": CAREER}
            ]
        }
    },
}  # fmt: skip


def test_ladders_show_what_each_rung_asks_for_from_the_top_down():
    browser, _ = open_stage("employee", lines=LINES)

    page = browser.get("/org/ladders").text

    assert page.index("岗位B</b>") < page.index("岗位A</b>")
    assert "现岗满 12 个月" in page
    assert "/org/ladders/B" not in page
    assert browser.get("/org/ladders/B").status_code == 403


def test_ladders_are_parted_and_ordered():
    assert [(name, [one["code"] for one in rows]) for name, rows in laddered(
        [rung("A", 1), rung("X", 1, "desk"), rung("B", 2)]
    )] == [("desk", ["X"]), ("shop", ["B", "A"])]  # fmt: skip


def test_a_rung_offers_only_figures_that_a_person_has():
    browser, _ = open_stage("hr_manager", lines=LINES)

    page = browser.get("/org/ladders/B").text

    assert "综合得分" in page
    assert "空缺率" not in page
    assert browser.get("/org/ladders/Z").status_code == 404


def test_lines_without_a_kind_are_left_out():
    sent = FormData([
        ("kind", "CONFIRMED"), ("least", "3"), ("metric", "score"),
        ("kind", "METRIC"), ("least", "80"), ("metric", "score"),
        ("kind", ""), ("least", "9"), ("metric", ""),
    ])  # fmt: skip

    assert conditions_of(sent) == [
        {"kind": "CONFIRMED", "least": None, "metric": None},
        {"kind": "METRIC", "least": "80", "metric": "score"},
    ]


def test_conditions_are_sent_with_the_version_that_was_seen():
    browser, api = open_stage("hr_manager", lines=LINES)
    given = {"csrf": "token", "version": "4", "kind": "MONTHS_IN_POST", "least": "6", "metric": ""}

    answer = browser.post("/org/ladders/B", data=given)

    assert answer.headers["location"] == "/org/ladders"
    sent = api.variables("SetLadderRung")["input"]
    assert (sent["version"], sent["conditions"]) == (
        4,
        [{"kind": "MONTHS_IN_POST", "least": "6", "metric": None}],
    )


def test_a_refused_condition_comes_back_as_it_was_typed():
    trouble = {
        "extensions": {
            "code": "INVALID_INPUT",
            "zh": "月数须为整数。",
            "en": "x",
            "inputPath": ["input", "conditions"],
        }
    }
    browser, _ = open_stage("hr_manager", lines={**LINES, "SetLadderRung": {"errors": [trouble]}})

    page = browser.post(
        "/org/ladders/B", data={"csrf": "token", "kind": "MONTHS_IN_POST", "least": "1.5", "metric": ""}
    )

    assert page.status_code == 422
    assert "月数须为整数。" in page.text
    assert 'value="1.5"' in page.text


def test_the_list_of_promotions_names_what_is_missing_page_by_page():
    browser, api = open_stage("hr_manager", lines=LINES)

    page = browser.get("/org/promotions?standing=NONSENSE").text

    assert "王芳" in page
    assert "现岗满 12 个月" in page
    assert "51 人" in page
    assert "at=50" in page
    assert api.variables("Promotions") == {"department": None, "standing": None, "on": "2026-11-22"}
    assert len(api.variables("Promoted")["ids"]) == 50


def test_a_list_nobody_is_on_says_so():
    browser, _ = open_stage(
        "hr_manager", lines={"Promotions": {"promotions": [], "departments": {"nodes": []}}}
    )

    assert "这里没有人" in browser.get("/org/promotions").text
