"""Sessions are planned by some, and called off with word to all."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from server.kernel.errors import Denied, InvalidState, NotFound
from server.training.operations.seats import (
    attend_training_session,
    close_training_session,
    join_training_session,
    leave_training_session,
)
from server.training.operations.sessions import cancel_training_session, save_training_session
from tests.people.town import one, rows
from tests.plan.world import NOW, context
from tests.training.learners import courses

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


async def test_a_session_is_planned_by_some_and_closed_once_it_has_begun(hr, store):
    session = await planned(hr, NOW + timedelta(days=3))
    for role in ("employee", "department_manager", "performance_specialist"):
        with pytest.raises(Denied):
            await cancel_training_session(context(store, role), id=session)
    with pytest.raises(InvalidState):
        await close_training_session(hr, id=session, present_ids=[])
    with pytest.raises(NotFound):
        await leave_training_session(context(store, "employee"), id=session)
    await join_training_session(context(store, "employee"), id=session)
    with pytest.raises(InvalidState):
        await attend_training_session(context(store, "employee"), id=session, room_code="222222")

    await cancel_training_session(hr, id=session)

    assert await rows(store, "select state,sequence from training_session") == [("CANCELED", "1")]
    assert await one(store, "select count(*) from notice where key like 'session:%:canceled'") == 1
    with pytest.raises(InvalidState):
        await join_training_session(context(store, "employee"), id=session)
