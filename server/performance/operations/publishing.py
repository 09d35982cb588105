"""Publishing scores: people see them from now on, each with a rank among all of the cycle."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from server.desk.notices import notify
from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidState
from server.kernel.labels import label
from server.people.operations.access import link
from server.people.operations.record import operation
from server.performance.card_writing import PUBLISHED, update_rows
from server.performance.cycle_models import OUT, CycleState, ReviewCycle, Scorecard, ScorecardState
from server.performance.cycle_rules import ranks, require_move
from server.performance.operations.card_ground import find_card, find_cycle, note
from server.performance.operations.improvement_drafts import draft_below_standard

AT_ONCE = 1000
Follower = Callable[[Context, ReviewCycle, Sequence[Scorecard]], Awaitable[None]]
FOLLOWERS: tuple[Follower, ...] = (draft_below_standard,)
"""What follows from published cards elsewhere in performance, in the transaction that publishes them."""


@operation
async def publish_scorecard(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Publish one card of a cycle that is published already, as a correction is; return its id."""
    card = await find_card(ctx, id, "publishScorecard")
    cycle = await find_cycle(link(card, "cycle_id"))
    if cycle.state not in (CycleState.PUBLISHED, CycleState.CLOSED):
        raise InvalidState(
            "周期尚未公布，请随整个周期一起公布。",
            "The cycle is not published yet; publish the card together with it.",
            path=("input", "id"),
        )
    require_seen(card, version)
    await publish_cards(ctx, cycle, [card])
    return card.id


def require_seen(card: Scorecard, version: int | None) -> None:
    """Raise Conflict unless the card is as the caller saw it."""
    if version is not None and card.version != version:
        raise Conflict(
            f"绩效单已被他人修改，当前版本为 {card.version}，请刷新后重试。",
            f"Someone else changed this scorecard (version {card.version}); reload and try again.",
            path=("input", "version"),
        )


async def publish_cards(ctx: Context, cycle: ReviewCycle, cards: Sequence[Scorecard]) -> None:
    """Publish cards that were calibrated, rank them among all of the cycle, and tell their people."""
    for card in cards:
        require_move(ScorecardState(card.state), ScorecardState.PUBLISHED)
    placed = await ranked(cycle.id, cards)
    rows = [
        {"id": card.id, "state": ScorecardState.PUBLISHED, "rank": placed[card.id], "published_at": ctx.now,
         "updated_at": ctx.now}
        for card in cards
    ]  # fmt: skip
    for at in range(0, len(rows), AT_ONCE):
        await update_rows(ctx, Scorecard, PUBLISHED, rows[at : at + AT_ONCE], bump=True)
    if len(cards) == 1:
        await note(ctx, cards[0], "publish_card", {"state": (str(cards[0].state), "PUBLISHED")})
    await tell(ctx, cycle, cards)
    for follow in FOLLOWERS:
        await follow(ctx, cycle, cards)


async def ranked(cycle_id: str, cards: Sequence[Scorecard]) -> dict[str, int | None]:
    """Rank these cards among all of the cycle that are out."""
    own = {card.id for card in cards}
    states = [str(state) for state in OUT]
    rows = Scorecard.filter(cycle_id=cycle_id, is_latest=True, state__in=states)
    others = [(row_id, score) for row_id, score in await rows.values_list("id", "score") if row_id not in own]
    pairs = [*((card.id, card.score) for card in cards), *others]
    return dict(zip((row_id for row_id, _ in pairs), ranks(score for _, score in pairs), strict=True))


async def tell(ctx: Context, cycle: ReviewCycle, cards: Sequence[Scorecard]) -> None:
    """Let everybody know that their score is out; the notice itself tells nothing of it."""
    await notify(
        ctx,
        [link(card, "employee_id") for card in cards],
        "score_published",
        title=label(
            f"{cycle.name}绩效结果已公布，请查看并确认",
            f"Your result of {cycle.name_en or cycle.name} is out",
        ),
        link="/me/performance",
        key=f"score:{cycle.id}:{cards[0].id if len(cards) == 1 else 'all'}",
    )
