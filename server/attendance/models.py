"""Tables of attendance: a person's days, what they lack, and the months that are closed.

Hours count hundredths. A shift is the day on which it begins where it is worked.
"""

from __future__ import annotations

from enum import StrEnum

from server.attendance.absence_models import (
    AbsenceBalance,
    AbsenceDay,
    AbsenceEntry,
    AbsenceRequest,
    AbsenceState,
    AbsenceType,
    AbsenceUnit,
    Accrual,
    DayPart,
    EntryKind,
    HoldState,
    seeds,
)
from server.kernel.labels import label
from server.people.models import CalendarDay, CalendarKind
from server.store.base import Fact, Row
from server.store.fields import Choice, Day, Flag, Instant, Int, Minor, Ref, Text


class AttendanceStatus(StrEnum):
    """ABSENT: did not come and was not off."""

    WORKED = "WORKED"
    ABSENT = "ABSENT"


class GapKind(StrEnum):
    NO_RECORD = "NO_RECORD"
    NO_END = "NO_END"


class MonthState(StrEnum):
    OPEN = "OPEN"
    LOCKED = "LOCKED"


class AttendanceDay(Fact):
    """One person's day, true for that day alone: `valid_from` is the day, what is corrected is superseded."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    month = Text(7, description=label("月份", "Month"))
    status = Choice(AttendanceStatus, description=label("出勤状态", "Status"))
    started_at = Instant(null=True, description=label("上班时间", "Started at"))
    ended_at = Instant(null=True, description=label("下班时间", "Ended at"))
    zone = Text(64, description=label("时区", "Time zone"))
    break_minutes = Int(default=0, description=label("休息分钟", "Minutes of break"))
    worked_hours = Minor(default=0, description=label("出勤工时", "Worked hours"))
    overtime_hours = Minor(default=0, description=label("加班工时", "Overtime hours"))
    overtime_kind = Choice(CalendarKind, null=True, description=label("加班类别", "Kind of overtime"))
    is_night = Flag(default=False, description=label("夜班", "Night shift"))
    late_minutes = Int(default=0, description=label("迟到分钟", "Minutes late"))
    source = Text(64, description=label("来源", "Source"))
    note = Text(200, default="", description=label("说明", "Note"))
    corrected_by = Ref("Employee", null=True, description=label("更正人", "Corrected by"))

    class Meta:
        table = "attendance_day"
        indexes = (("employee_id", "superseded_at", "valid_from"), ("month", "superseded_at"))


class AttendanceGap(Row):
    """A workday of which nothing is known, or not when it ended; found anew each day, gone once it is settled."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    day = Day(description=label("日期", "Day"))
    month = Text(7, db_index=True, description=label("月份", "Month"))
    kind = Choice(GapKind, description=label("缺少什么", "What is missing"))

    class Meta:
        table = "attendance_gap"
        unique_together = (("employee_id", "day"),)


class AttendanceMonth(Row):
    """A month of the company's attendance; one without a row is open."""

    month = Text(7, unique=True, description=label("月份", "Month"))
    state = Choice(MonthState, default=MonthState.OPEN, description=label("状态", "State"))
    locked_at = Instant(null=True, description=label("锁定时间", "Locked at"))
    locked_by = Ref("Employee", null=True, description=label("锁定人", "Locked by"))
    unlocked_at = Instant(null=True, description=label("解锁时间", "Unlocked at"))
    unlocked_by = Ref("Employee", null=True, description=label("解锁人", "Unlocked by"))
    unlock_reason = Text(200, default="", description=label("解锁原因", "Why unlocked"))

    class Meta:
        table = "attendance_month"


class AttendanceAdjustment(Row):
    """What a closed month turned out to lack or to have too much, counted in a later month that is open."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    month = Text(7, description=label("计入月份", "Counted in month"))
    for_day = Day(description=label("所属日期", "Of the day"))
    worked_hours = Minor(default=0, description=label("出勤工时增减", "Worked hours, more or less"))
    overtime_hours = Minor(default=0, description=label("加班工时增减", "Overtime hours, more or less"))
    payable_hours = Minor(default=0, description=label("计薪工时增减", "Payable hours, more or less"))
    reason = Text(200, description=label("原因", "Reason"))

    class Meta:
        table = "attendance_adjustment"
        indexes = (("employee_id", "month"),)


def after_migration(dialect: str) -> list[str]:
    """Return the statements that give a new database its usual kinds of absence; those there stay as they are."""
    return seeds(dialect)


__all__ = [
    "AbsenceBalance",
    "AbsenceDay",
    "AbsenceEntry",
    "AbsenceRequest",
    "AbsenceState",
    "AbsenceType",
    "AbsenceUnit",
    "Accrual",
    "AttendanceAdjustment",
    "AttendanceDay",
    "AttendanceGap",
    "AttendanceMonth",
    "AttendanceStatus",
    "CalendarDay",
    "CalendarKind",
    "DayPart",
    "EntryKind",
    "GapKind",
    "HoldState",
    "MonthState",
]
