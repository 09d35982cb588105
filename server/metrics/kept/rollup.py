"""Which components can be kept by month and department, and how kept cells make the parts of an answer.

Only what adds up is kept: counts, sums and person-days of whole months; cohorts once nobody's window can still be open.
Everything else is computed live every time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from zoneinfo import ZoneInfo

from server.kernel.period import add_months
from server.metrics.components import Component, Frame, Part
from server.metrics.kept.dirty import BY_PERSON
from server.metrics.kept.ledger import can_keep
from server.metrics.live.conditions import Maturity, condition_sql, conditions_of
from server.metrics.live.rows import NotInSql, RowSql, calls_in, columns_of, whole
from server.metrics.live.spans import deadline
from server.metrics.live.spelling import Binder, SqliteSpelling
from server.metrics.periods import Window
from server.metrics.words import OrgView

DAY = timedelta(days=1)
MOST_NAMED = 20
"""Cells of at most so many people keep who they are; larger ones can never be taken for small."""
COHORTS = frozenset({"matured", "kept", "done", "pending"})
OF_A_WINDOW = frozenset({"period_start", "period_end"})


# --- What can be kept ---


def keeps_ledger(component: Component) -> bool:
    return can_keep(component) and is_in_sql(component)


def keeps_months(component: Component) -> bool:
    """Whether the component's months add up to longer windows, and departments to their parents."""
    measure, source = component.measure, component.measure.source
    nodes = (measure.expression, measure.where, component.where)
    if component.kind == "stock" or not (source.department or source.anchor in BY_PERSON):
        return False
    if component.kind == "days":
        is_additive = measure.is_additive or measure.aggregate == "count_distinct"
    else:
        is_additive = measure.is_additive
    return (
        is_additive
        and is_in_sql(component)
        and OF_A_WINDOW.isdisjoint(calls_in(*nodes))
        and not any(source.columns[name].sealed for name in columns_of(*nodes))
    )


@lru_cache(maxsize=4096)
def is_in_sql(component: Component) -> bool:
    """Whether the database gives whole numbers: quotients and the like are worked out in Python, row by row."""
    rows = RowSql(component.measure.source, Binder(SqliteSpelling()))
    try:
        for each in conditions_of(component):
            condition_sql(rows, each, Maturity(date.min + DAY * 40_000, ZoneInfo("UTC")))
        if component.measure.aggregate == "sum":
            whole(rows.number(component.measure.expression))
    except NotInSql:
        return False
    return True


def fits(frame: Frame) -> bool:
    """Whether a question is cut only in ways that kept cells can follow."""
    return (
        frame.by in ((), ("department",))
        and all(each.dimension == "department" for each in frame.where)
        and frame.person is None
        and frame.known_at is None
        and frame.org_view is OrgView.AS_WAS
    )


def is_settled(component: Component, month: date, as_of: date) -> bool:
    """Whether nobody who entered in the month can still have an open window on `as_of`."""
    if component.kind not in COHORTS:
        return True
    duration = component.duration
    if duration is None or duration.unit == "period":
        return False
    return deadline(last_of(month) + DAY, duration) <= as_of


def months_in(window: Window) -> list[date] | None:
    """Return the first days of the months that make up the window; None if it is not made of whole months."""
    if window.first.day != 1 or (window.last + DAY).day != 1:
        return None
    out, month = [], window.first
    while month <= window.last:
        out.append(month)
        month = add_months(month, 1)
    return out


def last_of(month: date) -> date:
    return add_months(month, 1) - DAY


@lru_cache(maxsize=4096)
def hash_of(component: Component) -> str:
    """Hash everything the component's value depends on, down to the columns' SQL."""
    return hashlib.sha256(_spelled(component).encode()).hexdigest()


def _spelled(value: object) -> str:
    if is_dataclass(value) and not isinstance(value, type):
        told = [each.name for each in fields(value) if each.compare and each.name != "label"]
        parts = [f"{name}={_spelled(getattr(value, name))}" for name in told]
        return f"{type(value).__name__}({','.join(parts)})"
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{key}:{_spelled(each)}" for key, each in sorted(value.items())) + "}"
    if isinstance(value, tuple | list):
        return "[" + ",".join(map(_spelled, value)) + "]"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return repr(value)


# --- From cells to parts ---


@dataclass(frozen=True)
class Cell:
    """What is kept of one month (or one day, of a stock) and one department; `value` is to be divided by `per`.

    `people` is None where the source has no persons; `persons` is None where they are too many to be kept.
    """

    value: int
    rows: int
    people: int | None = None
    persons: frozenset[str] | None = None
    incomplete: int = 0


@dataclass
class Gathered:
    """Adds cells up to one part. People are exact while all are known by name, or nobody can be in two cells."""

    value: int = 0
    rows: int = 0
    incomplete: int = 0
    people: int | None = None
    most: int = 0
    cells: int = 0
    persons: set[str] | None = field(default_factory=set)

    def add(self, cell: Cell) -> None:
        self.value += cell.value
        self.rows += cell.rows
        self.incomplete += cell.incomplete
        self.cells += 1
        if cell.people is None:
            return
        self.people = (self.people or 0) + cell.people
        self.most = max(self.most, cell.people)
        if cell.persons is None:
            self.persons = None
        elif self.persons is not None:
            self.persons |= cell.persons

    def part(self, per: int, *, disjoint: bool, named: bool) -> Part:
        """`disjoint`: nobody is in two of the cells. `named`: say who the people are, if they are few."""
        people, at_least, persons = self.people, False, None
        if people is not None:
            if self.persons is not None:
                people = len(self.persons)
                persons = frozenset(self.persons) if named and people <= MOST_NAMED else None
            elif not disjoint and self.cells > 1:
                people, at_least = self.most, True
            persons = frozenset() if people == 0 else persons
        value = Fraction(self.value, per)
        return Part(value, self.rows, people, persons, None, self.incomplete, people_at_least=at_least)
