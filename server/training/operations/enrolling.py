"""Assigning courses, following how far somebody is, and ending what need not be learned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from server.desk import settle_notices
from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.kernel.ids import new_id
from server.people.models import Employee
from server.people.operations.access import allow, allow_anywhere, find_target, link
from server.people.operations.record import operation
from server.store.base import stamp
from server.training.models import (
    Certificate,
    Course,
    CourseMode,
    Enrollment,
    EnrollmentState,
    Lesson,
    LessonProgress,
    SeatState,
    SessionSeat,
)
from server.training.operations import many
from server.training.operations.assigning import Assignment, assign
from server.training.operations.ground import (
    LONGEST,
    SHORTEST,
    clean,
    drop_task,
    find_course,
    find_enrollment,
    move,
    note,
    require_open,
    require_version,
    tell_task,
    wrong,
)
from server.training.rules import OPEN, WHOLE, share_done, state_after, valid_to

MOST = 1000
"""So many people can be given a course in one go."""
UNDO = timedelta(hours=1)


@operation
async def enroll(
    ctx: Context,
    *,
    employee_ids: Sequence[str] = (),
    employee_codes: Sequence[str] = (),
    course_id: str | None = None,
    course_code: str | None = None,
    due_on: date | None = None,
) -> str:
    """Give a course to one or several people, all or none; who has it open already keeps it as it is.

    Return the id of the batch, by which it can be taken back. Where they are many a job does it, part by part.
    """
    allow_anywhere(ctx, "enroll")
    course = await find_course(course_id, course_code)
    if due_on is not None and due_on < ctx.today:
        raise wrong("dueOn", "截止日期不能早于今天。", "The due day cannot lie before today.")
    people = await named(employee_ids, employee_codes)
    targets = [await find_target(ctx, each, None) for each in people]
    for target in targets:
        allow(ctx, target.place, "enroll")
    if len(people) > many.AT_ONCE:
        return await many.leave_to_job(ctx, course, people, due_on)
    batch = new_id()
    given = Assignment(ctx.today, due_on, batch_id=batch)
    made = [await assign(ctx, target.person.id, course, given) for target in targets]
    if not any(made):
        raise InvalidState(
            "所选的人都已在学这门课。", "Everybody chosen has this course already.",
            path=("input", "employeeIds"),
        )  # fmt: skip
    await note(ctx, "enroll", "Course", course.id, {"people": (None, len([each for each in made if each]))})
    return batch


async def named(ids: Sequence[str], codes: Sequence[str]) -> list[str]:
    """Return the ids of those named, each once, by id or number."""
    wanted = list(dict.fromkeys(code.strip().upper() for code in codes if code.strip()))
    found = {row.code: row.id for row in await Employee.filter(code__in=wanted)} if wanted else {}
    if missing := [code for code in wanted if code not in found]:
        raise wrong("employeeCodes", f"没有工号 {missing[0]}。", f"There is no employee {missing[0]}.")
    people = list(dict.fromkeys([*ids, *found.values()]))
    if not 1 <= len(people) <= MOST:
        raise wrong("employeeIds", f"请选 1 至 {MOST} 人。", f"Choose 1 to {MOST} people.")
    return people


@operation
async def undo_enrollments(ctx: Context, *, id: str) -> str:  # noqa: A002 (the contract's word)
    """Take back what was assigned together within the hour; a course that somebody has begun stays."""
    allow_anywhere(ctx, "enroll")
    rows = await Enrollment.filter(batch_id=id).select_for_update()
    for row in rows:
        target = await find_target(ctx, link(row, "employee_id"), None)
        allow(ctx, target.place, "enroll")
    if not rows:
        raise not_found()
    fresh = [
        row for row in rows if row.state is EnrollmentState.ASSIGNED and ctx.now - row.created_at <= UNDO
    ]
    if not fresh:
        raise InvalidState("已开始学习或超过一小时，不能撤销。", "It was begun, or an hour has passed.")
    for row in fresh:
        await end(ctx, row, EnrollmentState.WITHDRAWN)
    return id


@operation
async def waive_enrollment(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    reason: str,
    version: int | None = None,
) -> str:
    """Let somebody off a course, and say why; it counts in no figure any more."""
    row, _ = await find_enrollment(ctx, id, "waiveEnrollment")
    require_open(row)
    await end(ctx, row, EnrollmentState.WAIVED, clean(reason, "reason", LONGEST, SHORTEST), version)
    return id


@operation
async def withdraw_enrollment(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Take back a course that was assigned by hand; one that a rule requires is waived instead."""
    row, _ = await find_enrollment(ctx, id, "withdrawEnrollment")
    require_open(row)
    if link(row, "rule_id"):
        raise InvalidState(
            "这是规则要求的课程，请改用免修并说明原因。",
            "A rule requires it; waive it with a reason instead.",
        )
    await end(ctx, row, EnrollmentState.WITHDRAWN, "", version)
    return id


async def end(
    ctx: Context, row: Enrollment, state: EnrollmentState, why: str = "", version: int | None = None
) -> None:
    """End an enrollment that is not finished; its task counts no more, and nobody is reminded."""
    await move(ctx, row, state, version=version, waiver_reason=why)
    await drop_task(ctx, row)
    await SessionSeat.filter(enrollment_id=row.id, state__in=(SeatState.SEATED, SeatState.WAITING)).update(
        enrollment_id=None, updated_at=ctx.now
    )
    await settle_notices(ctx, f"enrollment:{row.id}")


@operation
async def complete_enrollment(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Confirm that somebody has learned what is learned at work; the exam, if there is one, comes after."""
    row, target = await find_enrollment(ctx, id, "completeEnrollment")
    course = await Course.get(id=link(row, "course_id"))
    if target.person.id == ctx.principal.employee_id or course.mode is not CourseMode.ON_THE_JOB:
        raise InvalidState(
            "只有在岗学习由他人确认完成。", "Only what is learned at work is confirmed, and by somebody else."
        )
    require_open(row)
    require_version(row, version)
    await reach(ctx, row, course, WHOLE)
    return id


# --- How far somebody is ---


async def advance(ctx: Context, enrollment_id: str) -> None:
    """Reckon how far somebody is from the lessons done and the sessions attended; inside store.write.

    All of a course opens its exam, or completes one that has none.
    """
    row = await Enrollment.filter(id=enrollment_id).select_for_update().get_or_none()
    if row is None or row.state not in OPEN:
        return
    course = await Course.get(id=link(row, "course_id"))
    lessons = {
        str(each)
        for each in await Lesson.filter(course_id=course.id, is_removed=False).values_list("id", flat=True)
    }
    read = await LessonProgress.filter(enrollment_id=row.id, is_done=True).values_list("lesson_id", flat=True)
    done, parts = len(lessons & {str(each) for each in read}), len(lessons)
    if course.mode in (CourseMode.CLASSROOM, CourseMode.BLENDED):
        parts += 1
        done += await SessionSeat.exists(enrollment_id=row.id, state=SeatState.ATTENDED)
    await reach(ctx, row, course, share_done(done, parts))


async def begin(ctx: Context, enrollment_id: str) -> None:
    """Note that somebody has opened the course; inside store.write."""
    row = (
        await Enrollment.filter(id=enrollment_id, state=EnrollmentState.ASSIGNED)
        .select_for_update()
        .get_or_none()
    )
    if row is not None:
        await move(ctx, row, EnrollmentState.STARTED, started_on=ctx.today)


async def reach(ctx: Context, row: Enrollment, course: Course, progress: int) -> None:
    """Set the progress, and follow where it leads; what was reached once is not lost by a lesson added later."""
    progress = max(progress, row.progress)
    state = state_after(row.state, progress, has_exam=course.has_exam)
    if (progress, state) == (row.progress, row.state):
        return
    started = row.started_on or ctx.today
    if state is EnrollmentState.PASSED:
        await finish(ctx, row, course, progress=progress, started_on=started)
    else:
        await move(ctx, row, state, progress=progress, started_on=started)


async def finish(
    ctx: Context,
    row: Enrollment,
    course: Course,
    **values: Any,  # columns of mixed types
) -> None:
    """Complete a course: the figures hear of it, and what certifies it is issued."""
    person = link(row, "employee_id")
    await move(ctx, row, EnrollmentState.PASSED, finished_on=ctx.today, **values)
    await tell_task(ctx, row, course, completed_on=ctx.today, is_passed=True if course.has_exam else None)
    await settle_notices(ctx, f"enrollment:{row.id}")
    if course.certificate_months is not None:
        await issue(ctx, person, course, row.id)


async def issue(ctx: Context, person: str, course: Course, enrollment_id: str) -> None:
    """Certify; the number names the course and the enrollment, so that it comes once."""
    number = f"{course.code[:18]}-{enrollment_id[-12:]}".upper()
    await Certificate.create(
        **stamp(ctx), employee_id=person, course_id=course.id, enrollment_id=enrollment_id, number=number,
        valid_from=ctx.today, valid_to=valid_to(ctx.today, course.certificate_months),
    )  # fmt: skip


async def open_of(employee_ids: Iterable[str], course_id: str) -> dict[str, str]:
    """Return the open enrollment of each of some people in a course."""
    rows = await Enrollment.filter(employee_id__in=list(employee_ids), course_id=course_id, state__in=OPEN)
    return {link(row, "employee_id"): row.id for row in rows}
