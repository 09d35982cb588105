"""Disputes of a published card: raised by the person it is about, decided by somebody who did not rate it."""

from __future__ import annotations

from dataclasses import dataclass

from server.jobs import submit
from server.kernel import rights
from server.kernel.context import Context
from server.kernel.errors import Denied, InvalidInput, InvalidState, not_found
from server.metrics.agreed.registry import Registry
from server.people.operations.access import allow, allow_anywhere, link
from server.people.operations.record import operation
from server.performance.cycles.models import DisputeState, Scorecard, ScorecardState, ScoreDispute, ScoreLine
from server.performance.cycles.operations.card_ground import find_card, move_card, place_of, required_text
from server.performance.cycles.operations.card_steps import Typed, keep_values
from server.performance.cycles.operations.cycles import SCORE
from server.performance.cycles.scoring.cards import lines_of
from server.performance.cycles.scoring.job import has_moved
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


async def decide_dispute(
    ctx: Context,
    registry: Registry,
    *,
    id: str,  # noqa: A002 (the contract's word)
    is_upheld: bool,
    answer: str,
    values: Typed = (),
    version: int | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Answer a dispute: the card stands, or it is revised; return the dispute's id.

    `values` replace ratings; figures are worked out anew from what is known by then, and the card counts as not worked
    out until they are. Nobody decides about their own card or about one they rated, and nothing is called revised of
    which every rating and every figure stays.
    """
    rights.allow(ctx, "Mutation.decideDispute")
    figures = Figures(not is_upheld and await figures_moved(ctx, registry, id))
    return await settle_dispute(
        ctx, idempotency_key=idempotency_key, id=id, is_upheld=is_upheld, answer=answer, values=values,
        version=version, figures=figures,
    )  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """Whether figures of the card moved since it was scored; no part of the request, since that is asked anew."""

    have_moved: bool

    def __str__(self) -> str:
        return ""


async def figures_moved(ctx: Context, registry: Registry, dispute_id: str) -> bool:
    """Ask the card's figures anew, before the transaction begins; of a dispute that does not exist nothing moved."""

    async def disputed() -> Scorecard | None:
        dispute = await ScoreDispute.get_or_none(id=dispute_id)
        return None if dispute is None else await Scorecard.get(id=link(dispute, "scorecard_id"))

    card: Scorecard | None = await ctx.store.write(disputed)
    return card is not None and await has_moved(ctx, registry, card)


@operation
async def settle_dispute(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    is_upheld: bool,
    answer: str,
    values: Typed,
    version: int | None,
    figures: Figures,
) -> str:
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
        before = await rated(card)
        await keep_values(ctx, card, values, own=False)
        if not figures.have_moved and await rated(card) == before:
            raise InvalidState(
                "没有任何改动：评分和指标都与原来相同。请修改评分，或选择维持原判。",
                "Nothing would change: ratings and figures are what they were. Change a rating, or let the card stand.",
                path=("input", "values"),
            )
        await change_row(ctx, Scorecard, card.id, computed_at=None)
        await rank_cards(ctx, link(card, "cycle_id"))
        told = {"cycle": link(card, "cycle_id"), "people": [link(card, "employee_id")]}
        await submit(ctx, SCORE, told)
    return id


async def rated(card: Scorecard) -> dict[str, str | None]:
    """Return what each line of the card says."""
    return {line.id: line.value for line in (await lines_of([card.id])).get(card.id, ())}


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
