"""The unit of every part of a formula, from the units of its measures and the declared ones of other metrics."""

from __future__ import annotations

from collections.abc import Callable

from server.metrics.definitions import Dictionary
from server.metrics.lang import units
from server.metrics.lang.parts import versioned
from server.metrics.lang.tree import (
    Anchor,
    AtPeriod,
    Change,
    Cohort,
    Expr,
    MeasureUse,
    MetricUse,
    Negative,
    Number,
    Product,
    Scalar,
    Shift,
    Sum,
    YearToDate,
)
from server.metrics.lang.units import Quantity


def quantity_of(tree: Expr, dictionary: Dictionary) -> Quantity:
    """Return the unit of a part; a sum is taken to be of its first real part's kind, whether or not that is right."""
    return QUANTITIES[type(tree)](tree, dictionary)


def of_number(_node: Number, _dictionary: Dictionary) -> Quantity:
    return units.NUMBER


def of_measure(node: MeasureUse, dictionary: Dictionary) -> Quantity:
    measure = dictionary.measures.get(node.name)
    return units.of(measure.unit) if measure else units.NUMBER


def of_leaf(node: Anchor | Cohort, dictionary: Dictionary) -> Quantity:
    return of_measure(node.measure, dictionary)


def of_metric(node: MetricUse, dictionary: Dictionary) -> Quantity:
    metric = versioned(node, dictionary)
    return units.of(metric.unit) if metric else units.NUMBER


def of_sum(node: Sum, dictionary: Dictionary) -> Quantity:
    parts = [QUANTITIES[type(term)](term, dictionary) for _, term in node.terms]
    return leading(parts)


def of_product(node: Product, dictionary: Dictionary) -> Quantity:
    result = units.NUMBER
    for sign, factor in node.factors:
        other = QUANTITIES[type(factor)](factor, dictionary)
        result = units.times(result, other) if sign == "*" else units.over(result, other)
    return result


def of_negative(node: Negative, dictionary: Dictionary) -> Quantity:
    return QUANTITIES[type(node.item)](node.item, dictionary)


def of_body(node: Shift | YearToDate | AtPeriod, dictionary: Dictionary) -> Quantity:
    return QUANTITIES[type(node.body)](node.body, dictionary)


def of_change(node: Change, dictionary: Dictionary) -> Quantity:
    """A relative change is a share; a difference of shares is in points."""
    if node.kind == "pct_change":
        return units.SHARE
    body = QUANTITIES[type(node.body)](node.body, dictionary)
    return Quantity(body.exponents, "pp") if body.is_bare else body


def of_scalar(node: Scalar, dictionary: Dictionary) -> Quantity:
    return leading([QUANTITIES[type(arg)](arg, dictionary) for arg in node.args])


def leading(parts: list[Quantity]) -> Quantity:
    """Return the first part that is not a mere number, or the number if all are."""
    return next((part for part in parts if not part.is_number), parts[0])


QUANTITIES: dict[type, Callable[..., Quantity]] = {
    Number: of_number,
    Sum: of_sum,
    Product: of_product,
    Negative: of_negative,
    MeasureUse: of_measure,
    MetricUse: of_metric,
    Anchor: of_leaf,
    Cohort: of_leaf,
    Shift: of_body,
    YearToDate: of_body,
    AtPeriod: of_body,
    Change: of_change,
    Scalar: of_scalar,
}
