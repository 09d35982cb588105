"""Reads of attendance that are worked out: the calendar as HR set it, and what a request for days off would take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from server.attendance.absence_rules import Asked, Part, by_year, clashes, parts_of
from server.attendance.models import AbsenceUnit, Accrual, CalendarKind, DayPart
from server.attendance.rules import wrong
from server.kernel.context import Context
from server.kernel.errors import InvalidInput
from server.people.calendar import CalendarEntry, WorkCalendar
from server.store.reads import Snapshot, placed

OWN_DAYS = "select day,kind,name from calendar_day where day between {0} and {1}"
TYPE = (
    "select id,unit,accrual,yearly_hours,counts_rest_days,needs_reason "
    "from absence_type where code={0} and is_active"
)
HELD = (
    "select day,part,hours from absence_day where employee_id={0} and day between {1} and {2} "
    "and state in ('HELD','TAKEN')"
)
LEFT = "select remaining_hours-held_hours from absence_balance where employee_id={0} and type_id={1} and year={2}"
LONGEST = 800
"""So many days of the calendar are given at once."""


@dataclass(frozen=True)
class Rules:
    """A kind of absence as the rules need to know it."""

    id: str
    unit: AbsenceUnit
    accrual: Accrual
    yearly_hours: int
    counts_rest_days: bool
    needs_reason: bool


@dataclass(frozen=True)
class Preview:
    """What a request would take: `left` is what remains of the balance after it, None where none is kept."""

    hours: int
    left: int | None
    taken: tuple[date, ...]
    skipped: tuple[CalendarEntry, ...]


async def calendar_between(ctx: Context, first: date, last: date) -> list[CalendarEntry]:
    """Return the calendar day by day."""
    if not 0 <= (last - first).days < LONGEST:
        raise InvalidInput(
            f"日期范围须在 {LONGEST} 天以内。", f"Ask for at most {LONGEST} days.", path=("until",)
        )
    async with ctx.store.reads.snapshot() as snapshot:
        calendar = await own_calendar(ctx, snapshot, first, last)
    return list(calendar.entries(first, last))


async def preview_of(ctx: Context, person: str, type_code: str, asked: Asked) -> Preview:
    """Work out what a request of somebody would take, without asking for anything."""
    async with ctx.store.reads.snapshot() as snapshot:
        found = await rows(ctx, snapshot, TYPE, type_code)
        if not found:
            raise wrong(
                "typeCode", "没有这个假别，请重新选择。", "There is no such kind of absence; choose another."
            )
        kind = rules(found[0])
        calendar = await own_calendar(ctx, snapshot, asked.first_day, asked.last_day)
        parts = parts_of(asked, kind, calendar)
        held = await rows(ctx, snapshot, HELD, person, asked.first_day, asked.last_day)
        left = [
            await left_in(ctx, snapshot, person, kind.id, year) - hours
            for year, hours in by_year(parts).items()
            if kind.accrual is not Accrual.NONE
        ]
    known = [(as_day(row[0]), DayPart(row[1]), int(row[2])) for row in held]
    return Preview(
        hours=sum(part.hours for part in parts),
        left=min(left) if left else None,
        taken=tuple(clashes(parts, known)),
        skipped=skipped(asked, parts, calendar),
    )


def skipped(asked: Asked, parts: Sequence[Part], calendar: WorkCalendar) -> tuple[CalendarEntry, ...]:
    counted = {part.day for part in parts}
    return tuple(
        entry for entry in calendar.entries(asked.first_day, asked.last_day) if entry.day not in counted
    )


async def own_calendar(ctx: Context, snapshot: Snapshot, first: date, last: date) -> WorkCalendar:
    found = await rows(ctx, snapshot, OWN_DAYS, first, last)
    return WorkCalendar({as_day(row[0]): (CalendarKind(row[1]), str(row[2])) for row in found})


async def left_in(ctx: Context, snapshot: Snapshot, person: str, type_id: str, year: int) -> int:
    found = await rows(ctx, snapshot, LEFT, person, type_id, year)
    return int(found[0][0]) if found else 0


async def rows(ctx: Context, snapshot: Snapshot, sql: str, *args: object) -> list[Any]:
    """Run a statement, spelled for the database at hand."""
    return list(await snapshot.rows(*placed(ctx.store.dialect, sql, *args)))


def rules(row: Sequence[Any]) -> Rules:
    row_id, unit, accrual, yearly, every_day, reason = row
    return Rules(str(row_id), AbsenceUnit(unit), Accrual(accrual), int(yearly), bool(every_day), bool(reason))


def as_day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
