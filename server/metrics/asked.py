"""A question to the metric engine and its answer: what GraphQL, pages, exports and commands all speak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from server.metrics.definitions import Label, Metric
from server.metrics.periods import Period
from server.metrics.words import CellStatus, Compare, Grain, OrgView, TargetState, VersionRule


@dataclass(frozen=True)
class DimFilter:
    """Rows whose `dimension` is among `values`; `under` takes the subtrees of a hierarchy; `negated` turns it round."""

    dimension: str
    values: tuple[str, ...]
    under: bool = False
    negated: bool = False


@dataclass(frozen=True)
class PeriodAsk:
    """Exactly one is set: the last `count` periods (through a day), the days between two, or named ones."""

    last: int | None = None
    complete: bool = True
    through: date | None = None
    between: tuple[date, date] | None = None
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ask:
    """One question: a metric by key (or by a name people use for it), over periods, split and narrowed."""

    key: str
    period: PeriodAsk
    grain: Grain | None = None
    by: tuple[str, ...] = ()
    where: tuple[DimFilter, ...] = ()
    compare: tuple[Compare, ...] = ()
    org_view: OrgView = OrgView.AS_WAS
    version: VersionRule | int = VersionRule.AS_OF_PERIOD
    as_known_at: datetime | None = None
    first: int = 200
    after: int = 0
    is_replay: bool = False
    """Whether a receipt is being replayed: what was shown once gives nothing away when it is shown again."""


@dataclass(frozen=True)
class Comparison:
    kind: Compare
    period: str
    value: Decimal | None
    difference: Decimal | None
    pct_change: Decimal | None
    status: CellStatus
    is_break: bool = False


@dataclass(frozen=True)
class Cell:
    """One figure. `value` is rounded half up to 6 places; `people` counts the distinct persons behind it, if any.

    `numerator`, `denominator` and `parts` (component text to value) are null wherever the value is hidden.
    """

    value: Decimal | None
    status: CellStatus
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    pending: int | None = None
    people: int | None = None
    target: TargetState | None = None
    compare: tuple[Comparison, ...] = ()
    parts: Mapping[str, Decimal | None] = field(default_factory=dict)
    receipt: str = ""


@dataclass(frozen=True)
class DimValue:
    """One group: its key (a code where people use codes, never a hidden id) and what it is called."""

    dimension: str
    key: str
    label: Label
    depth: int = 0
    parent: str = ""


@dataclass(frozen=True)
class Row:
    group: tuple[DimValue, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class PeriodColumn:
    period: Period
    is_complete: bool
    version: int


@dataclass(frozen=True)
class DefinitionBreak:
    """Between two columns the definition changed."""

    before_period: str
    from_version: int
    to_version: int
    note: Label


@dataclass(frozen=True)
class Table:
    """An answer: one row per group, one cell per period; `total` is the whole of what the caller may see."""

    metric: Metric
    grain: Grain
    dimensions: tuple[str, ...]
    columns: tuple[PeriodColumn, ...]
    rows: tuple[Row, ...]
    total: Row | None
    suppressed: int
    breaks: tuple[DefinitionBreak, ...]
    notes: tuple[Label, ...]
    data_through: datetime | None
    computed_at: datetime
    from_rollup: bool
    row_count: int
    statements: int = 0


@dataclass(frozen=True)
class Ambiguous:
    """The name asked for means several metrics; none is chosen. `cells` are their values for the last period asked."""

    asked: str
    candidates: tuple[tuple[Metric, Cell | None], ...]


@dataclass(frozen=True)
class NotFound:
    asked: str
    suggestions: tuple[str, ...]


@dataclass(frozen=True)
class Denied:
    key: str
    rule: str
    grains: tuple[Grain, ...]
    dimensions: tuple[str, ...]
    message: Label


@dataclass(frozen=True)
class Problem:
    code: str
    path: str
    message: Label
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Invalid:
    problems: tuple[Problem, ...]


Answer = Table | Ambiguous | NotFound | Denied | Invalid
