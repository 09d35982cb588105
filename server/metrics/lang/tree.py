"""The tree of a formula. Nodes compare by meaning; `at` (position in the text, from 0) does not take part."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

At = int


# --- Inside the brackets of a measure: conditions on a row ---


@dataclass(frozen=True)
class Literal_:  # noqa: N801 (Literal is typing's)
    """A text, number, flag or date in a condition."""

    value: str | Decimal | bool
    at: At = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True)
class Column:
    name: str
    at: At = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True)
class RowBinary:
    op: Literal["+", "-", "*", "/"]
    left: RowExpr
    right: RowExpr
    at: At = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True)
class RowCall:
    """days_between, hours_between, seconds_between, months_between, add_months, anchor, period_start, period_end."""

    name: str
    args: tuple[RowExpr, ...] = ()
    at: At = field(default=0, compare=False, kw_only=True)


RowExpr = Literal_ | Column | RowBinary | RowCall


@dataclass(frozen=True)
class Test:
    op: Literal["=", "!=", "<", "<=", ">", ">="]
    left: RowExpr
    right: RowExpr
    at: At = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True)
class In:
    left: RowExpr
    values: tuple[Literal_, ...]
    at: At = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True)
class IsNull:
    left: RowExpr
    negated: bool = False
    at: At = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True)
class Not:
    item: Predicate
    at: At = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True)
class Both:
    """and; an n-ary chain is one node."""

    items: tuple[Predicate, ...]
    at: At = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True)
class Either:
    """or; an n-ary chain is one node."""

    items: tuple[Predicate, ...]
    at: At = field(default=0, compare=False, kw_only=True)


Predicate = Test | In | IsNull | Not | Both | Either


# --- The formula itself ---


@dataclass(frozen=True)
class Duration:
    """`unit` is singular: period, minute, hour, day, week, month, quarter, year."""

    count: int
    unit: str


@dataclass(frozen=True)
class Number:
    """A number; `8%` is 0.08 with `percent` set, so that it is written back as it was."""

    value: Decimal
    percent: bool = field(default=False, compare=False)
    at: At = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True)
class Sum:
    """Terms with their signs: `a - b + c` is ((+,a), (-,b), (+,c))."""

    terms: tuple[tuple[Literal["+", "-"], Expr], ...]
    at: At = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True)
class Product:
    """Factors with their operators: `a * b / c` is ((*,a), (*,b), (/,c))."""

    factors: tuple[tuple[Literal["*", "/"], Expr], ...]
    at: At = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True)
class Negative:
    item: Expr
    at: At = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True)
class MeasureUse:
    """A measure, narrowed by a condition: `leavers[exit_type = 'voluntary']`."""

    name: str
    where: Predicate | None = None
    at: At = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True)
class MetricUse:
    """Another metric, `@csat`, or one version of it, `@csat@2`."""

    key: str
    version: int | None = None
    at: At = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True)
class Anchor:
    """A stock at a moment: opening, closing, avg2, avg_monthly, avg_daily."""

    kind: Literal["opening", "closing", "avg2", "avg_monthly", "avg_daily"]
    measure: MeasureUse
    at: At = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True)
class Cohort:
    """Members whose window has closed (matured), who stayed through it (kept) or did `column` within it (done)."""

    kind: Literal["matured", "kept", "done"]
    measure: MeasureUse
    duration: Duration
    column: str | None = None
    at: At = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True)
class Shift:
    """`body` over another whole-calendar window: rolling (the last n), prior (n earlier)."""

    kind: Literal["rolling", "prior"]
    duration: Duration
    body: Expr
    at: At = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True)
class YearToDate:
    body: Expr
    at: At = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True)
class AtPeriod:
    """`body` in a named period: `at('2025-03', @csat)`."""

    period: str
    body: Expr
    at: At = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True)
class Change:
    """Difference, or relative difference, between now and `duration` earlier."""

    kind: Literal["change", "pct_change"]
    body: Expr
    duration: Duration
    at: At = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True)
class Scalar:
    kind: Literal["min", "max", "coalesce", "abs"]
    args: tuple[Expr, ...]
    at: At = field(default=0, compare=False, kw_only=True)


Expr = (
    Number
    | Sum
    | Product
    | Negative
    | MeasureUse
    | MetricUse
    | Anchor
    | Cohort
    | Shift
    | YearToDate
    | AtPeriod
    | Change
    | Scalar
)
