"""How a running card stands: the gap to what is aimed at, the cheapest next step, where it is heading. Pure.

The next step is the component that leaves the most of the score unearned: the largest (100 − points) × weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from server.performance.plans.models import Aim, MissingRule, Scoring
from server.performance.plans.points import (
    Component,
    Line,
    hundredths,
    in_hundredths,
    is_figure,
    points_of,
    weigh,
)

WHOLE = 10000
"""Weights count ten-thousandths."""


@dataclass(frozen=True)
class Known:
    """What is known of one component today; `points` are None where there are none or they are not told yet.

    `grows` is for counts and sums, which go on adding up while the cycle lasts.
    """

    component: Component
    weight: int
    value: Decimal | None = None
    points: Decimal | None = None
    is_hidden: bool = False
    grows: bool = False


@dataclass(frozen=True)
class Stand:
    """One component as it stands: what would be full points, what the score gains by them, where it is heading."""

    known: Known
    full_value: Decimal | None
    missing_points: Decimal | None
    gain: Decimal | None
    projected_points: Decimal | None


@dataclass(frozen=True)
class Standing:
    """A card as it stands. `gap` is the score less what is aimed at; `next_code` the cheapest next step."""

    score: Decimal | None
    gap: Decimal | None
    projected: Decimal | None
    next_code: str | None
    stands: tuple[Stand, ...]


def standing_of(knowns: Sequence[Known], aimed_at: Decimal, elapsed: int, total: int) -> Standing:
    """Say how a card stands after so many of its days."""
    stands = tuple(stand(each, elapsed, total) for each in knowns)
    score = score_of((each, each.points) for each in knowns)
    ahead = score_of((each.known, each.projected_points) for each in stands)
    return Standing(score, None if score is None else score - aimed_at, ahead, next_step(stands), stands)


def stand(known: Known, elapsed: int, total: int) -> Stand:
    missing = lacking(known)
    gain = None if missing is None else in_hundredths(Fraction(missing) * known.weight / WHOLE)
    return Stand(known, full_value(known.component), missing, gain, ahead_of(known, elapsed, total))


def lacking(known: Known) -> Decimal | None:
    """Return the points that are still to be had: up to 100, or to the component's cap below that."""
    if known.points is None:
        return None
    most = min(hundredths(known.component.cap), Fraction(100))
    return max(in_hundredths(most) - known.points, Decimal(0))


def next_step(stands: Iterable[Stand]) -> str | None:
    """Return the component with the most to gain, the first of equals; None where nothing is left to gain."""
    best = max(stands, key=lambda each: each.gain or Decimal(0), default=None)
    return best.known.component.code if best and best.gain else None


def full_value(component: Component) -> Decimal | None:
    """Return the value that is worth full points; None where the plan names none."""
    if not is_figure(component):
        return in_hundredths(hundredths(component.scale_high))
    if component.scoring is Scoring.RATIO:
        return component.target
    if component.scoring is Scoring.STEPS:
        return max(component.steps, key=lambda step: step[1], default=(None, 0))[0]
    if component.target is not None:
        return component.target
    return Decimal(1) if component.direction is Aim.UP else Decimal(0)


def ahead_of(known: Known, elapsed: int, total: int) -> Decimal | None:
    """Return the points at the end: a count goes on at its pace, a share or mean stays as it is."""
    if not known.grows or known.value is None or known.points is None or not 0 < elapsed < total:
        return known.points
    whole = Fraction(known.value) * total / elapsed
    return points_of(replace(known.component, is_shrunk=False), whole)


def score_of(pairs: Iterable[tuple[Known, Decimal | None]]) -> Decimal | None:
    """Weigh what is known; what is not known yet leaves its weight to the rest until the end of the cycle."""
    lines = [
        Line(each.component.code, each.weight, points, MissingRule.RENORMALISE) for each, points in pairs
    ]
    return weigh(lines).score


def what_if(knowns: Sequence[Known], values: Mapping[str, Decimal]) -> Decimal | None:
    """Return the score if some components came to these values; ratings included."""
    return score_of((each, imagined(each, values)) for each in knowns)


def imagined(known: Known, values: Mapping[str, Decimal]) -> Decimal | None:
    value = values.get(known.component.code)
    return known.points if value is None else points_of(replace(known.component, is_shrunk=False), value)
