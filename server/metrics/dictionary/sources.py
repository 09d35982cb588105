"""Makes sources and measures of their entries in a domain's file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from server.metrics.definitions import (
    Aggregate,
    AnchorKind,
    ColumnType,
    Label,
    Measure,
    MeasureKind,
    Source,
    SourceColumn,
)
from server.metrics.dictionary.entry import Entry
from server.metrics.lang.parse import parse_predicate, parse_row
from server.metrics.lang.problems import FormulaError
from server.metrics.lang.row_types import row_problems, type_of
from server.metrics.lang.tree import Literal_, Predicate, RowExpr

ANCHORS: tuple[AnchorKind, ...] = ("org", "row", "stamped", "agent", "spell", "self", "before", "event")
TYPES: tuple[ColumnType, ...] = ("id", "text", "int", "decimal", "bool", "date", "timestamp", "enum")
AGGREGATES: tuple[Aggregate, ...] = ("count", "count_distinct", "sum", "avg", "median", "p95")
KINDS: tuple[MeasureKind, ...] = ("flow", "stock", "cohort")
OF_NUMBERS = ("sum", "avg", "median", "p95")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
PLACEHOLDERS = ("{s}", "{a}", "{p}", "{e}")
SEALED = re.compile(r"[a-z_]+\.[a-z_]+")
NAME = re.compile(r"[a-z][a-z0-9_]*")
Tree = TypeVar("Tree", Predicate, RowExpr)


def read_source(name: str, entry: Entry) -> Source:
    """Make a source; every column it names must be one of its columns."""
    entry.allow(
        "label", "table", "key", "anchor", "person", "department", "active", "where", "data_class",
        "import_class", "columns",
    )  # fmt: skip
    good_name(name, entry)
    columns = {each: read_column(each, child) for each, child in entry.child("columns").children()}
    if not columns:
        entry.child("columns").refuse("E_MISSING", "没有列", "There are no columns")
    source = Source(
        name=name,
        label=entry.child("label").label(),
        table=entry.child("table").text(),
        key=column_name(entry.child("key"), columns),
        anchor=entry.child("anchor").choice(ANCHORS),
        columns=columns,
        person=column_name(entry.child("person"), columns, default=""),
        department=column_name(entry.child("department"), columns, default=""),
        active=active_of(entry.child("active"), columns),
        where=template(entry.child("where"), default=""),
        data_class=(data_class := entry.child("data_class").text("")),
        import_class=entry.child("import_class").text(data_class),
    )
    if source.anchor in ("spell", "event", "before", "self") and not source.person:
        entry.child("person").refuse("E_MISSING", "缺少人员列", "The column of the person is needed")
    if source.anchor == "agent" and "agent_id" not in columns:
        entry.child("columns").refuse("E_MISSING", "缺少列 agent_id", "The column agent_id is needed")
    return source


def good_name(name: str, entry: Entry) -> None:
    if not NAME.fullmatch(name):
        entry.refuse("E_WORD", "名称只用小写字母、数字和下划线", "A name is of small letters, digits and _")


def column_name(entry: Entry, columns: Mapping[str, SourceColumn], default: str | None = None) -> str:
    """Read the name of a column of the source; with a default none need be given."""
    if default is not None and not entry.is_given:
        return default
    return entry.known(columns, Label("列", "column"), "E_COLUMN")


def active_of(entry: Entry, columns: Mapping[str, SourceColumn]) -> tuple[str, str] | None:
    days = [column_name(item, columns) for item in entry.items()]
    if not days:
        return None
    if len(days) != len(("first", "last")):
        entry.refuse("E_FORM", "应为起、止两列", "Two columns are needed: the first day and the last")
        return None
    return days[0], days[1]


def read_column(name: str, entry: Entry) -> SourceColumn:
    entry.allow("type", "sql", "null", "scale", "values", "sealed", "data_class")
    good_name(name, entry)
    column = SourceColumn(
        name=name,
        type=entry.child("type").choice(TYPES),
        sql=template(entry.child("sql"), default=f"{{s}}.{name}"),
        null=entry.child("null").flag(),
        scale=entry.child("scale").whole(),
        values=entry.child("values").texts(),
        sealed=entry.child("sealed").text(""),
        data_class=entry.child("data_class").text(""),
    )
    if (column.type == "enum") != bool(column.values):
        entry.refuse(
            "E_FORM", "选项列要有 values,其他列不能有", "An enum needs values; other columns have none"
        )
    if column.scale and column.type != "decimal":
        entry.child("scale").refuse("E_FORM", "只有小数列才有 scale", "Only a decimal column has a scale")
    if column.sealed and not SEALED.fullmatch(column.sealed):
        entry.child("sealed").refuse("E_FORM", "应写作 表.列", "Write table.column")
    return column


def template(entry: Entry, default: str) -> str:
    """Read an SQL template; it may name the source's row, its assignment, position and person, and nothing else."""
    text = entry.text(default)
    strange = [each for each in PLACEHOLDER.findall(text) if each not in PLACEHOLDERS]
    if strange or ";" in text or "--" in text:
        entry.refuse(
            "E_SQL", f"模板中不能有 {strange or '; --'}", f"A template cannot hold {strange or '; or --'}"
        )
    return text


# --- Measures ---


def read_measure(
    name: str, entry: Entry, sources: Mapping[str, Source], units: Mapping[str, object]
) -> Measure | None:
    """Make a measure; None where its source is not known, since nothing can be said of the rest then."""
    entry.allow(
        *("label", "source", "aggregate", "expression", "time", "where", "kind", "unit", "ends", "on_null")
    )
    good_name(name, entry)
    source = sources.get(entry.child("source").known(sources, Label("来源", "source"), "E_SOURCE"))
    if source is None:
        return None
    measure = Measure(
        name=name,
        label=entry.child("label").label(),
        source=source,
        aggregate=entry.child("aggregate").choice(AGGREGATES),
        expression=formula(entry.child("expression"), parse_row, source) or Literal_(""),
        kind=entry.child("kind").choice(KINDS),
        unit=entry.child("unit").known(units, Label("单位", "unit"), "E_UNIT"),
        time=column_name(entry.child("time"), source.columns, default=""),
        where=formula(entry.child("where"), parse_predicate, source)
        if entry.child("where").is_given
        else None,
        ends=column_name(entry.child("ends"), source.columns, default=""),
        incomplete_on_null=entry.child("on_null").text("") == "incomplete",
    )
    check_measure(measure, entry)
    return measure


def formula(entry: Entry, parse: Callable[[str], Tree], source: Source) -> Tree | None:
    """Read a condition or row expression and check it against the source's columns."""
    try:
        tree = parse(entry.text())
    except FormulaError as error:
        entry.refuse_formula(error.problems)
        return None
    entry.refuse_formula(row_problems(tree, source))
    return tree


def check_measure(measure: Measure, entry: Entry) -> None:
    """Check what the kind and the aggregate of a measure ask for."""
    needs_time = measure.kind != "stock"
    if needs_time != bool(measure.time):
        entry.child("time").refuse(
            "E_FORM",
            "流量和队列要有时间列,时点数没有",
            "A flow or cohort needs a time column, a stock has none",
        )
    if measure.kind == "stock" and measure.source.active is None:
        entry.refuse(
            "E_FORM", "时点数的来源要有 active", "The source of a stock must say when rows are active"
        )
    if measure.ends and measure.kind != "cohort":
        entry.child("ends").refuse("E_FORM", "只有队列才有 ends", "Only a cohort has an end")
    for name in (measure.time, measure.ends):
        if name in measure.source.columns and measure.source.columns[name].type not in ("date", "timestamp"):
            entry.refuse("E_TYPE", f"“{name}”不是日期", f"'{name}' is no date")
    if measure.aggregate in OF_NUMBERS and type_of(measure.expression, measure.source) not in (
        "number",
        "unknown",
    ):
        entry.child("expression").refuse(
            "E_TYPE", "只有数字才能求和或平均", "Only numbers have a sum or mean"
        )
    entry.child("on_null").choice(("", "incomplete"), "")
