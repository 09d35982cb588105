"""Home holds what the reader's policy answers: work, one's own record, totals, or the keeper's places."""

from __future__ import annotations

from typing import Any

from tests.ui.stage import ME, OTHER, open_stage

DUE = {
    "id": OTHER, "code": "R1", "name": "赵军", "probationEndsOn": "2026-11-24", "hiredOn": "2026-08-24",
    "department": {"name": "临平店"}, "position": {"name": "导购"},
}  # fmt: skip
HOME = {
    "total": {"totalCount": 20}, "active": {"totalCount": 15}, "probation": {"totalCount": 5},
    "notice": {"totalCount": 0}, "due": {"nodes": [DUE]}, "leaving": {"nodes": []}, "recent": {"nodes": []},
}  # fmt: skip
TEAMS = {"departments": {"nodes": [{"id": "d1", "name": "临平店", "employees": {"totalCount": 20}}]}}
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
    browser, _ = open_stage("hr_manager", lines={"Home": HOME, "Teams": TEAMS, "Mine": MINE})

    text = browser.get("/").text

    assert "赵军 试用到期" in text
    assert f"/people/{OTHER}/change/complete-probation" in text
    assert text.count("button primary") == 1
    assert "75.0%" in text


def test_who_may_not_narrow_by_status_gets_the_number_alone():
    lines = {"Reach": REFUSED, "Home": {"all": {"totalCount": 470}}, "Mine": MINE}
    browser, api = open_stage("payroll_specialist", lines=lines, mayHire=False)

    text = browser.get("/").text

    assert "470" in text
    assert "待办" not in text
    assert api.variables("Home")["status"] is False
    assert "Teams" not in [name for name, _ in api.asked]


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
