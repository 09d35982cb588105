"""What is late stands first; coverage comes from the figures; a course is assigned with a way back."""

from __future__ import annotations

from typing import Any

from tests.ui.leave.lines import refused
from tests.ui.stage import OTHER, open_stage
from tests.ui.training.lines import COURSE, ROW, page
from ui.said import COOKIE
from ui.training.hub import cells_of

COUNTS = {name: {"totalCount": 1} for name in ("overdue", "soon", "open", "exam")}
HUB = page("enrollments", ROW, more=True, **COUNTS)
OFFERED = {
    "courses": {"nodes": [COURSE]},
    "departments": {"nodes": [{"id": "d1", "code": "S1", "name": "城西店"}]},
}


def test_the_hub_shows_what_is_late_and_sends_learners_to_their_own_page():
    browser, api = open_stage("hr_manager", lines={"TrainingHub": HUB})
    text = browser.get("/training").text
    assert api.variables("TrainingHub")["where"] == {"isOverdue": {"eq": True}}
    for part in ("王芳", "信息保护", "超过 2 天", "/training?view=overdue&amp;after=z", "安排课程"):
        assert part in text, part
    browser.get("/training?view=soon")
    assert api.variables("TrainingHub")["where"]["dueOn"] == {"lte": "2026-11-29"}

    browser, _ = open_stage("employee")
    assert browser.get("/training", follow_redirects=False).headers["location"] == "/me/learning"


def test_coverage_puts_the_figures_of_each_unit_side_by_side():
    def table(key: str, label: str, shown: str) -> dict[str, Any]:
        cell = {"display": shown, "status": "OK", "reason": None}
        row = {"group": [{"key": "d1", "label": "城西店"}], "cells": [cell]}
        return {
            "__typename": "MetricTable",
            "definition": {"key": key, "name": label},
            "total": {"cells": [cell]},
            "rows": [row],
        }

    lines = {"TrainingCoverage": {
        "metrics": [table("a", "完成率", "89.9%"), table("b", "学时", "14.7")],
        "settings": [{"name": "onboarding_hours", "value": "15", "changedAt": "2026-11-02T03:00:00.000Z"}],
    }}  # fmt: skip
    browser, api = open_stage("hr_manager", lines=lines)
    text = browser.get("/training/coverage").text

    assert api.variables("TrainingCoverage")["period"] == {
        "between": {"from": "2025-11-23", "to": "2026-11-22"}
    }
    for part in ("89.9%", "14.7", "新人至少须有 15 学时的培训", "2026-11-02 修改"):
        assert part in text, part
    browser, _ = open_stage("employee")
    assert browser.get("/training/coverage").status_code == 404


def test_a_topic_is_learned_before_it_is_late_before_it_is_under_way():
    def learned(state: str, *tags: str, late: bool = False) -> dict[str, Any]:
        return {"state": state, "isOverdue": late, "course": {"tags": list(tags)}}

    row = {"enrollments": {"nodes": [
        learned("STARTED", "PRODUCT", "AFTER_SALES"), learned("EXAM", "PRODUCT", late=True),
        learned("PASSED", "AFTER_SALES"), learned("WAIVED", "SALES_SKILLS"),
    ]}}  # fmt: skip
    assert cells_of(row) == {"PRODUCT": "late", "AFTER_SALES": "done", "SALES_SKILLS": ""}

    person = {"id": OTHER, "name": "王芳", "code": "R1", **row}
    browser, _ = open_stage(
        "hr_manager", lines={"Skills": page("employees", person, departments={"nodes": []})}
    )
    assert 'class="late"' in browser.get("/training/skills?unit=S1").text


def test_a_course_is_assigned_with_a_way_back_and_what_was_chosen_stays_when_refused():
    colleague = {"id": OTHER, "code": "R1", "name": "王芳", "department": None}
    lines = {
        "OfferedCourses": OFFERED, "Colleagues": page("employees", colleague),
        "Enroll": {"enroll": {"id": "b1", "count": 2}}, "UndoEnroll": {"undoEnrollments": "b1"},
    }  # fmt: skip
    data = {
        "csrf": "token",
        "courseId": "c1",
        "person": OTHER,
        "employeeCodes": "R2，R3",
        "dueOn": "2026-12-01",
    }
    browser, api = open_stage("hr_manager", lines=lines)
    assert "王芳" in browser.get("/training/assign?unit=S1").text
    answer = browser.post("/training/assign", data=data, follow_redirects=False)
    given = api.variables("Enroll")["input"]
    assert (answer.status_code, answer.cookies[COOKIE].startswith("course-assigned")) == (303, True)
    assert (given["employeeIds"], given["employeeCodes"], given["dueOn"]) == (
        [OTHER],
        ["R2", "R3"],
        "2026-12-01",
    )
    browser.post("/training/assign/undo", data={"csrf": "token", "id": "b1"})
    assert api.variables("UndoEnroll")["input"]["id"] == "b1"

    browser, _ = open_stage("hr_manager", lines=lines | {"Enroll": {"enroll": None, **refused("dueOn")}})
    answer = browser.post("/training/assign?unit=S1", data=data)
    assert (
        answer.status_code,
        'value="R2，R3"' in answer.text,
        f'value="{OTHER}" checked' in answer.text,
    ) == (422, True, True)
    browser, _ = open_stage("employee")
    assert browser.get("/training/assign").status_code == 404
