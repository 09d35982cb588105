"""Disputes of a published card: raised by the person it is about, decided by somebody who did not rate it."""

from __future__ import annotations

from server.jobs import submit
from server.kernel.context import Context
from server.kernel.errors import Denied, InvalidInput, InvalidState, not_found
from server.people.operations.access import allow, allow_anywhere, link
from server.people.operations.record import operation
from server.performance.cycles.models import DisputeState, Scorecard, ScorecardState, ScoreDispute, ScoreLine
from server.performance.cycles.operations.card_ground import find_card, move_card, place_of, required_text
from server.performance.cycles.operations.card_steps import Typed, keep_values
from server.performance.cycles.operations.cycles import SCORE
from server.performance.cycles.scoring.writing import rank_cards
from server.store.base import change_row, stamp

LONGEST = 500


@operation
async def dispute_scorecard(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    reason: str,
    line_id: str | None = None,
    version: int | None = None,
) -> str:
    """Object to one's own published card, or to one line of it; return the card's id."""
    card = await find_card(ctx, id, "disputeScorecard", own=True)
    said = required_text(reason, "reason", least=5, most=LONGEST)
    if line_id is not None and not await ScoreLine.filter(id=line_id, scorecard_id=card.id).exists():
        raise InvalidInput(
            "这一项不在这张绩效单上。", "That line is not on this card.", path=("input", "lineId")
        )
    await move_card(ctx, card, ScorecardState.DISPUTED, version=version, action="dispute_card")
    await ScoreDispute.create(
        **stamp(ctx),
        scorecard_id=card.id,
        employee_id=link(card, "employee_id"),
        line_id=line_id,
        reason=said,
    )
    return card.id


@operation
async def decide_dispute(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    is_upheld: bool,
    answer: str,
    values: Typed = (),
    version: int | None = None,
) -> str:
    """Answer a dispute: the card stands, or it is revised; return the dispute's id.

    `values` replace ratings; figures are worked out anew from what is known by then, and the card counts as not worked
    out until they are. Nobody decides about their own
    card or about one they rated.
    """
    allow_anywhere(ctx, "decideDispute")
    dispute = await ScoreDispute.filter(id=id).select_for_update().get_or_none()
    if dispute is None:
        raise not_found()
    card = await find_card(ctx, link(dispute, "scorecard_id"), "decideDispute")
    allow(ctx, await place_of(ctx, link(card, "employee_id")), "decideDispute")
    if dispute.state != DisputeState.OPEN:
        raise InvalidState("这个异议已经处理。", "This dispute is decided already.", path=("input", "id"))
    await require_apart(ctx, card)
    said = required_text(answer, "answer", most=LONGEST)
    if is_upheld and values:
        raise InvalidInput(
            "维持原判时不能改分。", "A card that stands keeps its scores.", path=("input", "values")
        )
    state = DisputeState.UPHELD if is_upheld else DisputeState.REVISED
    await change_row(
        ctx, ScoreDispute, id, version=version, state=state, answer=said,
        decided_by_id=ctx.principal.employee_id, decided_at=ctx.now,
    )  # fmt: skip
    await move_card(ctx, card, ScorecardState(str(state)), action="decide_dispute")
    if not is_upheld:
        await keep_values(ctx, card, values, own=False)
        await change_row(ctx, Scorecard, card.id, computed_at=None)
        await rank_cards(ctx, link(card, "cycle_id"))
        told = {"cycle": link(card, "cycle_id"), "people": [link(card, "employee_id")]}
        await submit(ctx, SCORE, told)
    return id


async def require_apart(ctx: Context, card: Scorecard) -> None:
    """Refuse whoever rated the card, in its name or line by line."""
    own = ctx.principal.employee_id
    rated = own is not None and await ScoreLine.filter(scorecard_id=card.id, entered_by_id=own).exists()
    if rated or (own is not None and link(card, "rater_id") == own):
        raise Denied(
            "评分人不能处理对自己评分的异议，请由其他人处理。",
            "Who rated the card does not decide the dispute of it; somebody else has to.",
            path=("input", "id"),
        )
