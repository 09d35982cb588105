"""One person's page offers the steps the reader may take, and says what is hidden."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.stage import ME, OTHER, PERSON, open_stage

FACT = {"validFrom": "2024-03-11", "validTo": None}
OVERVIEW = {"employee": {
    "id": OTHER, "compensations": {"nodes": []}, "reports": {"totalCount": 0, "nodes": []},
    "attendance": {"nodes": [{"month": "2026-10-01", "workedHours": "170.5", "overtimeHours": "4.5"}]},
    "assignments": {"nodes": []},
    "employments": {"nodes": [{
        "hiredOn": "2024-03-11", "type": "FULL_TIME", "confirmedOn": None, "noticeOn": None, "leftOn": None,
        "leaveKind": None, "leaveReason": None,
    }]},
}}  # fmt: skip
PAY = {"employee": {"compensations": {"nodes": [
    {"id": "c", "baseSalary": "5000.00", "currency": "CNY", "marketSalary": None, "recordedAt": None, **FACT},
]}}}  # fmt: skip
SEEN = {"accessLog": {"totalCount": 1, "pageInfo": {"hasNextPage": True, "endCursor": "n"}, "nodes": [
    {"id": "s", "at": "2026-11-20T02:00:00Z", "actorName": "梁艳", "roles": "department_manager",
     "fieldGroup": "contact", "rule": "rules/people.csv:9", "purpose": None, "rows": 1},
]}}  # fmt: skip
LINES: dict[str, Any] = {"PersonOverview": OVERVIEW, "PersonPay": PAY, "PersonSeen": SEEN}


@pytest.mark.parametrize(
    ("role", "offered", "withheld"),
    [
        ("hr_manager", "/change/transfer", "/change/pay"),
        ("payroll_specialist", "/change/pay", "/change/transfer"),
        ("auditor", "谁看过", "/change/"),
    ],
)
def test_steps_are_offered_to_who_may_take_them(role, offered, withheld):
    browser, _ = open_stage(role, lines=LINES)

    text = browser.get(f"/people/{OTHER}").text

    assert offered in text
    assert withheld not in text


def test_the_overview_holds_the_timeline_and_the_hours():
    browser, _ = open_stage("hr_manager", lines=LINES)

    text = browser.get(f"/people/{OTHER}").text

    assert "170.5 小时" in text
    assert "2024-03-11" in text


@pytest.mark.parametrize(
    ("tab", "words"), [("pay", "¥5,000"), ("seen", "部门经理"), ("seen", "after=n"), ("attendance", "还没有")]
)
def test_a_tab_is_one_table(tab, words):
    browser, _ = open_stage("hr_manager", lines=LINES)

    assert words in browser.get(f"/people/{OTHER}/{tab}").text


def test_absent_and_out_of_reach_look_alike():
    browser, _ = open_stage("employee", lines={"PersonHeader": {"employee": None}}, mayListPeople=False)

    assert browser.get(f"/people/{OTHER}").status_code == 404
    assert browser.get(f"/people/{OTHER}/nonsense").status_code == 404


@pytest.mark.parametrize(("status", "linked"), [("ACTIVE", True), (None, False)])
def test_a_line_manager_out_of_reach_is_a_name_and_no_link(status, linked):
    manager = {"id": "m1", "code": "R9", "name": "魏勇", "status": status}
    own = {"employee": {**PERSON, "id": ME, "manager": manager}}
    browser, _ = open_stage("department_manager", lines={**LINES, "PersonHeader": own})

    text = browser.get(f"/people/{ME}").text

    assert "魏勇" in text
    assert ("/people/m1" in text) is linked


def test_another_tab_comes_without_the_frame():
    browser, _ = open_stage("hr_manager", lines=LINES)
    aimed = {"hx-request": "true", "hx-target": "div#record"}

    part, whole = (
        browser.get(f"/people/{OTHER}/pay", headers=aimed).text,
        browser.get(f"/people/{OTHER}/pay").text,
    )

    assert part.lstrip().startswith('<div id="record">')
    assert part.strip() in whole
    assert f'hx-get="/people/{OTHER}/history"' in part
    assert f'hx-get="/people/{OTHER}/career"' not in part
