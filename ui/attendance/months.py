"""Months as pages need them: which one is shown, its neighbors, its weeks, and what stands on each day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

Row = Mapping[str, Any]
EARLIEST, LATEST = 2000, 2100


@dataclass(frozen=True)
class Month:
    """A month and its days."""

    first: date

    @property
    def name(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def last(self) -> date:
        return self.first.replace(day=monthrange(self.first.year, self.first.month)[1])

    @property
    def before(self) -> str:
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        return f"{self.last + timedelta(days=1):%Y-%m}"

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=step) for step in range(self.last.day)]

    def weeks(self) -> list[list[date | None]]:
        """Return the weeks from Monday on; a day of another month is None."""
        cells: list[date | None] = [*([None] * self.first.weekday()), *self.days]
        cells += [None] * (-len(cells) % 7)
        return [cells[at : at + 7] for at in range(0, len(cells), 7)]


def month_of(text: str | None, today: date) -> Month:
    """Return the month named 2026-03; anything else is this month."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        first = today.replace(day=1)
    return Month(first if EARLIEST <= first.year < LATEST else today.replace(day=1))


@dataclass
class Cell:
    """What stands on a day: the calendar, the day worked, days off, and what is missing."""

    day: date
    kind: str = "WORKDAY"
    name: str = ""
    row: Row | None = None
    offs: list[Row] = field(default_factory=list)
    gap: str = ""


def cells_of(month: Month, answer: Any) -> dict[date, Cell]:
    """Put an answer's lists onto the days of a month."""
    cells = {day: Cell(day) for day in month.days}
    for entry in answer["workCalendar"] or ():
        cell = cells[as_day(entry["day"])]
        cell.kind, cell.name = entry["kind"], entry["name"]
    for row in nodes(answer, "attendanceDays"):
        cells[as_day(row["day"])].row = row
    for row in nodes(answer, "absenceDays"):
        cells[as_day(row["day"])].offs.append(row)
    for row in nodes(answer, "attendanceGaps"):
        cells[as_day(row["day"])].gap = row["kind"]
    return cells


def nodes(answer: Any, name: str) -> list[Row]:
    """Return the rows of a list, none where the reader may not see it."""
    return list((answer[name] or {}).get("nodes") or ())


def first_of(answer: Any, name: str) -> Row | None:
    return next(iter(nodes(answer, name)), None)


def as_day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def is_announced(answer: Any) -> bool:
    entries: Iterable[Row] = answer["workCalendar"] or ()
    return all(entry["isAnnounced"] for entry in entries)
