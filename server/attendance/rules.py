"""The rules of days worked, which compute and touch nothing: whose day a shift is, how long, which overtime."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo, available_timezones

from server.attendance.models import AttendanceStatus, CalendarKind
from server.kernel.clock import local_date
from server.kernel.errors import InvalidInput

DAY_HOURS = 800
"""Hundredths of hours in a day's work."""
NIGHT_FROM, NIGHT_ENDS = 22, time(6)
NIGHT_LEAST = timedelta(hours=2)
"""A shift with so much of its time at night is a night shift."""
BREAK_AFTER, BREAK_MINUTES = timedelta(hours=5), 60
LONGEST = timedelta(hours=24)
MOST_LATE = 24 * 60


@dataclass(frozen=True)
class Shift:
    """What is told of one day: either times, or hours, or that the person did not come."""

    day: date | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    zone: str = ""
    break_minutes: int | None = None
    worked_hours: int | None = None
    overtime_hours: int | None = None
    late_minutes: int = 0
    status: AttendanceStatus = AttendanceStatus.WORKED
    note: str = ""


@dataclass(frozen=True)
class DayRow:
    """A day as it is kept."""

    day: date
    status: AttendanceStatus
    started_at: datetime | None
    ended_at: datetime | None
    zone: str
    break_minutes: int
    worked_hours: int
    overtime_hours: int
    overtime_kind: CalendarKind | None
    is_night: bool
    late_minutes: int
    note: str

    @property
    def month(self) -> str:
        return f"{self.day:%Y-%m}"


def day_row(
    shift: Shift,
    kind_of: Callable[[date], CalendarKind],
    *,
    zone: str,
    now: datetime,
    night_from: int = NIGHT_FROM,
) -> DayRow:
    """Work a day out from what is told of it; InvalidInput where it does not add up.

    A shift belongs to the local day on which it begins, whenever it ends. Its length is the time that passed, also
    over a change of the clocks, less the break. Overtime is what goes beyond eight hours on a workday, and all of it
    on any other day; hours that are given stand as given.
    """
    shift = in_utc(shift)
    where = shift.zone or zone
    if where not in available_timezones():
        raise wrong("zone", f"没有“{where}”这个时区。", f"There is no time zone '{where}'.")
    day = day_of(shift, where)
    if day > local_date(now, where):
        raise wrong("day", "不能登记未来的出勤。", "Attendance can't be recorded ahead of time.")
    if shift.status is AttendanceStatus.ABSENT:
        return absent(day, where, shift)
    rest = breaks(shift)
    worked = shift.worked_hours if shift.worked_hours is not None else length(shift, rest)
    if worked is None:
        worked = 0
    if not 0 <= worked <= hundredths(LONGEST):
        raise wrong("workedHours", "一天的工时须在 0 到 24 小时之间。", "A day has 0 to 24 hours of work.")
    kind = kind_of(day)
    overtime = shift.overtime_hours if shift.overtime_hours is not None else beyond(worked, kind)
    if not 0 <= overtime <= worked:
        raise wrong(
            "overtimeHours", "加班工时不能超过出勤工时。", "Overtime can't be more than the hours worked."
        )
    if not 0 <= shift.late_minutes < MOST_LATE:
        raise wrong("lateMinutes", "迟到分钟须在 0 到 1439 之间。", "Lateness is 0 to 1439 minutes.")
    return DayRow(
        day, shift.status, shift.started_at, shift.ended_at, where, rest, worked, overtime,
        kind if overtime else None, is_night(shift, where, night_from), shift.late_minutes, clean_note(shift.note),
    )  # fmt: skip


def in_utc(shift: Shift) -> Shift:
    """Return the shift with its times in UTC, in which what passed between them is their difference."""
    started, ended = (moment and moment.astimezone(UTC) for moment in (shift.started_at, shift.ended_at))
    return replace(shift, started_at=started, ended_at=ended)


def day_of(shift: Shift, zone: str) -> date:
    """Return the local day on which the shift begins."""
    started, ended = shift.started_at, shift.ended_at
    if started is None:
        if shift.day is None:
            raise wrong("day", "请填写日期或上班时间。", "Give the day, or when the shift began.")
        if ended is not None:
            raise wrong("startedAt", "有下班时间就要有上班时间。", "A shift that ended must have begun.")
        if shift.worked_hours is None and shift.status is AttendanceStatus.WORKED:
            raise wrong("startedAt", "请填写上班时间或工时。", "Give when the shift began, or its hours.")
        return shift.day
    if ended is not None and not started < ended <= started + LONGEST:
        raise wrong(
            "endedAt", "下班须晚于上班，且不超过 24 小时。", "A shift ends after it begins, within 24 hours."
        )
    day = local_date(started, zone)
    if shift.day is not None and shift.day != day:
        raise wrong(
            "day",
            f"这个班次从 {day} 开始，属于那一天。",
            f"This shift begins on {day} and belongs to that day.",
        )
    return day


def absent(day: date, zone: str, shift: Shift) -> DayRow:
    return DayRow(day, shift.status, None, None, zone, 0, 0, 0, None, False, 0, clean_note(shift.note))


def breaks(shift: Shift) -> int:
    """Return the minutes of break: as told, else an hour in a shift of more than five."""
    if shift.break_minutes is not None:
        if not 0 <= shift.break_minutes < MOST_LATE:
            raise wrong("breakMinutes", "休息分钟须在 0 到 1439 之间。", "A break has 0 to 1439 minutes.")
        return shift.break_minutes
    if shift.started_at is None or shift.ended_at is None:
        return 0
    return BREAK_MINUTES if shift.ended_at - shift.started_at > BREAK_AFTER else 0


def length(shift: Shift, rest: int) -> int | None:
    """Return the hundredths of hours between begin and end without the break; None while the end is not known."""
    if shift.started_at is None or shift.ended_at is None:
        return None
    return max(0, hundredths(shift.ended_at - shift.started_at - timedelta(minutes=rest)))


def hundredths(passed: timedelta) -> int:
    """Return a length in hundredths of hours, rounded down to the whole minute and half up."""
    minutes = Decimal(int(passed.total_seconds()) // 60)
    return int((minutes * 100 / 60).to_integral_value(rounding="ROUND_HALF_UP"))


def beyond(worked: int, kind: CalendarKind) -> int:
    return max(0, worked - DAY_HOURS) if kind is CalendarKind.WORKDAY else worked


def is_night(shift: Shift, zone: str, night_from: int = NIGHT_FROM) -> bool:
    """Tell whether two hours or more of the shift lie between the hour nights begin and 06:00 where it is worked."""
    if shift.started_at is None or shift.ended_at is None:
        return False
    place = ZoneInfo(zone)
    first = local_date(shift.started_at, zone) - timedelta(days=1)
    nights = [first + timedelta(days=step) for step in range(3)]
    at_night = timedelta()
    for day in nights:
        begins = datetime.combine(day, time(night_from), place)
        ends = datetime.combine(day + timedelta(days=1), NIGHT_ENDS, place)
        overlap = min(shift.ended_at.timestamp(), ends.timestamp()) - max(
            shift.started_at.timestamp(), begins.timestamp()
        )
        at_night += timedelta(seconds=max(0.0, overlap))
    return at_night >= NIGHT_LEAST


def clean_note(text: str, field: str = "note", least: int = 0) -> str:
    """Return a note without blanks at its ends; InvalidInput if it is too short or too long."""
    clean = text.strip()
    most = 200
    if not least <= len(clean) <= most:
        raise wrong(field, f"请写 {least} 至 {most} 字。", f"Write {least} to {most} characters.")
    return clean


def clean_month(text: str, field: str = "month") -> str:
    """Return a month written as 2026-03."""
    try:
        return f"{date.fromisoformat(f'{text}-01'):%Y-%m}"
    except ValueError as error:
        raise wrong(
            field, f"“{text}”不是月份，请写成 2026-03。", f"'{text}' is no month; write 2026-03."
        ) from error


def wrong(field: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", field))
