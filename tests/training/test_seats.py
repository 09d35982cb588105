"""Seats, the waiting list, and being there by the code of the room."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from server.training.models import TrainingSession
from server.training.operations.seats import (
    WrongRoomCode,
    attend_training_session,
    close_training_session,
    join_training_session,
    leave_training_session,
)
from server.training.operations.sessions import save_training_session
from tests.people.town import one, rows
from tests.plan.world import NOW, context, uid
from tests.training.learners import caller, courses

SEATS = "select employee_id,state from session_seat order by place"


@pytest.fixture
async def hr(store):
    await courses(store)
    return context(store, "hr_manager")


async def planned(hr, starts: datetime, capacity: int = 1) -> str:
    return await save_training_session(
        hr,
        course_code="ROOM",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        capacity=capacity,
        place="二楼",
    )


async def test_the_waiting_list_moves_up_and_the_course_is_finished_by_being_there(hr, store):
    session = await planned(hr, NOW + timedelta(minutes=10))
    e3, e4 = context(store, "employee"), caller(store, "E4", "employee")
    await join_training_session(e3, id=session)
    await join_training_session(e4, id=session)
    await join_training_session(e4, id=session)
    assert await rows(store, SEATS) == [(uid("E3"), "SEATED"), (uid("E4"), "WAITING")]

    await leave_training_session(e3, id=session)
    assert await rows(store, SEATS) == [(uid("E3"), "CANCELED"), (uid("E4"), "SEATED")]
    assert (
        await one(store, f"select count(*) from notice where employee_id='{uid('E4')}' and key like 'seat:%'")
        == 1
    )
    await join_training_session(e3, id=session)
    await save_training_session(
        hr,
        id=session,
        starts_at=NOW + timedelta(minutes=20),
        ends_at=NOW + timedelta(hours=2),
        capacity=2,
        place="三楼",
    )
    assert await rows(store, SEATS) == [(uid("E4"), "SEATED"), (uid("E3"), "SEATED")]

    code = str(await one(store, "select room_code from training_session"))
    with pytest.raises(WrongRoomCode):
        await attend_training_session(e4, id=session, room_code="000000")
    await attend_training_session(e4, id=session, room_code=f" {code} ")
    await close_training_session(hr, id=await begun(store, session), present_ids=[])

    assert await rows(store, SEATS) == [(uid("E4"), "ATTENDED"), (uid("E3"), "ABSENT")]
    states = await rows(store, "select employee_id,state,progress from enrollment order by employee_id")
    assert states == [(uid("E3"), "ASSIGNED", "0"), (uid("E4"), "PASSED", "10000")]
    hours = "select hours,completed_on from training_task where superseded_at is null and completed_on is not null"
    assert await rows(store, hours) == [("300", "2025-06-30")]


async def begun(store, session: str) -> str:
    """Let the session have begun."""

    async def begin() -> None:
        await TrainingSession.filter(id=session).update(starts_at=NOW - timedelta(hours=1))

    await store.write(begin)
    return session
