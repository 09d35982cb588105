"""Ratings changed when scores are compared: with a reason that stays beside the card, and what it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidInput, InvalidState
from server.kernel.ids import new_id
from server.people.operations.access import allow, allow_anywhere, decide, require
from server.people.operations.record import operation
from server.performance.cycles.models import Scorecard, ScorecardState
from server.performance.cycles.scoring.cards import rescore
from server.performance.plans.models import ComponentBasis
from server.performance.reviews.entry_reading import DRAFT, Card
from server.performance.reviews.entry_rules import CellOutcome, judge, said
from server.performance.reviews.models import CalibrationItemState, Review, ReviewKind, ReviewState
from server.performance.reviews.operations.reviews import card_for, clean_text, note_review, sealed
from server.performance.reviews.operations.scores import write_value
from server.performance.reviews.operations.sessions import item_for, settle_item
from server.store.base import stamp

LEAST = 4


@operation
async def calibrate_scorecard(
    ctx: Context,
    *,
    scorecard_id: str,
    cells: Sequence[Mapping[str, Any]],
    reason: str,
    session_id: str | None = None,
    version: int | None = None,
) -> str:
    """Change ratings of a card in calibration; return the id of the review that keeps why.

    Figures can't be changed, nor can a score: it follows from its lines, then as before. With the session in which it
    was talked about, that keeps what became of the card.
    """
    allow_anywhere(ctx, "calibrateScorecard")
    card = await card_for(ctx, scorecard_id)
    allow(ctx, card.place, "calibrateScorecard")
    require(decide(ctx, card.place, DRAFT, "write"))
    require_calibration(card, version)
    why = clean_text("reason", reason)
    if len(why) < LEAST:
        raise InvalidInput(
            f"请写明调整原因，至少 {LEAST} 个字。",
            f"Say why it changes, in {LEAST} characters at least.",
            path=("input", "reason"),
        )
    before, item = card.row, await item_for(session_id, card.row)
    if not await changed(ctx, card, cells):
        raise InvalidInput(
            "没有改动，请先修改评分。", "Nothing differs; change a rating first.", path=("input", "cells")
        )
    await rescore(ctx, [card.row.id])
    if item is not None:
        await settle_item(ctx, item, CalibrationItemState.CHANGED, why)
    return await keep_reason(ctx, card, before, await Scorecard.get(id=card.row.id), why)


def require_calibration(card: Card, version: int | None) -> None:
    if card.row.state != ScorecardState.CALIBRATION or not card.row.is_latest:
        raise InvalidState(
            "只有校准中的绩效单可以调整。",
            "Only a card in calibration can be changed this way.",
            path=("input", "scorecardId"),
        )
    if version is not None and version != card.row.version:
        raise Conflict(
            "这张绩效单刚被调整过，请刷新后重试。",
            "This card was just changed; reload and try again.",
            path=("input", "version"),
        )


async def changed(ctx: Context, card: Card, cells: Sequence[Mapping[str, Any]]) -> int:
    """Write the ratings that differ; return how many. One that can't be kept refuses all."""
    count = 0
    for number, cell in enumerate(cells):
        code = str(cell.get("component_code") or "")
        component, line = card.components.get(code), card.lines.get(code)
        if component is None or line is None or component.basis is not ComponentBasis.RATING:
            raise refused(number, "componentCode", CellOutcome.NOT_ENTERED)
        wrong, value = judge(component, str(cell.get("value") or ""))
        if wrong is not None:
            zh, en = said(wrong, component)
            raise InvalidInput(
                f"“{component.name}”：{zh}",
                f"{component.name_en or component.name}: {en}",
                path=("input", "cells", str(number), "value"),
            )
        if value != line.value:
            await write_value(ctx, line.id, component, value)
            count += 1
    return count


def refused(number: int, name: str, outcome: CellOutcome) -> InvalidInput:
    zh, en = said(outcome)
    return InvalidInput(zh, en, path=("input", "cells", str(number), name))


async def keep_reason(ctx: Context, card: Card, before: Scorecard, after: Scorecard, why: str) -> str:
    row_id = new_id()
    text: dict[str, Any] = dict(await sealed(ctx, card.employee_id, row_id, {"text": why}))
    await Review.create(
        **stamp(ctx), **text, id=row_id,
        employee_id=card.employee_id, scorecard_id=card.row.id, kind=ReviewKind.CALIBRATION,
        state=ReviewState.SUBMITTED, author_id=ctx.principal.employee_id, submitted_at=ctx.now,
        score_before=before.score, score_after=after.score,
        rating_before=before.rating, rating_after=after.rating,
    )  # fmt: skip
    await note_review(ctx, card, ReviewKind.CALIBRATION, row_id)
    return row_id
