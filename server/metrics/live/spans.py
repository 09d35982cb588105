"""The days SQL is told: windows cut where the tree changes or day by day, and the last entry that is ripe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from server.kernel.clock import spell_instant
from server.kernel.period import add_months
from server.metrics.lang.tree import Duration
from server.metrics.periods import Window

DAY = timedelta(days=1)
MONTHS = {"month": 1, "quarter": 3, "year": 12}
LENGTHS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": DAY, "week": timedelta(weeks=1)}
LONGEST_MONTH = 31


@dataclass(frozen=True)
class Span:
    """A stretch of window `number` on which one tree holds."""

    number: int
    window: Window
    first: date
    last: date
    era: int = 0


@dataclass(frozen=True)
class Cutting:
    """How windows are cut: `era` numbers the tree in force on a row's day, None where no tree is needed.

    `changes` are the first days on which rows belong to a new tree.
    """

    changes: Sequence[date] = ()
    era: Callable[[date], int] | None = None


def cut(windows: Sequence[Window], cutting: Cutting) -> list[Span]:
    """Cut windows where the tree changes."""
    out: list[Span] = []
    for number, window in enumerate(windows):
        marks = {change for change in cutting.changes if window.first < change <= window.last}
        for first, following in pairwise([window.first, *sorted(marks), window.last + DAY]):
            out.append(Span(number, window, first, following - DAY, cutting.era(first) if cutting.era else 0))
    return out


def each_day(windows: Sequence[Window], cutting: Cutting) -> list[Span]:
    """Cut windows into single days: for what can be another on every day, and for moments, whose day SQL is told."""
    return [
        Span(number, window, day, day, cutting.era(day) if cutting.era else 0)
        for number, window in enumerate(windows)
        for day in days_of(window)
    ]


def at_close(windows: Sequence[Window], cutting: Cutting) -> list[Span]:
    """Take the last day of each window, for stocks."""
    return [
        Span(number, window, window.last, window.last, cutting.era(window.last) if cutting.era else 0)
        for number, window in enumerate(windows)
    ]


def days_of(window: Window) -> Iterable[date]:
    return (window.first + DAY * step for step in range(window.days))


def midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def instants(first: date, last: date, zone: ZoneInfo) -> tuple[str, str]:
    """Return the stored spelling of local days: from the first's midnight to before the midnight after the last."""
    return spell_instant(midnight(first, zone)), spell_instant(midnight(last + DAY, zone))


def deadline(day: date, duration: Duration) -> date:
    if duration.unit in MONTHS:
        return add_months(day, duration.count * MONTHS[duration.unit])
    return day + LENGTHS[duration.unit] * duration.count


def last_ripe_day(as_of: date, duration: Duration) -> date:
    """Return the last day of entry whose deadline is not after `as_of`; deadlines never run backwards."""
    if duration.unit not in MONTHS:
        return as_of - LENGTHS[duration.unit] * duration.count
    day = add_months(as_of, -duration.count * MONTHS[duration.unit]) + DAY * LONGEST_MONTH
    while deadline(day, duration) > as_of:
        day -= DAY
    return day


def last_ripe_instant(as_of: date, duration: Duration, zone: ZoneInfo) -> str:
    """Return the last moment of entry whose deadline is not after the close of the local day `as_of`."""
    return spell_instant(midnight(as_of + DAY, zone) - LENGTHS[duration.unit] * duration.count)
