"""What can be said of a formula while it is being written: its mistakes with their places, or what it would mean."""

from __future__ import annotations

from dataclasses import dataclass

from server.metrics.definitions import Dictionary, Label
from server.metrics.dictionary.likeness import rivals_of
from server.metrics.lang.canon import canonical_hash
from server.metrics.lang.check import check, unit_of
from server.metrics.lang.parse import parse
from server.metrics.lang.parts import fraction
from server.metrics.lang.problems import FormulaError, FormulaProblem
from server.metrics.lang.read import readable
from server.metrics.lang.tree import Expr
from server.metrics.lang.unparse import unparse
from server.metrics.words import MetricStatus


@dataclass(frozen=True)
class Report:
    """Either `problems`, or everything else."""

    problems: tuple[FormulaProblem, ...] = ()
    tree: Expr | None = None
    numerator: str | None = None
    denominator: str | None = None
    unit: str | None = None
    hash: str | None = None
    duplicates: tuple[str, ...] = ()
    same_family: tuple[str, ...] = ()
    readable: Label | None = None


def validate(dictionary: Dictionary, formula: str, *, unit: str = "", key: str = "") -> Report:
    """Check a formula, for the metric `key` if it is one's; quick enough to follow typing."""
    try:
        tree = parse(formula)
        problems = check(tree, dictionary, unit if unit in dictionary.units else "", key=key)
    except FormulaError as error:
        return Report(error.problems)
    if problems:
        return Report(tuple(problems))
    above, below = fraction(tree)
    meaning = canonical_hash(tree, dictionary)
    return Report(
        tree=tree,
        numerator=unparse(above) if above else None,
        denominator=unparse(below) if below else None,
        unit=unit_of(tree, dictionary) or None,
        hash=meaning,
        duplicates=tuple(
            each.key
            for each in dictionary.metrics.values()
            if each.hash == meaning and each.key != key and each.status is not MetricStatus.RETIRED
        ),
        same_family=rivals_of(tree, dictionary, key),
        readable=Label(readable(tree, dictionary, "zh"), readable(tree, dictionary, "en")),
    )
