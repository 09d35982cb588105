"""The parts of a formula people ask about: what is divided by what, and which measures it comes down to."""

from __future__ import annotations

from collections.abc import Callable

from server.metrics.definitions import Dictionary, Metric
from server.metrics.lang.tree import (
    AtPeriod,
    Change,
    Expr,
    MetricUse,
    Number,
    Product,
    Scalar,
    Shift,
    Sum,
    YearToDate,
)
from server.metrics.lang.walk import LEAVES, Leaf, walk

Fraction = tuple[Expr | None, Expr | None]
NO_FRACTION: Fraction = (None, None)


def fraction(tree: Expr) -> Fraction:
    """Return numerator and denominator of a formula that is one quotient, else two Nones.

    `1 - a / b` is (b - a) over b; a quotient over another window is its two parts over that window; a quotient
    capped by a number (`min(1, a / b)`) counts as the quotient.
    """
    split = FRACTIONS.get(type(tree))
    return split(tree) if split else NO_FRACTION


def of_shift(tree: Shift) -> Fraction:
    return inside(tree.body, lambda part: Shift(tree.kind, tree.duration, part, at=tree.at))


def of_year_to_date(tree: YearToDate) -> Fraction:
    return inside(tree.body, lambda part: YearToDate(part, at=tree.at))


def of_at_period(tree: AtPeriod) -> Fraction:
    return inside(tree.body, lambda part: AtPeriod(tree.period, part, at=tree.at))


def of_change(tree: Change) -> Fraction:
    """A relative change is the difference over what was before; a plain difference is no quotient."""
    if tree.kind == "change":
        return NO_FRACTION
    before = Shift("prior", tree.duration, tree.body, at=tree.at)
    return Sum((("+", tree.body), ("-", before)), at=tree.at), before


def of_scalar(tree: Scalar) -> Fraction:
    real = [arg for arg in tree.args if not isinstance(arg, Number)]
    return fraction(real[0]) if tree.kind in ("min", "max") and len(real) == 1 else NO_FRACTION


def inside(body: Expr, wrap: Callable[[Expr], Expr]) -> Fraction:
    above, below = fraction(body)
    if above is None or below is None:
        return NO_FRACTION
    return wrap(above), wrap(below)


def of_product(tree: Product) -> Fraction:
    above = tuple(factor for sign, factor in tree.factors if sign == "*")
    below = tuple(factor for sign, factor in tree.factors if sign == "/")
    return (product(above), product(below)) if below else NO_FRACTION


def product(factors: tuple[Expr, ...]) -> Expr:
    if len(factors) == 1:
        return factors[0]
    return Product(tuple(("*", factor) for factor in factors), at=factors[0].at)


def of_sum(tree: Sum) -> Fraction:
    """Bring a quotient and the number 1 beside it, in either order, over one denominator."""
    quotients = [(sign, term) for sign, term in tree.terms if isinstance(term, Product)]
    ones = [sign for sign, term in tree.terms if isinstance(term, Number) and term.value == 1]
    if (len(tree.terms), len(quotients), len(ones)) != (2, 1, 1):
        return NO_FRACTION
    sign, quotient = quotients[0]
    above, below = of_product(quotient)
    if above is None or below is None:
        return NO_FRACTION
    if tree.terms[0][1] is quotient:
        return Sum(((sign, above), (ones[0], below)), at=tree.at), below
    return Sum(((ones[0], below), (sign, above)), at=tree.at), below


FRACTIONS: dict[type, Callable[..., Fraction]] = {
    Product: of_product,
    Sum: of_sum,
    Shift: of_shift,
    YearToDate: of_year_to_date,
    AtPeriod: of_at_period,
    Change: of_change,
    Scalar: of_scalar,
}


def versioned(use: MetricUse, dictionary: Dictionary) -> Metric | None:
    """Return the version of a metric that a reference means: the fixed one, or the one in force."""
    if use.version is None:
        return dictionary.metrics.get(use.key)
    current = dictionary.metrics.get(use.key)
    known = (*dictionary.versions.get(use.key, ()), *((current,) if current else ()))
    return next((each for each in known if each.version == use.version), None)


def leaves(tree: Expr, dictionary: Dictionary) -> tuple[Leaf, ...]:
    """Return the measures a formula comes down to with the way each is taken, other metrics opened, each once."""
    found: dict[Leaf, None] = {}
    opened: set[MetricUse] = set()
    waiting = [tree]
    while waiting:
        for node in walk(waiting.pop()):
            if isinstance(node, LEAVES):
                found[node] = None
            elif isinstance(node, MetricUse) and node not in opened:
                opened.add(node)
                metric = versioned(node, dictionary)
                waiting += [metric.tree] if metric else []
    return tuple(found)


def metrics_used(tree: Expr, dictionary: Dictionary) -> tuple[Metric, ...]:
    """Return the other metrics a formula is made of, theirs included, each once."""
    found: dict[tuple[str, int], Metric] = {}
    waiting = [tree]
    while waiting:
        for node in walk(waiting.pop()):
            metric = versioned(node, dictionary) if isinstance(node, MetricUse) else None
            if metric and (metric.key, metric.version) not in found:
                found[metric.key, metric.version] = metric
                waiting.append(metric.tree)
    return tuple(found.values())
