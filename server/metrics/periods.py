"""Periods and their shifts, all in whole calendar units; SQL is only ever told the days this file has worked out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from server.metrics.calendar import (
    EARLIEST,
    FISCAL,
    LATEST,
    MONTHS,
    WEEK_DAYS,
    YEAR_MONTHS,
    PeriodError,
    by_days,
    ends_month,
    first_of,
    first_of_fiscal_year,
    fiscal_year_of,
    last_of,
    month_end,
    moved,
    next_first,
    same_week,
)
from server.metrics.definitions import Label
from server.metrics.lang.tree import Duration
from server.metrics.words import Grain

if TYPE_CHECKING:
    from server.metrics.asked import PeriodAsk

MOST_PERIODS = 1500
"""No question spans more periods than this: four years of days."""


@dataclass(frozen=True, order=True)
class Window:
    """A closed interval of days: `first` and `last` both belong to it."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def is_whole_months(self) -> bool:
        return self.first.day == 1 and ends_month(self.last)


@dataclass(frozen=True)
class Period:
    """A named window: 2025-03, 2025-Q1, 2025-H1, 2025, 2025-W07, 2025-03-09, FY2025, FY2025-Q1, FY2025-M01, a..b."""

    name: str
    grain: Grain
    window: Window


# --- Which periods a question means ---


def resolve(ask: PeriodAsk, grain: Grain | None, today: date, fiscal_start: int = 1) -> list[Period]:
    """Return the periods asked for, in the order of time or of their names.

    Named ones may be coarser than `grain`: 2025 by MONTH is twelve periods. Raises PeriodError.
    """
    if ask.named:
        found = [each for name in ask.named for each in cut(named(name, fiscal_start), grain, fiscal_start)]
    elif ask.between is not None:
        found = between(*ask.between, grain or Grain.CUSTOM, fiscal_start)
    else:
        found = last_periods(ask, grain or Grain.MONTH, today, fiscal_start)
    if len(found) > MOST_PERIODS:
        raise too_many()
    return list(dict.fromkeys(found))


def last_periods(ask: PeriodAsk, grain: Grain, today: date, fiscal_start: int) -> list[Period]:
    """Return the last n: those over by `through` (yesterday), or with `complete` off, up to the one that holds it."""
    count = ask.last or 0
    if grain is Grain.CUSTOM or not 1 <= count <= MOST_PERIODS:
        raise PeriodError(
            "E_PERIOD",
            Label(
                f"请给出 1 至 {MOST_PERIODS} 个期间以及日、周、月等粒度。",
                f"Ask for 1 to {MOST_PERIODS} periods of a calendar grain.",
            ),
        )
    through = ask.through or (today - timedelta(days=1) if ask.complete else today)
    first = first_of(through, grain, fiscal_start)
    if ask.complete and last_of(first, grain) > through:
        first = first_of(by_days(first, -1), grain, fiscal_start)
    found = [of(first, grain, fiscal_start)]
    while len(found) < count:
        found.append(of(by_days(found[-1].window.first, -1), grain, fiscal_start))
    return found[::-1]


def between(first: date, last: date, grain: Grain, fiscal_start: int = 1) -> list[Period]:
    """Return the whole periods that hold any day from `first` to `last`; CUSTOM is exactly those days."""
    if first > last:
        raise PeriodError(
            "E_PERIOD",
            Label(f"开始日期 {first} 晚于结束日期 {last}。", f"The start {first} is after the end {last}."),
        )
    if grain is Grain.CUSTOM:
        return [Period(f"{first}..{last}", grain, Window(first, last))]
    found = [of(first, grain, fiscal_start)]
    while found[-1].window.last < last:
        found.append(of(next_first(found[-1].window.first, grain), grain, fiscal_start))
        if len(found) > MOST_PERIODS:
            raise too_many()
    return found


def cut(period: Period, grain: Grain | None, fiscal_start: int) -> list[Period]:
    """Cut a named period into periods of `grain`; one finer than the grain is refused."""
    if grain is None or grain is period.grain:
        return [period]
    window = period.window
    found = between(window.first, window.last, grain, fiscal_start)
    if grain is not Grain.WEEK and not all(_inside(each.window, window) for each in found):
        raise PeriodError(
            "E_PERIOD_GRAIN",
            Label(
                f"期间 {period.name} 不能按 {grain} 切分,请改用更细的粒度或更长的期间。",
                f"{period.name} cannot be cut by {grain}; choose a finer grain or a longer period.",
            ),
        )
    return found


def too_many() -> PeriodError:
    return PeriodError(
        "E_PERIODS",
        Label(f"期间过多,一次最多 {MOST_PERIODS} 个。", f"Too many periods; ask for at most {MOST_PERIODS}."),
    )


def _inside(inner: Window, outer: Window) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


# --- Names ---

YEAR, FISCAL_YEAR = r"(?P<y>\d{4})", r"FY(?P<y>\d{4})"
SHAPES = tuple(
    (re.compile(shape), grain)
    for shape, grain in (
        (rf"{YEAR}", Grain.YEAR),
        (rf"{YEAR}-H(?P<n>[12])", Grain.HALF),
        (rf"{YEAR}-Q(?P<n>[1-4])", Grain.QUARTER),
        (rf"{YEAR}-(?P<n>0[1-9]|1[0-2])", Grain.MONTH),
        (rf"{YEAR}-W(?P<n>\d\d)", Grain.WEEK),
        (rf"{FISCAL_YEAR}", Grain.FISCAL_YEAR),
        (rf"{FISCAL_YEAR}-Q(?P<n>[1-4])", Grain.FISCAL_QUARTER),
        (rf"{FISCAL_YEAR}-M(?P<n>0[1-9]|1[0-2])", Grain.FISCAL_MONTH),
    )
)
EXAMPLES = (
    "2025-03",
    "2025-Q1",
    "2025-H1",
    "2025",
    "2025-W07",
    "2025-03-09",
    "FY2025",
    "2025-03-01..2025-04-15",
)


def named(text: str, fiscal_start: int = 1) -> Period:
    """Read a period's name; `from..to` joins two of them. Raises PeriodError with examples."""
    start, joined, end = text.partition("..")
    if joined:
        window = Window(named(start, fiscal_start).window.first, named(end, fiscal_start).window.last)
        return between(window.first, window.last, Grain.CUSTOM)[0]
    for shape, grain in SHAPES:
        if found := shape.fullmatch(text):
            return of(_first_day(text, grain, found, fiscal_start), grain, fiscal_start)
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise unknown_name(text) from error
    if text != day.isoformat():
        raise unknown_name(text)
    return of(_in_range(day), Grain.DAY)


def _first_day(text: str, grain: Grain, found: re.Match[str], fiscal_start: int) -> date:
    year, number = int(found["y"]), int(found.groupdict().get("n") or 1)
    _in_range(date(max(year, 1), 1, 1))
    if grain is Grain.WEEK:
        try:
            return date.fromisocalendar(year, number, 1)
        except ValueError as error:
            raise unknown_name(text) from error
    start = first_of_fiscal_year(year, fiscal_start) if grain in FISCAL else date(year, 1, 1)
    return moved(start, (number - 1) * MONTHS[grain])


def _in_range(day: date) -> date:
    if not EARLIEST < day.year < LATEST:
        raise PeriodError(
            "E_PERIOD_RANGE", Label(f"年份 {day.year} 超出范围。", f"The year {day.year} is out of range.")
        )
    return day


def unknown_name(text: str) -> PeriodError:
    return PeriodError(
        "E_PERIOD",
        Label(
            f"看不懂期间“{text}”,请写成 2025-03、2025-Q1 等。",
            f"'{text}' is not a period; write 2025-03 or 2025-Q1.",
        ),
        EXAMPLES,
    )


def of(day: date, grain: Grain, fiscal_start: int = 1) -> Period:
    """Return the period of `grain` that holds `day`."""
    first = first_of(day, grain, fiscal_start)
    return Period(_name(first, grain, fiscal_start), grain, Window(first, last_of(first, grain)))


def _name(first: date, grain: Grain, fiscal_start: int) -> str:
    if grain in FISCAL:
        year = fiscal_year_of(first, fiscal_start)
        number = (first.month - fiscal_start) % YEAR_MONTHS // MONTHS[grain] + 1
        tail = {Grain.FISCAL_YEAR: "", Grain.FISCAL_QUARTER: f"-Q{number}"}.get(grain, f"-M{number:02d}")
        return f"FY{year}{tail}"
    if grain is Grain.WEEK:
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02d}"
    number = (first.month - 1) // MONTHS.get(grain, 1) + 1
    return {
        Grain.YEAR: f"{first.year}",
        Grain.HALF: f"{first.year}-H{number}",
        Grain.QUARTER: f"{first.year}-Q{number}",
        Grain.MONTH: f"{first:%Y-%m}",
    }.get(grain, first.isoformat())


# --- Shifts ---


def shift(window: Window, grain: Grain, duration: Duration, back: bool = True) -> Window:
    """Move a window by whole calendar units: the month before April is 1 to 31 March, not 30 days earlier.

    A week moved by years keeps its ISO number; moved by months it is the week around the moved Thursday.
    """
    months, days = _steps(window, grain, duration)
    sign = -1 if back else 1
    if days:
        return Window(by_days(window.first, sign * days), by_days(window.last, sign * days))
    return _by_months(window, grain, sign * months)


def _steps(window: Window, grain: Grain, duration: Duration) -> tuple[int, int]:
    """Return a duration as (months, days), one of them 0."""
    match duration.unit:
        case "month" | "quarter" | "year" as unit:
            return duration.count * {"month": 1, "quarter": 3, "year": 12}[unit], 0
        case "week" | "day" as unit:
            return 0, duration.count * {"week": WEEK_DAYS, "day": 1}[unit]
        case "period":
            if grain in MONTHS:
                return duration.count * MONTHS[grain], 0
            if grain is Grain.CUSTOM and window.is_whole_months:
                return duration.count * len(months_of(window)), 0
            return 0, duration.count * window.days
    raise PeriodError(
        "E_DURATION",
        Label(f"期间不能按 {duration.unit} 移动。", f"A period cannot be moved by {duration.unit}."),
    )


def _by_months(window: Window, grain: Grain, months: int) -> Window:
    if grain is Grain.WEEK and window.days == WEEK_DAYS:
        if months % YEAR_MONTHS == 0:
            monday = same_week(window.first, months // YEAR_MONTHS)
        else:
            monday = first_of(moved(window.first + timedelta(days=3), months), Grain.WEEK)
        return Window(monday, last_of(monday, Grain.WEEK))
    first, last = moved(window.first, months), moved(window.last, months)
    keeps_end = window.days > 1 and ends_month(window.last)
    return Window(first, month_end(last) if keeps_end else last)


def rolling(window: Window, grain: Grain, duration: Duration) -> Window:
    """Return the last `duration` up to the window's end: 12 months to the end of February start on 1 March."""
    months, days = _steps(window, grain, duration)
    if days:
        return Window(by_days(window.last, 1 - days), window.last)
    if ends_month(window.last):
        return Window(moved(window.last.replace(day=1), 1 - months), window.last)
    return Window(by_days(moved(window.last, -months), 1), window.last)


def year_to_date(window: Window, grain: Grain = Grain.MONTH, fiscal_start: int = 1) -> Window:
    """Return the days from the year's first (the fiscal year's for fiscal grains) to the window's end."""
    year = Grain.FISCAL_YEAR if grain in FISCAL else Grain.YEAR
    return Window(first_of(window.last, year, fiscal_start), window.last)


def months_of(window: Window) -> list[Window]:
    """Return the calendar months of a window, the first and the last cut to it."""
    found = []
    first = window.first
    while first <= window.last:
        last = min(month_end(first), window.last)
        found.append(Window(first, last))
        first = last + timedelta(days=1)
    return found


def prior(period: Period) -> Period:
    return moved_period(period, Duration(1, "period"))


def same_last_year(period: Period) -> Period:
    return moved_period(period, Duration(1, "year"))


def moved_period(period: Period, duration: Duration) -> Period:
    """Return the period `duration` earlier under its own name."""
    window = shift(period.window, period.grain, duration)
    if period.grain is Grain.CUSTOM:
        return Period(f"{window.first}..{window.last}", period.grain, window)
    return of(window.first, period.grain, fiscal_start_of(period))


def fiscal_start_of(period: Period) -> int:
    """Read the month in which fiscal years start back from a fiscal period's name and days."""
    if period.grain not in FISCAL:
        return 1
    _, _, tail = period.name.partition("-")
    number = int(tail[1:] or 1) - 1 if tail else 0
    return (period.window.first.month - 1 - number * MONTHS[period.grain]) % YEAR_MONTHS + 1


def in_order(periods: Iterable[Period]) -> Sequence[Period]:
    """Sort periods by time."""
    return sorted(periods, key=lambda period: period.window)
