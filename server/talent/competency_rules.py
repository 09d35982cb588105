"""What a competency comes to: levels, gaps, and which lines of a profile change. It touches nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from server.talent.competency_models import AssessmentSource

LOWEST, HIGHEST = 1, 5
LEVELS = range(LOWEST, HIGHEST + 1)
WHOLE = 100
"""A level, in the hundredths in which assessments count."""


class NoGap(StrEnum):
    """Why there is no gap: nobody has assessed it yet, or the position does not ask for it."""

    NOT_ASSESSED = "NOT_ASSESSED"
    NOT_REQUIRED = "NOT_REQUIRED"


@dataclass(frozen=True)
class Requirement:
    """A line of a profile as it stands on a day."""

    competency_id: str
    level: int
    since: date


@dataclass(frozen=True)
class Found:
    """An assessment; `level` in hundredths."""

    id: str
    competency_id: str
    level: int
    source: AssessmentSource
    day: date


@dataclass(frozen=True)
class Standing:
    """One competency of one person: what is asked, what was found, and the gap in hundredths, or why there is none."""

    competency_id: str
    required: int | None
    found: Found | None
    since: date | None = None

    @property
    def gap(self) -> int | None:
        """Return the required level less the latest one; 0 for who is above it, None where either is not known."""
        if self.required is None or self.found is None:
            return None
        return max(0, self.required * WHOLE - self.found.level)

    @property
    def reason(self) -> NoGap | None:
        if self.required is None:
            return NoGap.NOT_REQUIRED
        return NoGap.NOT_ASSESSED if self.found is None else None

    @property
    def named(self) -> str:
        """Name the gap, so that what answers it is asked for once: another assessment or requirement is another gap."""
        return f"{self.found.id[-12:] if self.found else ''}:{self.required}"


def standings(required: Iterable[Requirement], found: Iterable[Found]) -> list[Standing]:
    """Hold what a position asks against the latest assessment of each; what is not asked comes last."""
    latest: dict[str, Found] = {}
    for each in sorted(found, key=lambda one: (one.day, one.id)):
        latest[each.competency_id] = each
    asked = {each.competency_id: each for each in required}
    out = [Standing(key, one.level, latest.get(key), one.since) for key, one in asked.items()]
    return out + [Standing(key, None, one) for key, one in latest.items() if key not in asked]


@dataclass(frozen=True)
class Line:
    """A requirement that is recorded: from `since` to before `until`."""

    id: str
    competency_id: str
    level: int
    since: date
    until: date | None


@dataclass(frozen=True)
class Change:
    """What setting a profile comes to: lines superseded, lines cut short, and lines begun."""

    superseded: tuple[str, ...]
    cut: tuple[Line, ...]
    begun: Mapping[str, int]

    @property
    def is_empty(self) -> bool:
        return not (self.superseded or self.begun)


def changed(known: Sequence[Line], wanted: Mapping[str, int], day: date) -> Change:
    """Let exactly `wanted` hold from `day` on; what held before stays, and a line that goes on unchanged is left."""
    reaching = [each for each in known if each.until is None or each.until > day]
    going_on = {
        each.competency_id
        for each in reaching
        if each.since <= day and each.until is None and wanted.get(each.competency_id) == each.level
    }
    gone = [each for each in reaching if each.competency_id not in going_on]
    return Change(
        tuple(each.id for each in gone),
        tuple(each for each in gone if each.since < day),
        {key: level for key, level in wanted.items() if key not in going_on},
    )
