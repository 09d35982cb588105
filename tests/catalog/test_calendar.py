"""What stands in an employee's calendar: nothing of anybody else's, and nothing for a key that does not open."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from icalendar import Calendar

from server.catalog.calendar import calendar_of
from server.training.models import Course, CourseType, Enrollment
from tests.plan.world import NOW, context, plant, row, uid


async def test_a_due_date_stands_in_the_calendar_of_whom_it_concerns(store):
    await plant(store)
    ctx = context(store, "hr_manager")

    async def enroll() -> None:
        course = await Course.create(
            **row("C1"), code="C1", title="退换货流程", course_type=next(iter(CourseType))
        )
        for code, due in (("E3", date(2025, 7, 4)), ("E4", date(2025, 7, 5))):
            await Enrollment.create(
                **row(code),
                employee_id=uid(code),
                course_id=course.id,
                assigned_on=NOW.date(),
                due_on=due,
                fact_key=code,
            )

    await store.write(enroll)

    event: Any
    (event,) = Calendar.from_ical(await calendar_of(ctx, uid("E3"))).walk("VEVENT")
    assert str(event["uid"]) == f"course-{uid('E3')}@zhiren"
    assert (str(event["summary"]), event["dtstart"].dt) == ("培训截止：退换货流程", date(2025, 7, 4))
    assert event.walk("VALARM")[0]["trigger"].dt == timedelta(hours=9)
    assert Calendar.from_ical(await calendar_of(ctx, uid("E1"))).walk("VEVENT") == []
