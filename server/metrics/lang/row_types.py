"""What kind of value each part of a condition has, and which may be compared: columns, enums, dates, numbers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from server.metrics.definitions import Label, Source, SourceColumn
from server.metrics.lang.nearest import nearest
from server.metrics.lang.problems import FormulaProblem
from server.metrics.lang.tree import Column, In, Literal_, Predicate, RowBinary, RowCall, RowExpr, Test
from server.metrics.lang.unparse import unparse_row
from server.metrics.lang.walk import Condition, walk_condition

Type = Literal["number", "text", "enum", "bool", "date", "timestamp", "unknown"]
COLUMN_TYPES: dict[str, Type] = {
    "id": "text",
    "text": "text",
    "enum": "enum",
    "int": "number",
    "decimal": "number",
    "bool": "bool",
    "date": "date",
    "timestamp": "timestamp",
}
SAID: dict[str, Label] = {
    "number": Label("数字", "a number"),
    "text": Label("文本", "a text"),
    "enum": Label("选项", "a choice"),
    "bool": Label("是否", "true or false"),
    "date": Label("日期", "a date"),
    "timestamp": Label("时刻", "a moment"),
}
SIGNATURES: dict[str, tuple[tuple[Type, ...], Type]] = {
    "days_between": (("date", "date"), "number"),
    "months_between": (("date", "date"), "number"),
    "hours_between": (("timestamp", "timestamp"), "number"),
    "seconds_between": (("timestamp", "timestamp"), "number"),
    "add_months": (("date", "number"), "date"),
    "anchor": ((), "date"),
    "period_start": ((), "date"),
    "period_end": ((), "date"),
}
ORDERED = frozenset({"number", "date", "timestamp"})
MOST_MONTHS = 1200


def type_of(tree: RowExpr, source: Source) -> Type:
    """Return the type of an expression; "unknown" where a column is not known."""
    if isinstance(tree, Column):
        column = source.columns.get(tree.name)
        return COLUMN_TYPES[column.type] if column else "unknown"
    if isinstance(tree, Literal_):
        if isinstance(tree.value, bool):
            return "bool"
        return "number" if isinstance(tree.value, Decimal) else "text"
    return "number" if isinstance(tree, RowBinary) else SIGNATURES[tree.name][1]


def row_problems(tree: Condition, source: Source) -> list[FormulaProblem]:
    """List what is wrong in a condition or expression on the rows of a source."""
    found: list[FormulaProblem] = []
    for node in walk_condition(tree):
        if isinstance(node, Column):
            found += column_problems(node, source)
        elif isinstance(node, RowBinary):
            found += operand_problems((node.left, node.right), ("number", "number"), source)
        elif isinstance(node, RowCall):
            found += operand_problems(node.args, SIGNATURES[node.name][0], source)
            found += month_problems(node)
        elif isinstance(node, Test):
            found += test_problems(node, source)
        elif isinstance(node, In):
            for value in node.values:
                found += compared_problems(node.left, value, source, is_ordered=False)
    return found


def column_problems(node: Column, source: Source) -> list[FormulaProblem]:
    if node.name in source.columns:
        return []
    message = Label(
        f"“{source.label.zh}”没有列“{node.name}”", f"{source.label.en} have no column '{node.name}'"
    )
    return [FormulaProblem("E_COLUMN", node.at, len(node.name), message, nearest(node.name, source.columns))]


def operand_problems(
    args: tuple[RowExpr, ...], wanted: tuple[Type, ...], source: Source
) -> list[FormulaProblem]:
    found = []
    for arg, need in zip(args, wanted, strict=True):
        have = type_of(arg, source)
        if have in {need, "unknown"} or (need == "date" and is_day(arg)):
            continue
        message = Label(
            f"此处需要{SAID[need].zh},而“{unparse_row(arg)}”是{SAID[have].zh}",
            f"'{unparse_row(arg)}' is {SAID[have].en}; {SAID[need].en} is needed here",
        )
        hint = ("days_between(…, …)",) if (need, have) == ("number", "date") else ()
        found.append(FormulaProblem("E_TYPE", arg.at, len(unparse_row(arg)), message, hint))
    return found


def month_problems(node: RowCall) -> list[FormulaProblem]:
    if node.name != "add_months":
        return []
    months = node.args[1]
    value = months.value if isinstance(months, Literal_) else None
    if isinstance(value, Decimal) and value == value.to_integral_value() and abs(value) <= MOST_MONTHS:
        return []
    message = Label(
        f"月数应为不超过 {MOST_MONTHS} 的整数",
        f"The number of months must be whole and at most {MOST_MONTHS}",
    )
    return [FormulaProblem("E_TYPE", months.at, len(unparse_row(months)), message)]


def test_problems(node: Test, source: Source) -> list[FormulaProblem]:
    is_ordered = node.op not in ("=", "!=")
    if isinstance(node.left, Literal_) and not isinstance(node.right, Literal_):
        return compared_problems(node.right, node.left, source, is_ordered=is_ordered, at=node.left.at)
    return compared_problems(node.left, node.right, source, is_ordered=is_ordered)


def compared_problems(
    left: RowExpr, right: RowExpr, source: Source, *, is_ordered: bool, at: int | None = None
) -> list[FormulaProblem]:
    """List what speaks against comparing two expressions; `at` is where the comparison begins."""
    one, other = type_of(left, source), type_of(right, source)
    place = left.at if at is None else at
    length = max(right.at + len(unparse_row(right)) - place, len(unparse_row(left)))
    if "unknown" in (one, other):
        return []
    if isinstance(left, Column) and isinstance(right, Literal_) and one == "enum" and other == "text":
        if member := enum_problem(source.columns[left.name], right, place, length):
            return [member]
        other = "enum"
    if one in ("date", "timestamp") and is_day_for(right, one):
        other = one
    if not alike(one, other):
        message = Label(
            f"{SAID[one].zh}不能与{SAID[other].zh}比较",
            f"Cannot compare {SAID[one].en} with {SAID[other].en}",
        )
        return [FormulaProblem("E_TYPE", place, length, message)]
    if is_ordered and one not in ORDERED:
        message = Label(
            f"{SAID[one].zh}没有大小,只能用 = 或 !=",
            f"There is no more or less of {SAID[one].en}; use = or !=",
        )
        return [FormulaProblem("E_TYPE", place, length, message, ("=", "!="))]
    return []


def alike(one: Type, other: Type) -> bool:
    return one == other or {one, other} == {"text", "enum"}


def enum_problem(column: SourceColumn, literal: Literal_, at: int, length: int) -> FormulaProblem | None:
    value = str(literal.value)
    if value in column.values:
        return None
    known = ", ".join(column.values)
    message = Label(
        f"“{column.name}”没有值“{value}”,可用:{known}",
        f"'{column.name}' is never '{value}'; it is one of {known}",
    )
    return FormulaProblem("E_ENUM", at, length, message, nearest(value, column.values) or column.values)


def is_day(tree: RowExpr) -> bool:
    return is_day_for(tree, "date")


def is_day_for(tree: RowExpr, kind: Type) -> bool:
    """Whether a quoted text spells a day, or for a moment a day with a time."""
    if not (isinstance(tree, Literal_) and isinstance(tree.value, str)):
        return False
    try:
        is_exact = date.fromisoformat(tree.value).isoformat() == tree.value
    except ValueError:
        is_exact = False
    if is_exact or kind == "date":
        return is_exact
    try:
        return datetime.fromisoformat(tree.value).tzinfo is not None
    except ValueError:
        return False


def columns_in(tree: Condition | Predicate | None) -> tuple[str, ...]:
    """Name the columns of a condition or expression, each once, in reading order."""
    if tree is None:
        return ()
    return tuple(dict.fromkeys(node.name for node in walk_condition(tree) if isinstance(node, Column)))
