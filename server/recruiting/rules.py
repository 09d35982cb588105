"""The rules of recruiting, which compute and touch nothing: steps, the total of tests, and the ranking by stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from server.kernel.errors import InvalidInput
from server.recruiting.models import ApplicationState, CandidateTestKind, UnitStage

S = ApplicationState
NEXT: Final[Mapping[ApplicationState, frozenset[ApplicationState]]] = MappingProxyType({
    S.APPLIED: frozenset({S.TESTING, S.INTERVIEWING, S.REJECTED, S.WITHDRAWN}),
    S.TESTING: frozenset({S.INTERVIEWING, S.REJECTED, S.WITHDRAWN}),
    S.INTERVIEWING: frozenset({S.OFFERED, S.REJECTED, S.WITHDRAWN}),
    S.OFFERED: frozenset({S.REJECTED, S.WITHDRAWN}),
    S.REJECTED: frozenset({S.APPLIED}),
    S.WITHDRAWN: frozenset({S.APPLIED}),
    S.HIRED: frozenset(),
})  # fmt: skip
"""Where a candidate may go; hired is reached by the hire alone, and who was turned down may be taken up again."""
OVER: Final = frozenset({S.REJECTED, S.WITHDRAWN})
WHOLE = 100
FULL = Fraction(WHOLE)
TESTS, BUDGET, LEARNING = 60, 20, 20
"""What potential is made of, in percent: the tests, pay within the budget, little experience yet."""
TENTH = Decimal("0.1")


class WeightsOfTests(InvalidInput):
    """The weights of an opening's tests do not add up to 100."""

    code = "TEST_WEIGHTS_NOT_100"


class RankPartKind(StrEnum):
    TESTS = "TESTS"
    BUDGET = "BUDGET"
    LEARNING = "LEARNING"
    EXPERIENCE = "EXPERIENCE"


# --- The total of tests ---


def require_weights(weights: Mapping[CandidateTestKind, int]) -> None:
    if sum(weights.values()) != WHOLE or min(weights.values()) < 0:
        zh = f"三项测试的权重合计须为 100，现在是 {sum(weights.values())}。"
        en = f"The weights of the three tests must add up to 100; they add up to {sum(weights.values())}."
        raise WeightsOfTests(zh, en, path=("input", "writtenWeight"))


@dataclass(frozen=True)
class Total:
    """The weighted mean of a candidate's tests; None while any with a weight is missing."""

    value: Fraction | None
    missing: tuple[CandidateTestKind, ...] = ()


def total_of(
    scores: Mapping[CandidateTestKind, Sequence[int]], weights: Mapping[CandidateTestKind, int]
) -> Total:
    """Return the total of scores in hundredths, each kind with the mean of its raters; nothing is filled in."""
    asked = [kind for kind, weight in weights.items() if weight]
    missing = tuple(kind for kind in asked if not scores.get(kind))
    if missing:
        return Total(None, missing)
    means = {kind: Fraction(sum(scores[kind]), len(scores[kind]) * WHOLE) for kind in asked}
    return Total(sum((means[kind] * weights[kind] for kind in asked), Fraction(0)) / WHOLE)


# --- The ranking ---


@dataclass(frozen=True)
class Runner:
    """A candidate as the ranking reads them. `fits`: the pay asked for is within the budget; None where not known."""

    key: str
    total: Total
    months: int
    fits: bool | None = None
    applied_on: date = date.min


@dataclass(frozen=True)
class Part:
    """One part of the points: its value of 0 to 100, and its weight as a share of one."""

    kind: RankPartKind
    value: Fraction
    weight: Fraction

    @property
    def points(self) -> Fraction:
        return self.value * self.weight


@dataclass(frozen=True)
class Ranked:
    """A candidate's place, and why; without a total there is none."""

    key: str
    rank: int | None
    points: Fraction | None
    potential: Fraction | None
    experience: Fraction
    parts: tuple[Part, ...] = field(default=())


def experience_of(months: int, full: int) -> Fraction:
    """Return experience from 0 to 100: `full` months and more are all of it."""
    return min(Fraction(months * WHOLE, full), FULL)


def parts_of(runner: Runner, potential: int, full: int) -> tuple[Part, ...]:
    """Part the points of a candidate; `potential` is its weight in percent, experience has the rest.

    Where pay is not known, or not for the reader to know, the tests and little experience take over its share.
    """
    if runner.total.value is None:
        return ()
    experience, share = experience_of(runner.months, full), Fraction(potential, WHOLE)
    held = [
        (RankPartKind.TESTS, runner.total.value, TESTS),
        (RankPartKind.LEARNING, FULL - experience, LEARNING),
    ]
    if runner.fits is not None:
        held.insert(1, (RankPartKind.BUDGET, FULL if runner.fits else Fraction(0), BUDGET))
    whole = sum(weight for _, _, weight in held)
    made = [Part(kind, value, share * weight / whole) for kind, value, weight in held]
    return (*made, Part(RankPartKind.EXPERIENCE, experience, 1 - share))


def ranking(runners: Sequence[Runner], *, potential: int, full: int) -> list[Ranked]:
    """Rank candidates by potential and experience as the stage weighs them: equal points share a place (1, 1, 3).

    Nobody is turned down here: who lacks a test stands at the end without a place.
    """
    placed = [
        score(runner, potential, full)
        for runner in sorted(runners, key=lambda each: (each.applied_on, each.key))
    ]
    ordered = sorted(placed, key=lambda each: (each.points is None, -(each.points or 0)))
    known = [each.points for each in ordered if each.points is not None]
    return [
        each if each.points is None else place(each, 1 + sum(p > each.points for p in known))
        for each in ordered
    ]


def place(each: Ranked, rank: int) -> Ranked:
    return Ranked(each.key, rank, each.points, each.potential, each.experience, each.parts)


def score(runner: Runner, potential: int, full: int) -> Ranked:
    parts, experience = parts_of(runner, potential, full), experience_of(runner.months, full)
    if not parts:
        return Ranked(runner.key, None, None, None, experience)
    held, share = parts[:-1], sum((part.weight for part in parts[:-1]), Fraction(0))
    mean = sum((part.points for part in held), Fraction(0)) / share if share else Fraction(0)
    return Ranked(
        runner.key, None, sum((part.points for part in parts), Fraction(0)), mean, experience, parts
    )


def weight_of(stage: UnitStage, startup: int, scaled: int) -> int:
    """Return what potential weighs at a stage, in percent."""
    return startup if stage == UnitStage.STARTUP else scaled


def rounded(value: Fraction | None, step: Decimal = TENTH) -> Decimal | None:
    return None if value is None else certain(value, step)


def certain(value: Fraction, step: Decimal = TENTH) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(step, ROUND_HALF_UP)


# --- Keeping and erasing ---


def erased_from(decided_on: date, kept_days: int, *, has_consent: bool) -> date:
    """Return the day on which the data of somebody turned down is erased: the next one unless they agreed."""
    return decided_on + timedelta(days=kept_days if has_consent else 1)
