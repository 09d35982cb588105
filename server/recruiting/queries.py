"""The ranking of an opening's candidates: who comes first at the unit's stage, as far as the reader may know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from server.access.settings import read_number
from server.kernel.context import Context
from server.kernel.money import to_minor
from server.people.operations.access import Place, decide
from server.recruiting.models import CandidateTestKind, UnitStage
from server.recruiting.rules import Ranked, Runner, Total, ranking, total_of, weight_of

OPENING = "select department_id,stage,budget,written_weight,interview_weight,trait_weight from job_opening where id={0}"
RUNNERS = (
    "select c.id,c.experience_months,c.applied_on,c.expected_pay,k.wrapped from candidate c "
    "left join person_key k on k.person_id=c.id where c.opening_id={0} and c.erased_at is null "
    "and c.state not in ('REJECTED','WITHDRAWN') order by c.applied_on,c.id"
)
SCORES = (
    "select t.candidate_id,t.kind,t.score from candidate_test t join candidate c on c.id=t.candidate_id "
    "where c.opening_id={0} and t.score is not null order by t.id"
)
RANKED_BY = ("JobOpening.id", "Candidate.id", "Candidate.experienceMonths", "CandidateTest.score")
"""What a place in the ranking tells of."""


@dataclass(frozen=True)
class Standing:
    """A candidate in the ranking. `is_over_budget` is None where pay is not known or not for the reader to know."""

    total: Total
    is_over_budget: bool | None
    ranked: Ranked


@dataclass(frozen=True)
class RankedOpening:
    """The ranking of one opening. `potential` is what it weighs at the stage, in percent."""

    stage: UnitStage
    potential: int
    full_months: int
    knows_pay: bool
    standings: tuple[Standing, ...]


@dataclass(frozen=True)
class Wanted:
    """What an opening asks for, as the ranking needs it."""

    department_id: str
    stage: UnitStage
    budget: int | None
    weights: dict[CandidateTestKind, int]


async def rank_candidates(ctx: Context, opening_id: str) -> RankedOpening | None:
    """Rank who is still in an opening; None for one out of sight. Pay counts only for a reader who may see it."""
    wanted = await wanted_of(ctx, opening_id)
    if wanted is None or not all(may(ctx, wanted, field) for field in RANKED_BY):
        return None
    knows = may(ctx, wanted, "Candidate.expectedPay") and may(ctx, wanted, "JobOpening.budget")
    names = {UnitStage.STARTUP: "startup_potential_weight", UnitStage.SCALED: "scaled_potential_weight"}
    held = {stage: await read_number(ctx, name) for stage, name in names.items()}
    potential = weight_of(wanted.stage, held[UnitStage.STARTUP], held[UnitStage.SCALED])
    full = await read_number(ctx, "full_experience_months")
    scores = await scores_of(ctx, opening_id)
    runners: dict[str, Runner] = {}
    for found, months, applied, pay, wrapped in await ctx.store.ask(RUNNERS, opening_id):
        key = str(found)
        fits = fits_of(ctx, key, pay, wrapped, wanted.budget) if knows else None
        total = total_of(scores.get(key, {}), wanted.weights)
        runners[key] = Runner(key, total, int(months), fits, day_of(applied))
    ranked = ranking(list(runners.values()), potential=potential, full=full)
    return RankedOpening(
        wanted.stage, potential, full, knows, tuple(standing_of(runners[each.key], each) for each in ranked)
    )


def standing_of(runner: Runner, ranked: Ranked) -> Standing:
    return Standing(runner.total, None if runner.fits is None else not runner.fits, ranked)


def may(ctx: Context, wanted: Wanted, field: str) -> bool:
    decision = decide(ctx, Place(department_id=wanted.department_id), field, "read")
    return decision.allowed and decision.view == "plain"


async def wanted_of(ctx: Context, opening_id: str) -> Wanted | None:
    for unit, stage, budget, *weights in await ctx.store.ask(OPENING, opening_id):
        kinds = (CandidateTestKind.WRITTEN, CandidateTestKind.INTERVIEW, CandidateTestKind.TRAIT)
        return Wanted(str(unit), UnitStage(stage), budget, dict(zip(kinds, map(int, weights), strict=True)))
    return None


async def scores_of(ctx: Context, opening_id: str) -> dict[str, dict[CandidateTestKind, Sequence[int]]]:
    out: dict[str, dict[CandidateTestKind, list[int]]] = defaultdict(lambda: defaultdict(list))
    for candidate, kind, score in await ctx.store.ask(SCORES, opening_id):
        out[str(candidate)][CandidateTestKind(kind)].append(int(score))
    return {key: dict(kinds) for key, kinds in out.items()}


def fits_of(ctx: Context, key: str, pay: str | None, wrapped: str | None, budget: int | None) -> bool | None:
    """Tell whether the pay asked for is within the budget; None while either is not known."""
    if pay is None or budget is None:
        return None
    vault = ctx.store.vault
    clear = vault.open_with(vault.key(wrapped), f"candidate.expected_pay|{key}", pay)
    return None if clear is None else to_minor(Decimal(clear)) <= budget


def day_of(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
