"""The engine's answer as a page shows it: rows that are open, small lines, bars, and a link behind every figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import urlencode

from ui.metrics import charts
from ui.metrics.question import GRAINS, Question

Row = Mapping[str, Any]
TABLE: Final = "MetricTable"
CHART_HEIGHT: Final = 200
TREE: Final = frozenset({"department"})
ALWAYS_OPEN = 1
MOST_SERIES = 4
ANY_GRAIN: Final = "CUSTOM"
HIDDEN: Final = frozenset(
    {
        "SUPPRESSED_SMALL_GROUP",
        "SUPPRESSED_COMPLEMENTARY",
        "SUPPRESSED_DOMINANCE",
        "SUPPRESSED_DIFFERENCING",
    }
)


@dataclass(frozen=True)
class Shown:
    """A cell with the address of its receipt."""

    cell: Row
    why: str

    @property
    def is_hidden(self) -> bool:
        return self.cell["status"] in HIDDEN


@dataclass(frozen=True)
class Line:
    """A row of a table: where it stands in the tree, its figures, its small line."""

    label: str
    key: str
    dimension: str
    group: Sequence[Row]
    cells: Sequence[Shown]
    depth: int = 0
    has_children: bool = False
    is_open: bool = False
    turn: str = ""
    drill: str = ""
    spark: charts.Line | None = None
    bar: charts.Bar | None = None

    @property
    def newest(self) -> Shown:
        return self.cells[-1]


@dataclass
class Shape:
    """A table ready to draw."""

    table: Row
    whole: Line | None
    rows: list[Line]
    chart: charts.Chart | None
    names: list[str] = field(default_factory=list)
    target: Row | None = None

    @property
    def definition(self) -> Row:
        found: Row = self.table["definition"]
        return found

    @property
    def breaks(self) -> Sequence[Row]:
        found: Sequence[Row] = self.table["breaks"]
        return found


def shape(table: Row, asked: Question, whole_name: str) -> Shape:
    """Lay a MetricTable out for a page."""
    key, cuts = table["definition"]["key"], break_places(table)
    target = target_of(table)
    goal = charts.numbers([target["value"]])[0] if target else None
    total = figures(table)
    rows = [
        _line(row, place, table, replace(asked, keys=(key,)), cuts) for place, row in enumerate(table["rows"])
    ]
    rows = _tree(rows, asked) if asked.by else []
    bars = charts.bars([charts.numbers([row.newest.cell["value"]])[0] for row in rows], goal) if rows else []
    rows = [replace(row, bar=bar) for row, bar in zip(rows, bars, strict=True)]
    whole = _whole(total, table, replace(asked, keys=(key,)), whole_name, cuts) if total else None
    chart, names = _chart(whole, rows, asked, cuts, goal)
    return Shape(table, whole, rows, chart, names, target)


def figures(table: Row) -> Row | None:
    """Return the row of the whole: the total, or the only row of an answer that is not split."""
    total: Row | None = table["total"]
    if total is None and not table.get("dimensions") and table["rows"]:
        total = table["rows"][0]
    return total


def break_places(table: Row) -> list[int]:
    """Return the columns before which the definition changed."""
    names = [column["period"] for column in table["columns"]]
    return [names.index(one["beforePeriod"]) for one in table["breaks"] if one["beforePeriod"] in names]


def target_of(table: Row) -> Row | None:
    """Return the target that holds for the whole at this grain, if one is set."""
    grains = (table["grain"], ANY_GRAIN)
    wanted = [
        one
        for one in table["definition"]["targets"]
        if one["grain"] in grains and not one["scope"] and not one["appliesTo"]
    ]
    return min(wanted, key=lambda one: grains.index(one["grain"]), default=None)


def values_of(cells: Iterable[Row]) -> list[charts.Value]:
    return charts.numbers([cell["value"] for cell in cells])


def _whole(total: Row, table: Row, asked: Question, name: str, cuts: Sequence[int]) -> Line:
    cells = _cells(total, table, replace(asked, by=()), ())
    return Line(name, "", "", (), cells, spark=charts.spark(values_of(total["cells"]), cuts=cuts))


def _line(row: Row, place: int, table: Row, asked: Question, cuts: Sequence[int]) -> Line:
    group = row["group"]
    first: Row = group[0] if group else {"label": "", "key": "", "dimension": "", "depth": 0}
    label = " · ".join(one["label"] for one in group)
    drill = asked.narrowed(first["dimension"], first["key"], under=first["dimension"] in TREE)
    return Line(
        label,
        first["key"],
        first["dimension"],
        group,
        _cells(row, table, asked, group, place),
        depth=first["depth"],
        drill=drill.link(),
        spark=charts.spark(values_of(row["cells"]), cuts=cuts) if len(row["cells"]) > 1 else None,
    )


def _cells(row: Row, table: Row, asked: Question, group: Sequence[Row], place: int = 0) -> list[Shown]:
    """Give each figure the address of its receipt: the same question, its period, its group."""
    return [
        Shown(cell, why(asked, column["period"], group, place, table["grain"]))
        for cell, column in zip(row["cells"], table["columns"], strict=True)
    ]


def column(table: Row, asked: Question, place: int = -1) -> list[Shown]:
    """Return one column's figures, row by row, each with its receipt."""
    period = table["columns"][place]["period"]
    return [
        Shown(row["cells"][place], why(asked, period, row["group"], number, table["grain"]))
        for number, row in enumerate(table["rows"])
    ]


def why(asked: Question, period: str, group: Sequence[Row], place: int, grain: str) -> str:
    narrow = replace(
        asked, period=period, grain=grain if grain in GRAINS else "", compare=(), opened=(), after=""
    )
    pairs = [*narrow.pairs(), *(("group", f"{one['dimension']}:{one['key']}") for one in group)]
    if group:
        pairs.append(("at", str(place + int(asked.after or 0))))
    return f"/metrics/explain?{urlencode(pairs)}"


def _tree(rows: list[Line], asked: Question) -> list[Line]:
    """Keep the rows whose parents are open; only the first of a tree's dimensions folds."""
    parents = {row.key: str(row.group[0].get("parent") or "") for row in rows if row.group}
    if not rows or rows[0].dimension not in TREE or len(asked.by) > 1:
        return rows
    with_children, depths = set(parents.values()), {row.key: row.depth for row in rows}
    least = min(depths.values())

    def is_visible(row: Line) -> bool:
        parent = parents[row.key]
        while parent in parents:
            if depths[parent] - least >= ALWAYS_OPEN and parent not in asked.opened:
                return False
            parent = parents[parent]
        return True

    return [
        replace(
            row,
            depth=row.depth - least,
            has_children=row.key in with_children and row.depth - least >= ALWAYS_OPEN,
            is_open=row.key in asked.opened,
            turn=asked.turned(row.key),
        )
        for row in _ordered(rows, parents)
        if is_visible(row)
    ]


def _ordered(rows: list[Line], parents: Mapping[str, str]) -> list[Line]:
    """Return rows so that children follow their parent, in the order they came."""
    below: dict[str, list[Line]] = {}
    for row in rows:
        parent = parents[row.key]
        below.setdefault(parent if parent in parents and parent != row.key else "", []).append(row)

    def walk(parent: str) -> Iterable[Line]:
        for row in below.pop(parent, []):
            yield row
            yield from walk(row.key)

    return list(walk(""))


def _chart(
    whole: Line | None, rows: list[Line], asked: Question, cuts: Sequence[int], goal: charts.Value
) -> tuple[charts.Chart | None, list[str]]:
    """Draw the whole, and up to four groups of a flat split, over time; one period alone is no line."""
    few = [row for row in rows if row.depth == max((one.depth for one in rows), default=0)]
    chosen = [*([whole] if whole else []), *(few if 0 < len(few) <= MOST_SERIES else [])]
    if not chosen or len(chosen[0].cells) <= 1 or len(asked.by) > 1:
        return None, []
    series = [(row.label, values_of(one.cell for one in row.cells)) for row in chosen]
    if all(value is None for _, values in series for value in values):
        return None, []
    return charts.chart(series, CHART_HEIGHT, breaks=cuts, target=goal), [row.label for row in chosen]
