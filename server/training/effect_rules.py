"""What may be said of an effect of training, and when nothing may; exact where groups are only counted. Pure.

Every result is one of four: something was estimated, there are too few people, an assumption does not hold, or the
model found no answer. None of them is silently another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from math import exp, log, sqrt
from statistics import NormalDist

MODEL = "training-effect/1"
"""Changes with every change of method: an old result is not one of the new method."""
CONFIDENCE = 0.95
FEW = 5
"""With fewer people on either side nothing is said."""
FEW_TEAMS = 10
"""With fewer teams their spread tells too little, and labels are shuffled within them instead."""
LEAST_EVENTS = 10
"""So many must have stayed, and so many left, before a model of leaving is fitted at all."""
EVENTS_A_TERM = 5
MORE_THAN, LESS_THAN = Decimal(10), Decimal(5)
LANDMARK_MONTHS = 3
PLACES = Decimal("0.0001")
BAND_ENDS = (Decimal(5), Decimal(10), Decimal(15))
"""Hours at which the bands of the chart end; the last band has no end."""


class EffectVerdict(StrEnum):
    """NO_EFFECT: none is seen, and the interval says how large one may yet be. UNCLEAR: two methods disagree."""

    IMPROVED = "IMPROVED"
    WORSENED = "WORSENED"
    NO_EFFECT = "NO_EFFECT"
    UNCLEAR = "UNCLEAR"
    TOO_FEW = "TOO_FEW"
    ABSTAINED = "ABSTAINED"
    NOT_CONVERGED = "NOT_CONVERGED"


class EffectReason(StrEnum):
    """Why nothing is claimed."""

    TOO_FEW_PEOPLE = "TOO_FEW_PEOPLE"
    TOO_FEW_LEAVERS = "TOO_FEW_LEAVERS"
    NOBODY_ALIKE = "NOBODY_ALIKE"
    NO_HISTORY = "NO_HISTORY"
    APART_BEFORE = "APART_BEFORE"
    SAME_HOURS = "SAME_HOURS"
    TOO_EARLY = "TOO_EARLY"
    NO_ANSWER = "NO_ANSWER"


class EffectMethod(StrEnum):
    """How an interval was found."""

    BY_TEAM = "BY_TEAM"
    SHUFFLED = "SHUFFLED"
    POISSON = "POISSON"
    NEGATIVE_BINOMIAL = "NEGATIVE_BINOMIAL"


@dataclass(frozen=True)
class Interval:
    """An estimate and between what it lies with the confidence of the house."""

    value: float
    low: float
    high: float

    def side(self, nothing: float) -> int:
        """Return 1 where all of it lies above `nothing`, -1 where all lies below, else 0."""
        return (self.low > nothing) - (self.high < nothing)


@dataclass(frozen=True)
class InsufficientData:
    """Too few to say anything: `have` of the `need` there should be."""

    reason: EffectReason
    have: int
    need: int = FEW


@dataclass(frozen=True)
class Abstained:
    """There are enough people, but what the method stands on does not hold."""

    reason: EffectReason
    placebo: Interval | None = None


@dataclass(frozen=True)
class NotConverged:
    """The model found no answer: the data cannot tell its terms apart."""

    reason: EffectReason = EffectReason.NO_ANSWER


Refused = InsufficientData | Abstained | NotConverged
VERDICTS: dict[type[Refused], EffectVerdict] = {
    InsufficientData: EffectVerdict.TOO_FEW,
    Abstained: EffectVerdict.ABSTAINED,
    NotConverged: EffectVerdict.NOT_CONVERGED,
}


def refusal(found: Refused) -> EffectVerdict:
    return VERDICTS[type(found)]


def verdict(found: Iterable[Interval], *, nothing: float = 0, more_is_better: bool = True) -> EffectVerdict:
    """Judge an effect measured in several ways: it is claimed only where all of them agree on its side."""
    sides = {each.side(nothing) for each in found}
    if sides == {0}:
        return EffectVerdict.NO_EFFECT
    if len(sides) > 1:
        return EffectVerdict.UNCLEAR
    return EffectVerdict.IMPROVED if (sides == {1}) is more_is_better else EffectVerdict.WORSENED


# --- Two groups that are counted ---


@dataclass(frozen=True)
class HoursGroup:
    """People with more than `least` and at most `most` hours (None: no such end), and how many of them stayed."""

    least: Decimal | None
    most: Decimal | None
    people: int
    kept: int

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.kept, self.people) if self.people else None

    @property
    def interval(self) -> Interval | None:
        """Return Wilson's interval: it never leaves 0 to 1, and stands for few people too."""
        if not self.people:
            return None
        low, high = wilson(self.kept, self.people)
        return Interval(self.kept / self.people, low, high)


@dataclass(frozen=True)
class Comparison:
    """How many stayed of those with many hours and of those with few.

    It is what is seen, not what training did: who left early had less time to learn.
    """

    many: HoursGroup
    few: HoursGroup
    difference: Interval
    relative: Interval | None


def compare(many: HoursGroup, few: HoursGroup) -> Comparison | InsufficientData:
    """Compare the shares that stayed: the difference by Newcombe's interval, the ratio by that of its logarithm."""
    least = min(many.people, few.people)
    if least < FEW:
        return InsufficientData(EffectReason.TOO_FEW_PEOPLE, least)
    return Comparison(many, few, newcombe(many, few), relative(many, few))


def newcombe(many: HoursGroup, few: HoursGroup) -> Interval:
    first, second = many.kept / many.people, few.kept / few.people
    (low_1, high_1), (low_2, high_2) = wilson(many.kept, many.people), wilson(few.kept, few.people)
    gap = first - second
    return Interval(
        gap,
        gap - sqrt((first - low_1) ** 2 + (high_2 - second) ** 2),
        gap + sqrt((high_1 - first) ** 2 + (second - low_2) ** 2),
    )


def relative(many: HoursGroup, few: HoursGroup) -> Interval | None:
    """Return by what share the first group stayed more than the second; None where nobody of one stayed."""
    if not many.kept or not few.kept:
        return None
    ratio = Fraction(many.kept, many.people) / Fraction(few.kept, few.people)
    spread = sqrt(1 / many.kept - 1 / many.people + 1 / few.kept - 1 / few.people) * deviations()
    middle = log(ratio)
    return Interval(float(ratio - 1), exp(middle - spread) - 1, exp(middle + spread) - 1)


def wilson(kept: int, people: int) -> tuple[float, float]:
    z, share = deviations(), kept / people
    middle = share + z * z / (2 * people)
    reach = z * sqrt(share * (1 - share) / people + z * z / (4 * people * people))
    whole = 1 + z * z / people
    return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)


def deviations() -> float:
    """Return how many standard deviations hold the confidence of the house."""
    return NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


def group(told: Iterable[tuple[Decimal, bool]], least: Decimal | None, most: Decimal | None) -> HoursGroup:
    """Count those with more than `least` hours, and at most `most`."""
    inside = [
        kept for hours, kept in told if (least is None or hours > least) and (most is None or hours <= most)
    ]
    return HoursGroup(least, most, len(inside), sum(inside))


def fewer_than(told: Iterable[tuple[Decimal, bool]], limit: Decimal) -> HoursGroup:
    """Count those with less than the limit: exactly on it is not less."""
    inside = [kept for hours, kept in told if hours < limit]
    return HoursGroup(None, limit, len(inside), sum(inside))


def bands(told: list[tuple[Decimal, bool]]) -> tuple[HoursGroup, ...]:
    """Cut people into bands of hours for a chart: none at all, up to 5, 10, 15, and more."""
    starts = (Decimal(0), *BAND_ENDS)
    cut = (group(told, least, most) for least, most in zip(starts, (*BAND_ENDS, None), strict=True))
    return (group(told, None, Decimal(0)), *cut)


def rounded(value: float | Fraction | None) -> Decimal | None:
    """Return a number as it is shown: to four places, half up."""
    if value is None:
        return None
    exact = Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else Decimal(value)
    return exact.quantize(PLACES, ROUND_HALF_UP)
