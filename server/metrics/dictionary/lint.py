"""What a definition owes beside a sound formula: dimensions that work, due care, both languages, a proof."""

from __future__ import annotations

from collections.abc import Iterator

from server.metrics.definitions import Dictionary, Label, Metric
from server.metrics.dictionary.entry import DefinitionProblem
from server.metrics.dictionary.lineage import lineage_of
from server.metrics.dictionary.reach import common, reachable
from server.metrics.lang.check import check
from server.metrics.lang.tree import Expr
from server.metrics.words import Sensitivity

STRICTNESS = tuple(Sensitivity)
"""From what everybody may see to what is one person's own."""


def lint(metric: Metric, dictionary: Dictionary) -> list[DefinitionProblem]:
    """List everything that speaks against a definition, the formula included; empty if nothing does.

    The company's own definitions also owe a worked example of their own.
    """
    found = [
        problem("formula", each.code, each.message, each.suggestions)
        for each in check(metric.tree, dictionary, metric.unit, key=metric.key)
    ]
    return [*found, *owed(metric, dictionary), *unproven(metric)]


def owed(metric: Metric, dictionary: Dictionary) -> list[DefinitionProblem]:
    """List what is wrong beside the formula, but for the worked example."""
    return [
        *unreachable(metric, dictionary),
        *too_open(metric, dictionary),
        *untold(metric),
    ]


def problem(key: str, code: str, message: Label, suggestions: tuple[str, ...] = ()) -> DefinitionProblem:
    return DefinitionProblem("", 0, key, code, message, suggestions)


def unreachable(metric: Metric, dictionary: Dictionary) -> Iterator[DefinitionProblem]:
    """Every dimension must be reachable from every measure, or a split would mix what is split with what is not."""
    traced = lineage_of(metric.tree, dictionary)
    for dimension in metric.dimensions:
        blind = [name for name in traced.sources if not reachable(dictionary.sources[name], dimension)]
        if dimension not in dictionary.dimensions:
            message = Label(f"没有维度“{dimension}”", f"There is no dimension '{dimension}'")
            yield problem("dimensions", "E_DIMENSION", message)
        elif blind:
            zh = "、".join(dictionary.sources[name].label.zh for name in blind)
            en = ", ".join(dictionary.sources[name].label.en for name in blind)
            message = Label(
                f"“{dictionary.dimensions[dimension].label.zh}”无法用于:{zh}",
                f"'{dimension}' cannot be found for: {en}",
            )
            yield problem("dimensions", "E_DIMENSION", message, reachable_by(metric.tree, dictionary))


def reachable_by(tree: Expr, dictionary: Dictionary) -> tuple[str, ...]:
    """Return the dimensions that all measures of a formula can be split by."""
    return common((dictionary.sources[name] for name in lineage_of(tree, dictionary).sources), dictionary)


def too_open(metric: Metric, dictionary: Dictionary) -> Iterator[DefinitionProblem]:
    """A figure is guarded at least as closely as the most delicate column it is made of."""
    least = least_sensitivity(metric.tree, dictionary)
    if STRICTNESS.index(metric.sensitivity) < STRICTNESS.index(least):
        classes = [
            name
            for name in lineage_of(metric.tree, dictionary).classes
            if dictionary.class_sensitivity.get(name) is least
        ]
        message = Label(
            f"所用数据({'、'.join(classes)})要求敏感级别至少为 {least}",
            f"It is made of {', '.join(classes)}; that asks for a sensitivity of at least '{least}'",
        )
        yield problem("sensitivity", "E_SENSITIVITY", message, (str(least),))


def least_sensitivity(tree: Expr, dictionary: Dictionary) -> Sensitivity:
    """Return the least sensitivity a figure of this formula may have; a class not listed asks for nothing."""
    needed = [
        dictionary.class_sensitivity.get(name, Sensitivity.OPEN)
        for name in lineage_of(tree, dictionary).classes
    ]
    return max(needed, key=STRICTNESS.index, default=Sensitivity.OPEN)


def untold(metric: Metric) -> Iterator[DefinitionProblem]:
    for key, label in (("name", metric.name), ("definition", metric.definition)):
        if not (label.zh.strip() and label.en.strip()):
            yield problem(key, "E_LABEL", Label("中文和英文都要有", "Both languages are needed"))


def unproven(metric: Metric) -> Iterator[DefinitionProblem]:
    if metric.is_builtin or any("given" in example for example in metric.examples):
        return
    message = Label(
        "请至少写一个算例:给出数据和期望值", "Write at least one worked example: rows and what they come to"
    )
    yield problem("examples", "E_EXAMPLE", message)
