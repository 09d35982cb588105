"""Assigning a course to more people than a request should wait for: left to a job, and done part by part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from server.jobs import submit
from server.kernel.context import Context
from server.people.operations.access import allow, find_target
from server.training.models import Course
from server.training.operations.assigning import Assignment, assign
from server.training.operations.ground import note

ENROLL: Final = "training.enroll"
AT_ONCE: Final = 200
"""So many are given a course while one waits; of more it is left to a job."""
BATCH: Final = (
    "select (select count(*) from enrollment where batch_id={0}), (select total from job where id={0})"
)


async def leave_to_job(ctx: Context, course: Course, people: Sequence[str], due_on: date | None) -> str:
    """Leave it to a job and return its id, which is the batch's as well; inside store.write."""
    asked = {"course": course.id, "people": list(people), "dueOn": due_on}
    return await submit(ctx, ENROLL, asked, total=len(people))


async def enroll_some(
    ctx: Context, batch: str, course_id: str, people: Sequence[str], due_on: date | None
) -> int:
    """Give the next people of a batch the course, as who asked for it may now; inside store.write."""
    course = await Course.get(id=course_id)
    given, made = Assignment(ctx.today, due_on, batch_id=batch), 0
    for each in people:
        target = await find_target(ctx, each, None)
        allow(ctx, target.place, "enroll")
        made += await assign(ctx, target.person.id, course, given) is not None
    await note(ctx, "enroll", "Course", course.id, {"people": (None, made)})
    return made


async def size_of(ctx: Context, batch: str) -> tuple[int, str | None]:
    """Return how many people a batch is for, and the job that gives them the course, if it was left to one."""
    ((made, left),) = await ctx.store.ask(BATCH, batch)
    return (int(made), None) if left is None else (int(left), batch)
