"""The sample day: shifts that have begun, contacts that were answered, and some that wait; nothing before nine."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from server.attendance.models import AttendanceDay
from server.demo.board import ANSWERED, WAITS, open_day
from server.feedback.models import Contact
from server.people import models as m
from tests.plan.world import context, row, uid
from tests.training.learned import employ

DAY = date(2025, 6, 30)


async def test_a_day_is_open_from_nine_on(sqlite_store):
    async def plant() -> None:
        await m.Department.create(**row("D1"), code="E-AFT-1", name="售后一组", kind="TEAM")
        await m.Position.create(**row("P1"), code="P1", name="客服专员", family="service", grade=2)
        for code in ("A1", "A2"):
            await employ(code, date(2024, 1, 1), None, 1)

    await sqlite_store.write(plant)
    ctx = context(sqlite_store, "hr_manager")

    await open_day(replace(ctx, now=datetime(2025, 6, 30, 0, 30, tzinfo=UTC)))
    assert await sqlite_store.write(lambda: Contact.all().count()) == 0

    await open_day(replace(ctx, now=datetime(2025, 6, 30, 4, tzinfo=UTC)))
    shifts = await sqlite_store.write(lambda: AttendanceDay.all().order_by("employee_id"))
    assert [(each.employee_id, each.valid_from, each.ended_at) for each in shifts] == [
        (uid("A1"), DAY, None),
        (uid("A2"), DAY, None),
    ]
    waiting = await sqlite_store.write(lambda: Contact.filter(first_response_at=None).count())
    assert (waiting, await sqlite_store.write(lambda: Contact.all().count())) == (
        len(WAITS),
        len(WAITS) + 2 * ANSWERED,
    )
