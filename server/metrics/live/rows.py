"""Conditions and expressions on a row, written as SQL that is exact: whole numbers with a factor kept in Python."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Literal, assert_never

from server.kernel.clock import read_instant, spell_instant
from server.metrics.definitions import Source, SourceColumn
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
from server.metrics.live.spelling import Binder

TermType = Literal["number", "text", "bool", "date", "timestamp"]
TYPES: dict[str, TermType] = {
    "id": "text",
    "text": "text",
    "enum": "text",
    "int": "number",
    "decimal": "number",
    "bool": "bool",
    "date": "date",
    "timestamp": "timestamp",
}
PLACEHOLDER = re.compile(r"\{([a-z])\}")
HOUR_MILLIS, SECOND_MILLIS = 3_600_000, 1000
WHOLE = Fraction(1)
ISO_DAY = len("2025-01-01")


class NotInSql(Exception):
    """SQL cannot say this exactly, or the column is sealed: the rows are worked out in Python."""


@dataclass(frozen=True)
class Term:
    """An expression in SQL; a number's value is the integer `sql` times `factor`. `literal`: a text not yet typed."""

    sql: str
    type: TermType
    factor: Fraction = WHOLE
    literal: str | None = None


@dataclass
class RowSql:
    """Writes the expressions of one select. `anchor_day`, `first`, `last` are SQL for the days a row may refer to.

    `aliases` collects what the expressions need joined: a (assignment), p (its position), e (the person);
    `is_dated` tells whether anything depends on the anchor day.
    """

    source: Source
    binder: Binder
    anchor_day: str = "w.a"
    first: str = "w.first"
    last: str = "w.last"
    aliases: set[str] = field(default_factory=set)
    is_dated: bool = False

    @property
    def anchor(self) -> str:
        self.is_dated = True
        return self.anchor_day

    # -- columns -----------------------------------------------------------------------------------------------

    def template(self, text: str) -> str:
        """Put the aliases into a template of the registry, and note which are needed."""
        if self.source.anchor == "self":
            text = text.replace("{a}", "{s}")
        self.aliases |= set(PLACEHOLDER.findall(text))
        return PLACEHOLDER.sub(r"\1", text)

    def raw(self, name: str) -> str:
        return self.template(self.source.columns[name].sql)

    def column(self, name: str) -> Term:
        column = self.source.columns[name]
        if column.sealed:
            raise NotInSql(f"{name} is sealed")
        sql = self.template(column.sql)
        if TYPES[column.type] == "number":
            return Term(self.binder.spelling.integer(sql), "number", factor_of(column))
        return Term(sql, TYPES[column.type])

    # -- expressions -------------------------------------------------------------------------------------------

    def term(self, expression: RowExpr) -> Term:
        match expression:
            case Literal_():
                return self.literal(expression.value)
            case Column():
                return self.column(expression.name)
            case RowBinary():
                return self.binary(expression)
            case RowCall():
                return self.call(expression)
        assert_never(expression)

    def literal(self, value: str | Decimal | bool) -> Term:
        if isinstance(value, bool):
            return Term(self.binder.bind(value, "bool"), "bool")
        if isinstance(value, str):
            return Term("", "text", literal=value)
        exact = Fraction(value)
        return Term(self.binder.bind(exact.numerator, "int"), "number", Fraction(1, exact.denominator))

    def binary(self, node: RowBinary) -> Term:
        if node.op == "/":
            raise NotInSql("a quotient is rarely whole")
        left, right = self.number(node.left), self.number(node.right)
        if node.op == "*":
            return Term(f"({left.sql}*{right.sql})", "number", left.factor * right.factor)
        common = Fraction(1, lcm(left.factor.denominator, right.factor.denominator))
        return Term(f"({scaled(left, common)}{node.op}{scaled(right, common)})", "number", common)

    def number(self, expression: RowExpr) -> Term:
        found = self.term(expression)
        if found.type != "number" or found.literal is not None:
            raise TypeError(f"a number is needed, not {found.type}")
        return found

    def call(self, node: RowCall) -> Term:
        spelled = self.binder.spelling
        match node.name:
            case "anchor":
                return Term(self.anchor, "date")
            case "period_start" | "period_end":
                return Term(self.first if node.name == "period_start" else self.last, "date")
            case "add_months":
                return self.added(node)
            case "days_between" | "months_between":
                count = spelled.days_between if node.name == "days_between" else spelled.months_between
                return Term(count(*self.days(node)), "number")
            case "hours_between" | "seconds_between":
                millis = HOUR_MILLIS if node.name == "hours_between" else SECOND_MILLIS
                return Term(self.millis(node), "number", Fraction(1, millis))
        raise KeyError(node.name)

    def added(self, node: RowCall) -> Term:
        count = self.number(node.args[1])
        if count.factor.denominator != 1:
            raise NotInSql("part of a month")
        return Term(self.binder.spelling.add_months(self.day(node.args[0]), scaled(count, WHOLE)), "date")

    def day(self, expression: RowExpr) -> str:
        return self.typed(self.term(expression), "date").sql

    def days(self, node: RowCall) -> tuple[str, str]:
        return self.day(node.args[0]), self.day(node.args[1])

    def millis(self, node: RowCall) -> str:
        first, last = (self.typed(self.term(each), "timestamp").sql for each in node.args)
        return f"({self.binder.spelling.millis(last)}-{self.binder.spelling.millis(first)})"

    def typed(self, term: Term, wanted: TermType) -> Term:
        """Bind a text literal as what it is compared with; a moment's day depends on the zone and is not for SQL."""
        if term.literal is None:
            if term.type != wanted:
                raise NotInSql(f"{term.type} where {wanted} is needed")
            return term
        text = term.literal
        if wanted == "date":
            return Term(self.binder.bind(date.fromisoformat(text), "date"), "date")
        if wanted == "timestamp":
            if len(text) == ISO_DAY:
                raise NotInSql("a day where a moment is needed")
            return Term(self.binder.bind(spell_instant(read_instant(text)), "text"), "timestamp")
        return Term(self.binder.bind(text, "text"), "text")

    # -- conditions --------------------------------------------------------------------------------------------

    def test(self, predicate: Predicate) -> str:
        match predicate:
            case Test():
                return self.compare(predicate.op, self.term(predicate.left), self.term(predicate.right))
            case In():
                return self.among(self.term(predicate.left), predicate.values)
            case IsNull():
                word = "is not null" if predicate.negated else "is null"
                return f"({self.typed_text(self.term(predicate.left)).sql} {word})"
            case Not():
                return f"(not {self.test(predicate.item)})"
            case Both():
                return "(" + " and ".join(map(self.test, predicate.items)) + ")"
            case Either():
                return "(" + " or ".join(map(self.test, predicate.items)) + ")"
        assert_never(predicate)

    def typed_text(self, term: Term) -> Term:
        return term if term.literal is None else self.typed(term, "text")

    def compare(self, op: str, left: Term, right: Term) -> str:
        sign = "<>" if op == "!=" else op
        wanted = right.type if left.literal is not None else left.type
        if wanted == "number":
            if right.type != "number" or left.type != "number":
                raise NotInSql("a number against a text")
            common = Fraction(1, lcm(left.factor.denominator, right.factor.denominator))
            return f"({scaled(left, common)}{sign}{scaled(right, common)})"
        return f"({self.typed(left, wanted).sql}{sign}{self.typed(right, wanted).sql})"

    def among(self, left: Term, values: Sequence[Literal_]) -> str:
        if left.type == "number":
            return "(" + " or ".join(self.compare("=", left, self.literal(v.value)) for v in values) + ")"
        plain = self.typed_text(left)
        listed = ",".join(self.typed(self.literal(v.value), plain.type).sql for v in values)
        return f"({plain.sql} in ({listed}))"


def scaled(term: Term, common: Fraction) -> str:
    """Write a number in multiples of `common`, of which its factor is a whole multiple."""
    times = term.factor / common
    return term.sql if times == 1 else f"{term.sql}*{times.numerator}"


def factor_of(column: SourceColumn) -> Fraction:
    return Fraction(1, 10**column.scale) if column.type == "decimal" else WHOLE


def conjuncts(*predicates: Predicate | None) -> tuple[Predicate, ...]:
    """Take conditions apart at their ands, each once, in order."""
    found: dict[Predicate, None] = {}
    for predicate in predicates:
        if isinstance(predicate, Both):
            found |= dict.fromkeys(conjuncts(*predicate.items))
        elif predicate is not None:
            found[predicate] = None
    return tuple(found)


def columns_of(*nodes: RowExpr | Predicate | None) -> frozenset[str]:
    """Return the names of the columns that expressions and conditions read."""
    found: set[str] = set()
    for node in nodes:
        match node:
            case Column():
                found.add(node.name)
            case RowBinary() | Test():
                found |= columns_of(node.left, node.right)
            case RowCall():
                found |= columns_of(*node.args)
            case In() | IsNull():
                found |= columns_of(node.left)
            case Not():
                found |= columns_of(node.item)
            case Both() | Either():
                found |= columns_of(*node.items)
            case _:
                pass
    return frozenset(found)


def calls_in(*nodes: RowExpr | Predicate | None) -> frozenset[str]:
    """Return the names of the row functions that are used."""
    found: set[str] = set()
    for node in nodes:
        match node:
            case RowCall():
                found |= {node.name} | calls_in(*node.args)
            case RowBinary() | Test():
                found |= calls_in(node.left, node.right)
            case In() | IsNull():
                found |= calls_in(node.left)
            case Not():
                found |= calls_in(node.item)
            case Both() | Either():
                found |= calls_in(*node.items)
            case _:
                pass
    return frozenset(found)


def whole(term: Term) -> Term:
    """Fold the sign and whole part of a factor into the SQL, so that only a denominator is left."""
    common = Fraction(1, term.factor.denominator)
    return replace(term, sql=scaled(term, common), factor=common)
