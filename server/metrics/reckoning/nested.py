"""Longer periods beside the months inside them: what is left of a quarter once its shown months are taken away.

A caller of totals may ask for months, quarters, halves and years alike. A longer cell minus the shorter cells shown
inside it leaves the months that are hidden; if fewer than `k` people are behind those, the longer cell must be hidden
too. What is shown does not depend on what was asked first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from server.kernel.period import add_months
from server.metrics.components import Component, Wanted
from server.metrics.periods import Window

OVER_TIME = frozenset({"flow", "days", "matured", "kept", "done", "pending"})
"""Components whose longer periods are the sum of shorter ones; a stock at the end of a year is one of December's."""
ALIGNED = (6, 3, 1)
"""Months in a half, a quarter, a month: the shorter cells that begin on their own boundary."""
DAY = 1


def inner_months(wanted: Wanted) -> list[Wanted]:
    """Return the same component in each whole month of a longer window; none for a month or a part of one."""
    component, window = wanted
    if component.kind not in OVER_TIME:
        return []
    months = whole_months(window)
    return [(component, month_at(month)) for month in months] if len(months) > 1 else []


def whole_months(window: Window) -> list[date]:
    """Return the first days of the months a window is made of; none if it cuts through one."""
    if window.first.day != 1 or month_at(window.last.replace(day=1)).last != window.last:
        return []
    count = (window.last.year - window.first.year) * 12 + window.last.month - window.first.month + 1
    return [add_months(window.first, step) for step in range(count)]


def month_at(first: date) -> Window:
    return Window(first, date.fromordinal(add_months(first, 1).toordinal() - DAY))


def remainder(people: Mapping[date, int], k: int) -> int:
    """Count the people in the months, given by their first days, that no shown shorter cell covers."""
    months = sorted(people)
    return sum(people[month] for month in uncovered(months, people, k, len(months)))


def slides(months: Sequence[date]) -> bool:
    """Whether a window of whole months is no month, quarter, half or year of the calendar.

    Such windows overlap: two of them differ by single months, so they may hold shown months only.
    """
    count = len(months)
    return count not in (*ALIGNED, 12) or (months[0].month - 1) % count != 0


def uncovered(months: list[date], people: Mapping[date, int], k: int, size: int) -> list[date]:
    """Return the months inside a cell of `size` months which are had by no shown cell shorter than it."""
    out: list[date] = []
    at = 0
    while at < len(months):
        length = next(each for each in ALIGNED if (each < size and fits(months, at, each)) or each == 1)
        part = months[at : at + length]
        left = part if length == 1 else uncovered(part, people, k, length)
        if 0 < sum(people[month] for month in left) < k:
            out += left
        at += length
    return out


def fits(months: list[date], at: int, length: int) -> bool:
    """Whether a cell of this many months begins on its own boundary here and ends within the list."""
    return (months[at].month - 1) % length == 0 and at + length <= len(months)


def unfiltered(wanted: Wanted) -> Wanted | None:
    """Return the component without its condition: who meets the condition also tells of those who do not."""
    component, window = wanted
    if component.where is None:
        return None
    plain = Component(component.measure, None, component.kind, component.column, component.duration)
    return plain, window
