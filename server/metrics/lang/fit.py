"""Whether the units of a formula go together: only like is added, and the result fits the unit declared."""

from __future__ import annotations

from collections.abc import Iterator

from server.metrics.definitions import Dictionary, Label
from server.metrics.lang import units
from server.metrics.lang.nearest import nearest
from server.metrics.lang.problems import FormulaProblem
from server.metrics.lang.tree import Expr, Number, Scalar, Sum
from server.metrics.lang.unit_of import quantity_of
from server.metrics.lang.unparse import unparse
from server.metrics.lang.walk import walk


def unit_problems(tree: Expr, dictionary: Dictionary, unit: str) -> list[FormulaProblem]:
    """List additions of unlike things; if there are none, say whether the result fits the declared unit."""
    found = [problem for node in walk(tree) for problem in mixed(node, dictionary)]
    if found or not unit:
        return found
    result = quantity_of(tree, dictionary)
    if units.fits(result, unit):
        return []
    if unit not in units.BASES:
        message = Label(f"没有单位“{unit}”", f"There is no unit '{unit}'")
        return [FormulaProblem("E_UNIT", tree.at, 0, message, nearest(unit, units.BASES))]
    have, wanted = said(result, dictionary), said(units.of(unit), dictionary)
    message = Label(
        f"结果的单位是{have.zh},与声明的{wanted.zh}不符",
        f"The result is in {have.en}; declared is {wanted.en}",
    )
    natural = units.named(result)
    return [FormulaProblem("E_UNIT", tree.at, len(unparse(tree)), message, (natural,) if natural else ())]


def mixed(node: Expr, dictionary: Dictionary) -> Iterator[FormulaProblem]:
    """Find in a sum, or among the arguments of min, max, coalesce, the first part unlike the one before it.

    A number among arguments is a limit or a stand-in, of whatever unit the others have.
    """
    if isinstance(node, Sum):
        parts = [term for _, term in node.terms]
    elif isinstance(node, Scalar):
        parts = [arg for arg in node.args if not isinstance(arg, Number)]
    else:
        return
    first = quantity_of(parts[0], dictionary) if parts else units.NUMBER
    for part in parts[1:]:
        other = quantity_of(part, dictionary)
        if not units.may_add(first, other):
            one, two = said(first, dictionary), said(other, dictionary)
            verb = Label("相加减", "be added") if isinstance(node, Sum) else Label("相比", "be compared")
            message = Label(f"{one.zh}与{two.zh}不能{verb.zh}", f"{one.en} and {two.en} cannot {verb.en}")
            yield FormulaProblem("E_UNIT", part.at, len(unparse(part)), message)
            return


def said(quantity: units.Quantity, dictionary: Dictionary) -> Label:
    zh = {name: unit.label.zh for name, unit in dictionary.units.items()}
    en = {name: unit.label.en for name, unit in dictionary.units.items()}
    return Label(units.spelled(quantity, zh), units.spelled(quantity, en))
