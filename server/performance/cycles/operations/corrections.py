"""Correcting a closed card: a new revision beside the old one, which stays as it was."""

from __future__ import annotations

from typing import Any

from server.jobs import submit
from server.kernel.context import Context
from server.kernel.errors import InvalidState
from server.kernel.ids import new_id
from server.people.operations.access import link
from server.people.operations.record import operation
from server.performance.cycles.models import Scorecard, ScorecardState, ScoreLine
from server.performance.cycles.operations.card_ground import find_card, find_cycle, note, required_text
from server.performance.cycles.operations.closing import revoke_candidates
from server.performance.cycles.operations.cycles import SCORE
from server.performance.cycles.scoring.cards import lines_of
from server.store.base import change_row, stamp

CARD = (
    "plan_id", "department_id", "rater_id", "score", "so_far", "self_score", "rating", "reason", "is_final",
    "final_on", "computed_at",
)  # fmt: skip
LINE = (
    "employee_id", "component_id", "place", "is_entered", "weight", "value", "group_value", "counted_value",
    "self_value", "points", "n", "reason", "receipt", "source_hash", "note", "entered_by_id", "entered_at",
)  # fmt: skip
"""What a revision takes over from the card it corrects."""


@operation
async def correct_scorecard(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    reason: str,
    version: int | None = None,
) -> str:
    """Open a new revision of a closed card, with the manager again, and return its id.

    What the old one recommended is revoked at once; its result counts until the new one is closed.
    """
    card = await find_card(ctx, id, "correctScorecard")
    said = required_text(reason, "reason", least=4)
    if card.state != ScorecardState.CLOSED or not card.is_latest:
        raise InvalidState(
            "只有已关闭的最新绩效单才需要更正；未关闭的请直接修改或处理异议。",
            "Only the latest card, once closed, is corrected; change an open one, or decide its dispute.",
            path=("input", "id"),
        )
    cycle = await find_cycle(link(card, "cycle_id"))
    if cycle.is_settling:
        raise InvalidState(
            "这个周期的结果正在入账，请稍后再更正。",
            "The results of this cycle are still becoming facts; correct it in a moment.",
            path=("input", "id"),
        )
    await change_row(ctx, Scorecard, card.id, version=version, is_latest=False)
    made = await Scorecard.create(
        **stamp(ctx), **taken(card, CARD), id=new_id(), employee_id=link(card, "employee_id"), cycle_id=cycle.id,
        state=ScorecardState.MANAGER, revision=card.revision + 1, replaces_id=card.id, correction_reason=said,
    )  # fmt: skip
    lines = (await lines_of([card.id])).get(card.id, [])
    await ScoreLine.bulk_create(
        [ScoreLine(**stamp(ctx), **taken(line, LINE), scorecard_id=made.id) for line in lines]
    )
    await revoke_candidates(ctx, cycle, card)
    await note(ctx, made, "correct_card", {"replaces": (None, card.id)}, purpose=said)
    await submit(ctx, SCORE, {"cycle": cycle.id, "people": [link(card, "employee_id")]})
    return made.id


def taken(row: Any, names: tuple[str, ...]) -> dict[str, Any]:  # columns of mixed types
    return {name: getattr(row, name) for name in names}
