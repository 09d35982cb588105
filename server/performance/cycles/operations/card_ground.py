"""What the steps of scorecards stand on: the card as the caller finds it, its move, and what is left behind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from server import audit
from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidInput, not_found
from server.people.models import Assignment
from server.people.operations.access import Place, allow, allow_anywhere, decide, link
from server.performance.cycles.models import CycleState, ReviewCycle, Scorecard, ScorecardState
from server.performance.cycles.rules import require_cycle_move, require_move
from server.store.base import change_row

LONGEST_REASON = 300


class DuplicatePeriod(Conflict):
    """There is a cycle, or a card, of the same period already."""

    code = "DUPLICATE_PERIOD"


class ScoresMissing(InvalidInput):
    """Something people have to rate has no rating yet."""

    code = "SCORES_MISSING"


# --- Cards ---


async def find_card(ctx: Context, card_id: str, verb: str, *, own: bool = False) -> Scorecard:
    """Find a card, lock it, and ask whether the caller may do this to it; one out of sight is as none.

    `own`: the verb is for the person the card is about, and for nobody else.
    """
    if not own:
        allow_anywhere(ctx, verb)
    card = await Scorecard.filter(id=card_id).select_for_update().get_or_none()
    place = None if card is None else await place_of(ctx, link(card, "employee_id"))
    if card is None or place is None or not decide(ctx, place, "Scorecard.id", "read").allowed:
        raise not_found()
    if own and place.employee_id != ctx.principal.employee_id:
        raise not_found()
    allow(ctx, place, verb)
    return card


async def place_of(ctx: Context, person: str) -> Place:
    return (await places_of(ctx, [person]))[person]


async def places_of(ctx: Context, people: Iterable[str]) -> dict[str, Place]:
    """Return where each person counts today, in one statement."""
    listed = sorted(set(people))
    rows = Assignment.filter(
        employee_id__in=listed, is_primary=True, superseded_at=None, valid_from__lte=ctx.today
    )
    found = dict.fromkeys(listed, "")
    for row in await rows.order_by("valid_from"):
        found[link(row, "employee_id")] = link(row, "department_id")
    return {person: Place(person, department) for person, department in found.items()}


async def move_card(
    ctx: Context,
    card: Scorecard,
    state: ScorecardState,
    *,
    version: int | None = None,
    action: str,
    purpose: str = "",
    **values: Any,
) -> None:
    """Let a card go on to another state, if it may, and leave the entry of it."""
    require_move(ScorecardState(card.state), state)
    await change_row(ctx, Scorecard, card.id, version=version, state=state, **values)
    await note(ctx, card, action, {"state": (str(card.state), str(state))}, purpose=purpose)
    card.state = state


async def note(
    ctx: Context,
    card: Scorecard,
    action: str,
    changes: Mapping[str, tuple[object, object]],
    *,
    purpose: str = "",
) -> None:
    await audit.record(
        ctx,
        f"performance.{action}",
        subject_type="Employee",
        subject_id=link(card, "employee_id"),
        changes={"scorecard": (None, card.id), **changes},
        purpose=purpose,
    )


def required_text(text: str, field: str, *, least: int = 2, most: int = LONGEST_REASON) -> str:
    """Return what was written, trimmed; raise InvalidInput if it says too little or too much."""
    said = text.strip()
    if not least <= len(said) <= most:
        raise InvalidInput(
            f"请填写 {least} 至 {most} 个字。", f"Write {least} to {most} characters.", path=("input", field)
        )
    return said


# --- Cycles ---


async def find_cycle(cycle_id: str) -> ReviewCycle:
    """Find a cycle and lock it."""
    found = await ReviewCycle.filter(id=cycle_id).select_for_update().get_or_none()
    if found is None:
        raise not_found()
    return found


async def move_cycle(
    ctx: Context, cycle: ReviewCycle, state: CycleState, *, version: int | None, action: str, **values: Any
) -> None:
    require_cycle_move(CycleState(cycle.state), state)
    await change_row(ctx, ReviewCycle, cycle.id, version=version, state=state, **values)
    changes = {"code": (None, cycle.code), "state": (str(cycle.state), str(state))}
    await audit.record(
        ctx, f"performance.{action}", subject_type="ReviewCycle", subject_id=cycle.id, changes=dict(changes)
    )
    cycle.state = state
