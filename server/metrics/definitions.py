"""What the dictionary holds, once read: sources, measures, metrics, families. Plain data, no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from server.metrics.lang.tree import Expr, Predicate, RowExpr
from server.metrics.words import Direction, Grain, MetricStatus, Sensitivity


class Label(NamedTuple):
    """A text in both languages."""

    zh: str
    en: str

    def said(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


ColumnType = Literal["id", "text", "int", "decimal", "bool", "date", "timestamp", "enum"]
AnchorKind = Literal["spell", "self", "before", "event", "row", "agent", "stamped", "org"]
MeasureKind = Literal["flow", "stock", "cohort"]
Aggregate = Literal["count", "count_distinct", "sum", "avg", "median", "p95"]


@dataclass(frozen=True)
class SourceColumn:
    """A column of a logical source.

    `sql` is a template over `{s}` (the source's row), `{a}` (the assignment in force at the anchor date) and `{p}`
    (that assignment's position). A decimal column is stored as an integer; its value is that integer / 10**`scale`.
    `sealed` is the vault's place ("payroll.gross_pay") of an encrypted column: such a column is summed in memory.
    `data_class` is the policy class a caller needs to see figures made of it.
    """

    name: str
    type: ColumnType
    sql: str
    null: bool = False
    scale: int = 0
    values: tuple[str, ...] = ()
    sealed: str = ""
    data_class: str = ""


@dataclass(frozen=True)
class Source:
    """A logical source: one row per what `grain` says, over a table with its two clocks.

    `person`, `department` are column names ("" if none); `active` are the first and last-day columns of a stock.
    `anchor` says how a row finds its department and the other dimensions:
    spell, event: the person's assignment on the day; before: on the day before; agent: the agent's on the day; self:
    the row is an assignment; row: its own department; stamped: its own columns; org: the whole organization only.
    Every table has `recorded_at` and `superseded_at`: rows are superseded, never overwritten. `where` is a fixed
    condition of the source, a template like a column's. `data_class` is the policy class of reading its rows,
    `import_class` that of bringing them in from a file.
    """

    name: str
    label: Label
    table: str
    key: str
    anchor: AnchorKind
    columns: Mapping[str, SourceColumn]
    person: str = ""
    department: str = ""
    active: tuple[str, str] | None = None
    where: str = ""
    data_class: str = ""
    import_class: str = ""

    def __hash__(self) -> int:
        return hash(self.name)


@dataclass(frozen=True)
class Measure:
    """A typed aggregation over one source; placed in time by `time` (flow, cohort) or active at an instant (stock)."""

    name: str
    label: Label
    source: Source
    aggregate: Aggregate
    expression: RowExpr
    kind: MeasureKind
    unit: str
    time: str = ""
    where: Predicate | None = None
    ends: str = ""
    incomplete_on_null: bool = False

    def __hash__(self) -> int:
        return hash(self.name)

    @property
    def is_additive(self) -> bool:
        """Whether parts of disjoint rows add up; distinct counts, means and medians do not."""
        return self.aggregate in ("count", "sum")

    @property
    def is_typical(self) -> bool:
        """Whether it tells what rows are like; of no rows there is no mean, where a sum of none is 0."""
        return self.aggregate in ("avg", "median", "p95")


@dataclass(frozen=True)
class Dimension:
    """A way to split a figure; how each kind of source finds its value is the engine's business."""

    name: str
    label: Label
    type: Literal["hierarchy", "category", "ordered", "person"]
    is_protected: bool = False
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Target:
    op: Literal["<", "<=", "=", ">=", ">"]
    value: Decimal
    grain: Grain
    near: Decimal | None = None
    scope: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    applies_to: str = ""
    source: str = ""


@dataclass(frozen=True)
class Metric:
    """One version of a definition. `hash` covers everything a value depends on, upstream included."""

    key: str
    version: int
    name: Label
    definition: Label
    formula: str
    tree: Expr
    unit: str
    direction: Direction
    grains: tuple[Grain, ...]
    dimensions: tuple[str, ...]
    sensitivity: Sensitivity
    domain: str
    hash: str = ""
    status: MetricStatus = MetricStatus.DRAFT
    family: str = ""
    is_default: bool = False
    is_core: bool = False
    is_core12: bool = False
    is_builtin: bool = True
    synonyms: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    edge_rules: tuple[str, ...] = ()
    notes: Label | None = None
    targets: tuple[Target, ...] = ()
    effective_from: date | None = None
    effective_to: date | None = None
    examples: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True)
class Unit:
    name: str
    label: Label
    places: int


@dataclass(frozen=True)
class EdgeRule:
    code: str
    label: Label


@dataclass(frozen=True)
class Family:
    key: str
    members: tuple[str, ...]
    default: str


@dataclass(frozen=True)
class Dictionary:
    """Everything known about figures, read from the domains' files and the company's tables; never changed in place."""

    sources: Mapping[str, Source]
    measures: Mapping[str, Measure]
    metrics: Mapping[str, Metric]
    dimensions: Mapping[str, Dimension]
    families: Mapping[str, Family]
    units: Mapping[str, Unit]
    edge_rules: Mapping[str, EdgeRule]
    versions: Mapping[str, tuple[Metric, ...]] = field(default_factory=dict)
    """All versions of a key, oldest first; `metrics` holds the one in force today."""
    conventions: Mapping[str, Label] = field(default_factory=dict)
    """What formulas leave unsaid, in words."""
    class_sensitivity: Mapping[str, Sensitivity] = field(default_factory=dict)
    """The least sensitivity of a figure that is made of a policy class."""
