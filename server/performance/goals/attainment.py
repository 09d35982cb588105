"""Whether an aim was reached: an aim is a change, and its kind says of what. Pure; goals and incentives share it.

"Satisfaction up by 5 %" from a baseline of 80 asks for 84 if the 5 % is a share of the baseline and for 85 if it is
meant in points, so no aim goes without its kind. Values stand in the unit of their metric: a share of 0.80 that is to
rise by five percentage points changes by 0.05, and one that is to rise by five per cent of itself does too, in kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from server.performance.plans.models import Aim

Number = Fraction | Decimal | int
FULL = Fraction(1)


class ChangeKind(StrEnum):
    """What a target change is a change of."""

    RELATIVE = "RELATIVE"
    """A share of the baseline: 0.05 asks for 5 % more than there was, -0.10 for a tenth less."""
    POINTS = "POINTS"
    """So much more or less, in the unit of the metric."""
    ABSOLUTE = "ABSOLUTE"
    """The value itself that is to be reached."""


@dataclass(frozen=True)
class Attainment:
    """How an aim stands: what it asked for, what is lacking (0 when met) and the share of the way covered.

    `share` is None while there is no actual value, and where the way has no length and is not yet covered; it may be
    below 0, or above 1.
    """

    required: Fraction
    aim: Aim
    is_met: bool | None
    gap: Fraction | None
    share: Fraction | None


def required_value(kind: ChangeKind, baseline: Number | None, target_change: Number) -> Fraction:
    """Return the value that an aim asks for; only an absolute one does without its baseline."""
    change = Fraction(target_change)
    if kind is ChangeKind.ABSOLUTE:
        return change
    if baseline is None:
        raise ValueError("a change needs the baseline it starts from")
    start = Fraction(baseline)
    return start + change if kind is ChangeKind.POINTS else start * (1 + change)


def aim_of(baseline: Number | None, required: Fraction) -> Aim:
    """Tell which way an aim leads: down if it asks for less than there was, else up."""
    return Aim.DOWN if baseline is not None and required < Fraction(baseline) else Aim.UP


def attained(
    kind: ChangeKind,
    baseline: Number | None,
    target_change: Number,
    actual: Number | None,
    aim: Aim | None = None,
) -> Attainment:
    """Say whether an aim was reached; what is exactly reached is reached.

    Pass `aim` where a value is to be kept and not changed, for then the numbers do not tell which way is better.
    """
    required = required_value(kind, baseline, target_change)
    way = aim or aim_of(baseline, required)
    if actual is None:
        return Attainment(required, way, None, None, None)
    reached = Fraction(actual)
    lacking = required - reached if way is Aim.UP else reached - required
    is_met = lacking <= 0
    return Attainment(
        required, way, is_met, max(lacking, Fraction(0)), covered(baseline, required, reached, is_met)
    )


def covered(baseline: Number | None, required: Fraction, reached: Fraction, is_met: bool) -> Fraction | None:
    """Return the share of the way from the baseline (from nothing, without one) that has been covered."""
    start = Fraction(baseline) if baseline is not None else Fraction(0)
    if required == start:
        return FULL if is_met else None
    return (reached - start) / (required - start)
