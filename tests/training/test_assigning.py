"""A course is given once while it is open, and once for what a rule means by it."""

from __future__ import annotations

from server.training.models import Course, Enrollment
from server.training.operations.assigning import Assignment, assign
from tests.people.town import rows
from tests.plan.world import context, uid
from tests.training.learners import ROOM, courses


async def test_an_open_course_and_an_answered_occasion_are_not_given_again(store):
    await courses(store)
    hr = context(store, "hr_manager")
    given = Assignment(hr.today, occasion="try:E3")

    async def work() -> list[bool]:
        course = await Course.get(id=ROOM)
        made = [await assign(hr, uid(person), course, given) is not None for person in ("E3", "E3", "E4")]
        await Enrollment.all().update(state="WITHDRAWN")
        return [*made, await assign(hr, uid("E3"), course, given) is not None]

    assert await store.write(work) == [True, False, False, False]
    told = "select employee_id,link from notice where kind='training'"
    assert [(who, link.startswith("/learn/")) for who, link in await rows(store, told)] == [(uid("E3"), True)]
