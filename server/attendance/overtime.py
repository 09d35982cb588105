"""A month's overtime by the kind of day it was worked on, which is how it is made good; touches nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from server.people.models import CalendarKind

TOTAL: Final = "overtime_hours"
PARTS: Final = {
    CalendarKind.WORKDAY: "workday_overtime_hours",
    CalendarKind.REST_DAY: "rest_day_overtime_hours",
    CalendarKind.HOLIDAY: "holiday_overtime_hours",
}
NAMES: Final = tuple(PARTS.values())
UNKNOWN: Final[Mapping[str, int | None]] = dict.fromkeys(NAMES)


class OvertimeSplitGap(StrEnum):
    """Why a month has no parts. TOTAL_ONLY: it came as a sum, or was added up before the parts were kept."""

    TOTAL_ONLY = "TOTAL_ONLY"


def by_kind(hours: Iterable[tuple[CalendarKind, int]]) -> dict[str, int]:
    """Add overtime up by the kind of its days: the three parts make the total."""
    sums = dict.fromkeys(NAMES, 0)
    for kind, number in hours:
        sums[PARTS[kind]] += number
    return sums


def told_overtime(told: Mapping[str, int]) -> dict[str, int | None]:
    """Return total and parts of a month that is told as a sum; nothing if it says nothing of overtime.

    A total of nothing has parts of nothing. Three parts without a total make it; beside a total, a part left out is
    nothing. ValueError where they don't make the total, or where there is neither a total nor all three.
    """
    given = {name: told[name] for name in NAMES if name in told}
    if not given:
        if TOTAL not in told:
            return {}
        return {TOTAL: told[TOTAL], **(UNKNOWN if told[TOTAL] else dict.fromkeys(NAMES, 0))}
    made = sum(given.values())
    if told.get(TOTAL, made) != made or (TOTAL not in told and len(given) < len(NAMES)):
        raise ValueError(made)
    return {TOTAL: made, **{name: given.get(name, 0) for name in NAMES}}
