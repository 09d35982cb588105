"""Seats of a session: taken in order, moved up from the waiting list, and confirmed by the code of the room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from server.desk import notify
from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidState, not_found
from server.kernel.labels import label
from server.people.models import Employee
from server.people.operations.access import Place, allow, allow_anywhere, find_target, link
from server.people.operations.record import operation
from server.store.base import change_row, stamp
from server.training.models import Course, SeatState, SessionSeat, SessionState, TrainingSession
from server.training.operations.assigning import Assignment, assign
from server.training.operations.enrolling import advance, open_of
from server.training.operations.ground import note, wrong
from server.training.rules import free_seats

EARLY, LATE = timedelta(minutes=30), timedelta(hours=2)
"""The code of the room counts from so long before the session begins until so long after it ends."""


class WrongRoomCode(Conflict):
    """What was typed is not the code shown in the room."""

    code = "WRONG_ROOM_CODE"


@operation
async def join_training_session(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    employee_ids: Sequence[str] = (),
    employee_codes: Sequence[str] = (),
) -> str:
    """Take a seat, for oneself unless somebody is named; when all are taken, wait. Return the session's id.

    Who has the course not yet on their list has it from then on.
    """
    people = await named_or_self(ctx, employee_ids, employee_codes)
    targets = [await find_target(ctx, each, None) for each in people]
    verb = "joinTrainingSession"
    for target in targets:
        own = target.person.id == ctx.principal.employee_id
        allow(ctx, target.place, verb if own else "enroll")
    row = await planned(id)
    if row.ends_at <= ctx.now:
        raise InvalidState("这一场已经结束。", "This session is over.")
    course = await Course.get(id=link(row, "course_id"))
    for target in targets:
        await seat(ctx, row, course, target.person.id)
    return id


async def named_or_self(ctx: Context, ids: Sequence[str], codes: Sequence[str]) -> list[str]:
    wanted = [code.strip().upper() for code in codes if code.strip()]
    found = [row.id for row in await Employee.filter(code__in=wanted)] if wanted else []
    if len(found) != len(set(wanted)):
        raise wrong("employeeCodes", "有工号不存在，请核对。", "One of the numbers does not exist.")
    people = list(dict.fromkeys([*ids, *found]))
    if people:
        return people
    if ctx.principal.employee_id is None:
        allow_anywhere(ctx, "joinTrainingSession")
        raise not_found()
    return [ctx.principal.employee_id]


async def seat(ctx: Context, row: TrainingSession, course: Course, person: str) -> None:
    """Seat somebody, or put them at the end of the waiting list; the session's row is locked."""
    known = await SessionSeat.get_or_none(session_id=row.id, employee_id=person)
    if known is not None and known.state is not SeatState.CANCELED:
        return
    await assign(ctx, person, course, Assignment(ctx.today))
    enrollment = (await open_of([person], course.id)).get(person)
    taken = await taken_of(row.id)
    last = await SessionSeat.filter(session_id=row.id).order_by("-place").first()
    values: dict[str, Any] = {  # columns of mixed types
        "place": last.place + 1 if last else 1, "enrollment_id": enrollment,
        "state": SeatState.SEATED if free_seats(row.capacity, taken) else SeatState.WAITING,
    }  # fmt: skip
    if known is None:
        made = await SessionSeat.create(**stamp(ctx), session_id=row.id, employee_id=person, **values)
        await note(ctx, "take_seat", "SessionSeat", made.id, {"state": (None, values["state"])})
    else:
        await change_row(ctx, SessionSeat, known.id, **values)
        await note(ctx, "take_seat", "SessionSeat", known.id, {"state": (known.state, values["state"])})


@operation
async def leave_training_session(ctx: Context, *, id: str) -> str:  # noqa: A002 (the contract's word)
    """Give back one's own seat; who waits longest moves up and is told."""
    row = await planned(id)
    mine = await own_seat(ctx, id, "leaveTrainingSession")
    if mine.state not in (SeatState.SEATED, SeatState.WAITING):
        raise InvalidState("没有可取消的座位。", "There is no seat to give back.")
    await change_row(ctx, SessionSeat, mine.id, state=SeatState.CANCELED)
    await move_up(ctx, id, row.capacity)
    await note(ctx, "leave_seat", "SessionSeat", mine.id, {"state": (mine.state, SeatState.CANCELED)})
    return id


@operation
async def attend_training_session(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    room_code: str,
) -> str:
    """Say that one is there, by the code shown in the room; who waits is let in if a seat is free."""
    row = await planned(id)
    mine = await own_seat(ctx, id, "attendTrainingSession")
    if not row.starts_at - EARLY <= ctx.now <= row.ends_at + LATE:
        raise InvalidState("现在不在签到时间内。", "The code does not count at this time.")
    if room_code.strip() != row.room_code:
        raise WrongRoomCode(
            "签到码不对，请看现场屏幕上的六位数字。", "That is not the code; look for the six digits in the room.",
            path=("input", "roomCode"),
        )  # fmt: skip
    if mine.state is SeatState.WAITING and not free_seats(row.capacity, await taken_of(id)):
        raise InvalidState("座位已满，请联系组织者。", "All seats are taken; speak to who runs the session.")
    if mine.state is SeatState.CANCELED:
        raise InvalidState("您已取消报名，请重新报名。", "You gave the seat back; take one again.")
    await be_there(ctx, mine)
    return id


@operation
async def close_training_session(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    present_ids: Sequence[str],
    version: int | None = None,
) -> str:
    """Note who of those seated was there, which closes the session: the others were absent."""
    allow(ctx, Place(), "closeTrainingSession")
    row = await planned(id)
    if row.starts_at > ctx.now:
        raise InvalidState("培训开始后才能登记到场。", "Attendance is noted once it has begun.")
    await change_row(ctx, TrainingSession, id, version=version, state=SessionState.HELD)
    present = set(present_ids)
    for each in await SessionSeat.filter(session_id=id, state=SeatState.SEATED).order_by("place"):
        if link(each, "employee_id") in present:
            await be_there(ctx, each)
        else:
            await change_row(ctx, SessionSeat, each.id, state=SeatState.ABSENT)
    await note(ctx, "close_session", "TrainingSession", id, {"state": (row.state, SessionState.HELD)})
    return id


async def be_there(ctx: Context, row: SessionSeat) -> None:
    """Note that somebody was there; what they learn moves on."""
    if row.state is SeatState.ATTENDED:
        return
    await change_row(ctx, SessionSeat, row.id, state=SeatState.ATTENDED, attended_at=ctx.now)
    if enrollment := link(row, "enrollment_id"):
        await advance(ctx, enrollment)


async def taken_of(session_id: str) -> int:
    seats = SessionSeat.filter(session_id=session_id, state__in=(SeatState.SEATED, SeatState.ATTENDED))
    return await seats.count()


async def move_up(ctx: Context, session_id: str, capacity: int) -> None:
    """Seat those who wait, in the order in which they asked, as far as seats are free."""
    taken = await taken_of(session_id)
    waiting = SessionSeat.filter(session_id=session_id, state=SeatState.WAITING).order_by("place")
    for each in await waiting.limit(free_seats(capacity, taken)):
        await change_row(ctx, SessionSeat, each.id, state=SeatState.SEATED)
        title = label("您候补的培训已有座位", "A seat has become free for you in a session")
        await notify(
            ctx, [link(each, "employee_id")], "training", title=title, link=f"/training/sessions/{session_id}",
            key=f"seat:{each.id}:{each.place}",
        )  # fmt: skip


async def tell_seated(ctx: Context, session_id: str, what: str, title: str) -> None:
    seats = await SessionSeat.filter(session_id=session_id, state__in=(SeatState.SEATED, SeatState.WAITING))
    people = [link(each, "employee_id") for each in seats]
    await notify(
        ctx,
        people,
        "training",
        title=title,
        link=f"/training/sessions/{session_id}",
        key=f"session:{session_id}:{what}",
    )


# --- Ground ---


async def planned(session_id: str) -> TrainingSession:
    """Find a session that is planned and lock it; sessions are known to all inside."""
    row = await TrainingSession.filter(id=session_id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    if row.state is not SessionState.PLANNED:
        raise InvalidState("这一场已结束或取消。", "This session was held or canceled.")
    return row


async def own_seat(ctx: Context, session_id: str, verb: str) -> SessionSeat:
    me = ctx.principal.employee_id
    if me is None:
        allow_anywhere(ctx, verb)
        raise not_found()
    target = await find_target(ctx, me, None)
    allow(ctx, target.place, verb)
    row = await SessionSeat.filter(session_id=session_id, employee_id=me).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    return row
