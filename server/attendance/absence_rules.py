"""The rules of absence, which compute and touch nothing: which days count, who may overlap, what a year brings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from server.attendance.models import AbsenceUnit, Accrual, CalendarKind, DayPart
from server.attendance.rules import DAY_HOURS, wrong
from server.kernel.period import add_months
from server.people.calendar import WorkCalendar, days_of

HALF = DAY_HOURS // 2
LONGEST_DAYS = 366
TIERS = ((20, 15), (10, 10), (1, 5))
"""Days of annual leave by full years of service, longest first."""
CARRIED_UNTIL_MONTH = 3
"""What is carried over lapses at the end of this month."""


class TypeRules(Protocol):
    """What the rules need to know of a kind of absence."""

    @property
    def unit(self) -> AbsenceUnit: ...
    @property
    def accrual(self) -> Accrual: ...
    @property
    def yearly_hours(self) -> int: ...
    @property
    def counts_rest_days(self) -> bool: ...


@dataclass(frozen=True)
class Asked:
    """The days somebody asks for; `hours` only for a kind that is taken by the hour, on one day."""

    first_day: date
    last_day: date
    starts_at_noon: bool = False
    ends_at_noon: bool = False
    hours: int | None = None


@dataclass(frozen=True)
class Part:
    """One day of an absence that counts."""

    day: date
    part: DayPart
    hours: int


def parts_of(asked: Asked, kind: TypeRules, calendar: WorkCalendar) -> list[Part]:
    """Return the days that count, each with its part; InvalidInput for a span that cannot be asked for.

    Rest days and holidays count only for kinds that count every day, such as maternity leave.
    """
    check_span(asked, kind)
    if asked.hours is not None:
        counted = [Part(asked.first_day, DayPart.HOURS, asked.hours)]
    else:
        counted = [part_of(day, asked) for day in days_of(asked.first_day, asked.last_day)]
    counts = [
        part for part in counted if kind.counts_rest_days or calendar.kind(part.day) is CalendarKind.WORKDAY
    ]
    if not counts:
        raise wrong(
            "firstDay",
            "所选日期都是休息日或节假日，不需要请假。",
            "These are all rest days or holidays; no leave is needed.",
        )
    return counts


def check_span(asked: Asked, kind: TypeRules) -> None:
    if asked.last_day < asked.first_day:
        raise wrong("lastDay", "结束日期不能早于开始日期。", "The last day can't be before the first.")
    if (asked.last_day - asked.first_day).days >= LONGEST_DAYS:
        raise wrong("lastDay", "一次最多请一年，请分开申请。", "At most a year at once; ask in parts.")
    is_half = asked.starts_at_noon or asked.ends_at_noon
    if is_half and kind.unit is AbsenceUnit.DAY:
        raise wrong("startsAtNoon", "这个假别只能按整天请。", "This kind is taken by whole days.")
    if asked.first_day == asked.last_day and asked.starts_at_noon and asked.ends_at_noon:
        raise wrong("endsAtNoon", "从中午到中午没有时间可请。", "From noon to noon there is nothing to take.")
    if asked.hours is not None:
        check_hours(asked, kind, is_half=is_half)


def check_hours(asked: Asked, kind: TypeRules, *, is_half: bool) -> None:
    if kind.unit is not AbsenceUnit.HOUR:
        raise wrong("hours", "这个假别不能按小时请。", "This kind isn't taken by the hour.")
    if asked.first_day != asked.last_day or is_half:
        raise wrong("hours", "按小时请假只能选一天。", "Hours are taken on one day.")
    hours = asked.hours or 0
    if not 0 < hours <= DAY_HOURS or hours % 50:
        raise wrong(
            "hours", "小时数须在 0.5 到 8 之间，以半小时计。", "Take 0.5 to 8 hours, by the half hour."
        )


def part_of(day: date, asked: Asked) -> Part:
    if day == asked.first_day and asked.starts_at_noon:
        return Part(day, DayPart.AFTERNOON, HALF)
    if day == asked.last_day and asked.ends_at_noon:
        return Part(day, DayPart.MORNING, HALF)
    return Part(day, DayPart.FULL, DAY_HOURS)


def clashes(wanted: Iterable[Part], held: Iterable[tuple[date, DayPart, int]]) -> list[date]:
    """Return the days on which both cannot be: two halves may share a day, and hours as far as the day goes."""
    known: dict[date, list[tuple[DayPart, int]]] = {}
    for day, part, hours in held:
        known.setdefault(day, []).append((part, hours))
    return [part.day for part in wanted if is_clash(part, known.get(part.day, []))]


def is_clash(part: Part, held: list[tuple[DayPart, int]]) -> bool:
    taken = sum(hours for _, hours in held)
    return taken + part.hours > DAY_HOURS or any(other == part.part != DayPart.HOURS for other, _ in held)


def by_year(parts: Iterable[Part]) -> dict[int, int]:
    """Return the hours by calendar year."""
    sums: dict[int, int] = {}
    for part in parts:
        sums[part.day.year] = sums.get(part.day.year, 0) + part.hours
    return sums


# --- What a year brings ---


def yearly(kind: TypeRules, hired_on: date, year: int, left_on: date | None = None) -> int:
    """Return the hours a kind of absence brings somebody in a year, for the part of it they are with the company.

    Annual leave begins with the first full year of service: in the year in which that falls, the days still left of
    it count (days left / days of the year, parts of a day lapse). Afterwards the tier at the year's first day.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    if hired_on > last or (left_on is not None and left_on < first):
        return 0
    if kind.accrual is Accrual.YEARLY:
        return kind.yearly_hours
    if kind.accrual is Accrual.NONE:
        return 0
    due = add_months(hired_on, 12)
    if due > last:
        return 0
    if due <= first:
        return tier(hired_on, first) * DAY_HOURS
    left = (last - due).days + 1
    return tier(hired_on, due) * left // ((last - first).days + 1) * DAY_HOURS


def tier(hired_on: date, on: date) -> int:
    """Return the days of annual leave by full years of service."""
    years = on.year - hired_on.year - (add_months(hired_on, 12 * (on.year - hired_on.year)) > on)
    return next((days for least, days in TIERS if years >= least), 0)


def starts_on(kind: TypeRules, hired_on: date, year: int) -> date:
    """Return the first day in a year on which its hours are there to be taken."""
    first = max(date(year, 1, 1), hired_on)
    return max(first, add_months(hired_on, 12)) if kind.accrual is Accrual.BY_SERVICE else first


def carried_until(year: int) -> date:
    """Return the last day on which hours carried into a year can be taken."""
    return add_months(date(year, CARRIED_UNTIL_MONTH, 1), 1) - timedelta(days=1)


def lapses(carried: int, taken: int) -> int:
    """Return what lapses of the hours carried over, since those are taken before the year's own."""
    return max(0, carried - taken)
