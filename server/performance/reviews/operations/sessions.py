"""Sessions in which scores are compared: who sits in one, the cards on its table, what became of each, the minutes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from server import audit
from server.desk import notify
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState, not_found
from server.kernel.labels import label
from server.people.models import Department, Employee
from server.people.operations.access import allow_anywhere, link
from server.people.operations.record import operation
from server.people.rules import subtree
from server.performance.cycles.models import ReviewCycle, Scorecard, ScorecardState
from server.performance.reviews.models import (
    CalibrationItem,
    CalibrationItemState,
    CalibrationMember,
    CalibrationSession,
    CalibrationSessionState,
)
from server.performance.reviews.operations.reviews import clean_text
from server.store.base import change_row, stamp

LEAST = 4
MOST_CARDS, MOST_MEMBERS, LONGEST_NAME, LONGEST_NOTE = 500, 30, 64, 300


@operation
async def open_calibration_session(
    ctx: Context,
    *,
    cycle_id: str,
    name: str,
    held_on: date,
    department_ids: Sequence[str],
    member_ids: Sequence[str],
) -> str:
    """Put every card of these departments that waits to be compared on the table; return the session's id.

    Who sits in it sees the scores on the table while it is open: that is what it is for, and the trail says who did.
    """
    allow_anywhere(ctx, "openCalibrationSession")
    title = clean_text("name", name)
    if not 0 < len(title) <= LONGEST_NAME:
        raise InvalidInput(
            f"请填写名称，最多 {LONGEST_NAME} 个字。",
            f"Give it a name of at most {LONGEST_NAME} characters.",
            path=("input", "name"),
        )
    if not await ReviewCycle.exists(id=cycle_id):
        raise not_found()
    members, cards = await known_members(member_ids), await waiting_cards(cycle_id, department_ids)
    session = await CalibrationSession.create(
        **stamp(ctx), cycle_id=cycle_id, name=title, held_on=held_on, led_by_id=ctx.principal.employee_id
    )
    await CalibrationMember.bulk_create(
        [CalibrationMember(**stamp(ctx), session_id=session.id, employee_id=person) for person in members]
    )
    await CalibrationItem.bulk_create([item_of(ctx, session.id, card) for card in cards])
    await tell_members(ctx, session, members)
    await note_session(
        ctx, "open_session", session.id, {"cards": (None, len(cards)), "members": (None, sorted(members))}
    )
    return session.id


def item_of(ctx: Context, session_id: str, card: Scorecard) -> CalibrationItem:
    return CalibrationItem(
        **stamp(ctx), session_id=session_id, scorecard_id=card.id, employee_id=link(card, "employee_id"),
        score_before=card.score, rating_before=card.rating,
    )  # fmt: skip


async def known_members(member_ids: Sequence[str]) -> set[str]:
    wanted = set(member_ids)
    found = set(await Employee.filter(id__in=sorted(wanted)).values_list("id", flat=True))
    if not wanted or len(wanted) > MOST_MEMBERS or wanted - {str(each) for each in found}:
        raise InvalidInput(
            f"请选择 1 到 {MOST_MEMBERS} 名参会人。",
            f"Choose 1 to {MOST_MEMBERS} people who sit in it.",
            path=("input", "memberIds"),
        )
    return wanted


async def waiting_cards(cycle_id: str, department_ids: Sequence[str]) -> list[Scorecard]:
    """Return the cards of these departments, with all beneath them, that wait to be compared."""
    pairs = await Department.all().values_list("id", "parent_id")
    parents = {str(row_id): None if parent is None else str(parent) for row_id, parent in pairs}
    places = subtree([each for each in department_ids if each in parents], parents)
    waiting = Scorecard.filter(cycle_id=cycle_id, is_latest=True, state=ScorecardState.CALIBRATION)
    cards = (
        await waiting.filter(department_id__in=list(places)).order_by("-score", "id").limit(MOST_CARDS + 1)
    )
    if not 0 < len(cards) <= MOST_CARDS:
        raise InvalidInput(
            f"所选部门须有 1 到 {MOST_CARDS} 张待校准的绩效单。",
            f"Choose departments with 1 to {MOST_CARDS} cards that wait to be compared.",
            path=("input", "departmentIds"),
        )
    return cards


async def tell_members(ctx: Context, session: CalibrationSession, members: set[str]) -> None:
    title = label(f"请参加校准会：{session.name}", f"You sit in the calibration session {session.name}")
    others = sorted(members - {ctx.principal.employee_id or ""})
    link_to, key = f"/reviews/sessions/{session.id}", f"calibration:{session.id}"
    await notify(ctx, others, "review", title=title, link=link_to, key=key)


# --- On the table ---


@operation
async def keep_calibration_item(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    note: str = "",
    version: int | None = None,
) -> str:
    """Say that a card was talked about and stays as it is; return the item's id."""
    allow_anywhere(ctx, "keepCalibrationItem")
    item = await CalibrationItem.get_or_none(id=id)
    if item is None or link(item, "employee_id") == ctx.principal.employee_id:
        raise not_found()
    await open_session(link(item, "session_id"))
    await settle_item(ctx, item, CalibrationItemState.KEPT, note, version)
    return item.id


async def item_for(session_id: str | None, card: Scorecard) -> CalibrationItem | None:
    """Return where a card lies on the table of an open session; None outside of any. Inside store.write."""
    if session_id is None:
        return None
    await open_session(session_id)
    item = await CalibrationItem.get_or_none(session_id=session_id, scorecard_id=card.id)
    if item is None:
        raise not_found()
    return item


async def settle_item(
    ctx: Context, item: CalibrationItem, state: CalibrationItemState, note: str, version: int | None = None
) -> None:
    said = clean_text("note", note)[:LONGEST_NOTE]
    await change_row(
        ctx, CalibrationItem, item.id, version=version, state=state, note=said, decided_at=ctx.now
    )
    changes = {"item": (None, item.id), "state": (item.state, state)}
    await note_session(ctx, "settle_item", link(item, "session_id"), changes)


async def open_session(session_id: str) -> CalibrationSession:
    session = await CalibrationSession.filter(id=session_id).select_for_update().get_or_none()
    if session is None:
        raise not_found()
    if session.state != CalibrationSessionState.OPEN:
        raise InvalidState("校准会已经结束。", "The session is over.")
    return session


@operation
async def close_calibration_session(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    minutes: str,
    version: int | None = None,
) -> str:
    """End a session with its minutes; what lay on its table is seen by its members no more."""
    allow_anywhere(ctx, "closeCalibrationSession")
    session, said = await open_session(id), clean_text("minutes", minutes)
    if len(said) < LEAST:
        raise InvalidInput(
            "请写会议纪要：定了什么、为什么。",
            "Write the minutes: what was decided, and why.",
            path=("input", "minutes"),
        )
    await change_row(
        ctx,
        CalibrationSession,
        id,
        version=version,
        state=CalibrationSessionState.CLOSED,
        minutes=said,
        closed_at=ctx.now,
    )
    await note_session(ctx, "close_session", id, {"state": (session.state, CalibrationSessionState.CLOSED)})
    return id


async def note_session(ctx: Context, act: str, session_id: str, changes: dict[str, Any]) -> None:
    await audit.record(
        ctx, f"performance.{act}", subject_type="CalibrationSession", subject_id=session_id, changes=changes
    )
