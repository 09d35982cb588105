"""What figures take from days: the sheet of each day, the sum of each month, and its settled overtime."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from server.attendance.models import (
    AbsenceDay,
    AbsenceType,
    AttendanceAdjustment,
    AttendanceDay,
    AttendanceStatus,
    CalendarKind,
    HoldState,
)
from server.attendance.operations.ground import BATCH, Stays, is_employed, stays_of
from server.attendance.overtime import by_kind
from server.attendance.rules import DAY_HOURS
from server.kernel.context import Context
from server.kernel.period import add_months
from server.metrics.kept.dirty import touched
from server.people.calendar import WorkCalendar, days_of
from server.people.event_models import AbsenceType as SheetAbsence
from server.people.models import Assignment, Attendance, OvertimeMonth, Timesheet
from server.people.operations.access import link
from server.people.operations.calendars import calendar_for
from server.store.base import change_row, stamp

WHOLE = 100
SUMS = (
    "worked_hours", "payable_hours", "overtime_hours", "absent_days", "leave_days", "late_count", "night_shifts",
)  # fmt: skip
TOLD = tuple(name for name in SUMS if name != "payable_hours")
"""By these a month that was worked out here is known; holidays are paid as they come."""


@dataclass
class Known:
    """What is known of some people between two days."""

    days: dict[tuple[str, date], AttendanceDay] = field(default_factory=dict)
    absences: dict[tuple[str, date], list[AbsenceDay]] = field(default_factory=lambda: defaultdict(list))
    types: dict[str, AbsenceType] = field(default_factory=dict)


async def known_of(people: Collection[str], first: date, last: date) -> Known:
    """Read the days in force and the absences taken."""
    known = Known(types={row.id: row for row in await AbsenceType.all()})
    for some in chunks(people):
        rows = AttendanceDay.filter(
            employee_id__in=some, superseded_at=None, valid_from__gte=first, valid_from__lte=last
        )
        known.days |= {(link(row, "employee_id"), row.valid_from): row for row in await rows}
        taken = AbsenceDay.filter(
            employee_id__in=some, day__gte=first, day__lte=last, state=HoldState.TAKEN
        ).order_by("day")
        for row in await taken:
            known.absences[link(row, "employee_id"), row.day].append(row)
    return known


def chunks(people: Collection[str]) -> Iterable[list[str]]:
    ordered = sorted(set(people))
    return (ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH))


# --- The sheet of a day ---


async def tell_sheets(ctx: Context, pairs: Collection[tuple[str, date]]) -> None:
    """Keep the day's sheet, from which figures are made, in step with what is now known of each (person, day)."""
    if not pairs:
        return
    first, last = min(day for _, day in pairs), max(day for _, day in pairs)
    people = {person for person, _ in pairs}
    known, calendar = await known_of(people, first, last), await calendar_for(first, last)
    held: dict[tuple[str, date], Timesheet] = {}
    for some in chunks(people):
        rows = Timesheet.filter(
            employee_id__in=some, work_on__gte=first, work_on__lte=last, superseded_at=None
        )
        held |= {(link(row, "employee_id"), row.work_on): row for row in await rows}
    gone = [held[pair].id for pair in pairs if pair in held]
    for some in chunks(gone):
        await Timesheet.filter(id__in=some).update(superseded_at=ctx.now, updated_at=ctx.now)
    made = []
    for pair in sorted(set(pairs)):
        row, absences = known.days.get(pair), known.absences.get(pair, [])
        if row is None and not absences:
            continue
        is_workday = calendar.kind(pair[1]) is CalendarKind.WORKDAY
        values = sheet(row, absences, known.types, is_workday=is_workday)
        if old := held.get(pair):
            values |= {"handling_hours": old.handling_hours, "available_hours": old.available_hours}
        made.append(
            Timesheet(**stamp(ctx), recorded_at=ctx.now, employee_id=pair[0], work_on=pair[1], **values)
        )
    await Timesheet.bulk_create(made, batch_size=BATCH)
    await touched(ctx, "timesheet", first, last)


def sheet(
    row: AttendanceDay | None, absences: list[AbsenceDay], types: dict[str, AbsenceType], *, is_workday: bool
) -> dict[str, Any]:
    """Return the columns of a day's sheet, of mixed types."""
    missed = row is not None and row.status == AttendanceStatus.ABSENT
    off = sum(each.hours for each in absences)
    kinds = [types[link(each, "type_id")].sheet_kind for each in absences]
    return {
        "scheduled_hours": DAY_HOURS if is_workday else 0,
        "worked_hours": row.worked_hours if row else 0,
        "overtime_hours": row.overtime_hours if row else 0,
        "absent_hours": off or (DAY_HOURS if missed else 0),
        "absence_type": kinds[0] if kinds else SheetAbsence.AWOL if missed else None,
    }


# --- The sum of a month ---


async def own_months(pairs: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the (person, month) whose row was worked out here and did not come as a sum from elsewhere.

    Ask before days, absences or adjustments come or go: afterwards nobody can tell. A month with days always was.
    """
    found: set[tuple[str, str]] = set()
    for month in sorted({month for _, month in pairs}):
        people = {person for person, each in pairs if each == month}
        first = date.fromisoformat(f"{month}-01")
        known = await known_of(people, first, add_months(first, 1) - timedelta(days=1))
        extra, rows = await adjustments(month, people), await month_rows(month, people)
        detailed = {person for person, _ in known.days}
        for person in ({person for person, _ in known.absences} | extra.keys()) - detailed:
            sums = total(person, known, extra.get(person, ()))
            if person in rows and all(getattr(rows[person], name) == sums[name] for name in TOLD):
                detailed.add(person)
        found |= {(person, month) for person in detailed}
    return found


async def month_rows(month: str, people: Collection[str]) -> dict[str, Attendance]:
    rows: dict[str, Attendance] = {}
    for some in chunks(people):
        found = await Attendance.filter(employee_id__in=some, month=month)
        rows |= {link(row, "employee_id"): row for row in found}
    return rows


async def sum_months(
    ctx: Context, pairs: Collection[tuple[str, str]], *, own: Collection[tuple[str, str]] = ()
) -> None:
    """Work the months of (person, month) out from their days.

    A month with days is worked out whole. One that came as a sum from elsewhere is left as it came, with what
    adjustments added to it, and gets only what nobody has summed yet. Those in `own` were worked out here before
    something came or went: they are worked out again, and a row of which nothing is left goes too.
    """
    months: dict[str, set[str]] = defaultdict(set)
    for person, month in pairs:
        months[month].add(person)
    for month, people in sorted(months.items()):
        await sum_month(ctx, month, people, {person for person, each in own if each == month})


async def sum_month(ctx: Context, month: str, people: Collection[str], own: set[str]) -> None:
    first = date.fromisoformat(f"{month}-01")
    last = add_months(first, 1) - timedelta(days=1)
    known = await known_of(people, first, last)
    extra = await adjustments(month, people)
    adjusted = [row.for_day for some in extra.values() for row in some]
    calendar = await calendar_for(min([first, *adjusted]), last)
    holidays = paid_holidays(calendar, first, min(last, ctx.today))
    shares, stays = await fte_of(people, last), await stays_of(people)
    rows = await month_rows(month, people)
    detailed = {person for person, _ in known.days}
    detailed |= {person for person in extra if person not in rows or person in own}
    absent = {person for person, _ in known.absences}
    overtime = await drop_empty(rows, (own & set(people)) - detailed - absent - extra.keys())
    for person in sorted(set(people)):
        row = rows.get(person)
        if person not in detailed and (person not in absent or (row is not None and person not in own)):
            continue
        more = extra.get(person, ())
        sums = total(person, known, more) | by_kind(overtime_of(person, known, more, calendar))
        if person in detailed:
            sums["payable_hours"] += holiday_hours(holidays, stays, person, shares.get(person, WHOLE))
        if row is None:
            made: dict[str, Any] = {**stamp(ctx), "employee_id": person, "month": month, **sums}
            await Attendance.create(**made)
        elif any(getattr(row, name) != value for name, value in sums.items()):
            await change_row(ctx, Attendance, row.id, version=row.version, **sums)
        if row is None or row.overtime_hours != sums["overtime_hours"]:
            overtime[person] = sums["overtime_hours"]
    if overtime:
        await settle_overtime(ctx, first, overtime)
    await touched(ctx, "attendance", first, add_months(first, 1))


async def drop_empty(rows: dict[str, Attendance], people: Collection[str]) -> dict[str, int]:
    """Take away the rows of which nothing is left, and return whose overtime is none from now on."""
    gone = {person: rows.pop(person) for person in sorted(people) if person in rows}
    for some in chunks([row.id for row in gone.values()]):
        await Attendance.filter(id__in=some).delete()
    return {person: 0 for person, row in gone.items() if row.overtime_hours}


def total(person: str, known: Known, extra: Iterable[AttendanceAdjustment]) -> dict[str, int]:
    """Add up one person's month: hours worked are payable, and absences for the share of them that is paid."""
    days = [row for (owner, _), row in known.days.items() if owner == person]
    absences = [each for (owner, _), some in known.absences.items() if owner == person for each in some]
    shares = {key: row.paid_share for key, row in known.types.items()}
    worked = sum(row.worked_hours for row in days) + sum(each.worked_hours for each in extra)
    paid = sum(each.hours * shares[link(each, "type_id")] // WHOLE for each in absences)
    adjusted = sum(each.payable_hours for each in extra)
    return {
        "worked_hours": worked,
        "payable_hours": sum(row.worked_hours for row in days) + paid + adjusted,
        "overtime_hours": sum(row.overtime_hours for row in days)
        + sum(each.overtime_hours for each in extra),
        "absent_days": WHOLE * sum(row.status == AttendanceStatus.ABSENT for row in days),
        "leave_days": sum(each.hours for each in absences) * WHOLE // DAY_HOURS,
        "late_count": sum(row.late_minutes > 0 for row in days),
        "night_shifts": sum(row.is_night for row in days),
    }


def overtime_of(
    person: str, known: Known, extra: Iterable[AttendanceAdjustment], calendar: WorkCalendar
) -> Iterable[tuple[CalendarKind, int]]:
    """Tell on which kind of day each piece of somebody's overtime was.

    A day keeps the kind it was recorded with, as it keeps its overtime; an adjustment has that of the day it is for.
    """
    for (owner, day), row in known.days.items():
        if owner == person and row.overtime_hours:
            yield CalendarKind(row.overtime_kind or calendar.kind(day)), row.overtime_hours
    for each in extra:
        yield calendar.kind(each.for_day), each.overtime_hours


def holiday_hours(holidays: list[date], stays: Stays, person: str, share: int) -> int:
    """Return what the month's statutory holidays add to the payable hours: a day each, by full-time equivalent."""
    mine = sum(is_employed(stays.get(person, []), day) for day in holidays)
    return mine * DAY_HOURS * share // WHOLE


def paid_holidays(calendar: WorkCalendar, first: date, last: date) -> list[date]:
    return [day for day in days_of(first, last) if calendar.kind(day) is CalendarKind.HOLIDAY]


async def adjustments(month: str, people: Collection[str]) -> dict[str, list[AttendanceAdjustment]]:
    found: dict[str, list[AttendanceAdjustment]] = defaultdict(list)
    for some in chunks(people):
        for row in await AttendanceAdjustment.filter(month=month, employee_id__in=some):
            found[link(row, "employee_id")].append(row)
    return found


async def fte_of(people: Collection[str], on: date) -> dict[str, int]:
    """Return the full-time equivalents, in hundredths, of the posts held last up to a day."""
    found: dict[str, int] = {}
    for some in chunks(people):
        posts = Assignment.filter(
            employee_id__in=some, is_primary=True, superseded_at=None, valid_from__lte=on
        ).order_by("valid_from")
        found |= {link(row, "employee_id"): row.fte for row in await posts}
    return found


async def settle_overtime(ctx: Context, month: date, hours: dict[str, int]) -> None:
    """Keep the month's overtime as a fact of its own, with both clocks: figures about it can be asked as once known."""
    for some in chunks(hours):
        known = OvertimeMonth.filter(month=month, employee_id__in=some, superseded_at=None)
        await known.update(superseded_at=ctx.now, updated_at=ctx.now)
        made = [
            OvertimeMonth(
                **stamp(ctx), recorded_at=ctx.now, month=month, employee_id=one, overtime_hours=hours[one]
            )
            for one in some
        ]
        await OvertimeMonth.bulk_create(made, batch_size=BATCH)
    await touched(ctx, "overtime_month", month, month)
