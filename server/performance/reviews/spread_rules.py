"""Whether somebody rates more kindly or more strictly than the others, or everybody alike. Pure, exact."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from server.performance.plans.points import in_hundredths

FEW = 5
"""With fewer cards, on either side, nothing is said: one person would make the difference."""
FAR = Fraction(5)
"""Points between means from which a rater is told apart."""
NEAR = Fraction(5)
"""Points within which all cards of a rater lie alike."""


class SpreadHint(StrEnum):
    """A hint to look closer, not a verdict: a team may well be better than the others."""

    LENIENT = "LENIENT"
    STRICT = "STRICT"
    BUNCHED = "BUNCHED"


def mean(scores: Sequence[int]) -> Fraction | None:
    """Return the mean in points of scores in hundredths; None of none."""
    return Fraction(sum(scores), 100 * len(scores)) if scores else None


def gap(own: Sequence[int], others: Sequence[int]) -> Fraction | None:
    """Return how far the mean of one rater's scores lies above that of all others'."""
    mine, theirs = mean(own), mean(others)
    return None if mine is None or theirs is None else mine - theirs


def hint_of(own: Sequence[int], others: Sequence[int]) -> SpreadHint | None:
    """Return what stands out; nothing where either side has too few."""
    if len(own) < FEW:
        return None
    apart = gap(own, others)
    if len(others) >= FEW and apart is not None and abs(apart) >= FAR:
        return SpreadHint.LENIENT if apart > 0 else SpreadHint.STRICT
    return SpreadHint.BUNCHED if Fraction(max(own) - min(own), 100) <= NEAR else None


def spelled(value: Fraction | None) -> Decimal | None:
    return None if value is None else in_hundredths(value)
