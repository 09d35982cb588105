"""Which version of a definition answers which period, and where a series of periods breaks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from server.metrics.asked import DefinitionBreak
from server.metrics.definitions import Dictionary, Label, Metric
from server.metrics.lang.tree import Expr
from server.metrics.periods import Period
from server.metrics.reckoning.evaluate import Choose
from server.metrics.words import MetricStatus, VersionRule

IN_FORCE = frozenset({MetricStatus.PUBLISHED, MetricStatus.RETIRED})
Rule = VersionRule | int


def version_for(dictionary: Dictionary, key: str, rule: Rule, day: date) -> Metric | None:
    """Return the version that answers a period ending on `day`; None if the number asked for does not exist.

    A day before the first version is answered by the earliest; one in a gap by the version before it. A version
    still being discussed answers only when named by its number.
    """
    versions = dictionary.versions.get(key) or (dictionary.metrics[key],)
    if isinstance(rule, int):
        return next((each for each in versions if each.version == rule), None)
    if rule is VersionRule.LATEST:
        return dictionary.metrics[key]
    known = [each for each in versions if each.status in IN_FORCE and each.effective_from is not None]
    begun = [each for each in known if each.effective_from is not None and each.effective_from <= day]
    if begun:
        return max(begun, key=lambda each: (each.effective_from or date.min, each.version))
    builtin = [each for each in versions if each.is_builtin]
    earliest = sorted(known, key=lambda each: (each.effective_from or date.max, each.version))
    return next(iter(builtin + earliest), dictionary.metrics.get(key))


def chooser(dictionary: Dictionary, rule: Rule, day: date) -> Choose:
    """Choose the formulas of other metrics by the same rule; one named by number stays what it is."""
    upstream = VersionRule.AS_OF_PERIOD if isinstance(rule, int) else rule

    def choose(key: str, version: int | None) -> Expr:
        found = version_for(dictionary, key, upstream if version is None else version, day)
        return (found or dictionary.metrics[key]).tree

    return choose


def breaks(periods: Sequence[Period], metrics: Sequence[Metric]) -> tuple[DefinitionBreak, ...]:
    """Mark each pair of neighbouring columns between which the meaning changes."""
    pairs = zip(periods[1:], metrics, metrics[1:], strict=False)
    return tuple(
        DefinitionBreak(period.name, before.version, after.version, _note(before, after))
        for period, before, after in pairs
        if before.version != after.version
    )


def _note(before: Metric, after: Metric) -> Label:
    if before.formula == after.formula:
        return Label(
            f"口径自版本 {before.version} 换为版本 {after.version},公式未变。",
            f"Version {after.version} takes over from {before.version}; the formula is the same.",
        )
    return Label(
        f"口径自版本 {before.version} 换为版本 {after.version}:{before.formula} → {after.formula}",
        f"The definition changes from version {before.version} to {after.version}: "
        f"{before.formula} → {after.formula}",
    )
