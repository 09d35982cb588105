"""From components to a figure: formulas worked out in exact fractions, and a reason wherever there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache

from server.metrics.calendar import by_days
from server.metrics.components import Component, ComponentKind, Part, Wanted
from server.metrics.definitions import Dictionary
from server.metrics.lang.parts import fraction
from server.metrics.lang.tree import (
    Anchor,
    AtPeriod,
    Change,
    Cohort,
    Duration,
    Expr,
    MeasureUse,
    MetricUse,
    Negative,
    Number,
    Product,
    Scalar,
    Shift,
    Sum,
    YearToDate,
)
from server.metrics.numbers import exact
from server.metrics.periods import Period, Window, months_of, named, rolling, shift, year_to_date
from server.metrics.words import CellStatus

Parts = Callable[[Wanted], Part | None]
Choose = Callable[[str, int | None], Expr]
"""Gives the formula of another metric, of one version or of the one in force."""
Notice = Callable[[Expr, Window, "Term", int, int], None]
"""Told every node once it is worked out, with its depth and its place among all, each before its children."""
Pending = Mapping[tuple[str, Duration | None, Window], int]
NOBODY: Pending = {}
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Term:
    """What a node comes to, and the cohort members within it whose time has not passed yet."""

    value: Fraction | None
    status: CellStatus = CellStatus.OK
    pending: Pending = field(default_factory=dict)


@dataclass(frozen=True)
class Value:
    """A figure. `pending` is None where there is no cohort; `parts` are all components it was made of."""

    value: Fraction | None
    status: CellStatus
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    pending: int | None = None
    parts: Mapping[Wanted, Part | None] = field(default_factory=dict)

    @property
    def people(self) -> int | None:
        """The most distinct people behind any component."""
        return max(
            (part.people or 0 for part in self.parts.values() if part and part.people is not None),
            default=None,
        )


def needs(
    tree: Expr, dictionary: Dictionary, period: Period, *, choose: Choose | None = None, fiscal_start: int = 1
) -> dict[Wanted, None]:
    """Return the components the formula needs for a period, in the order it meets them."""
    found: dict[Wanted, None] = {}

    def note(wanted: Wanted) -> None:
        found[wanted] = None

    value(tree, dictionary, period, note, choose=choose, fiscal_start=fiscal_start)
    return found


def value(
    tree: Expr,
    dictionary: Dictionary,
    period: Period,
    parts: Parts,
    *,
    choose: Choose | None = None,
    fiscal_start: int = 1,
    notice: Notice | None = None,
) -> Value:
    """Work out a formula for a period. A part that is not there counts as no rows."""
    walk = Walk(dictionary, period, parts, choose or newest(dictionary), fiscal_start, notice)
    term = walk.of(tree, period.window, 0)
    walk.notice = None
    halves = fraction(tree)
    above, below = (None if half is None else walk.of(half, period.window, 0).value for half in halves)
    return Value(
        term.value,
        term.status,
        above,
        below,
        sum(term.pending.values()) if walk.has_cohort else None,
        walk.seen,
    )


def newest(dictionary: Dictionary) -> Choose:
    """Choose what the dictionary answers with today, unless a version is named."""

    def choose(key: str, version: int | None) -> Expr:
        if version is None:
            return dictionary.metrics[key].tree
        return next(each.tree for each in dictionary.versions[key] if each.version == version)

    return choose


@dataclass
class Walk:
    """One pass over a formula; windows travel down, terms come up."""

    dictionary: Dictionary
    period: Period
    parts: Parts
    choose: Choose
    fiscal_start: int
    notice: Notice | None
    seen: dict[Wanted, Part | None] = field(default_factory=dict)
    has_cohort: bool = False
    entered: int = 0
    known: dict[tuple[int, Window], Term] = field(default_factory=dict)

    def of(self, node: Expr, window: Window, depth: int) -> Term:
        if self.notice is None and (known := self.known.get((id(node), window))) is not None:
            return known
        place = self.entered
        self.entered += 1
        found = self._of(node, window, depth)
        if self.notice is not None:
            self.notice(node, window, found, depth, place)
        self.known[id(node), window] = found
        return found

    def _of(self, node: Expr, window: Window, depth: int) -> Term:  # noqa: C901, PLR0911, PLR0912 (one line a kind of node)
        below = depth + 1
        match node:
            case Number():
                return Term(exact(node.value))
            case MeasureUse():
                return self.part(node, "flow", window)
            case Anchor():
                return self.anchor(node, window)
            case Cohort():
                return self.cohort(node, window)
            case MetricUse():
                return self.of(self.choose(node.key, node.version), window, below)
            case Negative():
                return product([("*", Term(Fraction(-1))), ("*", self.of(node.item, window, below))])
            case Sum():
                return added([(sign, self.of(term, window, below)) for sign, term in node.terms])
            case Product():
                return product([(op, self.of(factor, window, below)) for op, factor in node.factors])
            case Scalar():
                return SCALARS[node.kind]([self.of(arg, window, below) for arg in node.args])
            case Change():
                return self.change(node, window, below)
            case Shift(kind="rolling"):
                return self.of(node.body, rolling(window, self.period.grain, node.duration), below)
            case Shift():
                earlier = shift(window, self.period.grain, node.duration)
                return past(self.of(node.body, earlier, below))
            case YearToDate():
                return self.of(node.body, year_to_date(window, self.period.grain, self.fiscal_start), below)
            case AtPeriod():
                return past(self.of(node.body, named(node.period, self.fiscal_start).window, below))

    def change(self, node: Change, window: Window, depth: int) -> Term:
        now = self.of(node.body, window, depth)
        earlier = past(self.of(node.body, shift(window, self.period.grain, node.duration), depth))
        difference = added([("+", now), ("-", earlier)])
        return difference if node.kind == "change" else product([("*", difference), ("/", earlier)])

    def anchor(self, node: Anchor, window: Window) -> Term:
        if node.kind == "avg_daily":
            days = self.part(node.measure, "days", window)
            return product([("*", days), ("/", Term(Fraction(window.days)))])
        if node.kind in ("opening", "closing"):
            return self.part(node.measure, "stock", (eve if node.kind == "opening" else close)(window))
        moments = (eve(window), close(window)) if node.kind == "avg2" else month_ends(window)
        stocks = [("+", self.part(node.measure, "stock", moment)) for moment in moments]
        return product([("*", added([*stocks, *stocks[1:-1]])), ("*", Term(HALF / (len(moments) - 1)))])

    def cohort(self, node: Cohort, window: Window) -> Term:
        """Count members whose time has passed, and beside them those whose has not."""
        self.has_cohort = True
        found = self.part(node.measure, node.kind, window, node.column or "", node.duration)
        waiting = self.part(node.measure, "pending", window, "", node.duration)
        mark = (node.measure.name, node.duration, window)
        return replace(found, pending={mark: int(waiting.value or 0)})

    def part(
        self,
        use: MeasureUse,
        kind: ComponentKind,
        window: Window,
        column: str = "",
        duration: Duration | None = None,
    ) -> Term:
        """Read one component; sums and counts over no rows are 0, means and the like are not."""
        component = Component(self.dictionary.measures[use.name], use.where, kind, column, duration)
        wanted = (component, window)
        part = self.seen[wanted] = self.parts(wanted)
        if part is not None and part.incomplete and component.measure.incomplete_on_null:
            return Term(None, CellStatus.INCOMPLETE_INPUT)
        if part is not None and part.value is not None:
            return Term(exact(part.value))
        if component.measure.is_typical:
            return Term(None, CellStatus.NO_DATA)
        return Term(Fraction(0))


@lru_cache(maxsize=4096)
def eve(window: Window) -> Window:
    """Return the day before a window, at whose close its opening stock is taken."""
    before = by_days(window.first, -1)
    return Window(before, before)


@lru_cache(maxsize=4096)
def close(window: Window) -> Window:
    return Window(window.last, window.last)


@lru_cache(maxsize=4096)
def month_ends(window: Window) -> tuple[Window, ...]:
    """Return the moments between which the months of a window lie, its eve the first."""
    return (eve(window), *(close(month) for month in months_of(window)))


def past(term: Term) -> Term:
    """Members who wait in another window are not pending in this one."""
    return replace(term, pending=NOBODY)


def joined(terms: Sequence[Term]) -> Pending:
    """Unite the pending of terms; the same cohort narrowed in two ways counts as its larger part."""
    found: dict[tuple[str, Duration | None, Window], int] = {}
    for term in terms:
        for mark, count in term.pending.items():
            found[mark] = max(count, found.get(mark, 0))
    return found


def added(terms: Sequence[tuple[str, Term]]) -> Term:
    """Add and subtract; the first term without a value says why there is no sum."""
    pending = joined([term for _, term in terms])
    whole, rest = 0, Fraction(0)
    for sign, term in terms:
        if term.value is None:
            return Term(None, term.status, pending)
        value = term.value if sign == "+" else -term.value
        if value.denominator == 1:
            whole += value.numerator  # whole numbers add up much more quickly than fractions
        else:
            rest += value
    return Term(rest + whole, pending=pending)


def product(factors: Sequence[tuple[str, Term]]) -> Term:
    """Multiply and divide; nothing is divided by zero or by nothing.

    A denominator that is empty because its whole cohort is still open makes the figure immature.
    """
    pending = joined([factor for _, factor in factors])
    total = Fraction(1)
    for op, factor in factors:
        if op == "/" and not factor.value:
            return Term(None, no_denominator(factor), pending)
        if factor.value is None:
            return Term(None, factor.status, pending)
        total = total * factor.value if op == "*" else total / factor.value
    return Term(total, pending=pending)


def no_denominator(factor: Term) -> CellStatus:
    if factor.value is None and factor.status is not CellStatus.NO_DATA:
        return factor.status
    return CellStatus.IMMATURE if any(factor.pending.values()) else CellStatus.EMPTY_DENOMINATOR


def picked(pick: Callable[[Sequence[Fraction]], Fraction]) -> Callable[[Sequence[Term]], Term]:
    def scalar(terms: Sequence[Term]) -> Term:
        pending = joined(terms)
        for term in terms:
            if term.value is None:
                return Term(None, term.status, pending)
        return Term(pick([term.value for term in terms if term.value is not None]), pending=pending)

    return scalar


def coalesced(terms: Sequence[Term]) -> Term:
    """Return the first term that has a value; if none has, the first says why."""
    found = next((term for term in terms if term.value is not None), terms[0])
    return replace(found, pending=joined(terms))


SCALARS: Mapping[str, Callable[[Sequence[Term]], Term]] = {
    "min": picked(min),
    "max": picked(max),
    "abs": picked(lambda values: abs(values[0])),
    "coalesce": coalesced,
}
