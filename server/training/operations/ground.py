"""What the operations of training share: finding an enrollment, keeping its fact in step, refusing and noting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from server import audit
from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidInput, InvalidState, not_found
from server.kernel.ids import new_id
from server.kernel.money import to_minor
from server.metrics.kept.dirty import touched_row
from server.people.operations.access import Target, allow, allow_anywhere, find_target, link
from server.store.base import change_row, stamp
from server.training.models import Course, CourseState, Enrollment, EnrollmentState, TrainingTask
from server.training.operations.hours import count_hours
from server.training.rules import OPEN

SHORTEST, LONGEST = 2, 200
FULL = 10000
"""A hundred points, in hundredths."""


def wrong(field: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", field))


def clean(text: str, field: str, most: int = LONGEST, least: int = 0) -> str:
    found = text.strip()
    if not least <= len(found) <= most:
        raise wrong(
            field,
            f"请填写 {least} 至 {most} 字。" if least else f"最多 {most} 字。",
            f"Write {least} to {most} characters." if least else f"At most {most} characters.",
        )
    return found


def hundredths(value: Decimal, field: str, most: int) -> int:
    """Return a number of at most two places in hundredths, from 0 to `most`."""
    try:
        found = to_minor(value)
    except ValueError as error:
        raise wrong(field, "最多两位小数。", "At most two decimal places.") from error
    if not 0 <= found <= most:
        raise wrong(
            field, f"须在 0 到 {Decimal(most) / 100:f} 之间。", f"It is 0 to {Decimal(most) / 100:f}."
        )
    return found


async def find_course(course_id: str | None, code: str | None) -> Course:
    """Find a published course, by id or code."""
    key: dict[str, Any] = {"id": course_id} if course_id else {"code": (code or "").strip().upper()}
    found = await Course.get_or_none(**key)
    field = "courseId" if course_id else "courseCode"
    if found is None:
        raise wrong(field, "没有这门课程，请核对编码。", "There is no such course; check the code.")
    if found.state is not CourseState.PUBLISHED:
        raise InvalidState(
            "这门课程尚未发布或已停用，请换一门。", "This course is not published; choose another.",
            path=("input", field),
        )  # fmt: skip
    return found


async def find_enrollment(
    ctx: Context, enrollment_id: str, verb: str, *, own: bool = False
) -> tuple[Enrollment, Target]:
    """Find an enrollment and lock it; one of somebody out of sight is as one that does not exist."""
    if not own:
        allow_anywhere(ctx, verb)
    row = await Enrollment.filter(id=enrollment_id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    target = await find_target(ctx, link(row, "employee_id"), None)
    if own and target.person.id != ctx.principal.employee_id:
        raise not_found()
    allow(ctx, target.place, verb)
    return row, target


def require_open(row: Enrollment) -> None:
    if row.state not in OPEN:
        raise InvalidState(
            "这项学习已结束，请刷新后查看。", "This course has ended already; reload to see how."
        )


def require_version(row: Enrollment, version: int | None) -> None:
    """Refuse what rests on a version that is not the present one; the row is locked."""
    if version is not None and version != row.version:
        raise Conflict(
            "这项学习已被他人更新，请刷新后重试。", "Someone else changed this course; reload and try again.",
            path=("input", "version"),
        )  # fmt: skip


# --- The fact that figures read ---


async def tell_task(ctx: Context, row: Enrollment, course: Course, *, completed_on: date | None = None,
                    is_passed: bool | None = None) -> None:  # fmt: skip
    """Record anew what is known of the training task; what was known before stays readable."""
    before = await drop_task(ctx, row)
    hours, cost = (before.hours, before.cost) if before else (course.hours, 0)
    await TrainingTask.create(
        **stamp(ctx), id=new_id(), source_key=row.fact_key, recorded_at=ctx.now,
        employee_id=link(row, "employee_id"), course_type=course.course_type, assigned_on=row.assigned_on,
        completed_on=completed_on, hours=course.hours if completed_on else hours, cost=cost, is_passed=is_passed,
        ended_on=before.ended_on if before else None,
    )  # fmt: skip
    await touched_row(ctx, "training_task", row.assigned_on, completed_on)
    if completed_on is not None:
        await count_hours(ctx, [link(row, "employee_id")])


async def drop_task(ctx: Context, row: Enrollment) -> TrainingTask | None:
    """Supersede what is known of the task, and return it; without a new one it counts no more."""
    known = await TrainingTask.filter(source_key=row.fact_key, superseded_at=None).first()
    if known is not None:
        await TrainingTask.filter(id=known.id).update(superseded_at=ctx.now, updated_at=ctx.now)
        await touched_row(ctx, "training_task", known.assigned_on, known.completed_on)
    return known


async def move(ctx: Context, row: Enrollment, state: EnrollmentState, *, version: int | None = None,
               **values: Any) -> None:  # fmt: skip # columns of mixed types
    """Set the state of an enrollment and write down the change."""
    was = row.state
    await change_row(ctx, Enrollment, row.id, version=version, state=state, **values)
    row.state = state
    await note(ctx, "move", "Enrollment", row.id, {"state": (was, state)})


async def note(
    ctx: Context, action: str, kind: str, row_id: str, changes: Mapping[str, tuple[object, object]]
) -> None:
    await audit.record(ctx, f"training.{action}", subject_type=kind, subject_id=row_id, changes=dict(changes))
