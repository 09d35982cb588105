"""Giving one person a course, once for what asks for it, and telling them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from server.desk import notify
from server.kernel.context import Context
from server.kernel.ids import new_id
from server.kernel.labels import label
from server.store.base import stamp
from server.training.models import Course, Enrollment
from server.training.operations.ground import note, tell_task
from server.training.rules import OPEN

LEARN = "/learn/{id}"


@dataclass(frozen=True)
class Assignment:
    """What is assigned: `occasion` is set where a rule asks for it, and makes it come once."""

    assigned_on: date
    due_on: date | None = None
    rule_id: str | None = None
    occasion: str | None = None
    batch_id: str | None = None


async def assign(ctx: Context, employee_id: str, course: Course, given: Assignment) -> str | None:
    """Give somebody a course inside store.write; return its id, or None where they have it already."""
    if await Enrollment.exists(employee_id=employee_id, course_id=course.id, state__in=OPEN):
        return None
    if given.occasion and await Enrollment.exists(occasion_key=given.occasion):
        return None
    row_id = new_id()
    row = await Enrollment.create(
        **stamp(ctx), id=row_id, employee_id=employee_id, course_id=course.id, rule_id=given.rule_id,
        assigned_by_id=ctx.principal.employee_id, assigned_on=given.assigned_on, due_on=given.due_on,
        fact_key=f"enrollment:{row_id}", occasion_key=given.occasion, batch_id=given.batch_id,
    )  # fmt: skip
    await tell_task(ctx, row, course)
    await note(ctx, "assign", "Enrollment", row_id, {"dueOn": (None, given.due_on)})
    if employee_id != ctx.principal.employee_id:
        title = label(f"请学习：{course.title}", f"Please learn: {course.title_en or course.title}")
        await notify(
            ctx, [employee_id], "training", title=title, link=LEARN.format(id=row_id), key=f"enrollment:{row_id}",
            due_on=given.due_on,
        )  # fmt: skip
    return row_id
