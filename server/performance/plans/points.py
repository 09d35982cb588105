"""How a score follows from what is known of somebody. Pure rules, exact: Fractions inside, hundredths outside.

Weights are whole ten-thousandths, so what is shown is what is counted with, and every score can be worked out again
by hand from its lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from server.performance.plans.models import (
    FULL,
    PRIOR,
    Aim,
    ComponentBasis,
    ComponentGroup,
    MissingRule,
    Scoring,
)

Number = int | Decimal | Fraction
Segment = tuple[str | None, int]
"""A stage (None where there is none) and for how many days it holds."""
HUNDREDTH = Decimal("0.01")
BLOCKED, NO_VALUES = "BLOCKED", "NO_VALUES"
"""Why there is no score: something that may not be missing is, or nothing at all is known."""


@dataclass(frozen=True)
class Component:
    """One component as the rules need it; `stages` gives its weight in each stage that has one of its own."""

    code: str
    weight: int
    id: str = ""
    place: int = 0
    name: str = ""
    name_en: str = ""
    group: ComponentGroup = ComponentGroup.OTHER
    basis: ComponentBasis = ComponentBasis.RATING
    metric: str | None = None
    scale_low: int = 0
    scale_high: int = FULL
    scoring: Scoring = Scoring.SHARE
    target: Decimal | None = None
    steps: tuple[tuple[Decimal, int], ...] = ()
    direction: Aim = Aim.UP
    floor: int = 0
    cap: int = FULL
    missing: MissingRule = MissingRule.RENORMALISE
    is_shrunk: bool = False
    prior_n: int = PRIOR
    stages: Mapping[str, int] = field(default_factory=dict)

    def weighs(self, stage: str | None) -> int:
        """Return the weight in a stage; outside of all stages, and in one without weights, the component's own."""
        return self.weight if stage is None else self.stages.get(stage, self.weight)


@dataclass(frozen=True)
class Line:
    """What one component brings to a score; `points` is None where nothing is known."""

    code: str
    weight: int
    points: Decimal | None
    missing: MissingRule = MissingRule.RENORMALISE


@dataclass(frozen=True)
class Weighed:
    """A line once weighed: `weight` is what it counted with, `share` what it brought; all shares are the score."""

    code: str
    weight: int
    points: Decimal | None
    share: Decimal


@dataclass(frozen=True)
class Score:
    """A score out of its lines, or the reason why there is none; `missing` names the lines without a value."""

    score: Decimal | None
    lines: tuple[Weighed, ...]
    reason: str = ""
    missing: tuple[str, ...] = ()


# --- From a value to points ---


def points_of(
    component: Component, value: Number | None, n: int | None = None, prior: Number | None = None
) -> Decimal | None:
    """Return the points of a value, between the component's floor and cap; None where there is no value.

    `n` is on how many answers the value rests, `prior` what is known of the whole group; a component that is
    corrected for few answers needs both, and without a prior is taken as it is.
    """
    if value is None:
        return None
    exact = counted(component, value, n, prior)
    raw = WORKING[component.scoring](component, exact) if is_figure(component) else rated(component, exact)
    return in_hundredths(min(max(raw, hundredths(component.floor)), hundredths(component.cap)))


def counted(component: Component, value: Number, n: int | None, prior: Number | None) -> Fraction:
    """Return the value the points stand for: of few answers it is drawn to the group's."""
    if not component.is_shrunk or n is None or prior is None:
        return Fraction(value)
    return shrunk(value, n, prior, component.prior_n)


def is_figure(component: Component) -> bool:
    return component.basis in (ComponentBasis.METRIC, ComponentBasis.TEAM)


def rated(component: Component, value: Fraction) -> Fraction:
    """A rating at the low end of its scale is 0 points, at the high end 100."""
    low, high = hundredths(component.scale_low), hundredths(component.scale_high)
    return 100 * (value - low) / (high - low)


def shared(component: Component, value: Fraction) -> Fraction:
    return 100 * (value if component.direction is Aim.UP else 1 - value)


def against_target(component: Component, value: Fraction) -> Fraction:
    """The target itself is 100 points. Where less is better, twice the target is nothing."""
    ratio = value / Fraction(component.target or 1)
    return 100 * (ratio if component.direction is Aim.UP else 2 - ratio)


def stepped(component: Component, value: Fraction) -> Fraction:
    """The points of the best threshold that is reached; below all of them the floor."""
    up = component.direction is Aim.UP
    reached = [points for edge, points in component.steps if (value >= edge if up else value <= edge)]
    return hundredths(max(reached, default=component.floor))


WORKING: Mapping[Scoring, Callable[[Component, Fraction], Fraction]] = {
    Scoring.SHARE: shared,
    Scoring.RATIO: against_target,
    Scoring.STEPS: stepped,
}


def shrunk(share: Number, n: int, prior_share: Number, prior_n: int) -> Fraction:
    """Draw a value that rests on few answers toward what is known of the whole group.

    The value counts n answers and the group's `prior_n`: three answers move a share by 3/23 of their distance at
    most, three hundred by 300/320. Nobody rises or falls a lot by three answers, and with many it is the share.
    """
    if n + prior_n == 0:
        return Fraction(share)
    return (n * Fraction(share) + prior_n * Fraction(prior_share)) / (n + prior_n)


# --- Weights ---


def effective_weights(components: Sequence[Component], segments: Sequence[Segment]) -> dict[str, int]:
    """Return what each component weighs over the days of a cycle, by code; they sum up to what a stage's do.

    Every day counts with the weights of its stage; what the ten-thousandths leave over goes to the largest
    remainders, those of the first components first.
    """
    days = sum(length for _, length in segments)
    if days <= 0:
        return {each.code: each.weight for each in components}
    exact = [
        Fraction(sum(each.weighs(stage) * length for stage, length in segments), days) for each in components
    ]
    return dict(zip((each.code for each in components), whole(exact), strict=True))


def whole(exact: Sequence[Fraction], total: int | None = None) -> list[int]:
    """Round to whole numbers that keep their sum, by largest remainder, the first first among equals."""
    floors = [value.numerator // value.denominator for value in exact]
    left = (round(sum(exact)) if total is None else total) - sum(floors)
    order = sorted(range(len(exact)), key=lambda at: (floors[at] - exact[at], at))
    for at in order[:left]:
        floors[at] += 1
    return floors


def segments_of(
    first: date, last: date, stages: Iterable[tuple[str, date, date | None]]
) -> tuple[Segment, ...]:
    """Cut the days of a cycle (both ends are in it) by stages (code, from, ends before); days of none are None."""
    after = last + timedelta(days=1)
    marks: list[Segment] = []
    at = first
    for code, begins, ends in sorted(stages, key=lambda stage: stage[1]):
        start, end = max(at, begins), min(after, ends or after)
        if start >= end:
            continue
        marks += [(None, (start - at).days)] if start > at else []
        marks.append((code, (end - start).days))
        at = end
    return tuple([*marks, (None, (after - at).days)] if at < after else marks)


# --- The score ---


def weigh(lines: Sequence[Line]) -> Score:
    """Return the score of the lines, weighed; each missing one does what its rule says.

    A line that weighs nothing is neither missed nor counted. The shares of the lines sum up to the score.
    """
    counted = [line for line in lines if line.weight > 0]
    missing = tuple(line.code for line in counted if line.points is None)
    if any(line.points is None and line.missing is MissingRule.BLOCK for line in counted):
        return Score(None, unweighed(lines), BLOCKED, missing)
    held = [line for line in counted if line.points is not None or line.missing is MissingRule.ZERO]
    if not any(line.points is not None for line in held):
        return Score(None, unweighed(lines), NO_VALUES, missing)
    return weighed(lines, held, missing)


def weighed(lines: Sequence[Line], held: Sequence[Line], missing: tuple[str, ...]) -> Score:
    total, whole_weight = sum(line.weight for line in held), sum(line.weight for line in lines)
    exact = [100 * Fraction(line.points or 0) * line.weight / total for line in held]
    score = in_hundredths(sum(exact, Fraction()) / 100)
    shares = whole(exact, int(score / HUNDREDTH))
    weights = whole([Fraction(line.weight * whole_weight, total) for line in held])
    by_code = {line.code: pair for line, pair in zip(held, zip(weights, shares, strict=True), strict=True)}
    out = tuple(told(line, *by_code.get(line.code, (0, 0))) for line in lines)
    return Score(score, out, "", missing)


def told(line: Line, weight: int, share: int) -> Weighed:
    return Weighed(line.code, weight, line.points, share * HUNDREDTH)


def unweighed(lines: Sequence[Line]) -> tuple[Weighed, ...]:
    return tuple(Weighed(line.code, line.weight, line.points, Decimal(0)) for line in lines)


# --- Numbers ---


def read_steps(text: str) -> tuple[tuple[Decimal, int], ...]:
    """Return thresholds with their points in hundredths from `0.7=60 0.8=80`; ValueError if it is no such text."""
    pairs = [part.partition("=") for part in text.replace(",", " ").split()]
    try:
        return tuple(
            (Decimal(edge), int(in_hundredths(Fraction(points)) / HUNDREDTH)) for edge, _, points in pairs
        )
    except (ArithmeticError, ValueError) as error:
        raise ValueError(f"not steps: {text!r}") from error


def spell_steps(steps: Iterable[tuple[Decimal, int]]) -> str:
    """Spell thresholds as `read_steps` takes them, the lowest first."""
    return " ".join(
        f"{edge.normalize():f}={(points * HUNDREDTH).normalize():f}" for edge, points in sorted(steps)
    )


def hundredths(count: int) -> Fraction:
    """Return what so many hundredths are."""
    return Fraction(count, 100)


def in_hundredths(exact: Fraction) -> Decimal:
    """Round half up to hundredths, away from nothing below zero."""
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(HUNDREDTH, ROUND_HALF_UP)
