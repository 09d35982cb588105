"""Whole calendar units: where a month, a week or a fiscal quarter begins and ends, and steps from one to another."""

from __future__ import annotations

from datetime import date, timedelta

from server.kernel.period import add_months
from server.metrics.definitions import Label
from server.metrics.words import Grain

FISCAL = frozenset({Grain.FISCAL_MONTH, Grain.FISCAL_QUARTER, Grain.FISCAL_YEAR})
MONTHS = {
    Grain.MONTH: 1,
    Grain.QUARTER: 3,
    Grain.HALF: 6,
    Grain.YEAR: 12,
    Grain.FISCAL_MONTH: 1,
    Grain.FISCAL_QUARTER: 3,
    Grain.FISCAL_YEAR: 12,
}
"""Grains made of whole months; DAY and WEEK are made of days, CUSTOM of whatever it was given."""
YEAR_MONTHS = 12
WEEK_DAYS = 7
EARLIEST, LATEST = 1900, 2200


class PeriodError(ValueError):
    """A period that cannot be read or reached; `label` tells the reader what to write instead."""

    def __init__(self, code: str, label: Label, allowed: tuple[str, ...] = ()) -> None:
        super().__init__(label.en)
        self.code, self.label, self.allowed = code, label, allowed


def moved(day: date, months: int) -> date:
    """Move by calendar months, a missing day becoming the month's last; PeriodError beyond 1900 to 2200."""
    year = day.year + (day.month - 1 + months) // YEAR_MONTHS
    if not EARLIEST <= year <= LATEST:
        raise out_of_range()
    return add_months(day, months)


def by_days(day: date, days: int) -> date:
    try:
        found = day + timedelta(days=days)
    except OverflowError as error:
        raise out_of_range() from error
    if not EARLIEST <= found.year <= LATEST:
        raise out_of_range()
    return found


def out_of_range() -> PeriodError:
    return PeriodError(
        "E_PERIOD_RANGE",
        Label(
            f"期间须在 {EARLIEST} 年至 {LATEST} 年之间。",
            f"Periods must lie between {EARLIEST} and {LATEST}.",
        ),
    )


def month_end(day: date) -> date:
    return moved(day.replace(day=1), 1) - timedelta(days=1)


def ends_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def first_of(day: date, grain: Grain, fiscal_start: int = 1) -> date:
    """Return the first day of the unit that holds `day`."""
    if grain is Grain.WEEK:
        return day - timedelta(days=day.weekday())
    if grain not in MONTHS:
        return day
    origin = fiscal_start if grain in FISCAL else 1
    return moved(day.replace(day=1), -((day.month - origin) % YEAR_MONTHS % MONTHS[grain]))


def last_of(first: date, grain: Grain) -> date:
    """Return the last day of the unit that begins on `first`."""
    if grain in MONTHS:
        return moved(first, MONTHS[grain]) - timedelta(days=1)
    return first + timedelta(days=WEEK_DAYS - 1) if grain is Grain.WEEK else first


def next_first(first: date, grain: Grain) -> date:
    return by_days(last_of(first, grain), 1)


def fiscal_year_of(day: date, fiscal_start: int) -> int:
    """Name the fiscal year by the calendar year in which it ends."""
    return day.year + (fiscal_start > 1 and day.month >= fiscal_start)


def first_of_fiscal_year(year: int, fiscal_start: int) -> date:
    return date(year - (fiscal_start > 1), fiscal_start, 1)


def same_week(monday: date, years: int) -> date:
    """Return the Monday of the ISO week of the same number `years` later; a missing week 53 becomes week 52."""
    year, week, _ = monday.isocalendar()
    try:
        return date.fromisocalendar(year + years, week, 1)
    except ValueError:
        return date.fromisocalendar(year + years, week - 1, 1)
