"""The pages of goals: the tree, one goal, and the form that says what is missing."""

from __future__ import annotations

import pytest

from tests.ui.goals.lines import FORM, GOAL, LINTED, METRICS, WHOLE, refused
from tests.ui.stage import ME, OTHER, open_stage

TREE = {
    "goals": {"totalCount": 1, "nodes": [
        GOAL | {"level": "COMPANY", "department": None,
                "children": {"nodes": [GOAL | {"id": "g3", "children": {"totalCount": 2}}]}}]},
    "mine": {"nodes": [GOAL | {"id": "g9", "level": "PERSON", "employee": {"id": ME, "name": "曾艳"},
                               "parent": {"id": "g1", "title": "上级"}}]},
}  # fmt: skip
ONE = {"goals": {"nodes": [WHOLE]}}
SENT = {"csrf": "token", "title": "客户满意度提升5个百分点", "level": "PERSON", "startsOn": "2026-10-01",
        "endsOn": "2026-12-31", "baseline": "85%", "key": "k"}  # fmt: skip


def test_the_tree_shows_values_states_and_what_is_beneath():
    browser, api = open_stage("employee", lines={"GoalTree": TREE, "GoalMetrics": METRICS})

    page = browser.get("/goals?year=2025").text

    assert api.variables("GoalTree") == {
        "since": "2025-01-01",
        "until": "2025-12-31",
        "current": "2025-01-01",
        "me": ME,
    }
    for text in ("88%", "90%", "有风险", "2 个下级目标", "上级", "下级合计"):
        assert text in page


def test_an_empty_year_says_what_comes_first():
    nothing = {"goals": {"totalCount": 0, "nodes": []}, "mine": {"nodes": []}}
    browser, _ = open_stage("employee", lines={"GoalTree": nothing, "GoalMetrics": METRICS})

    assert "2026 年还没有目标" in browser.get("/goals?year=1815").text


def test_one_goal_tells_how_it_stands_and_what_was_said():
    browser, _ = open_stage("hr_manager", lines={"OneGoal": ONE, "GoalMetrics": METRICS})

    page = browser.get("/goals/g1").text

    for text in ("从 85% 起，已走完 60.0%", "新人多", "超过本目标", "公司目标", "填写进展"):
        assert text in page


def test_who_may_not_write_it_is_offered_no_form():
    browser, _ = open_stage("employee", lines={"OneGoal": ONE, "GoalMetrics": METRICS})

    page = browser.get("/goals/g1").text

    assert "/goals/g1/check-in" not in page
    assert "/goals/g1/cancel" not in page


def test_a_goal_out_of_sight_is_not_there():
    browser, _ = open_stage("employee", lines={"OneGoal": {"goals": {"nodes": []}}})

    assert browser.get("/goals/g1").status_code == 404


def test_while_it_is_written_the_form_says_what_is_missing():
    browser, api = open_stage("employee", lines={"LintGoal": {"lintGoal": LINTED}})

    answer = browser.post("/goals/check", data=SENT, headers={"hx-request": "true", "hx-target": "div#check"})

    assert api.variables("LintGoal")["input"]["baseline"] == "0.85"
    for text in ("可以衡量，还缺基线值", "缺少基线值 — 填上一期", "上一期为 84.2%"):
        assert text in answer.text


def test_without_javascript_a_button_checks_it():
    browser, api = open_stage("employee", lines={"GoalForm": FORM, "LintGoal": {"lintGoal": LINTED}})

    answer = browser.post("/goals/new", data=SENT | {"look": "1"})

    assert ("缺少基线值" in answer.text, "SaveGoal" in [name for name, _ in api.asked]) == (True, False)


def test_a_goal_is_saved_and_opened():
    browser, api = open_stage("employee", lines={"SaveGoal": {"saveGoal": {"id": "g7"}}})

    answer = browser.post("/goals/new", data=SENT)

    assert answer.headers["location"] == "/goals/g7"
    assert api.variables("SaveGoal")["input"] == {
        "title": SENT["title"], "level": "PERSON", "startsOn": "2026-10-01", "endsOn": "2026-12-31",
        "baseline": "0.85", "idempotencyKey": "k",
    }  # fmt: skip


def test_what_is_refused_keeps_what_was_typed():
    lines = {"GoalForm": FORM, "LintGoal": {"lintGoal": LINTED}, "SaveGoal": refused("parentId", "UNALIGNED")}
    browser, _ = open_stage("employee", lines=lines)

    answer = browser.post("/goals/new", data=SENT)

    assert answer.status_code == 422
    assert 'id="parentId-error"' in answer.text
    assert SENT["title"] in answer.text


def test_a_goal_that_is_changed_goes_with_the_version_seen():
    lines = {"OneGoal": ONE, "GoalForm": FORM, "SaveGoal": {"saveGoal": {"id": "g1"}}}
    browser, api = open_stage("hr_manager", lines=lines)

    browser.post("/goals/g1/edit", data=SENT | {"version": "3"})

    assert {name: api.variables("SaveGoal")["input"][name] for name in ("id", "version")} == {
        "id": "g1",
        "version": 3,
    }


@pytest.mark.parametrize(
    ("path", "operation", "field", "sent"),
    [
        ("check-in", "CheckInGoal", "checkInGoal", {"confidence": "ON_TRACK", "text": "照计划"}),
        ("cancel", "CancelGoal", "cancelGoal", {"reason": "业务调整"}),
    ],
)
def test_acts_on_a_goal_come_back_to_it_and_refusals_are_told_there(path, operation, field, sent):
    browser, api = open_stage("hr_manager", lines={operation: {field: {"id": "g1", "version": 4}}})
    answer = browser.post(f"/goals/g1/{path}", data={"csrf": "token", "key": "k", **sent})
    assert answer.headers["location"] == "/goals/g1"
    assert api.variables(operation)["input"] == {"id": "g1", "idempotencyKey": "k", **sent}

    lines = {operation: refused(next(iter(sent))), "OneGoal": ONE, "GoalMetrics": METRICS}
    again, _ = open_stage("hr_manager", lines=lines)
    assert again.post(f"/goals/g1/{path}", data={"csrf": "token", **sent}).status_code == 422


def test_a_goal_given_up_is_taken_up_again_from_the_toast():
    lines = {
        "CancelGoal": {"cancelGoal": {"id": "g1", "version": 4}},
        "ReopenGoal": {"reopenGoal": {"id": "g1"}},
    }
    browser, api = open_stage("hr_manager", lines={**lines, "OneGoal": ONE, "GoalMetrics": METRICS})
    browser.post("/goals/g1/cancel", data={"csrf": "token", "reason": "点错了"})
    page = browser.get("/goals/g1").text
    assert 'action="/goals/g1/cancel/undo"' in page
    assert 'name="version" value="4"' in page

    answer = browser.post(
        "/goals/g1/cancel/undo", data={"csrf": "token", "version": "4", "next": "/goals/g1"}
    )

    assert answer.headers["location"] == "/goals/g1"
    asked = api.variables("ReopenGoal")["input"]
    assert (asked["id"], asked["version"]) == ("g1", 4)


def test_a_goal_changed_meanwhile_is_not_taken_up_again():
    browser, _ = open_stage("hr_manager", lines={"ReopenGoal": refused("version")})
    assert browser.post("/goals/g1/cancel/undo", data={"csrf": "token", "version": "4"}).status_code == 409


def test_a_goal_for_somebody_else_begins_with_them():
    browser, _ = open_stage("hr_manager", lines={"GoalForm": FORM})

    assert f'name="employeeId" value="{OTHER}"' in browser.get(f"/goals/new?employee={OTHER}").text
