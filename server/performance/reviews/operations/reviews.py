"""What is written about a scorecard: kept as a draft as often as its author likes, then handed in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from server import audit
from server.kernel.context import Context
from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState, not_found
from server.kernel.ids import new_id
from server.people.operations.access import allow, allow_anywhere, decide, link, require
from server.people.operations.record import operation
from server.performance.cycles.models import CycleState, ReviewCycle, ScorecardState
from server.performance.cycles.operations.card_ground import find_card, move_card
from server.performance.reviews.entry_reading import DRAFT, ENTERED, Card, cards_of
from server.performance.reviews.models import Review, ReviewKind, ReviewState
from server.store.base import change_row, stamp
from server.store.keys import person_key

LONGEST = 2000
RECALL = timedelta(minutes=15)
"""So long a card that was handed in can be taken back."""
PARTS = ("text", "strengths", "growth")
OWN = (ScorecardState.OPEN, ScorecardState.SELF)
"""The states of a card in which its person may still write about themselves."""


@operation
async def save_self_review(
    ctx: Context,
    *,
    scorecard_id: str,
    text: str = "",
    strengths: str = "",
    growth: str = "",
    submit: bool = False,
    version: int | None = None,
) -> str:
    """Keep what somebody writes about their own card; return the review's id. A draft is read by nobody else."""
    card = await card_for(ctx, scorecard_id)
    if card.employee_id != ctx.principal.employee_id:
        raise Denied(
            "自评只能由本人填写。", "Only the person themselves writes this.", path=("input", "scorecardId")
        )
    require(decide(ctx, card.place, "Mutation.saveSelfReview", "write"))
    require_open(card, own=True)
    parts = {"text": text, "strengths": strengths, "growth": growth}
    return await keep(ctx, card, ReviewKind.SELF, parts, submit=submit, version=version)


@operation
async def save_review(
    ctx: Context,
    *,
    scorecard_id: str,
    text: str = "",
    strengths: str = "",
    growth: str = "",
    submit: bool = False,
    version: int | None = None,
) -> str:
    """Keep what a manager writes about a card of their people; return the review's id.

    The person reads it once the card is published.
    """
    allow_anywhere(ctx, "saveReview")
    card = await card_for(ctx, scorecard_id)
    allow(ctx, card.place, "saveReview")
    require(decide(ctx, card.place, DRAFT, "write"))
    require_open(card, own=False)
    parts = {"text": text, "strengths": strengths, "growth": growth}
    return await keep(ctx, card, ReviewKind.MANAGER, parts, submit=submit, version=version)


async def card_for(ctx: Context, scorecard_id: str) -> Card:
    """Return a card that the caller may see, locked; any other is as one that does not exist."""
    cards = await cards_of(ctx, [scorecard_id], locked=True)
    if scorecard_id not in cards:
        raise not_found()
    return cards[scorecard_id]


def require_open(card: Card, *, own: bool) -> None:
    if card.row.state not in (OWN if own else ENTERED) or not card.row.is_latest:
        raise InvalidState(
            "这张绩效单已提交，不能再写。需要更正时请联系绩效专员。",
            "This card is handed in. Ask the performance specialist if something must be corrected.",
            path=("input", "scorecardId"),
        )


async def keep(
    ctx: Context, card: Card, kind: ReviewKind, parts: Mapping[str, str], *, submit: bool, version: int | None
) -> str:
    """Write the one review of its kind that a card has, or go on with it."""
    clean = {name: clean_text(name, text) for name, text in parts.items()}
    if submit and not any(clean.values()):
        raise InvalidInput(
            "请先写评价，再提交。", "Write something before you hand it in.", path=("input", "text")
        )
    held = await Review.filter(scorecard_id=card.row.id, kind=kind).select_for_update().first()
    if version is not None and version != (held.version if held else 0):
        raise Conflict(
            "这份评价已在别处修改，请刷新后重试。",
            "This review was changed elsewhere; reload and try again.",
            path=("input", "version"),
        )
    row_id = held.id if held else new_id()
    values: dict[str, Any] = {
        **await sealed(ctx, card.employee_id, row_id, clean),
        "author_id": ctx.principal.employee_id,
        "state": ReviewState.SUBMITTED if submit else ReviewState.DRAFT,
        "submitted_at": ctx.now if submit else None,
    }
    if held is None:
        await Review.create(
            **stamp(ctx),
            id=row_id,
            employee_id=card.employee_id,
            scorecard_id=card.row.id,
            kind=kind,
            **values,
        )
    else:
        await change_row(ctx, Review, row_id, version=version, **values)
    if submit or (held is not None and held.state == ReviewState.SUBMITTED):
        await note_review(ctx, card, kind, row_id)
    return row_id


def clean_text(name: str, text: str) -> str:
    found = text.replace("\r\n", "\n").strip()
    if len(found) > LONGEST or "\0" in found:
        raise InvalidInput(
            f"最多 {LONGEST} 个字，请精简。", f"Use {LONGEST} characters at most.", path=("input", name)
        )
    return found


async def sealed(ctx: Context, person: str, row_id: str, parts: Mapping[str, str]) -> dict[str, str | None]:
    """Seal each text with the key of the person it is about; an empty one is nothing."""
    vault, key = ctx.store.vault, await person_key(ctx.store.vault, person)
    return {
        name: vault.seal(key, f"review.{name}|{row_id}", text) if text else None
        for name, text in parts.items()
    }


async def note_review(ctx: Context, card: Card, kind: ReviewKind, row_id: str) -> None:
    await audit.record(
        ctx,
        "performance.review",
        subject_type="Employee",
        subject_id=card.employee_id,
        changes={"scorecard": (None, card.row.id), "kind": (None, kind.value), "review": (None, row_id)},
    )


@operation
async def recall_scorecard(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Take a card back that was handed in by mistake, while nobody has begun to compare; return its id."""
    card = await find_card(ctx, id, "recallScorecard")
    cycle = await ReviewCycle.get(id=link(card, "cycle_id"))
    is_late = ctx.now - card.updated_at > RECALL
    if card.state != ScorecardState.CALIBRATION or cycle.state != CycleState.SCORING or is_late:
        raise InvalidState(
            "已经过了撤回时间，请联系绩效专员退回。",
            "It is too late to take it back; ask the performance specialist to return it.",
            path=("input", "id"),
        )
    await move_card(ctx, card, ScorecardState.MANAGER, version=version, action="recall_card")
    return card.id
