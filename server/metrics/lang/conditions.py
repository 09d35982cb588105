"""Reads what stands in the brackets of a measure: conditions on a row and the expressions they compare."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NoReturn, cast

from server.metrics.definitions import Label
from server.metrics.lang.cursor import Cursor
from server.metrics.lang.nearest import nearest
from server.metrics.lang.problems import refuse
from server.metrics.lang.tokens import KEYWORDS, Token
from server.metrics.lang.tree import (
    Both,
    Column,
    Either,
    In,
    IsNull,
    Literal_,
    Not,
    Predicate,
    RowBinary,
    RowCall,
    RowExpr,
    Test,
)

ROW_FUNCTIONS = {
    "days_between": 2,
    "hours_between": 2,
    "seconds_between": 2,
    "months_between": 2,
    "add_months": 2,
    "anchor": 0,
    "period_start": 0,
    "period_end": 0,
}
"""Functions of a row and how many arguments each takes."""

ROW_TYPES = (Literal_, Column, RowBinary, RowCall)
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
A_CONDITION = Label("比较(如 = < > in is null)", "a comparison (such as = < > in, is null)")


def read_predicate(cursor: Cursor) -> Predicate:
    """Read conditions joined by `and` and `or`, up to where they end."""
    return need_condition(cursor, either(cursor))


def need_condition(cursor: Cursor, item: Predicate | RowExpr) -> Predicate:
    if isinstance(item, ROW_TYPES):
        not_compared(cursor, item)
    return item


def not_compared(cursor: Cursor, item: RowExpr) -> NoReturn:
    """Say that a bare column or calculation is no condition."""
    if isinstance(item, Column) and not cursor.sees("not"):
        message = Label(f"“{item.name}”要与一个值比较", f"'{item.name}' must be compared with something")
        refuse("E_SYNTAX", item.at, len(item.name), message, (f"{item.name} = true",))
    cursor.expected(A_CONDITION)


def either(cursor: Cursor) -> Predicate | RowExpr:
    """Read an `or` chain; a bare expression may come back, since `(a + b) > 3` begins like a condition."""
    first = both(cursor)
    if not cursor.sees("or"):
        return first
    items = [need_condition(cursor, first)]
    while cursor.accept("or"):
        items.append(need_condition(cursor, both(cursor)))
    return Either(tuple(items), at=items[0].at)


def both(cursor: Cursor) -> Predicate | RowExpr:
    first = test(cursor)
    if not cursor.sees("and"):
        return first
    items = [need_condition(cursor, first)]
    while cursor.accept("and"):
        items.append(need_condition(cursor, test(cursor)))
    return Both(tuple(items), at=items[0].at)


def test(cursor: Cursor) -> Predicate | RowExpr:
    if not cursor.sees("not"):
        return comparison(cursor)
    word = cursor.take()
    return Not(need_condition(cursor, comparison(cursor)), at=word.at)


def comparison(cursor: Cursor) -> Predicate | RowExpr:
    first = None
    if cursor.sees("("):
        cursor.enter(cursor.take())
        inner = either(cursor)
        cursor.leave(")")
        if not isinstance(inner, ROW_TYPES):
            return inner
        first = inner
    return compared(cursor, read_row(cursor, first))


def compared(cursor: Cursor, left: RowExpr) -> Predicate | RowExpr:
    """Read what `left` is compared with; `left` itself if it is with nothing."""
    if cursor.sees(*COMPARISONS):
        if cursor.after.text == "null":
            compared_with_null(cursor)
        sign = cast("Literal['=', '!=', '<', '<=', '>', '>=']", cursor.take().text)
        return Test(sign, left, read_row(cursor), at=left.at)
    if cursor.accept("in"):
        return In(left, literals(cursor), at=left.at)
    if cursor.accept("is"):
        negated = cursor.accept("not")
        if not cursor.accept("null"):
            cursor.expected(Label("null", "null"), ("null",))
        return IsNull(left, negated, at=left.at)
    if cursor.sees("not") and cursor.after.text == "in":
        message = Label("应写作 not 列 in (…)", "Write not column in (…)")
        refuse("E_SYNTAX", cursor.here.at, cursor.here.length, message)
    return left


def compared_with_null(cursor: Cursor) -> NoReturn:
    sign = cursor.here
    better = "is not null" if sign.text == "!=" else "is null"
    message = Label(f"空值要写“{better}”", f"To ask for an empty value write '{better}'")
    refuse("E_SYNTAX", sign.at, cursor.after.at + cursor.after.length - sign.at, message, (better,))


def literals(cursor: Cursor) -> tuple[Literal_, ...]:
    if not cursor.sees("("):
        cursor.expected(Label("“(”", "'('"))
    cursor.enter(cursor.take())
    values = [literal(cursor)]
    while cursor.accept(","):
        values.append(literal(cursor))
    cursor.leave(")")
    return tuple(values)


def literal(cursor: Cursor) -> Literal_:
    found = literal_here(cursor)
    if found is None:
        cursor.expected(Label("文本、数字或 true/false", "a text, a number, or true/false"))
    return found


def literal_here(cursor: Cursor) -> Literal_ | None:
    """Read a literal if one stands here."""
    token = cursor.here
    value: str | Decimal | bool
    if token.kind == "text":
        value = cursor.take().text[1:-1].replace("''", "'")
    elif token.kind == "number":
        value = Decimal(cursor.take().text)
    elif cursor.sees("-") and cursor.after.kind == "number":
        cursor.take()
        value = Decimal(cursor.take().text).copy_negate()
    elif cursor.sees("true", "false"):
        value = cursor.take().text == "true"
    else:
        return None
    return Literal_(value, at=token.at)


def read_row(cursor: Cursor, first: RowExpr | None = None) -> RowExpr:
    """Read an expression on a row; `first` is its beginning where that has been read already."""
    left = row_product(cursor, first)
    while cursor.sees("+", "-"):
        sign = row_sign(cursor)
        left = RowBinary(sign, left, row_product(cursor), at=left.at)
    return left


def row_product(cursor: Cursor, first: RowExpr | None = None) -> RowExpr:
    left = first or row_term(cursor)
    while cursor.sees("*", "/"):
        sign = row_sign(cursor)
        left = RowBinary(sign, left, row_term(cursor), at=left.at)
    return left


def row_sign(cursor: Cursor) -> Literal["+", "-", "*", "/"]:
    cursor.count_row_operator()
    return cast("Literal['+', '-', '*', '/']", cursor.take().text)


def row_term(cursor: Cursor) -> RowExpr:
    found = literal_here(cursor)
    if found is not None:
        return found
    token = cursor.here
    if cursor.sees("("):
        cursor.enter(cursor.take())
        inner = read_row(cursor)
        cursor.leave(")")
        return inner
    if token.kind != "name" or token.text in KEYWORDS:
        cursor.expected(Label("列名、文本或数字", "a column, a text or a number"))
    cursor.take()
    return row_call(cursor, token) if cursor.sees("(") else Column(token.text, at=token.at)


def row_call(cursor: Cursor, name: Token) -> RowCall:
    if name.text not in ROW_FUNCTIONS:
        message = Label(f"条件中没有函数“{name.text}”", f"Conditions have no function '{name.text}'")
        refuse("E_FUNCTION", name.at, name.length, message, nearest(name.text, ROW_FUNCTIONS))
    cursor.enter(cursor.take())
    args = [] if cursor.sees(")") else [read_row(cursor)]
    while cursor.accept(","):
        args.append(read_row(cursor))
    cursor.leave(")")
    needed = ROW_FUNCTIONS[name.text]
    if len(args) != needed:
        message = Label(
            f"{name.text} 需要 {needed} 个参数,现有 {len(args)} 个",
            f"{name.text} takes {needed} arguments, not {len(args)}",
        )
        refuse("E_ARITY", name.at, name.length, message)
    return RowCall(name.text, tuple(args), at=name.at)
