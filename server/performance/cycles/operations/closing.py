"""Closing cards: results become facts that figures read, and whom they recommend is named. Nothing changes after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from server.access.settings import read_number
from server.jobs import enqueue_all, submit
from server.kernel.clock import spell_instant
from server.kernel.context import Context
from server.kernel.errors import InvalidState
from server.kernel.money import to_minor
from server.metrics.kept.dirty import touched
from server.people.operations.access import link
from server.people.operations.record import operation
from server.performance.cycles.models import (
    CandidateKind,
    CandidateState,
    CycleState,
    ReviewCycle,
    RewardCandidate,
    Scorecard,
    ScorecardState,
)
from server.performance.cycles.operations.card_ground import find_card, find_cycle, note
from server.performance.cycles.operations.publishing import require_seen
from server.performance.cycles.rules import require_move
from server.performance.cycles.scoring.cards import Held, decimal, held_of, lines_of
from server.performance.cycles.scoring.writing import turn_cards
from server.performance.facts import Appraisal, AppraisalItem
from server.performance.facts import Component as Counted
from server.performance.plans.models import ComponentGroup, MissingRule, ScorePlan
from server.performance.plans.points import Component, Line, weigh
from server.performance.plans.reading import components_of
from server.store.base import stamp
from server.store.reads import placed

GROUPS: Mapping[ComponentGroup, Counted] = {
    ComponentGroup.SALES: Counted.SALES,
    ComponentGroup.SERVICE: Counted.SERVICE_QUALITY,
    ComponentGroup.CSAT: Counted.CSAT,
    ComponentGroup.TRAINING: Counted.TRAINING,
    ComponentGroup.COLLABORATION: Counted.COLLABORATION,
    ComponentGroup.RETENTION: Counted.RETENTION,
}
LEAST: Mapping[CandidateKind, str] = {
    CandidateKind.INCENTIVE: "incentive_candidate_points",
    CandidateKind.PROMOTION: "promotion_candidate_points",
}
"""The settings from which on somebody is a candidate."""

SETTLE = "performance.settle_cycle"
"""The kind of job by which the results of a closed cycle become facts."""
CLOSABLE = (
    ScorecardState.PUBLISHED,
    ScorecardState.ACKNOWLEDGED,
    ScorecardState.REVISED,
    ScorecardState.UPHELD,
)
FACTS = (Appraisal, AppraisalItem)
AT_ONCE = 1000
SHOW = (
    "update {0} set superseded_at=null,recorded_at={1},updated_at={1} where superseded_at=recorded_at "
    "and source_key in (select 'scorecard:'||id from scorecard where cycle_id={2} and closed_at={3})"
)
"""What was superseded the moment it was recorded never counted."""


@operation
async def close_scorecard(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Close one card of a cycle that is closed already, as a correction is; return its id."""
    card = await find_card(ctx, id, "closeScorecard")
    cycle = await find_cycle(link(card, "cycle_id"))
    if cycle.state != CycleState.CLOSED:
        raise InvalidState(
            "周期尚未关闭，请随整个周期一起关闭。",
            "The cycle is not closed yet; close the card together with it.",
            path=("input", "id"),
        )
    require_seen(card, version)
    await close_card(ctx, cycle, card)
    return card.id


async def close_card(ctx: Context, cycle: ReviewCycle, card: Scorecard) -> None:
    """Close one card with its last rank: its result takes the place of the one it corrects."""
    require_move(ScorecardState(card.state), ScorecardState.CLOSED)
    await turn_cards(ctx, cycle.id, CLOSABLE, ScorecardState.CLOSED, "closed_at", only=card.id)
    await note(ctx, card, "close_card", {"state": (str(card.state), "CLOSED")})
    await give_way(ctx, card)
    await write_facts(ctx, cycle, [card])
    await name_candidates(ctx, [card])
    await tell_candidates(ctx, cycle, [card.id])
    await touch(ctx, cycle)


async def close_cards(ctx: Context, cycle: ReviewCycle) -> None:
    """Close every published card of a cycle, and ask for their results to become facts; see `settling`."""
    await turn_cards(ctx, cycle.id, CLOSABLE, ScorecardState.CLOSED, "closed_at")
    await submit(ctx, SETTLE, {"cycle": cycle.id})


# --- What figures read ---


def fact_key(card_id: str) -> str:
    return f"scorecard:{card_id}"


async def give_way(ctx: Context, card: Scorecard) -> None:
    """Let the facts of the card that this one corrects count no more."""
    for model in FACTS:
        old = model.filter(source_key=fact_key(card.replaces_id or ""), superseded_at=None)
        await old.update(superseded_at=ctx.now, updated_at=ctx.now)


async def write_facts(
    ctx: Context, cycle: ReviewCycle, cards: Sequence[Scorecard], *, hidden: bool = False
) -> None:
    """Write results as facts of the cycle's last day; `hidden` ones count for nothing until `show_facts`."""
    plans = {link(card, "plan_id") for card in cards}
    components, lines = await components_of(plans), await lines_of([card.id for card in cards])
    standards = dict(await ScorePlan.filter(id__in=list(plans)).values_list("id", "standard"))
    results, items = [], []
    for card in cards:
        if card.score is None:
            continue
        shared = about(ctx, card, cycle.ends_on) | ({"superseded_at": ctx.now} if hidden else {})
        met = card.score >= standards[link(card, "plan_id")]
        results.append(Appraisal(**shared, rating=str(card.rating or ""), has_met_goal=met))
        known = {each.id: each for each in components.get(link(card, "plan_id"), ())}
        items += [
            AppraisalItem(**shared, cycle=cycle.code, **item)
            for item in items_of(held_of(lines.get(card.id, []), known))
        ]
    await Appraisal.bulk_create(results, batch_size=AT_ONCE)
    await AppraisalItem.bulk_create(items, batch_size=AT_ONCE)


async def show_facts(ctx: Context, cycle: ReviewCycle) -> None:
    """Let the hidden facts of a cycle count from now on, all at once."""
    for model in FACTS:
        sql = SHOW.format(model._meta.db_table, "{0}", "{1}", "{2}")
        given = spell_instant(ctx.now), cycle.id, spell_instant(cycle.closed_at or ctx.now)
        await model._meta.db.execute_query(*placed(ctx.store.dialect, sql, *given))
    await touch(ctx, cycle)


async def touch(ctx: Context, cycle: ReviewCycle) -> None:
    for model in FACTS:
        await touched(ctx, model._meta.db_table, cycle.starts_on, cycle.ends_on)


def about(ctx: Context, card: Scorecard, closed_on: date) -> dict[str, Any]:
    """Return what both kinds of facts say, of mixed types."""
    return {
        **stamp(ctx),
        "employee_id": link(card, "employee_id"),
        "closed_on": closed_on,
        "source_key": fact_key(card.id),
        "recorded_at": ctx.now,
    }


def items_of(held: Sequence[Held]) -> list[dict[str, Any]]:
    """Return each line with the weight it counted with: the weight of a missing one lies on the others by then."""
    score = weigh(
        [
            Line(each.component.code, each.weight, decimal(each.points), each.component.missing)
            for each in held
        ]
    )
    found = {each.code: each for each in score.lines}
    return [
        {
            "component": GROUPS.get(each.component.group, Counted.OTHER),
            "weight": found[each.component.code].weight,
            "score": points_counted(each.component, found[each.component.code].points),
        }
        for each in held
        if found[each.component.code].weight
    ]


def points_counted(component: Component, points: Decimal | None) -> int | None:
    if points is None:
        return 0 if component.missing is MissingRule.ZERO else None
    return to_minor(points)


# --- Candidates ---


async def name_candidates(ctx: Context, cards: Sequence[Scorecard]) -> None:
    """Name those whose score reaches a setting; nobody sees them while the cycle is being settled."""
    for kind, setting in LEAST.items():
        least = await read_number(ctx, setting) * 100
        made = [
            RewardCandidate(
                **stamp(ctx),
                employee_id=link(card, "employee_id"),
                cycle_id=link(card, "cycle_id"),
                scorecard_id=card.id,
                kind=kind,
            )
            for card in cards
            if card.score is not None and card.score >= least
        ]
        await RewardCandidate.bulk_create(made, batch_size=AT_ONCE, ignore_conflicts=True)


async def tell_candidates(ctx: Context, cycle: ReviewCycle, card_ids: Sequence[str]) -> None:
    """Tell the outside whom these cards recommend, each once."""
    found = RewardCandidate.filter(scorecard_id__in=list(card_ids), state=CandidateState.OPEN)
    named = await found.order_by("id")
    for kind in CandidateKind:
        await enqueue_all(ctx, f"{kind.lower()}.candidate", messages(cycle, named, kind))


async def revoke_candidates(ctx: Context, cycle: ReviewCycle, card: Scorecard) -> None:
    """Take back what a card recommended, once it is to be corrected."""
    found = await RewardCandidate.filter(scorecard_id=card.id, state=CandidateState.OPEN)
    await RewardCandidate.filter(id__in=[each.id for each in found]).update(
        state=CandidateState.REVOKED, revoked_at=ctx.now, updated_at=ctx.now
    )
    for kind in CandidateKind:
        await enqueue_all(ctx, f"{kind.lower()}.candidate_revoked", messages(cycle, found, kind))


def messages(
    cycle: ReviewCycle, named: Iterable[RewardCandidate], kind: CandidateKind
) -> dict[str, dict[str, str]]:
    """Return by card what is told of the candidates of a kind: who and when it is about, never a score."""
    return {
        card_id: {"employeeId": link(each, "employee_id"), "cycle": cycle.code, "scorecardId": card_id}
        for each in named
        if each.kind == kind and (card_id := link(each, "scorecard_id"))
    }
