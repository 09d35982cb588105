"""A figure beside another: difference and relative change, with a reason where there is none."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from server.metrics.asked import Comparison
from server.metrics.numbers import rounded
from server.metrics.words import CellStatus, Compare


@dataclass(frozen=True)
class Shown:
    """A value as the caller may see it: none where it is hidden or undefined."""

    value: Fraction | None
    status: CellStatus = CellStatus.OK


NOT_SHOWN = Shown(None, CellStatus.NOT_PERMITTED)
NO_DATA = Shown(None, CellStatus.NO_DATA)


def comparison(kind: Compare, period: str, now: Shown, other: Shown, *, is_break: bool = False) -> Comparison:
    """Compare `now` with `other`; the change is relative to the other, and has none where that is 0."""
    difference = None if now.value is None or other.value is None else now.value - other.value
    return Comparison(
        kind,
        period,
        rounded(other.value),
        rounded(difference),
        rounded(relative(now, other)),
        other.status,
        is_break,
    )


def relative(now: Shown, other: Shown) -> Fraction | None:
    if now.value is None or not other.value:
        return None
    return (now.value - other.value) / other.value
