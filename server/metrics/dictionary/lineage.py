"""What a figure is made of, down to the columns and the classes of data, and which figures are made of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from server.metrics.definitions import Dictionary, Measure, Metric
from server.metrics.lang.parts import leaves, metrics_used
from server.metrics.lang.row_types import columns_in
from server.metrics.lang.tree import Anchor, Cohort, Expr, MetricUse
from server.metrics.lang.walk import Leaf, measure_of, walk


@dataclass(frozen=True)
class Lineage:
    """Names, each once, in reading order: other metrics, measures, sources, `source.column`, policy classes.

    A caller needs every one of the classes to see the figure.
    """

    metrics: tuple[str, ...]
    measures: tuple[str, ...]
    sources: tuple[str, ...]
    columns: tuple[str, ...]
    classes: tuple[str, ...]


def lineage(metric: Metric, dictionary: Dictionary) -> Lineage:
    """Follow a metric down to its columns."""
    return lineage_of(metric.tree, dictionary)


def lineage_of(tree: Expr, dictionary: Dictionary) -> Lineage:
    """Follow a formula down to its columns; measures it names that do not exist are passed over."""
    known = [
        (leaf, dictionary.measures[measure_of(leaf).name])
        for leaf in leaves(tree, dictionary)
        if measure_of(leaf).name in dictionary.measures
    ]
    columns = [
        (measure.source, name)
        for leaf, measure in known
        for name in columns_of(leaf, measure)
        if name in measure.source.columns
    ]
    classes = [source.columns[name].data_class or source.data_class for source, name in columns]
    return Lineage(
        metrics=unique(each.key for each in metrics_used(tree, dictionary)),
        measures=unique(measure.name for _, measure in known),
        sources=unique(measure.source.name for _, measure in known),
        columns=unique(f"{source.name}.{name}" for source, name in columns),
        classes=unique(each for each in classes if each),
    )


def unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def columns_of(leaf: Leaf, measure: Measure) -> tuple[str, ...]:
    """Name the columns a leaf reads: what it counts, its conditions, and the days that place it in time."""
    days = [measure.time] if measure.time else list(measure.source.active or ())
    if isinstance(leaf, Cohort):
        days += [measure.ends, leaf.column or ""]
    elif isinstance(leaf, Anchor):
        days += list(measure.source.active or ())
    read = (
        *columns_in(measure.expression),
        *columns_in(measure.where),
        *columns_in(measure_of(leaf).where),
        *days,
    )
    return unique(name for name in read if name)


def used_by(key: str, dictionary: Dictionary) -> tuple[str, ...]:
    """Name the metrics in force whose formulas refer to a metric, straight or through others, or use a measure."""
    above: dict[str, set[str]] = {}
    for metric in dictionary.metrics.values():
        for node in walk(metric.tree):
            below = node.key if isinstance(node, MetricUse) else ""
            above.setdefault(below, set()).add(metric.key)
        for leaf in leaves(metric.tree, dictionary):
            if key not in dictionary.metrics:
                above.setdefault(measure_of(leaf).name, set()).add(metric.key)
    found: dict[str, None] = {}
    waiting = [key]
    while waiting:
        for each in sorted(above.get(waiting.pop(), ())):
            if each not in found:
                found[each] = None
                waiting.append(each)
    return tuple(found)
