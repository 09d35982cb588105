"""What SQL is asked for and what it gives: components, cut by window and group, from which formulas are worked out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from server.metrics.asked import DimFilter
from server.metrics.definitions import Measure
from server.metrics.lang.tree import Duration, Predicate
from server.metrics.periods import Window
from server.metrics.words import OrgView

ComponentKind = Literal["flow", "stock", "days", "matured", "kept", "done", "pending"]
Group = tuple[str | None, ...]
"""The keys of one group, in the order of `Frame.by`; () is the total."""


@dataclass(frozen=True)
class Component:
    """A measure narrowed by a condition, taken in one way.

    flow: rows whose time lies in the window. stock: rows active at the close of `window.last` (so `window.first` is
    the same day). days: person-days within the window. matured, kept, done: members who entered in the window and
    whose `duration` has passed; pending: those whose has not.
    """

    measure: Measure
    where: Predicate | None
    kind: ComponentKind
    column: str = ""
    duration: Duration | None = None

    def __hash__(self) -> int:
        """Leave out the condition, whose tree would be walked at each look-up."""
        return hash((self.measure.name, self.kind, self.column, self.duration))


@dataclass(frozen=True)
class Part:
    """A component's value in one group and window, exact.

    `people` counts distinct persons behind it (None where the source has none); `persons` are their keys if they are
    few enough to be kept (else None); `largest` is the largest person's share of a sum of amounts (else None).
    `incomplete` counts rows whose expression was null where the measure forbids that. `people_at_least`: more people
    than could be told apart stand behind it, so that `people` is a lower bound (never a small one).
    """

    value: Fraction | Decimal | None
    rows: int
    people: int | None = None
    persons: frozenset[str] | None = None
    largest: Fraction | None = None
    incomplete: int = 0
    people_at_least: bool = False


@dataclass(frozen=True)
class Frame:
    """How components are cut, the same for all of one question.

    `by` are canonical dimension names. `departments`: the viewer's departments (whole subtrees spelled out), None for
    no limit; `person`: only this person's rows; `people`: only theirs, where many are worked out in batches. `as_of`
    is the last closed local day (maturity), `known_at` the moment of knowledge (None: now).
    """

    by: tuple[str, ...] = ()
    where: tuple[DimFilter, ...] = ()
    departments: frozenset[str] | None = None
    person: str | None = None
    org_view: OrgView = OrgView.AS_WAS
    known_at: datetime | None = None
    as_of: date | None = None
    want_persons: bool = False
    """Whether suppression needs the person keys of small groups (and sets for the differencing guard)."""
    people: tuple[str, ...] = ()
    org_day: date | None = None
    """The day whose tree AS_IS takes (the end of the last period asked for); None: the last day of any window."""


Wanted = tuple[Component, Window]
Fetched = dict[Wanted, dict[Group, Part]]
