"""Finds figures that are too much alike: one meaning under two names, two meanings under one, near and rival ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from server.metrics.definitions import Dictionary, Label, Metric
from server.metrics.dictionary.names import folded, names_of, stem, stems_of
from server.metrics.lang.canon import canonical_hash
from server.metrics.lang.nearest import distance
from server.metrics.lang.parts import fraction, versioned
from server.metrics.lang.problems import FormulaError
from server.metrics.lang.tree import Expr, MetricUse, Number, Product
from server.metrics.lang.walk import walk
from server.metrics.words import ConflictKind, MetricStatus

MOST_SLIPS = 2
LETTERS_PER_SLIP = 4
"""Short names differ by a letter and mean other things (缺勤率, 出勤率): a slip is one only among so many letters."""


@dataclass(frozen=True)
class Finding:
    """Metrics that get in each other's way, and what to do about it."""

    kind: ConflictKind
    keys: tuple[str, ...]
    detail: Label
    suggestion: Label


def duplicates(metric: Metric, dictionary: Dictionary) -> tuple[str, ...]:
    """Return the keys of other metrics that mean exactly the same, under whatever name."""
    return tuple(each.key for each in others(metric, dictionary) if each.hash == metric.hash)


def namesakes(metric: Metric, dictionary: Dictionary) -> tuple[str, ...]:
    """Return the keys of other metrics that go by the same name and mean something else; they must be one family."""
    own = stems_of(metric)
    return tuple(
        each.key
        for each in others(metric, dictionary)
        if each.hash != metric.hash and not own.isdisjoint(stems_of(each))
    )


def rivals(metric: Metric, dictionary: Dictionary) -> tuple[str, ...]:
    """Return the keys of other metrics with the same numerator over something else: a family is proposed."""
    return rivals_of(metric.tree, dictionary, metric.key)


def rivals_of(tree: Expr, dictionary: Dictionary, key: str = "") -> tuple[str, ...]:
    """Return the keys of metrics with a formula's numerator; `key` is the metric the formula belongs to."""
    above = numerator(tree, dictionary)
    if not above:
        return ()
    own = canonical_hash(tree, dictionary)
    return tuple(
        each.key
        for each in dictionary.metrics.values()
        if each.key != key and each.hash != own and numerator(each.tree, dictionary) == above
    )


def near_names(metric: Metric, dictionary: Dictionary) -> tuple[str, ...]:
    """Return the keys of other metrics outside the family whose names differ by a slip or two."""
    return tuple(
        each.key
        for each in others(metric, dictionary)
        if not same_family(metric, each) and each.hash != metric.hash and is_near(metric, each)
    )


def others(metric: Metric, dictionary: Dictionary) -> Iterator[Metric]:
    for each in dictionary.metrics.values():
        if each.key != metric.key and each.status is not MetricStatus.RETIRED:
            yield each


def same_family(one: Metric, other: Metric) -> bool:
    return bool(one.family) and one.family == other.family


def is_near(one: Metric, other: Metric) -> bool:
    """Whether two metrics share a synonym, or names in one language differ by up to two slips in enough letters."""
    shared = set(map(folded, names_of(one))) & set(map(folded, names_of(other)))
    return bool(shared) or any(
        slipped(stem(name), stem(rival)) for name, rival in zip(one.name, other.name, strict=True)
    )


def slipped(name: str, rival: str) -> bool:
    allowed = min(MOST_SLIPS, min(len(name), len(rival)) // LETTERS_PER_SLIP)
    return name != rival and distance(name, rival, allowed) <= allowed


def numerator(tree: Expr, dictionary: Dictionary) -> str:
    """Return the hash of what a formula divides, without constant factors; "" if it divides nothing or cannot be."""
    above, below = fraction(tree)
    if above is None or below is None:
        return ""
    if isinstance(above, Product):
        factors = tuple(each for each in above.factors if not isinstance(each[1], Number))
        above = factors[0][1] if len(factors) == 1 else Product(factors)
    try:
        return canonical_hash(above, dictionary)
    except FormulaError:
        return ""


def findings(dictionary: Dictionary) -> list[Finding]:
    """List everything among the metrics in force that gets in each other's way, the gravest first.

    Two built-in names that look alike were meant so.
    """
    living = [each for each in dictionary.metrics.values() if each.status is not MetricStatus.RETIRED]
    pairs = list(combinations(living, 2))
    return [
        *(orphaned(metric, gone) for metric in living for gone in missing(metric, dictionary)),
        *(doubled(one, other) for one, other in pairs if one.hash == other.hash),
        *(
            homonymous(one, other)
            for one, other in pairs
            if one.hash != other.hash and not same_family(one, other) and stems_of(one) & stems_of(other)
        ),
        *(
            alike(one, other)
            for one, other in pairs
            if not (one.is_builtin and other.is_builtin)
            and one.hash != other.hash
            and not same_family(one, other)
            and not stems_of(one) & stems_of(other)
            and is_near(one, other)
        ),
    ]


def missing(metric: Metric, dictionary: Dictionary) -> Iterator[str]:
    """Name the metrics a formula refers to that are gone or retired."""
    for node in walk(metric.tree):
        if isinstance(node, MetricUse):
            found = versioned(node, dictionary)
            if found is None or found.status is MetricStatus.RETIRED:
                yield node.key


def orphaned(metric: Metric, gone: str) -> Finding:
    return Finding(
        ConflictKind.ORPHAN_UPSTREAM,
        (metric.key, gone),
        Label(
            f"“{metric.name.zh}”引用的指标“{gone}”已停用或不存在",
            f"'{metric.name.en}' refers to '{gone}', which is gone",
        ),
        Label("改用仍在用的指标,或停用此指标", "Refer to one that is in use, or retire this one"),
    )


def doubled(one: Metric, other: Metric) -> Finding:
    return Finding(
        ConflictKind.SAME_FORMULA_OTHER_NAME,
        (one.key, other.key),
        Label(
            f"“{one.name.zh}”与“{other.name.zh}”口径完全相同",
            f"'{one.name.en}' and '{other.name.en}' mean the same",
        ),
        Label("保留一个,另一个列为同义词", "Keep one and list the other name as its synonym"),
    )


def homonymous(one: Metric, other: Metric) -> Finding:
    return Finding(
        ConflictKind.SAME_NAME_OTHER_FORMULA,
        (one.key, other.key),
        Label(
            f"“{one.name.zh}”与“{other.name.zh}”名称相同而口径不同",
            f"'{one.name.en}' and '{other.name.en}' go by one name and mean different things",
        ),
        Label("放进同一口径族,名称中注明口径", "Put both into one family and qualify their names"),
    )


def alike(one: Metric, other: Metric) -> Finding:
    return Finding(
        ConflictKind.NEAR_DUPLICATE,
        (one.key, other.key),
        Label(
            f"“{one.name.zh}”与“{other.name.zh}”名称相近,容易混淆",
            f"'{one.name.en}' and '{other.name.en}' are easily taken for each other",
        ),
        Label("改名,或放进同一口径族", "Rename one, or put both into one family"),
    )
