"""Publishing scores: people see them from now on, each with a rank among all of the cycle."""

from __future__ import annotations

from collections.abc import Sequence

from server.desk.notices import notify
from server.jobs import submit
from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidState
from server.kernel.labels import label
from server.people.operations.access import link
from server.people.operations.record import operation
from server.performance.cycles.models import CycleState, ReviewCycle, Scorecard, ScorecardState
from server.performance.cycles.operations.card_ground import find_card, find_cycle, note
from server.performance.cycles.operations.drafts import draft_below_standard
from server.performance.cycles.rules import require_move
from server.performance.cycles.scoring.writing import turn_cards

FOLLOW = "performance.follow_publication"
"""The kind of job that does what follows from a published cycle, card by card."""
CALIBRATED = (ScorecardState.CALIBRATION,)


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
    await publish_card(ctx, cycle, card)
    return card.id


def require_seen(card: Scorecard, version: int | None) -> None:
    """Raise Conflict unless the card is as the caller saw it."""
    if version is not None and card.version != version:
        raise Conflict(
            f"绩效单已被他人修改，当前版本为 {card.version}，请刷新后重试。",
            f"Someone else changed this scorecard (version {card.version}); reload and try again.",
            path=("input", "version"),
        )


async def publish_card(ctx: Context, cycle: ReviewCycle, card: Scorecard) -> None:
    """Publish one card that was calibrated, ranked among all of the cycle."""
    require_move(ScorecardState(card.state), ScorecardState.PUBLISHED)
    await turn_cards(ctx, cycle.id, CALIBRATED, ScorecardState.PUBLISHED, "published_at", only=card.id)
    await note(ctx, card, "publish_card", {"state": (str(card.state), "PUBLISHED")})
    await follow_up(ctx, cycle, [card], key=card.id)


async def publish_cards(ctx: Context, cycle: ReviewCycle) -> None:
    """Publish every card of a cycle, and ask for what follows from each; see `settling`."""
    await turn_cards(ctx, cycle.id, CALIBRATED, ScorecardState.PUBLISHED, "published_at")
    await submit(ctx, FOLLOW, {"cycle": cycle.id})


async def follow_up(ctx: Context, cycle: ReviewCycle, cards: Sequence[Scorecard], key: str = "all") -> None:
    """Tell people that their score is out, and draft plans for those below the standard."""
    await tell(ctx, cycle, cards, key)
    await draft_below_standard(ctx, cycle, cards)


async def tell(ctx: Context, cycle: ReviewCycle, cards: Sequence[Scorecard], key: str) -> None:
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
        key=f"score:{cycle.id}:{key}",
    )
