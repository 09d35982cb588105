"""Rival definitions side by side, and the bridge between them: 15% to 10%, the same leavers over more people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from server.kernel.context import Context
from server.metrics.agreed.registry import Registry
from server.metrics.answers.cells import HIDING, cell_of
from server.metrics.answers.planning import prepare
from server.metrics.answers.work import work
from server.metrics.asked import Ask, Cell, DimFilter, PeriodAsk
from server.metrics.definitions import Dictionary, Family, Label, Metric
from server.metrics.format import display, display_change, plain, unit_of
from server.metrics.lang.parts import fraction
from server.metrics.lang.read import readable
from server.metrics.numbers import rounded
from server.metrics.reckoning.evaluate import Value
from server.metrics.reckoning.question import TOTAL, Question


@dataclass(frozen=True)
class Variant:
    """One definition, what it divides by what, and its figure (None where the caller may not see it)."""

    metric: Metric
    difference: Label
    cell: Cell | None


@dataclass(frozen=True)
class BridgeStep:
    """One step from a definition to another; `effect` is what it does to the value, None at the start."""

    label: Label
    start: str
    end: str
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    effect: Decimal | None


@dataclass(frozen=True)
class DefinitionComparison:
    variants: tuple[Variant, ...]
    bridge: tuple[BridgeStep, ...]
    sentence: Label


@dataclass(frozen=True)
class Side:
    """A definition with its exact figure."""

    metric: Metric
    value: Value


async def compare_definitions(
    ctx: Context,
    registry: Registry,
    period: PeriodAsk,
    *,
    keys: Sequence[str] = (),
    family: str = "",
    where: Sequence[DimFilter] = (),
) -> DefinitionComparison | None:
    """Compare metrics by key, or all of a family with its default, in the last period asked for.

    Keys are bridged in their order, a family's members each to the default. None if there is no such family or key.
    """
    governed = await registry.governed(ctx)
    dictionary = governed.dictionary
    known = members(dictionary, keys, family)
    if not known:
        return None
    asked = {key: prepare(ctx, governed, Ask(key, period, where=tuple(where))) for key in known}
    questions = {key: each for key, each in asked.items() if isinstance(each, Question)}
    worked = dict(zip(questions, await work(ctx, list(questions.values())), strict=True))
    cells = {key: cell_of(ctx, each, TOTAL) for key, each in worked.items() if not each.is_too_large}
    variants = tuple(
        Variant(metric, difference(metric, dictionary), cells.get(key)) for key, metric in known.items()
    )
    sides = {
        key: Side(known[key], worked[key].figures[worked[key].question.columns[-1].mark][TOTAL])
        for key, cell in cells.items()
        if cell.status not in HIDING
    }
    pairs = pairs_of(list(known), dictionary.families.get(family))
    told = [(sides[one], sides[other]) for one, other in pairs if one in sides and other in sides]
    steps = [step for one, other in told for step in bridge(one, other, dictionary)]
    return DefinitionComparison(variants, tuple(steps), sentence(told, dictionary))


def members(dictionary: Dictionary, keys: Sequence[str], family: str) -> dict[str, Metric]:
    found = dictionary.families.get(family)
    asked = keys or (found.members if found else ())
    return {key: dictionary.metrics[key] for key in asked if key in dictionary.metrics}


def pairs_of(keys: Sequence[str], family: Family | None) -> list[tuple[str, str]]:
    """Pair neighbours; in a family, each member with the default."""
    if family is not None and family.default in keys:
        return [(key, family.default) for key in keys if key != family.default]
    return list(pairwise(keys))


def difference(metric: Metric, dictionary: Dictionary) -> Label:
    """Say what a definition divides by what."""
    return Label(readable(metric.tree, dictionary, "zh"), readable(metric.tree, dictionary, "en"))


def bridge(one: Side, other: Side, dictionary: Dictionary) -> list[BridgeStep]:
    """Go from one definition to the other: first the numerator changes, then the denominator.

    The two effects add up to the whole difference, exactly. Definitions that are no quotients differ in one step.
    """
    keys = (one.metric.key, other.metric.key)
    start = BridgeStep(one.metric.name, *keys, *figures(one.value), None)
    between = over(other.value.numerator, one.value.denominator)
    if between is None or one.value.value is None or other.value.value is None or not is_quotient(one, other):
        effect = (
            None
            if one.value.value is None or other.value.value is None
            else other.value.value - one.value.value
        )
        return [start, BridgeStep(other.metric.name, *keys, *figures(other.value), rounded(effect))]
    above = step_label(
        "分子", "Numerator", one.value.numerator, other.value.numerator, halves(one, other, dictionary, 0)
    )
    below = step_label(
        "分母",
        "Denominator",
        one.value.denominator,
        other.value.denominator,
        halves(one, other, dictionary, 1),
    )
    return [
        start,
        BridgeStep(
            above,
            *keys,
            rounded(other.value.numerator),
            rounded(one.value.denominator),
            rounded(between),
            rounded(between - one.value.value),
        ),
        BridgeStep(below, *keys, *figures(other.value), rounded(other.value.value - between)),
    ]


def is_quotient(one: Side, other: Side) -> bool:
    """Whether both values are simply their numerator over their denominator."""
    return all(
        side.value.value == over(side.value.numerator, side.value.denominator) for side in (one, other)
    )


def figures(value: Value) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return rounded(value.numerator), rounded(value.denominator), rounded(value.value)


def over(above: Fraction | None, below: Fraction | None) -> Fraction | None:
    return above / below if above is not None and below else None


def halves(one: Side, other: Side, dictionary: Dictionary, at: int) -> tuple[Label, Label]:
    """Name the numerators (0) or denominators (1) of both."""
    trees = (fraction(one.metric.tree)[at], fraction(other.metric.tree)[at])
    first, second = (
        Label(*(readable(tree, dictionary, language) if tree else "" for language in ("zh", "en")))
        for tree in trees
    )
    return first, second


def step_label(
    zh: str, en: str, before: Fraction | None, after: Fraction | None, names: tuple[Label, Label]
) -> Label:
    """Say how one half changes, or that it does not."""
    first, second = plain(before or Fraction(0)), plain(after or Fraction(0))
    if names[0] == names[1] and first == second:
        return Label(f"{zh}相同:{names[0].zh} {first}", f"{en} the same: {names[0].en} {first}")
    return Label(
        f"{zh}:{names[0].zh} {first} → {names[1].zh} {second}",
        f"{en}: {names[0].en} {first} → {names[1].en} {second}",
    )


def sentence(pairs: Sequence[tuple[Side, Side]], dictionary: Dictionary) -> Label:
    """Tell each difference that there is in one sentence."""
    if not pairs:
        return Label("没有您可以比较的数字。", "There are no figures for you to compare.")
    told = [clause(one, other, dictionary) for one, other in pairs if one.value.value != other.value.value]
    if not told:
        return Label("各口径结果相同。", "The definitions agree.")
    return Label("".join(f"{each.zh}。" for each in told), " ".join(f"{each.en}." for each in told))


def clause(one: Side, other: Side, dictionary: Dictionary) -> Label:
    unit = unit_of(dictionary.units, other.metric.unit)
    change = (
        other.value.value - one.value.value
        if one.value.value is not None and other.value.value is not None
        else None
    )
    said = {}
    for language in ("zh", "en"):
        before, after = (display(side.value.value, unit, language) for side in (one, other))
        said[language] = (before, after, display_change(change, unit, language))
    why = cause(one, other, dictionary)
    zh, en = said["zh"], said["en"]
    return Label(
        f"“{one.metric.name.zh}”{zh[0]},“{other.metric.name.zh}”{zh[1]},相差{zh[2]}{why.zh}",
        f"{one.metric.name.en} is {en[0]}, {other.metric.name.en} is {en[1]}, a difference of {en[2]}{why.en}",
    )


def cause(one: Side, other: Side, dictionary: Dictionary) -> Label:
    """Name what is divided differently."""
    above, below = (
        (getattr(one.value, half), getattr(other.value, half)) for half in ("numerator", "denominator")
    )
    if None in (*above, *below):
        return Label("", "")
    parts = []
    for at, (zh, en), (before, after) in (
        (0, ("分子", "numerator"), above),
        (1, ("分母", "denominator"), below),
    ):
        names = halves(one, other, dictionary, at)
        if before == after:
            parts.append(Label(f"{zh}同为{plain(before)}", f"the {en} is {plain(before)} in both"))
        else:
            parts.append(
                Label(
                    f"{zh}由{names[0].zh}{plain(before)}换为{names[1].zh}{plain(after)}",
                    f"the {en} goes from {plain(before)} ({names[0].en}) to {plain(after)} ({names[1].en})",
                )
            )
    return Label(":" + ",".join(each.zh for each in parts), ": " + ", ".join(each.en for each in parts))
