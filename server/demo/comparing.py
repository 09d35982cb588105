"""Calibration in the sample worlds: the month being scored lies on a table, the one before was compared and minuted."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from server.demo.rows import sample_id
from server.demo.scores import cycle_id
from server.kernel.context import Context
from server.people.operations.access import link
from server.performance.cycles.models import ReviewCycle, Scorecard, ScorecardState
from server.performance.reviews.models import (
    CalibrationItem,
    CalibrationItemState,
    CalibrationMember,
    CalibrationSession,
    CalibrationSessionState,
)
from server.store.base import stamp

LED_BY: Final = sample_id("Employee", "Z1004")
MOST_CARDS: Final = 24
HELD_AFTER: Final = timedelta(days=18)
"""A month is compared so long after its last day, before it is published."""
NAME = "{} 门店校准会"
MINUTES: Final = (
    "各店打分松紧不一，统一了服务态度的尺度：有客户点名表扬才给 90 分以上。两张卡按记录下调，其余维持。"
)
KEPT: Final = ("例子充分，维持", "与客户评价一致，维持", "")
CHANGED: Final = "没有具体例子，按记录下调"
K = CalibrationItemState.KEPT


async def compare(ctx: Context, going: str, done: str) -> None:
    """Hold a session for each of two months, in one transaction: an open one with its first cards talked about."""

    async def hold() -> None:
        await held(ctx, done, is_closed=True)
        await held(ctx, going, is_closed=False)

    await ctx.store.write(hold)


async def held(ctx: Context, code: str, *, is_closed: bool) -> None:
    cycle = await ReviewCycle.get(id=cycle_id(code))
    cards = Scorecard.filter(cycle_id=cycle.id, is_latest=True, score__isnull=False).order_by("employee_id")
    if not is_closed:
        cards = cards.filter(state=ScorecardState.CALIBRATION)
    table = await cards.limit(MOST_CARDS)
    on = min(cycle.ends_on + HELD_AFTER, ctx.today)
    session = await CalibrationSession.create(
        **stamp(ctx), cycle_id=cycle.id, name=NAME.format(cycle.name), held_on=on, led_by_id=LED_BY,
        state=CalibrationSessionState.CLOSED if is_closed else CalibrationSessionState.OPEN,
        minutes=MINUTES if is_closed else "", closed_at=ctx.now if is_closed else None,
    )  # fmt: skip
    members = {LED_BY} | {link(card, "rater_id") for card in table if link(card, "rater_id")}
    await CalibrationMember.bulk_create(
        [CalibrationMember(**stamp(ctx), session_id=session.id, employee_id=one) for one in sorted(members)]
    )
    await CalibrationItem.bulk_create(
        [item(ctx, session.id, card, at, is_closed=is_closed) for at, card in enumerate(table)]
    )


def item(ctx: Context, session_id: str, card: Scorecard, at: int, *, is_closed: bool) -> CalibrationItem:
    """Return what became of a card: of an open session only the first three were talked about."""
    is_talked_of, is_changed = is_closed or at < len(KEPT), is_closed and at in (3, 11)
    state = (
        CalibrationItemState.CHANGED if is_changed else K if is_talked_of else CalibrationItemState.WAITING
    )
    score = card.score + 300 if is_changed and card.score is not None else card.score
    return CalibrationItem(
        **stamp(ctx), session_id=session_id, scorecard_id=card.id, employee_id=link(card, "employee_id"), state=state,
        score_before=score, rating_before=card.rating, note=note(at, state),
        decided_at=ctx.now if is_talked_of else None,
    )  # fmt: skip


def note(at: int, state: CalibrationItemState) -> str:
    if state is CalibrationItemState.CHANGED:
        return CHANGED
    return KEPT[at % len(KEPT)] if state is K else ""
