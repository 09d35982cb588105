"""Norm and actual unit by unit, and the form that sets a norm."""

from __future__ import annotations

import re

from tests.ui.org.test_chart import FIGURE, UNIT, unit
from tests.ui.stage import open_stage

STAFFING = {"norm": "4.00", "gap": "-1.00", "state": "OVER", "actual": FIGURE}
LINES = {
    "OrgUnit": UNIT,
    "OrgPositions": {"positions": {"nodes": [{"id": "p1", "code": "P1", "name": "店长"}]}},
    "SetStaffingNorm": {"setStaffingNorm": {"id": "D2"}},
    "OrgStaffing": {
        "departments": {
            "totalCount": 51, "pageInfo": {"hasNextPage": True, "endCursor": "c"},
            "nodes": [unit("D2", staffing=STAFFING), unit("D3", staffing=None)],
        }
    },
}  # fmt: skip


def test_units_of_the_kinds_asked_for_are_held_against_their_norm():
    browser, api = open_stage("hr_manager", lines=LINES)

    page = browser.get("/org/staffing?kind=WARD&kind=NONSENSE").text

    assert api.variables("OrgStaffing")["kinds"] == ["WARD"]
    assert "超 1" in page
    assert "after=c" in page
    browser.get("/org/staffing")
    assert api.variables("OrgStaffing")["kinds"] == ["STORE", "WARD", "TEAM"]


def test_a_norm_is_set_with_what_was_typed():
    browser, api = open_stage("hr_manager", lines=LINES)
    assert 'value="4.00"' in browser.get("/org/D2/norm").text

    given = {"csrf": "token", "key": "k", "fte": "5.5", "effectiveOn": "2026-12-01", "positionId": ""}
    answer = browser.post("/org/D2/norm", data=given)

    assert answer.headers["location"] == "/org/D2"
    assert api.variables("SetStaffingNorm")["input"] == {
        "departmentId": "D2", "positionId": None, "fte": "5.5", "effectiveOn": "2026-12-01", "idempotencyKey": "k",
    }  # fmt: skip


def test_a_norm_of_today_is_set_over_the_one_that_was_seen():
    browser, api = open_stage("hr_manager", lines=LINES)
    shown = re.search('name="(seen:[^"]*)" value="([^"]*)"', browser.get("/org/D2/norm").text)
    assert shown is not None

    given = {"csrf": "token", "fte": "5", "effectiveOn": "2026-11-22", "positionId": ""}
    browser.post("/org/D2/norm", data=given | {shown[1]: shown[2]})

    assert shown[1] == "seen:"
    assert api.variables("SetStaffingNorm")["input"]["seen"] == shown[2]


def test_a_norm_is_ended_by_its_own_button():
    browser, api = open_stage("hr_manager", lines=LINES)

    browser.post("/org/D2/norm", data={"csrf": "token", "op": "end", "fte": "4", "effectiveOn": "2026-12-01"})

    assert api.variables("SetStaffingNorm")["input"]["fte"] is None


def test_what_is_wrong_comes_back_at_its_field_with_what_was_typed():
    trouble = {
        "extensions": {
            "code": "INVALID_INPUT",
            "zh": "编制须为数。",
            "en": "x",
            "inputPath": ["input", "fte"],
        }
    }
    refused = {**LINES, "SetStaffingNorm": {"setStaffingNorm": None, "errors": [trouble]}}
    browser, _ = open_stage("hr_manager", lines=refused)

    page = browser.post("/org/D2/norm", data={"csrf": "token", "fte": "abc", "effectiveOn": "2026-12-01"})

    assert page.status_code == 422
    assert "编制须为数。" in page.text
    assert 'value="abc"' in page.text
    assert browser.post("/org/D2/norm", data={"csrf": "token", "fte": ""}).status_code == 422


def test_others_are_told_who_sets_norms():
    browser, _ = open_stage("department_manager", lines=LINES)

    assert browser.get("/org/D2/norm").status_code == 403
