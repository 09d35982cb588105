"""Closing cards: results become facts that figures read, and whom they recommend is named. Nothing changes after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from server.access.settings import read_number
from server.jobs import enqueue_all
from server.kernel.context import Context
from server.kernel.errors import InvalidState
from server.kernel.money import to_minor
from server.metrics.kept.dirty import touched
from server.people.operations.access import link
from server.people.operations.record import operation
from server.performance.card_writing import CLOSED, update_rows
from server.performance.cards import Held, decimal, held_of, lines_of
from server.performance.cycle_models import (
    CandidateKind,
    CandidateState,
    CycleState,
    ReviewCycle,
    RewardCandidate,
    Scorecard,
    ScorecardState,
)
from server.performance.cycle_rules import require_move
from server.performance.models import Appraisal, AppraisalItem
from server.performance.models import Component as Counted
from server.performance.operations.card_ground import find_card, find_cycle, note
from server.performance.operations.publishing import AT_ONCE, ranked, require_seen
from server.performance.plan_models import ComponentGroup, MissingRule, ScorePlan
from server.performance.plan_reading import components_of
from server.performance.scoring import Component, Line, weigh
from server.store.base import stamp

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
    await close_cards(ctx, cycle, [card])
    return card.id


async def close_cards(ctx: Context, cycle: ReviewCycle, cards: Sequence[Scorecard]) -> None:
    """Close published cards with their last ranks, write what figures read, and name the candidates."""
    for card in cards:
        require_move(ScorecardState(card.state), ScorecardState.CLOSED)
    placed = await ranked(cycle.id, cards)
    for at in range(0, len(cards), AT_ONCE):
        some = cards[at : at + AT_ONCE]
        rows = [
            {"id": card.id, "state": ScorecardState.CLOSED, "rank": placed[card.id], "closed_at": ctx.now,
             "updated_at": ctx.now}
            for card in some
        ]  # fmt: skip
        await update_rows(ctx, Scorecard, CLOSED, rows, bump=True)
        await write_facts(ctx, cycle, some)
        await name_candidates(ctx, cycle, some)
    if len(cards) == 1:
        await note(ctx, cards[0], "close_card", {"state": (str(cards[0].state), "CLOSED")})
    for table in ("appraisal", "appraisal_item"):
        await touched(ctx, table, cycle.starts_on, cycle.ends_on)


# --- What figures read ---


def fact_key(card_id: str) -> str:
    return f"scorecard:{card_id}"


async def write_facts(ctx: Context, cycle: ReviewCycle, cards: Sequence[Scorecard]) -> None:
    """Write results as facts of the cycle's last day; those of the card a correction replaces give way."""
    plans = {link(card, "plan_id") for card in cards}
    components, lines = await components_of(plans), await lines_of([card.id for card in cards])
    standards = dict(await ScorePlan.filter(id__in=list(plans)).values_list("id", "standard"))
    replaced = [fact_key(card.replaces_id) for card in cards if card.replaces_id]
    for model in (Appraisal, AppraisalItem):
        await model.filter(source_key__in=replaced, superseded_at=None).update(
            superseded_at=ctx.now, updated_at=ctx.now
        )
    results, items = [], []
    for card in cards:
        if card.score is None:
            continue
        shared = about(ctx, card, cycle.ends_on)
        met = card.score >= standards[link(card, "plan_id")]
        results.append(Appraisal(**shared, rating=str(card.rating or ""), has_met_goal=met))
        known = {each.id: each for each in components.get(link(card, "plan_id"), ())}
        items += [
            AppraisalItem(**shared, cycle=cycle.code, **item)
            for item in items_of(held_of(lines.get(card.id, []), known))
        ]
    await Appraisal.bulk_create(results, batch_size=AT_ONCE)
    await AppraisalItem.bulk_create(items, batch_size=AT_ONCE)


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


async def name_candidates(ctx: Context, cycle: ReviewCycle, cards: Sequence[Scorecard]) -> None:
    """Name those whose score reaches a setting, and tell the outside of each."""
    for kind, setting in LEAST.items():
        least = await read_number(ctx, setting) * 100
        chosen = [card for card in cards if card.score is not None and card.score >= least]
        made = [
            RewardCandidate(
                **stamp(ctx),
                employee_id=link(card, "employee_id"),
                cycle_id=cycle.id,
                scorecard_id=card.id,
                kind=kind,
            )
            for card in chosen
        ]
        await RewardCandidate.bulk_create(made, batch_size=AT_ONCE, ignore_conflicts=True)
        await enqueue_all(ctx, f"{kind.lower()}.candidate", {card.id: told(cycle, card) for card in chosen})


async def revoke_candidates(ctx: Context, cycle: ReviewCycle, card: Scorecard) -> None:
    """Take back what a card recommended, once it is to be corrected."""
    found = await RewardCandidate.filter(scorecard_id=card.id, state=CandidateState.OPEN)
    await RewardCandidate.filter(id__in=[each.id for each in found]).update(
        state=CandidateState.REVOKED, revoked_at=ctx.now, updated_at=ctx.now
    )
    for each in found:
        topic = f"{str(each.kind).lower()}.candidate_revoked"
        await enqueue_all(ctx, topic, {card.id: told(cycle, card)})


def told(cycle: ReviewCycle, card: Scorecard) -> dict[str, str]:
    """Return what a message says: whom and when it is about, never a score."""
    return {"employeeId": link(card, "employee_id"), "cycle": cycle.code, "scorecardId": card.id}
