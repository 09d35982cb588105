"""Lays versions of metrics over a dictionary: which one answers, which family it joins, what changes its hash."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from server.metrics.definitions import Dictionary, Family, Metric
from server.metrics.lang.canon import canonical_hash
from server.metrics.lang.problems import FormulaError
from server.metrics.lang.tree import Expr, MetricUse
from server.metrics.lang.walk import walk
from server.metrics.words import MetricStatus

IN_FORCE = (MetricStatus.PUBLISHED, MetricStatus.RETIRED)


def with_metrics(dictionary: Dictionary, metrics: Iterable[Metric], today: date | None = None) -> Dictionary:
    """Add versions of metrics. Of a key's versions the one in force on `today` answers, without a day the newest.

    Whatever refers to a metric that has become another gets another hash.
    """
    versions = {key: list(known) for key, known in dictionary.versions.items()}
    for key, metric in dictionary.metrics.items():
        versions.setdefault(key, [metric])
    families = dict(dictionary.families)
    for metric in metrics:
        rivals = [each for each in versions.get(metric.key, []) if each.version != metric.version]
        versions[metric.key] = sorted([*rivals, metric], key=lambda each: each.version)
        if metric.family:
            families[metric.family] = joined(families.get(metric.family), metric)
    answering = {key: answers(known, today) for key, known in versions.items()}
    return rehashed(
        replace(
            dictionary,
            metrics={key: metric for key, metric in answering.items() if metric is not None},
            families=families,
            versions={key: tuple(known) for key, known in versions.items()},
        )
    )


def joined(family: Family | None, metric: Metric) -> Family:
    if family is None:
        return Family(metric.family, (metric.key,), metric.key)
    return family if metric.key in family.members else replace(family, members=(*family.members, metric.key))


def answers(versions: list[Metric], today: date | None) -> Metric | None:
    """Return the version that answers: in force on the day, else the built-in one, else the newest published."""
    published = [each for each in versions if each.status in IN_FORCE]
    if today is None:
        return (published or versions)[-1]
    covering = [each for each in published if covers(each, today)]
    builtin = [each for each in versions if each.is_builtin]
    return next(iter(covering[-1:] or builtin[-1:] or published[-1:]), None)


def covers(metric: Metric, day: date) -> bool:
    begun = metric.effective_from is None or metric.effective_from <= day
    return begun and (metric.effective_to is None or day <= metric.effective_to)


def rehashed(dictionary: Dictionary) -> Dictionary:
    """Give every metric the hash it has in this dictionary; those whose upstream is gone keep theirs."""
    metrics = {key: hashed(metric, dictionary) for key, metric in dictionary.metrics.items()}
    versions = {
        key: tuple(
            metrics[key] if each == dictionary.metrics.get(key) else hashed(each, dictionary)
            for each in known
        )
        for key, known in dictionary.versions.items()
    }
    return replace(dictionary, metrics=metrics, versions=versions)


def hashed(metric: Metric, dictionary: Dictionary) -> Metric:
    if metric.hash and not refers(metric.tree):
        return metric
    try:
        return replace(metric, hash=canonical_hash(metric.tree, dictionary))
    except FormulaError:
        if not metric.hash:
            raise
        return metric


def refers(tree: Expr) -> bool:
    return any(isinstance(node, MetricUse) for node in walk(tree))
