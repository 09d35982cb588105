"""Where the marks of effects lie: across in hundredths of the width. Nothing here draws or speaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

WIDE = Decimal(100)
AIR = Decimal("0.08")
"""As much of the width stays free on either side."""


@dataclass(frozen=True)
class Mark:
    """An interval on a line: its ends, its middle, and whether it touches what no effect would be."""

    low: float
    middle: float
    high: float
    is_clear: bool

    @property
    def width(self) -> float:
        return round(self.high - self.low, 2)


@dataclass(frozen=True)
class Forest:
    """Intervals on one scale, and where no effect stands on it."""

    marks: tuple[Mark | None, ...]
    nothing: float


@dataclass(frozen=True)
class Slope:
    """From a mean before to one after, in hundredths from the top."""

    before: float
    after: float


def forest(intervals: Sequence[Mapping[str, Any] | None], nothing: int = 0) -> Forest:
    """Lay intervals on one scale that also holds what no effect would be."""
    known = [Decimal(each[end]) for each in intervals if each for end in ("low", "high")] + [Decimal(nothing)]
    low, high = min(known), max(known)
    air = (high - low) * AIR or Decimal(1)

    def at(value: object) -> float:
        share = (Decimal(str(value)) - (low - air)) / (high - low + 2 * air)
        return round(float(share * WIDE), 2)

    marks = tuple(
        each
        and Mark(
            at(each["low"]), at(each["value"]), at(each["high"]),
            is_clear=Decimal(each["low"]) > nothing or Decimal(each["high"]) < nothing,
        )
        for each in intervals
    )  # fmt: skip
    return Forest(tuple(mark or None for mark in marks), at(nothing))


def slopes(wave: Mapping[str, Any]) -> dict[str, Slope] | None:
    """Lay the means of both sides before and after; None where one of them is not told."""
    names = ("trainedBefore", "trainedAfter", "comparedBefore", "comparedAfter")
    if any(wave[name] is None for name in names):
        return None
    values = {name: Decimal(wave[name]) for name in names}
    low, high = min(values.values()), max(values.values())
    air = (high - low) * AIR or Decimal(1)
    tops = {
        name: round(float((high + air - value) / (high - low + 2 * air) * WIDE), 2)
        for name, value in values.items()
    }
    return {
        "trained": Slope(tops["trainedBefore"], tops["trainedAfter"]),
        "compared": Slope(tops["comparedBefore"], tops["comparedAfter"]),
    }


def newest_told(waves: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the newest period in which the means of both sides are told."""
    return next((wave for wave in reversed(list(waves)) if slopes(wave)), None)


def percent(value: object) -> float | None:
    """Return a share as hundredths of a width."""
    return None if value is None else round(float(Decimal(str(value)) * WIDE), 2)
