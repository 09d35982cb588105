"""What adjustments add up to, and adding it to a total: what nobody knows stays unknown."""

from __future__ import annotations

from datetime import date

from server.attendance.models import AttendanceAdjustment
from server.attendance.operations.totals import more_of, plus
from server.people.calendar import WorkCalendar


def adjustment(day, worked, overtime=0):
    return AttendanceAdjustment(
        for_day=day,
        worked_hours=worked,
        payable_hours=worked,
        overtime_hours=overtime,
        month="2025-06",
        reason="x",
    )


def test_overtime_goes_to_the_kind_of_the_day_it_is_for():
    """15 May 2025 is a Thursday, the 17th a Saturday."""
    told = [adjustment(date(2025, 5, 15), 850, 50), adjustment(date(2025, 5, 17), 400, 400)]

    assert more_of(told, WorkCalendar({})) == {
        "worked_hours": 1250, "payable_hours": 1250, "overtime_hours": 450, "workday_overtime_hours": 50,
        "rest_day_overtime_hours": 400, "holiday_overtime_hours": 0,
    }  # fmt: skip


def test_what_is_unknown_stays_so_and_what_was_added_can_be_taken_away():
    more = {"worked_hours": 850, "workday_overtime_hours": 50}
    sums = {"worked_hours": 16000, "workday_overtime_hours": None, "late_count": 2}

    added = plus(sums, more)

    assert added == {"worked_hours": 16850, "workday_overtime_hours": None, "late_count": 2}
    assert plus(added, more, -1) == sums
