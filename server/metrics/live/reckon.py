"""The same conditions and expressions worked out in Python, exactly, with SQL's meaning of null."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne
from typing import Any, TypeAlias, assert_never
from zoneinfo import ZoneInfo

from server.kernel.clock import read_instant
from server.kernel.period import add_months
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

Value: TypeAlias = "Fraction | str | bool | date | datetime | None"
OPS: dict[str, Callable[[Any, Any], bool]] = {  # values of one kind, whichever
    "=": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}
ISO_DAY = len("2025-01-01")
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
MICROS = timedelta(microseconds=1)


@dataclass(frozen=True)
class Reckoner:
    """Works on one row: its columns by name, the days it may refer to, and the zone in which a moment has a day."""

    row: Mapping[str, Value]
    anchor: date
    first: date
    last: date
    zone: ZoneInfo

    def value(self, node: RowExpr) -> Value:
        match node:
            case Literal_():
                return Fraction(node.value) if isinstance(node.value, Decimal) else node.value
            case Column():
                return self.row[node.name]
            case RowBinary():
                return self.binary(node)
            case RowCall():
                return self.call(node)
        assert_never(node)

    def binary(self, node: RowBinary) -> Fraction | None:
        left, right = self.value(node.left), self.value(node.right)
        if not isinstance(left, Fraction) or not isinstance(right, Fraction):
            return None
        match node.op:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
            case "/":
                return left / right if right else None
        assert_never(node.op)

    def call(self, node: RowCall) -> Value:
        known = {"anchor": self.anchor, "period_start": self.first, "period_end": self.last}
        if node.name in known:
            return known[node.name]
        args = [self.value(arg) for arg in node.args]
        return None if None in args else self.counted(node.name, args)

    def counted(self, name: str, args: Sequence[Value]) -> Value:
        match name:
            case "add_months":
                return add_months(self.day(args[0]), int(Fraction(str(args[1]))))
            case "days_between":
                return Fraction((self.day(args[1]) - self.day(args[0])).days)
            case "months_between":
                return Fraction(months_between(self.day(args[0]), self.day(args[1])))
            case "hours_between":
                return self.span(args) / (HOUR // MICROS)
            case "seconds_between":
                return self.span(args) / (SECOND // MICROS)
        raise KeyError(name)

    def span(self, args: Sequence[Value]) -> Fraction:
        first, last = (self.moment(arg) for arg in args)
        return Fraction((last - first) // MICROS)

    def day(self, value: Value) -> date:
        if isinstance(value, datetime):
            return value.astimezone(self.zone).date()
        return value if isinstance(value, date) else date.fromisoformat(str(value))

    def moment(self, value: Value) -> datetime:
        if isinstance(value, datetime):
            return value
        if isinstance(value, str) and len(value) != ISO_DAY:
            return read_instant(value)
        return datetime.combine(self.day(value), time(), self.zone)

    # -- conditions: True, False, or None where SQL would say null --

    def test(self, node: Predicate) -> bool | None:
        match node:
            case Test():
                return self.compare(node.op, self.value(node.left), self.value(node.right))
            case In():
                left = self.value(node.left)
                return either([self.compare("=", left, self.value(value)) for value in node.values])
            case IsNull():
                return (self.value(node.left) is None) != node.negated
            case Not():
                found = self.test(node.item)
                return None if found is None else not found
            case Both():
                return both([self.test(item) for item in node.items])
            case Either():
                return either([self.test(item) for item in node.items])
        assert_never(node)

    def compare(self, op: str, left: Value, right: Value) -> bool | None:
        if left is None or right is None:
            return None
        if isinstance(left, datetime) or isinstance(right, datetime):
            return OPS[op](self.moment(left), self.moment(right))
        if isinstance(left, date) or isinstance(right, date):
            return OPS[op](self.day(left), self.day(right))
        return OPS[op](left, right)


def both(found: Sequence[bool | None]) -> bool | None:
    if False in found:
        return False
    return None if None in found else True


def either(found: Sequence[bool | None]) -> bool | None:
    if True in found:
        return True
    return None if None in found else False


def months_between(first: date, last: date) -> int:
    """Count whole months: the most that can be added to `first` (with the month-end clamp) without passing `last`."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months if add_months(first, months) <= last else months - 1
