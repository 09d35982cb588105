"""A team's month as a table."""

from __future__ import annotations

from typing import Any

from tests.ui.attendance.lines import CALENDAR, OFF, PERSON, ROW, SUMS
from tests.ui.stage import OTHER, open_stage

PARTS = ("workdayOvertimeHours", "restDayOvertimeHours", "holidayOvertimeHours")
TEAM: dict[str, Any] = {
    "AttendancePeople": {
        "employees": {"totalCount": 1, "pageInfo": {"hasNextPage": True, "endCursor": "c"}, "nodes": [PERSON]}
    },
    "AttendanceDays": {
        "attendanceDays": {"pageInfo": {"hasNextPage": False}, "nodes": [{**ROW, "employee": {"id": OTHER}}]}
    },
    "AttendanceOffs": {
        "workCalendar": CALENDAR,
        "absenceDays": {"nodes": [{**OFF, "employee": {"id": OTHER}}]},
        "attendanceGaps": {
            "nodes": [{"id": "g", "day": "2026-11-06", "kind": "NO_RECORD", "employee": {"id": OTHER}}]
        },
        "monthlyAttendance": {"nodes": [{**SUMS, "employee": {"id": OTHER}}]},
        "departments": {"nodes": [{"id": "d1", "code": "D1", "name": "城西店", "parent": None}]},
    },
}


def test_a_team_is_a_table_of_people_by_days():
    browser, api = open_stage("hr_manager", lines=TEAM)

    page = browser.get("/attendance/team?month=2026-11&department=d1").text

    here = {"or": [{"leftOn": {"isNull": True}}, {"leftOn": {"gte": "2026-11-01"}}]}
    assert api.variables("AttendancePeople")["where"] == {"department": {"id": {"eq": "d1"}}, **here}
    assert '<td class="workday over late">10</td>' in page
    assert '<td class="off" title="年休假">年</td>' in page
    assert "after=c" in page
    assert (
        '<small class="parts"><span>平日</span> 14.5</small><small class="parts"><span>休息日</span> 16</small></td>'
        in page
    )


def test_a_month_that_came_as_a_total_says_so():
    gap = {**SUMS, **dict.fromkeys(PARTS), "overtimeSplitGap": "TOTAL_ONLY", "employee": {"id": OTHER}}
    offs = {**TEAM["AttendanceOffs"], "monthlyAttendance": {"nodes": [gap]}}
    browser, _ = open_stage("hr_manager", lines={**TEAM, "AttendanceOffs": offs})

    page = browser.get("/attendance/team?month=2026-11").text

    assert '<small class="parts quiet">只有合计</small></td>' in page


def test_who_is_still_at_work_has_not_worked_nothing():
    row = {**ROW, "endedAt": None, "workedHours": "0.00", "overtimeHours": "0.00", "employee": {"id": OTHER}}
    days = {"attendanceDays": {"pageInfo": {"hasNextPage": False}, "nodes": [row]}}
    browser, _ = open_stage("hr_manager", lines={**TEAM, "AttendanceDays": days})

    page = browser.get("/attendance/team?month=2026-11").text

    assert 'title="09:00 上班，还没有下班"' in page
    assert ">0</td>" not in page


def test_the_table_is_not_for_everybody():
    browser, _ = open_stage("payroll_specialist")

    assert browser.get("/attendance/team").status_code == 404
