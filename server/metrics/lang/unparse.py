"""Writes a tree back as text, in the one form that reads back to the same tree."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from server.metrics.lang.tree import (
    Anchor,
    AtPeriod,
    Both,
    Change,
    Cohort,
    Column,
    Duration,
    Either,
    Expr,
    In,
    IsNull,
    Literal_,
    MeasureUse,
    MetricUse,
    Negative,
    Not,
    Number,
    Predicate,
    Product,
    RowBinary,
    RowCall,
    RowExpr,
    Scalar,
    Shift,
    Sum,
    Test,
    YearToDate,
)

SUMS = ("+", "-")


def unparse(tree: Expr) -> str:
    """Write a formula; `parse` of it gives the tree back."""
    return EXPRESSIONS[type(tree)](tree)


def unparse_predicate(tree: Predicate) -> str:
    return CONDITIONS[type(tree)](tree)


def unparse_row(tree: RowExpr) -> str:
    return ROWS[type(tree)](tree)


def bracketed(tree: Expr, *kinds: type) -> str:
    text = EXPRESSIONS[type(tree)](tree)
    return f"({text})" if isinstance(tree, kinds) else text


def plain(value: Decimal) -> str:
    """Spell a number without exponent, digit for digit."""
    return format(value, "f")


def of_number(node: Number) -> str:
    if not node.percent:
        return plain(node.value)
    _, digits, exponent = node.value.as_tuple()
    return f"{plain(Decimal((0, digits, int(exponent) + 2)))}%"


def of_sum(node: Sum) -> str:
    text = ""
    for sign, term in node.terms:
        written = bracketed(term, Sum)
        text = f"{text} {sign} {written}" if text else written
    return text


def of_product(node: Product) -> str:
    text = ""
    for sign, factor in node.factors:
        written = bracketed(factor, Sum, Product)
        text = f"{text} {sign} {written}" if text else written
    return text


def of_negative(node: Negative) -> str:
    return f"-{bracketed(node.item, Sum, Product, Negative)}"


def of_measure(node: MeasureUse) -> str:
    return node.name if node.where is None else f"{node.name}[{CONDITIONS[type(node.where)](node.where)}]"


def of_metric(node: MetricUse) -> str:
    return f"@{node.key}" if node.version is None else f"@{node.key}@{node.version}"


def of_anchor(node: Anchor) -> str:
    return f"{node.kind}({of_measure(node.measure)})"


def of_duration(duration: Duration) -> str:
    return f"{duration.count} {duration.unit}{'' if duration.count == 1 else 's'}"


def of_cohort(node: Cohort) -> str:
    column = f"{node.column}, " if node.column is not None else ""
    return f"{node.kind}({of_measure(node.measure)}, {column}{of_duration(node.duration)})"


def of_shift(node: Shift) -> str:
    return f"{node.kind}({of_duration(node.duration)}, {EXPRESSIONS[type(node.body)](node.body)})"


def of_year_to_date(node: YearToDate) -> str:
    return f"ytd({EXPRESSIONS[type(node.body)](node.body)})"


def of_at_period(node: AtPeriod) -> str:
    return f"at({quoted(node.period)}, {EXPRESSIONS[type(node.body)](node.body)})"


def of_change(node: Change) -> str:
    return f"{node.kind}({EXPRESSIONS[type(node.body)](node.body)}, {of_duration(node.duration)})"


def of_scalar(node: Scalar) -> str:
    return f"{node.kind}({', '.join([EXPRESSIONS[type(arg)](arg) for arg in node.args])})"


def quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


# --- Conditions on a row ---


def grouped(tree: Predicate, *kinds: type) -> str:
    text = CONDITIONS[type(tree)](tree)
    return f"({text})" if isinstance(tree, kinds) else text


def of_test(node: Test) -> str:
    return f"{unparse_row(node.left)} {node.op} {unparse_row(node.right)}"


def of_in(node: In) -> str:
    return f"{unparse_row(node.left)} in ({', '.join([of_literal(value) for value in node.values])})"


def of_is_null(node: IsNull) -> str:
    return f"{unparse_row(node.left)} is {'not ' if node.negated else ''}null"


def of_not(node: Not) -> str:
    return f"not ({CONDITIONS[type(node.item)](node.item)})"


def of_both(node: Both) -> str:
    return " and ".join([grouped(item, Both, Either) for item in node.items])


def of_either(node: Either) -> str:
    return " or ".join([grouped(item, Either) for item in node.items])


def of_literal(node: Literal_) -> str:
    if isinstance(node.value, str):
        return quoted(node.value)
    if isinstance(node.value, bool):
        return "true" if node.value else "false"
    return plain(node.value)


def of_column(node: Column) -> str:
    return node.name


def of_row_binary(node: RowBinary) -> str:
    left, right = ROWS[type(node.left)](node.left), ROWS[type(node.right)](node.right)
    is_sum = node.op in SUMS
    if isinstance(node.left, RowBinary) and not is_sum and node.left.op in SUMS:
        left = f"({left})"
    if isinstance(node.right, RowBinary) and (not is_sum or node.right.op in SUMS):
        right = f"({right})"
    return f"{left} {node.op} {right}"


def of_row_call(node: RowCall) -> str:
    return f"{node.name}({', '.join([ROWS[type(arg)](arg) for arg in node.args])})"


EXPRESSIONS: dict[type, Callable[..., str]] = {
    Number: of_number,
    Sum: of_sum,
    Product: of_product,
    Negative: of_negative,
    MeasureUse: of_measure,
    MetricUse: of_metric,
    Anchor: of_anchor,
    Cohort: of_cohort,
    Shift: of_shift,
    YearToDate: of_year_to_date,
    AtPeriod: of_at_period,
    Change: of_change,
    Scalar: of_scalar,
}
CONDITIONS: dict[type, Callable[..., str]] = {
    Test: of_test,
    In: of_in,
    IsNull: of_is_null,
    Not: of_not,
    Both: of_both,
    Either: of_either,
}
ROWS: dict[type, Callable[..., str]] = {
    Literal_: of_literal,
    Column: of_column,
    RowBinary: of_row_binary,
    RowCall: of_row_call,
}
