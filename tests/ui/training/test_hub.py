"""What is late stands first; coverage comes from the figures; a course is assigned with a way back."""

from __future__ import annotations

from typing import Any

from tests.ui.stage import OTHER, open_stage
from tests.ui.training.lines import PERSON, ROW, page
from ui.training.hub import cells_of

COUNTS = {name: {"totalCount": 1} for name in ("overdue", "soon", "open", "exam")}
HUB = page("enrollments", ROW, more=True, **COUNTS)


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
            "rowCount": 41,
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
    for part in ("89.9%", "14.7", "新人至少须有 15 学时的培训", "2026-11-02 修改", "?after=40"):
        assert part in text, part
    assert "更多部门" not in browser.get("/training/coverage?after=40").text
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


def test_who_lacks_hours_stands_first_beside_the_day_on_which_the_least_was_changed():
    duty = {"id": "h1", "assignedOn": "2026-09-20", "dueOn": "2026-11-20", "leastHours": "15.00", "doneHours": "6.50",
            "metOn": None, "isOverdue": True, "waiverReason": "", "version": 3, "courseType": None, "employee": PERSON,
            "rule": None}  # fmt: skip
    told = {"name": "onboarding_hours", "value": "15", "changedAt": "2026-09-02T03:00:00.000Z"}
    views = {name: {"totalCount": 1} for name in ("overdue", "open", "met", "waived")}
    browser, api = open_stage(
        "hr_manager", lines={"TrainingHours": page("hoursDuties", duty, settings=[told], **views)}
    )
    text = browser.get("/training/hours").text

    assert api.variables("TrainingHours")["where"] == {"isOverdue": {"eq": True}}
    for part in ("王芳", "6.5 / 15 学时", "超过 2 天", "自 2026-09-02 起入职者适用"):
        assert part in text, part
    browser.get("/training/hours?view=met")
    assert api.variables("TrainingHours")["where"] == {"metOn": {"isNull": False}}
    browser, _ = open_stage("employee")
    assert browser.get("/training/hours").status_code == 404


def test_hours_open_on_what_is_there_and_hr_waives_them_with_a_reason():
    none = {name: {"totalCount": 0} for name in ("overdue", "met", "waived")}
    lines = {
        "TrainingHours": page("hoursDuties", settings=[], open={"totalCount": 1}, **none),
        "WaiveHours": {"waiveHoursDuty": {"id": "h1"}},
    }
    browser, api = open_stage("hr_manager", lines=lines)
    browser.get("/training/hours")
    assert api.variables("TrainingHours")["where"]["isOverdue"] == {"eq": False}
    browser.get("/training/hours?view=overdue")
    assert api.variables("TrainingHours")["where"] == {"isOverdue": {"eq": True}}

    sent = {"csrf": "token", "id": "h1", "version": "3", "reason": "长期外派"}
    answer = browser.post("/training/hours", data=sent, follow_redirects=False)
    given = api.variables("WaiveHours")["input"]
    assert (given["id"], given["version"], given["reason"]) == ("h1", 3, "长期外派")
    assert answer.headers["location"] == "/training/hours?view=waived"


def test_certificates_stand_by_when_they_end_and_lead_to_the_course_again():
    held = {"id": "z1", "number": "Z-1", "validFrom": "2025-12-01", "validTo": "2026-12-01", "employee": PERSON,
            "course": {"id": "c1", "title": "信息保护", "titleEn": "Privacy"}}  # fmt: skip
    counts = {name: {"totalCount": 1} for name in ("ending", "expired", "held")}
    browser, api = open_stage(
        "hr_manager", lines={"TrainingCertificates": page("certificates", held, **counts)}
    )
    text = browser.get("/training/certificates").text

    asked = api.variables("TrainingCertificates")
    here = {"employee": {"status": {"in": ["PROBATION", "ACTIVE", "NOTICE"]}}}  # who has left renews nothing
    assert asked["where"] == here | {
        "isRenewed": {"eq": False},
        "validTo": {"gte": "2026-11-22", "lte": "2027-01-21"},
    }
    assert asked["expired"] == here | {"isRenewed": {"eq": False}, "validTo": {"lt": "2026-11-22"}}
    for part in ("王芳", "Z-1", f"/training/assign?pick={OTHER}&amp;course=c1"):
        assert part in text, part
    assert open_stage("employee")[0].get("/training/certificates").status_code == 404
