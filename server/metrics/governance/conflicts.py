"""Definitions that contradict each other: by what they say, and by what they came to in the last whole month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from server.kernel.context import Context
from server.metrics.agreed.governed import Governed
from server.metrics.agreed.registry import Registry
from server.metrics.answers.asking import last_cell
from server.metrics.answers.service import answer
from server.metrics.asked import Ask, PeriodAsk, Table
from server.metrics.definitions import Dictionary, Label, Metric
from server.metrics.dictionary.likeness import findings, is_near, same_family
from server.metrics.format import display, unit_of
from server.metrics.words import ConflictKind, Grain, MetricStatus

MOST_APART = Decimal("0.05")
SEVERITY = {
    ConflictKind.ORPHAN_UPSTREAM: "high",
    ConflictKind.SAME_FORMULA_OTHER_NAME: "high",
    ConflictKind.SAME_NAME_OTHER_FORMULA: "high",
    ConflictKind.VALUE_DIVERGENCE: "medium",
    ConflictKind.NEAR_DUPLICATE: "low",
}


@dataclass(frozen=True)
class Conflict:
    kind: ConflictKind
    keys: tuple[str, ...]
    detail: Label
    suggestion: Label

    @property
    def severity(self) -> str:
        return SEVERITY[self.kind]


async def conflicts(ctx: Context, registry: Registry) -> list[Conflict]:
    """List what is wrong between definitions, the gravest first; values are compared as the caller may see them."""
    known = await registry.governed(ctx)
    found = [
        Conflict(each.kind, each.keys, each.detail, each.suggestion) for each in findings(known.dictionary)
    ]
    found += [orphan(known, row_id) for row_id in known.orphans]
    found += await diverging(ctx, registry, known.dictionary)
    order = list(SEVERITY)
    return sorted(found, key=lambda each: order.index(each.kind))


def orphan(known: Governed, row_id: str) -> Conflict:
    """Tell of a version that can no longer be made."""
    row = next(each for rows in known.standing.versions.values() for each in rows if each.id == row_id)
    why = known.orphans[row_id]
    return Conflict(
        ConflictKind.ORPHAN_UPSTREAM,
        (row.key,),
        Label(
            f"“{row.texts['name_zh']}”版本 {row.number} 已无法计算：{why}",
            f"'{row.texts['name_en']}' version {row.number} can no longer be worked out: {why}",
        ),
        Label("起草新版本，或停用此指标", "Draft a new version, or retire it"),
    )


async def diverging(ctx: Context, registry: Registry, dictionary: Dictionary) -> list[Conflict]:
    """Compare figures whose names are easily taken for each other over the last whole month."""
    pairs = close_pairs(dictionary)
    keys = list(dict.fromkeys(metric.key for pair in pairs for metric in pair))
    asks = [Ask(key, PeriodAsk(last=1), Grain.MONTH) for key in keys]
    answers = await answer(ctx, registry, asks) if asks else []
    values = {
        found.metric.key: cell.value
        for found in answers
        if isinstance(found, Table) and (cell := last_cell(found)) is not None and cell.value is not None
    }
    return [
        divergence(one, other, values, dictionary)
        for one, other in pairs
        if one.key in values and other.key in values and are_apart(values[one.key], values[other.key])
    ]


def close_pairs(dictionary: Dictionary) -> list[tuple[Metric, Metric]]:
    """Pair figures people may take for each other; those built in, and members of a family, differ on purpose."""
    living = [
        each
        for each in dictionary.metrics.values()
        if each.status is not MetricStatus.RETIRED and Grain.MONTH in each.grains
    ]
    return [
        (one, other)
        for one, other in combinations(living, 2)
        if not (one.is_builtin and other.is_builtin)
        and one.hash != other.hash
        and one.unit == other.unit
        and not same_family(one, other)
        and is_near(one, other)
    ]


def are_apart(one: Decimal, other: Decimal) -> bool:
    """Whether they differ by more than a twentieth of the larger."""
    largest = max(abs(one), abs(other))
    return bool(largest) and abs(one - other) / largest > MOST_APART


def divergence(one: Metric, other: Metric, values: Mapping[str, Decimal], dictionary: Dictionary) -> Conflict:
    def told(language: str) -> Iterable[str]:
        for each in (one, other):
            yield display(values[each.key], unit_of(dictionary.units, each.unit), language)

    first_zh, second_zh = told("zh")
    first_en, second_en = told("en")
    return Conflict(
        ConflictKind.VALUE_DIVERGENCE,
        (one.key, other.key),
        Label(
            f"上月“{one.name.zh}”为 {first_zh}，“{other.name.zh}”为 {second_zh}",
            f"Last month '{one.name.en}' was {first_en} and '{other.name.en}' {second_en}",
        ),
        Label(
            "在名称中注明口径，或设定口径族的默认", "Qualify the names, or choose a default for the family"
        ),
    )
