"""Reads a formula into its tree: sums of products of measures, other metrics and a few functions.

Every chain is one flat node and brackets nest no deeper than a fixed number, so that no tree can be deep.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Literal, NoReturn, cast

from server.metrics.definitions import Label
from server.metrics.lang.conditions import ROW_FUNCTIONS, read_predicate, read_row
from server.metrics.lang.cursor import Cursor
from server.metrics.lang.nearest import nearest
from server.metrics.lang.problems import refuse
from server.metrics.lang.tokens import KEYWORDS, Token
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
    Predicate,
    Product,
    RowExpr,
    Scalar,
    Shift,
    Sum,
    YearToDate,
)

UNITS = ("period", "minute", "hour", "day", "week", "month", "quarter", "year")
SPELLINGS = {unit: unit for unit in UNITS} | {f"{unit}s": unit for unit in UNITS}
MEANT = {
    "avg": ("avg2", "avg_monthly", "avg_daily"),
    "average": ("avg2", "avg_monthly", "avg_daily"),
    "mean": ("avg2", "avg_monthly", "avg_daily"),
    "count": ("closing",),
    "sum": ("closing",),
    "lag": ("prior",),
    "growth": ("pct_change",),
    "if": ("coalesce",),
}
"""What people from other tools call our functions."""


def parse(text: str) -> Expr:
    """Read a formula; raises FormulaError at the first thing that does not fit."""
    cursor = Cursor.over(text)
    tree = read_sum(cursor)
    cursor.finish()
    return tree


def parse_predicate(text: str) -> Predicate:
    """Read a condition on a row, as it stands in a measure's brackets."""
    cursor = Cursor.over(text)
    condition = read_predicate(cursor)
    cursor.finish()
    return condition


def parse_row(text: str) -> RowExpr:
    """Read an expression on a row, such as what a measure adds up."""
    cursor = Cursor.over(text)
    row = read_row(cursor)
    cursor.finish()
    return row


def read_sum(cursor: Cursor) -> Expr:
    first = read_product(cursor)
    terms: list[tuple[Literal["+", "-"], Expr]] = [("+", first)]
    while cursor.sees("+", "-"):
        sign = cast("Literal['+', '-']", cursor.take().text)
        terms.append((sign, read_product(cursor)))
    return Sum(tuple(terms), at=first.at) if len(terms) > 1 else first


def read_product(cursor: Cursor) -> Expr:
    first = read_unary(cursor)
    factors: list[tuple[Literal["*", "/"], Expr]] = [("*", first)]
    while cursor.sees("*", "/"):
        sign = cast("Literal['*', '/']", cursor.take().text)
        factors.append((sign, read_unary(cursor)))
    return Product(tuple(factors), at=first.at) if len(factors) > 1 else first


def read_unary(cursor: Cursor) -> Expr:
    if not cursor.sees("-"):
        return read_atom(cursor)
    minus = cursor.take()
    return Negative(read_atom(cursor), at=minus.at)


def read_atom(cursor: Cursor) -> Expr:
    token = cursor.here
    if token.kind == "number":
        return read_number(cursor)
    if cursor.sees("("):
        cursor.enter(cursor.take())
        inner = read_sum(cursor)
        cursor.leave(")")
        return inner
    if cursor.accept("@"):
        return read_metric(cursor, token)
    if token.kind != "name" or token.text in KEYWORDS:
        cursor.expected(Label("度量、@指标、数字或“(”", "a measure, an @metric, a number or '('"))
    if cursor.after.text == "(" and cursor.after.kind == "sign":
        return read_call(cursor)
    return read_measure(cursor)


def read_number(cursor: Cursor) -> Number:
    token = cursor.take()
    value = Decimal(token.text)
    if not cursor.accept("%"):
        return Number(value, at=token.at)
    _, digits, exponent = value.as_tuple()
    return Number(Decimal((0, digits, int(exponent) - 2)), percent=True, at=token.at)


def read_metric(cursor: Cursor, sign: Token) -> MetricUse:
    if cursor.here.kind != "name":
        cursor.expected(Label("指标键", "the key of a metric"))
    key = cursor.take().text
    if not cursor.accept("@"):
        return MetricUse(key, at=sign.at)
    return MetricUse(key, read_whole(cursor, Label("版本号", "a version number")), at=sign.at)


def read_whole(cursor: Cursor, what: Label) -> int:
    if cursor.here.kind != "number" or "." in cursor.here.text:
        cursor.expected(what)
    return int(cursor.take().text)


def read_measure(cursor: Cursor) -> MeasureUse:
    name = cursor.here
    if (
        name.kind != "name"
        or name.text in KEYWORDS
        or (cursor.after.text == "(" and cursor.after.kind == "sign")
    ):
        cursor.expected(Label("度量名", "the name of a measure"))
    cursor.take()
    if not cursor.sees("["):
        return MeasureUse(name.text, at=name.at)
    cursor.enter(cursor.take())
    where = read_predicate(cursor)
    cursor.leave("]")
    return MeasureUse(name.text, where, at=name.at)


def read_duration(cursor: Cursor) -> Duration:
    count = read_whole(cursor, Label("时长(如 12 months)", "a length of time, such as 12 months"))
    unit = SPELLINGS.get(cursor.here.text) if cursor.here.kind == "name" else None
    if unit is None:
        wanted = Label("时间单位(如 months)", "a unit of time, such as months")
        cursor.expected(wanted, nearest(cursor.here.text, [f"{each}s" for each in UNITS]))
    cursor.take()
    return Duration(count, unit)


# --- Functions ---


def read_call(cursor: Cursor) -> Expr:
    name = cursor.take()
    read = CALLS.get(name.text)
    if read is None:
        unknown_function(name)
    cursor.enter(cursor.take())
    if cursor.sees(")"):
        wrong_arity(name)
    node = read(cursor, name)
    if cursor.sees(","):
        wrong_arity(name)
    cursor.leave(")")
    return node


def unknown_function(name: Token) -> NoReturn:
    if name.text in ROW_FUNCTIONS:
        message = Label(
            f"{name.text} 只能写在度量的方括号里", f"{name.text} belongs inside the brackets of a measure"
        )
        refuse("E_FUNCTION", name.at, name.length, message)
    message = Label(f"没有函数“{name.text}”", f"There is no function '{name.text}'")
    hints = MEANT.get(name.text.lower()) or nearest(name.text, CALLS)
    refuse("E_FUNCTION", name.at, name.length, message, hints)


def wrong_arity(name: Token) -> NoReturn:
    form = SYNTAX[name.text]
    message = Label(f"参数个数不对,应写作 {form}", f"Wrong number of arguments; write {form}")
    refuse("E_ARITY", name.at, name.length, message)


def next_argument(cursor: Cursor, name: Token) -> None:
    if cursor.sees(")"):
        wrong_arity(name)
    if not cursor.accept(","):
        cursor.expected(Label("“,”", "','"))


def read_anchor(cursor: Cursor, name: Token) -> Anchor:
    kind = cast("Literal['opening', 'closing', 'avg2', 'avg_monthly', 'avg_daily']", name.text)
    return Anchor(kind, read_measure(cursor), at=name.at)


def read_cohort(cursor: Cursor, name: Token) -> Cohort:
    kind = cast("Literal['matured', 'kept', 'done']", name.text)
    measure = read_measure(cursor)
    next_argument(cursor, name)
    column = None
    if kind == "done":
        if cursor.here.kind != "name" or cursor.here.text in KEYWORDS:
            cursor.expected(Label("日期列的列名", "the name of a date column"))
        column = cursor.take().text
        next_argument(cursor, name)
    return Cohort(kind, measure, read_duration(cursor), column, at=name.at)


def read_shift(cursor: Cursor, name: Token) -> Shift:
    kind = cast("Literal['rolling', 'prior']", name.text)
    duration = read_duration(cursor)
    next_argument(cursor, name)
    return Shift(kind, duration, read_sum(cursor), at=name.at)


def read_year_to_date(cursor: Cursor, name: Token) -> YearToDate:
    return YearToDate(read_sum(cursor), at=name.at)


def read_at_period(cursor: Cursor, name: Token) -> AtPeriod:
    if cursor.here.kind != "text":
        cursor.expected(Label("加引号的期间(如 '2025-03')", "a period in quotes, such as '2025-03'"))
    period = cursor.take().text[1:-1].replace("''", "'")
    next_argument(cursor, name)
    return AtPeriod(period, read_sum(cursor), at=name.at)


def read_change(cursor: Cursor, name: Token) -> Change:
    kind = cast("Literal['change', 'pct_change']", name.text)
    body = read_sum(cursor)
    next_argument(cursor, name)
    return Change(kind, body, read_duration(cursor), at=name.at)


def read_scalar(cursor: Cursor, name: Token) -> Scalar:
    kind = cast("Literal['min', 'max', 'coalesce', 'abs']", name.text)
    args = [read_sum(cursor)]
    while kind != "abs" and cursor.accept(","):
        args.append(read_sum(cursor))
    return Scalar(kind, tuple(args), at=name.at)


Reader = Callable[[Cursor, Token], Expr]
CALLS: dict[str, Reader] = {
    "opening": read_anchor,
    "closing": read_anchor,
    "avg2": read_anchor,
    "avg_monthly": read_anchor,
    "avg_daily": read_anchor,
    "matured": read_cohort,
    "kept": read_cohort,
    "done": read_cohort,
    "rolling": read_shift,
    "prior": read_shift,
    "ytd": read_year_to_date,
    "at": read_at_period,
    "change": read_change,
    "pct_change": read_change,
    "min": read_scalar,
    "max": read_scalar,
    "coalesce": read_scalar,
    "abs": read_scalar,
}
SYNTAX = {
    "opening": "opening(measure)",
    "closing": "closing(measure)",
    "avg2": "avg2(measure)",
    "avg_monthly": "avg_monthly(measure)",
    "avg_daily": "avg_daily(measure)",
    "matured": "matured(measure, 3 months)",
    "kept": "kept(measure, 3 months)",
    "done": "done(measure, column, 30 days)",
    "rolling": "rolling(12 months, formula)",
    "prior": "prior(1 period, formula)",
    "ytd": "ytd(formula)",
    "at": "at('2025-03', formula)",
    "change": "change(formula, 1 period)",
    "pct_change": "pct_change(formula, 1 period)",
    "min": "min(formula, formula)",
    "max": "max(formula, formula)",
    "coalesce": "coalesce(formula, formula)",
    "abs": "abs(formula)",
}
"""How each function is written."""
