"""What stands in an employee's calendar: what they may see themselves, nothing of anybody else's, never half of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from schema.call import Call
from server.access.models import Account
from server.catalog import ROOTS, calendar, entities
from server.catalog.calendar import occasions
from server.delivery.calendar import Occasion
from server.engagement import models as met
from server.kernel.context import Grant, Principal
from server.kernel.errors import Busy
from server.plan.engine import Engine
from server.store.store import Store
from server.training import models as learned
from server.web.execute import Executor
from tests.plan.world import NOW, PAST, context, plant, row, uid
from tests.schema.world import SCHEMA, everyone

MINE = Principal("a-E3", "E3", "E3", uid("E3"), (Grant("employee"),))
SEATED = ("E3", "E4")


async def of_employee(employee_id: str) -> Principal | None:
    return MINE if employee_id == uid("E3") else None


def house_of(store: Store) -> Any:
    """As much of the house as a calendar asks for."""
    engine = Engine(SCHEMA._schema, entities(), ROOTS, store)
    executor = Executor(SCHEMA, engine, lambda ctx: Call(ctx, engine, everyone))
    return SimpleNamespace(executor=executor, store=store, accounts=SimpleNamespace(of_employee=of_employee))


async def fill(store: Store) -> None:
    """Plant one of each kind for E3, and as many for E4 of which E3 hears nothing."""
    await plant(store)

    async def work() -> None:
        await Account.create(
            id="a-E3", created_at=PAST, updated_at=PAST, username="E3", display_name="E3", employee_id=uid("E3"),
            language="en",
        )  # fmt: skip
        course = await learned.Course.create(
            **row("C1"),
            code="C1",
            title="退换货流程",
            title_en="Returns",
            course_type=next(iter(learned.CourseType)),
            state=learned.CourseState.PUBLISHED,
        )
        await met.MeetingSeries.create(
            **row("V1"), code="CROSS", name="沟通会", organizer_id=uid("E1"), from_on=PAST.date()
        )
        for number, code in enumerate(SEATED):
            due: dict[str, Any] = {"due_on": date(2025, 7, 4 + number)}
            await learned.Enrollment.create(
                **row(f"A{number}"), **due, employee_id=uid(code), course_id=course.id, assigned_on=NOW.date(),
                fact_key=code,
            )  # fmt: skip
            session = await learned.TrainingSession.create(
                **row(f"B{number}"), course_id=course.id, title="第一场", starts_at=NOW + timedelta(days=1),
                ends_at=NOW + timedelta(days=1, hours=2), zone="Asia/Shanghai", place="二楼", capacity=9,
                room_code="R1",
            )  # fmt: skip
            await learned.SessionSeat.create(
                **row(f"S{number}"), session_id=session.id, employee_id=uid(code), place=1, state="SEATED"
            )
            meeting = await met.Meeting.create(
                **row(f"M{number}"), series_id=uid("V1"), month=date(2025, 7 + number, 1), title="沟通会",
                title_en="Meeting", organizer_id=uid("E1"), starts_at=NOW + timedelta(days=2), where_to="三楼",
            )  # fmt: skip
            await met.MeetingInvite.create(**row(f"N{number}"), meeting_id=meeting.id, employee_id=uid(code))
            await met.MeetingAction.create(
                **row(f"P{number}"), **due, meeting_id=meeting.id, owner_id=uid(code), text="补话术"
            )

    await store.write(work)


async def test_a_calendar_holds_what_is_ahead_of_its_owner_alone_and_is_never_halved(store, monkeypatch):
    await fill(store)
    house, ctx = house_of(store), context(store, "hr_manager")

    found = await occasions(house, ctx, uid("E3"))

    tomorrow: datetime = NOW + timedelta(days=1)
    after: datetime = NOW + timedelta(days=2)
    fourth, fifth = date(2025, 7, 4), date(2025, 7, 5)
    assert found == [
        Occasion(f"session-{uid('B0')}", "Returns · 第一场", tomorrow, tomorrow + timedelta(hours=2), 0, "二楼",
                 "/me/learning"),
        Occasion(f"meeting-{uid('M0')}", "Meeting", after, after + timedelta(hours=1), 1, "三楼",
                 f"/meetings/{uid('M0')}"),
        Occasion(f"course-{uid('A0')}", "Course due: Returns", fourth, fifth, 1, link=f"/learn/{uid('A0')}",
                 alarm_minutes=-540),
        Occasion(f"action-{uid('P0')}", "Action due: 补话术", fourth, fifth, 1, link="/meetings/actions",
                 alarm_minutes=-540),
    ]  # fmt: skip
    assert await occasions(house, ctx, uid("E4")) is None
    monkeypatch.setattr(
        calendar, "AHEAD", "query Calendar($me: ID!, $since: DateTime!, $day: Date!) { nothing }"
    )
    with pytest.raises(Busy):
        await occasions(house, ctx, uid("E3"))
