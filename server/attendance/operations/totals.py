"""Months that came as a sum from elsewhere: what adjustments add to them, and what they were without."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from server.attendance.models import AttendanceAdjustment
from server.attendance.operations.figures import adjustments, settle_overtime
from server.attendance.overtime import by_kind
from server.kernel.context import Context
from server.kernel.period import add_months
from server.metrics.kept.dirty import touched
from server.people.calendar import WorkCalendar
from server.people.models import Attendance
from server.people.operations.access import link
from server.people.operations.calendars import calendar_for
from server.store.base import change_row

ADJUSTED = ("worked_hours", "payable_hours", "overtime_hours")
Pair = tuple[str, str]
"""A person and a month."""


def more_of(told: Iterable[AttendanceAdjustment], calendar: WorkCalendar) -> dict[str, int]:
    """Add up what adjustments add to the columns of a month; overtime by the kind of the day each is for as well."""
    some = list(told)
    parts = by_kind((calendar.kind(each.for_day), each.overtime_hours) for each in some)
    return {name: sum(getattr(each, name) for each in some) for name in ADJUSTED} | parts


def plus(sums: Mapping[str, int | None], more: Mapping[str, int], sign: int = 1) -> dict[str, int | None]:
    """Add to the columns that are known, or with -1 take away; what is unknown stays so."""
    return {
        name: value if value is None or name not in more else value + sign * more[name]
        for name, value in sums.items()
    }


async def adjusted(pairs: Collection[Pair]) -> dict[Pair, dict[str, int]]:
    """Return what adjustments add to these months; inside store.write."""
    calendar = await calendar_for(date.min) if pairs else WorkCalendar({})
    found: dict[Pair, dict[str, int]] = {}
    for month in sorted({month for _, month in pairs}):
        told = await adjustments(month, {person for person, each in pairs if each == month})
        found |= {(person, month): more_of(some, calendar) for person, some in told.items()}
    return found


async def add_to_month(ctx: Context, row: AttendanceAdjustment) -> None:
    """Add one adjustment to a month that came as a sum: to the total, and of overtime told in parts to its part."""
    person = link(row, "employee_id")
    month = await Attendance.filter(employee_id=person, month=row.month).select_for_update().get()
    more = more_of([row], await calendar_for(row.for_day, row.for_day))
    held = {name: getattr(month, name) for name, count in more.items() if count}
    await change_row(ctx, Attendance, month.id, version=month.version, **plus(held, more))
    first = date.fromisoformat(f"{row.month}-01")
    if row.overtime_hours:
        await settle_overtime(ctx, first, {person: month.overtime_hours + row.overtime_hours})
    await touched(ctx, "attendance", first, add_months(first, 1))
