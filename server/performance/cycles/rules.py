"""The rules of cycles and scorecards: how periods are cut, which step may follow which, ratings and ranks. All pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from server.kernel.errors import InvalidState
from server.kernel.period import add_months
from server.metrics.periods import Period, of
from server.metrics.words import Grain
from server.performance.cycles.models import EARLY, OUT, CycleState, Rating, ScorecardState
from server.performance.plans.models import PlanGrain

MONTHS: Mapping[PlanGrain, int] = {PlanGrain.MONTH: 1, PlanGrain.QUARTER: 3, PlanGrain.YEAR: 12}
GRAINS: Mapping[PlanGrain, Grain] = {
    PlanGrain.MONTH: Grain.MONTH,
    PlanGrain.QUARTER: Grain.QUARTER,
    PlanGrain.YEAR: Grain.YEAR,
}
DAY = timedelta(days=1)


# --- Cycles ---


@dataclass(frozen=True)
class Span:
    """A cycle as the calendar has it; both days belong to it."""

    code: str
    name: str
    name_en: str
    starts_on: date
    ends_on: date


def span_of(grain: PlanGrain, day: date) -> Span:
    """Return the cycle that holds a day: 2026-03, 2026Q1 or 2026."""
    month = day.month - (day.month - 1) % MONTHS[grain]
    first = date(day.year, month, 1)
    last = add_months(first, MONTHS[grain]) - DAY
    return Span(*named(grain, first), first, last)


def named(grain: PlanGrain, first: date) -> tuple[str, str, str]:
    year, month = first.year, first.month
    if grain is PlanGrain.MONTH:
        return f"{first:%Y-%m}", f"{year} 年 {month} 月", f"{first:%B} {year}"
    if grain is PlanGrain.QUARTER:
        number = month // 3 + 1
        return f"{year}Q{number}", f"{year} 年第 {number} 季度", f"Q{number} {year}"
    return f"{year}", f"{year} 年度", f"Year {year}"


def next_span(grain: PlanGrain, ends_on: date) -> Span:
    """Return the cycle that follows without a gap."""
    return span_of(grain, ends_on + DAY)


def period_of(grain: PlanGrain, starts_on: date) -> Period:
    """Return the period in which the figures of a cycle are worked out."""
    return of(starts_on, GRAINS[grain])


# --- Steps ---

S, C = ScorecardState, CycleState
MOVES: Mapping[ScorecardState, frozenset[ScorecardState]] = {
    S.OPEN: frozenset({S.SELF}),
    S.SELF: frozenset({S.MANAGER}),
    S.MANAGER: frozenset({S.SELF, S.CALIBRATION}),
    S.CALIBRATION: frozenset({S.MANAGER, S.PUBLISHED}),
    S.PUBLISHED: frozenset({S.ACKNOWLEDGED, S.DISPUTED, S.CLOSED}),
    S.ACKNOWLEDGED: frozenset({S.CLOSED}),
    S.DISPUTED: frozenset({S.REVISED, S.UPHELD}),
    S.REVISED: frozenset({S.ACKNOWLEDGED, S.CLOSED}),
    S.UPHELD: frozenset({S.ACKNOWLEDGED, S.CLOSED}),
    S.CLOSED: frozenset(),
}
"""What may follow what. A card that is closed is never changed again: a correction is a new revision."""
CYCLE_MOVES: Mapping[CycleState, frozenset[CycleState]] = {
    C.OPEN: frozenset({C.SCORING}),
    C.SCORING: frozenset({C.CALIBRATION}),
    C.CALIBRATION: frozenset({C.SCORING, C.PUBLISHED}),
    C.PUBLISHED: frozenset({C.CLOSED}),
    C.CLOSED: frozenset(),
}
STATE_WORDS: Mapping[str, tuple[str, str]] = {
    "OPEN": ("进行中", "open"),
    "SELF": ("自评", "with the person for the self-assessment"),
    "MANAGER": ("上级评分", "with the manager"),
    "SCORING": ("评分", "being scored"),
    "CALIBRATION": ("校准", "in calibration"),
    "PUBLISHED": ("已公布", "published"),
    "ACKNOWLEDGED": ("已确认", "acknowledged"),
    "DISPUTED": ("有异议", "disputed"),
    "REVISED": ("已修订", "revised"),
    "UPHELD": ("维持原判", "upheld"),
    "CLOSED": ("已关闭", "closed"),
}


def require_move(now: ScorecardState, then: ScorecardState) -> None:
    """Raise InvalidState unless a card may go from one state to the other."""
    if then not in MOVES[now]:
        raise wrong_state(now, then, "绩效单", "scorecard")


def require_cycle_move(now: CycleState, then: CycleState) -> None:
    """Raise InvalidState unless a cycle may go from one state to the other."""
    if then not in CYCLE_MOVES[now]:
        raise wrong_state(now, then, "考核周期", "cycle")


def wrong_state(now: str, then: str, zh: str, en: str) -> InvalidState:
    (now_zh, now_en), (then_zh, then_en) = STATE_WORDS[now], STATE_WORDS[then]
    return InvalidState(
        f"{zh}现在是“{now_zh}”，不能变为“{then_zh}”。请刷新后查看最新状态。",
        f"The {en} is {now_en}, and the step to '{then_en}' does not follow; reload to see how it stands.",
        path=("input", "id"),
    )


# --- Ratings and ranks ---

RATINGS = (Rating.A, Rating.B, Rating.C, Rating.D)
"""Each has a least score; below all of them it is an E."""


def rating_of(score: int | None, steps: Sequence[int]) -> Rating | None:
    """Return the rating of a score in hundredths; `steps` are the least whole points of A, B, C and D."""
    if score is None:
        return None
    reached = (rating for rating, least in zip(RATINGS, steps, strict=False) if score >= least * 100)
    return next(reached, Rating.E)


def ranks(scores: Iterable[int | None]) -> list[int | None]:
    """Rank scores from the highest; equals share a rank and the next one counts all before it: 1, 1, 3."""
    given = list(scores)
    order = sorted((score for score in given if score is not None), reverse=True)
    first: dict[int, int] = {}
    for place, score in enumerate(order, 1):
        first.setdefault(score, place)
    return [None if score is None else first[score] for score in given]


def counting(card: str) -> str:
    """Return the condition of SQL by which a row of `scorecard`, under this alias, is the result that counts.

    It is out and no correction of it is out yet. A correction is of the same person and cycle, so the condition goes by
    the index of these.
    """
    return (
        f"{card}.score is not null and {card}.state in ({spelt(OUT)}) and ({card}.is_latest or exists "  # noqa: S608 (constants)
        f"(select 1 from scorecard newer where newer.employee_id={card}.employee_id and newer.cycle_id={card}.cycle_id "
        f"and newer.replaces_id={card}.id and newer.is_latest and newer.state in ({spelt(EARLY)})))"
    )


def spelt(states: Iterable[ScorecardState]) -> str:
    return ",".join(f"'{state}'" for state in states)
