"""Taking in what outside players tell of somebody's learning: each statement once, kept as it came, and followed."""

from __future__ import annotations

from collections.abc import Sequence

from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidState, NotFound
from server.people.operations.access import Target, decide, find_target, link, require
from server.people.operations.record import operation
from server.store.base import stamp
from server.training.models import (
    Course,
    CourseState,
    Enrollment,
    EnrollmentState,
    ExamKind,
    LearningStatement,
    Lesson,
    LessonKind,
    LessonProgress,
)
from server.training.operations.assigning import Assignment, assign
from server.training.operations.enrolling import begin, reach
from server.training.operations.exams import begin_attempt, settle
from server.training.operations.ground import note
from server.training.operations.learning import keep, played_of
from server.training.operations.lessons import LONGEST_VIDEO
from server.training.rules import OPEN, WHOLE
from server.training.xapi import RESULTS, BadStatement, Statement, Verb

STARTED, READ, LESSON_DONE, COURSE_DONE, EXAM_RATED, KEPT = (
    "STARTED", "READ", "LESSON_DONE", "COURSE_DONE", "EXAM_RATED", "KEPT",
)  # fmt: skip
SECONDS_AN_HOUR = 3600


class BadStatements(InvalidState):
    """Some statements of a batch cannot be taken; none of it was. `found` are (place in the batch, id, why)."""

    code, status = "BAD_STATEMENTS", 400

    def __init__(self, found: Sequence[tuple[int, str, str, str]]) -> None:
        super().__init__(
            f"有 {len(found)} 条语句不能接收，整批未写入。",
            f"{len(found)} of the statements cannot be taken; nothing was kept.",
        )
        self.found = found


@operation
async def record_statements(ctx: Context, *, statements: Sequence[Statement]) -> str:
    """Take a batch, all or none; one that came before changes nothing. Return how many were new."""
    bad: list[tuple[int, str, str, str]] = []
    new = 0
    for place, each in enumerate(statements):
        try:
            new += await take(ctx, each)
        except (BadStatement, NotFound, Conflict, InvalidState) as problem:
            bad.append((place, each.id, problem.zh, problem.en))
    if bad:
        raise BadStatements(bad)
    return str(new)


async def take(ctx: Context, said: Statement) -> bool:
    """Take one statement; tell whether it is new."""
    target = await target_of(ctx, said)
    known = await LearningStatement.get_or_none(statement_id=said.id)
    if known is not None:
        if known.as_received != said.raw:
            raise Conflict("同一编号的语句内容不同。", "Another statement came with this id.")
        return False
    course = await Course.get_or_none(code=said.course)
    if course is None:
        raise BadStatement(f"没有课程 {said.course}。", f"There is no course {said.course}.")
    outcome = await follow(ctx, said, target, course)
    await LearningStatement.create(
        **stamp(ctx), statement_id=said.id, employee_id=target.person.id, course_id=course.id, verb=said.verb.value,
        as_received=said.raw, happened_at=said.happened_at or ctx.now, outcome=outcome, seconds=said.seconds,
    )  # fmt: skip
    await note(ctx, "statement", "Course", course.id, {"outcome": (None, outcome)})
    return True


async def target_of(ctx: Context, said: Statement) -> Target:
    """Find whom it is about. Of oneself one says what one read; results come from who may rate others."""
    target = await find_target(ctx, None, said.person)
    judges = said.verb in RESULTS or (said.is_ending and said.lesson is None)
    require(decide(ctx, target.place, "training_rate" if judges else "learning", "write"))
    return target


async def follow(ctx: Context, said: Statement, target: Target, course: Course) -> str:
    """Let a statement move the enrollment it is about, and say what it did; one that moves nothing is kept."""
    row = await enrollment_of(ctx, target, course)
    if row is None:
        return KEPT
    await take_time(said, row, course)
    if said.lesson is not None:
        return await follow_lesson(ctx, said, row)
    if said.is_ending:
        await reach(ctx, row, course, WHOLE)
        return COURSE_DONE
    if said.verb in RESULTS:
        return await follow_exam(ctx, said, row, course)
    await begin(ctx, row.id)
    return STARTED


async def enrollment_of(ctx: Context, target: Target, course: Course) -> Enrollment | None:
    """Return the open enrollment, one just made for a published course, or None."""
    found = Enrollment.filter(employee_id=target.person.id, course_id=course.id, state__in=OPEN)
    row = await found.select_for_update().first()
    if row is None and course.state is CourseState.PUBLISHED and not await finished(target, course):
        made = await assign(ctx, target.person.id, course, Assignment(ctx.today))
        row = await Enrollment.get_or_none(id=made)
    return row


async def finished(target: Target, course: Course) -> bool:
    done = Enrollment.filter(employee_id=target.person.id, course_id=course.id, state=EnrollmentState.PASSED)
    return await done.exists()


async def follow_lesson(ctx: Context, said: Statement, row: Enrollment) -> str:
    lesson = await Lesson.get_or_none(course_id=row.course_id, place=said.lesson, is_removed=False)  # type: ignore[attr-defined] # a column Tortoise adds
    if lesson is None:
        raise BadStatement(f"课程里没有第 {said.lesson} 节。", f"The course has no lesson {said.lesson}.")
    done = said.verb is Verb.PASSED if lesson.kind is LessonKind.QUIZ else said.is_ending
    played = await played_by(ctx, said, row, lesson)
    done = done and played.get("watched_seconds", 0) >= (
        lesson.watch_seconds if lesson.kind is LessonKind.VIDEO else 0
    )
    score = {"score": said.score} if said.score is not None and lesson.kind is LessonKind.QUIZ else {}
    await keep(ctx, row, lesson, is_done=done, **({"position": WHOLE} if done else {}), **score, **played)
    return LESSON_DONE if done else READ


async def played_by(ctx: Context, said: Statement, row: Enrollment, lesson: Lesson) -> dict[str, int]:
    """Return how much of a video was watched; of oneself no more is believed than can have been played."""
    if lesson.kind is not LessonKind.VIDEO:
        return {}
    known = await LessonProgress.filter(enrollment_id=row.id, lesson_id=lesson.id).first()
    before = known.watched_seconds if known else 0
    if said.seconds is None:
        return {"watched_seconds": before}
    if link(row, "employee_id") == ctx.principal.employee_id:
        return played_of(ctx, known, None, min(said.seconds, LONGEST_VIDEO))
    return {"watched_seconds": max(before, said.seconds)}


async def take_time(said: Statement, row: Enrollment, course: Course) -> None:
    """Let a course without hours of its own count those that its statements told, in whole hundredths."""
    if course.hours:
        return
    told = LearningStatement.filter(
        employee_id=link(row, "employee_id"), course_id=course.id, created_at__gte=row.created_at
    )
    seconds = sum([each.seconds or 0 for each in await told]) + (said.seconds or 0)
    course.hours = seconds * 100 // SECONDS_AN_HOUR


async def follow_exam(ctx: Context, said: Statement, row: Enrollment, course: Course) -> str:
    """Take a score as an exam of somebody who stands before one; our own mark decides, not the verb."""
    if row.state is not EnrollmentState.EXAM or said.score is None:
        return KEPT
    attempt = await begin_attempt(ctx, row, course, kind=ExamKind.WRITTEN)
    await settle(ctx, row, course, attempt, said.score * 100)
    return EXAM_RATED
