"""The hash of what a formula means: the same for two spellings of one figure, another as soon as a value may differ.

Every node is hashed over the hashes of its parts. Measures are hashed by what they are, not by their names, and other
metrics by their formulas; operands that may change places are put in order; conditions are brought to one form.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import NoReturn

from server.metrics.definitions import Dictionary, Label, Measure
from server.metrics.lang.nearest import nearest
from server.metrics.lang.parts import versioned
from server.metrics.lang.problems import refuse
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
from server.metrics.lang.unparse import unparse

Digest = str
OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
MIRRORED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
IN_MONTHS = {"quarter": 3, "year": 12}
IN_MINUTES = {"hour": 60}
COMMUTATIVE = ("min", "max")


def canonical_hash(tree: Expr, dictionary: Dictionary) -> str:
    """Return the SHA-256 of a checked formula, in hex; raises FormulaError for unknown names and circles."""
    return Hasher(dictionary).of(tree)


def digest(kind: str, *parts: str) -> Digest:
    """Hash a node: lengths are hashed too, so that no two lists of parts run together."""
    text = "".join(f"{len(part)}:{part}" for part in (kind, *parts))
    return hashlib.sha256(text.encode()).hexdigest()


class Hasher:
    """Hashes formulas against one dictionary; a metric met twice is hashed once."""

    def __init__(self, dictionary: Dictionary) -> None:
        self.dictionary = dictionary
        self.known: dict[MetricUse, Digest] = {}
        self.open: set[MetricUse] = set()

    def of(self, tree: Expr) -> Digest:
        return FORMULAS[type(tree)](self, tree)

    def number(self, node: Number) -> Digest:
        return digest("number", exact(node.value))

    def sum(self, node: Sum | Negative) -> Digest:
        return digest(
            "sum", *sorted(f"{sign}{FORMULAS[type(term)](self, term)}" for sign, term in spread(node))
        )

    def product(self, node: Product) -> Digest:
        factors = [f"{sign}{FORMULAS[type(factor)](self, factor)}" for sign, factor in multiplied(node)]
        return digest("product", *sorted(factors))

    def measure(self, node: MeasureUse) -> Digest:
        measure = self.dictionary.measures.get(node.name)
        if measure is None:
            message = Label(f"没有度量“{node.name}”", f"There is no measure '{node.name}'")
            refuse(
                "E_MEASURE", node.at, len(node.name), message, nearest(node.name, self.dictionary.measures)
            )
        return measure_digest(measure, node.where)

    def metric(self, node: MetricUse) -> Digest:
        if node not in self.known:
            metric = versioned(node, self.dictionary)
            if metric is None or node in self.open:
                self.refused(node, is_known=metric is not None)
            self.open.add(node)
            self.known[node] = FORMULAS[type(metric.tree)](self, metric.tree)
            self.open.discard(node)
        return self.known[node]

    def refused(self, node: MetricUse, *, is_known: bool) -> NoReturn:
        text = unparse(node)
        if is_known:
            refuse(
                "E_CYCLE", node.at, len(text), Label(f"“{text}”引用了自己", f"'{text}' comes back to itself")
            )
        refuse("E_METRIC", node.at, len(text), Label(f"没有指标“{text}”", f"There is no metric '{text}'"))

    def anchor(self, node: Anchor) -> Digest:
        return digest("anchor", node.kind, self.measure(node.measure))

    def cohort(self, node: Cohort) -> Digest:
        return digest(node.kind, self.measure(node.measure), node.column or "", lasting(node.duration))

    def shift(self, node: Shift) -> Digest:
        return digest(node.kind, lasting(node.duration), FORMULAS[type(node.body)](self, node.body))

    def year_to_date(self, node: YearToDate) -> Digest:
        return digest("ytd", FORMULAS[type(node.body)](self, node.body))

    def at_period(self, node: AtPeriod) -> Digest:
        return digest("at", node.period, FORMULAS[type(node.body)](self, node.body))

    def change(self, node: Change) -> Digest:
        return digest(node.kind, FORMULAS[type(node.body)](self, node.body), lasting(node.duration))

    def scalar(self, node: Scalar) -> Digest:
        args = [FORMULAS[type(arg)](self, arg) for arg in node.args]
        return digest(node.kind, *(sorted(args) if node.kind in COMMUTATIVE else args))


FORMULAS: dict[type, Callable[..., Digest]] = {
    Number: Hasher.number,
    Sum: Hasher.sum,
    Negative: Hasher.sum,
    Product: Hasher.product,
    MeasureUse: Hasher.measure,
    MetricUse: Hasher.metric,
    Anchor: Hasher.anchor,
    Cohort: Hasher.cohort,
    Shift: Hasher.shift,
    YearToDate: Hasher.year_to_date,
    AtPeriod: Hasher.at_period,
    Change: Hasher.change,
    Scalar: Hasher.scalar,
}


def exact(value: Decimal) -> str:
    return str(Fraction(value))


def lasting(duration: Duration) -> str:
    """Spell a duration so that 1 year, 4 quarters and 12 months are one; days and hours differ when clocks change."""
    if duration.unit in IN_MONTHS:
        return f"{duration.count * IN_MONTHS[duration.unit]} month"
    if duration.unit in IN_MINUTES:
        return f"{duration.count * IN_MINUTES[duration.unit]} minute"
    if duration.unit == "week":
        return f"{duration.count * 7} day"
    return f"{duration.count} {duration.unit}"


def spread(node: Sum | Negative) -> list[tuple[str, Expr]]:
    """Lay out nested sums and minus signs as one list of signed terms."""
    out: list[tuple[str, Expr]] = []
    waiting: list[tuple[str, Expr]] = [("+", node)]
    while waiting:
        sign, item = waiting.pop()
        if isinstance(item, Sum):
            waiting += [("+" if inner == sign else "-", term) for inner, term in item.terms]
        elif isinstance(item, Negative):
            waiting.append(("-" if sign == "+" else "+", item.item))
        else:
            out.append((sign, item))
    return out


def multiplied(node: Product) -> list[tuple[str, Expr]]:
    """Lay out nested products as one list, but not a quotient one divides by: for c = 0, a/(b/c) is not a*c/b."""
    out: list[tuple[str, Expr]] = []
    waiting: list[tuple[str, Expr]] = [("*", node)]
    while waiting:
        sign, item = waiting.pop()
        if isinstance(item, Product) and (sign == "*" or all(inner == "*" for inner, _ in item.factors)):
            waiting += [(sign if inner == "*" else "/", factor) for inner, factor in item.factors]
        else:
            out.append((sign, item))
    return out


# --- Measures and conditions ---


def measure_digest(measure: Measure, narrowed: Predicate | None = None) -> Digest:
    """Hash what a measure counts and how; its own condition and the formula's are one condition."""
    source = measure.source
    conditions = tuple(each for each in (measure.where, narrowed) if each is not None)
    return digest(
        "measure",
        *(source.name, source.where, source.anchor, *(source.active or ())),
        *(measure.aggregate, measure.kind, measure.time, measure.ends, str(measure.incomplete_on_null)),
        row_digest(measure.expression),
        condition_digest(Both(conditions)) if conditions else "",
    )


def condition_digest(node: Predicate) -> Digest:
    """Hash a condition; `not` is carried into single tests, which for empty values too mean the same."""
    return CONDITIONS[type(node)](node)


def of_test(node: Test) -> Digest:
    return compared(node.op, node.left, node.right)


def compared(op: str, left: RowExpr, right: RowExpr) -> Digest:
    one, other = row_digest(left), row_digest(right)
    if one > other:
        op, one, other = MIRRORED[op], other, one
    return digest("test", op, one, other)


def of_in(node: In) -> Digest:
    values = sorted({row_digest(value) for value in node.values})
    if len(values) == 1:
        return compared("=", node.left, node.values[0])
    return digest("in", row_digest(node.left), *values)


def of_is_null(node: IsNull) -> Digest:
    return digest("is not null" if node.negated else "is null", row_digest(node.left))


def of_not(node: Not) -> Digest:
    inner = node.item
    if isinstance(inner, Not):
        return CONDITIONS[type(inner.item)](inner.item)
    if isinstance(inner, IsNull):
        return of_is_null(IsNull(inner.left, not inner.negated))
    if isinstance(inner, Test):
        return compared(OPPOSITE[inner.op], inner.left, inner.right)
    return digest("not", CONDITIONS[type(inner)](inner))


def of_chain(node: Both | Either) -> Digest:
    """Hash a chain of `and` or `or`: nested ones opened, doubles dropped, in any order."""
    found: set[Digest] = set()
    waiting: list[Predicate] = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Both | Either) and type(item) is type(node):
            waiting += item.items
        else:
            found.add(CONDITIONS[type(item)](item))
    if len(found) == 1:
        return found.pop()
    return digest("and" if isinstance(node, Both) else "or", *sorted(found))


CONDITIONS: dict[type, Callable[..., Digest]] = {
    Test: of_test,
    In: of_in,
    IsNull: of_is_null,
    Not: of_not,
    Both: of_chain,
    Either: of_chain,
}


def row_digest(node: RowExpr) -> Digest:
    if isinstance(node, Literal_):
        return literal_digest(node.value)
    if isinstance(node, Column):
        return digest("column", node.name)
    if isinstance(node, RowCall):
        return digest("call", node.name, *[row_digest(arg) for arg in node.args])
    if node.op in ("+", "*"):
        return digest("row", node.op, *sorted(row_digest(item) for item in row_chain(node)))
    return digest("row", node.op, row_digest(node.left), row_digest(node.right))


def literal_digest(value: str | Decimal | bool) -> Digest:
    if isinstance(value, bool):
        return digest("flag", str(value))
    return digest("number", exact(value)) if isinstance(value, Decimal) else digest("text", value)


def row_chain(node: RowBinary) -> Iterable[RowExpr]:
    waiting: list[RowExpr] = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, RowBinary) and item.op == node.op:
            waiting += [item.left, item.right]
        else:
            yield item
