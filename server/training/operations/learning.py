"""Learning a course of one's own: lessons read where one left off, quizzes graded here, and what one thought of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from server.desk import notify
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState, not_found
from server.people.operations.access import allow as allow_at
from server.people.operations.access import find_target, link
from server.people.operations.record import operation
from server.store.base import change_row, stamp
from server.training.course_rules import Graded, Question, grade, mean_rating, needs_review
from server.training.models import (
    Course,
    CourseRating,
    Enrollment,
    EnrollmentState,
    Lesson,
    LessonKind,
    LessonProgress,
    QuizQuestion,
)
from server.training.operations.assigning import Assignment, assign
from server.training.operations.courses import rated_low
from server.training.operations.enrolling import advance, begin
from server.training.operations.ground import clean, find_course, find_enrollment, note, wrong
from server.training.operations.lessons import LONGEST_VIDEO
from server.training.rules import OPEN, WHOLE

BEST, LONGEST_REMARK = 5, 500
FASTEST, AT_ONCE = 2, 60
"""A video is played at twice its speed at most; so many seconds are believed without time having passed."""
GONE = (EnrollmentState.WAIVED, EnrollmentState.WITHDRAWN)


class NotFinished(InvalidState):
    """A quiz counts as done once it is passed, never by saying so."""

    code = "LESSON_NOT_DONE"


@dataclass(frozen=True)
class Chosen:
    """The options chosen for a question, by their places from 0."""

    question_id: str
    options: Sequence[int]


@operation
async def take_course(ctx: Context, *, course_id: str) -> str:
    """Begin a course by one's own choice; return the enrollment's id, the open one if there is one."""
    me = ctx.principal.employee_id
    if me is None:
        raise not_found()
    target = await find_target(ctx, me, None)
    allow_at(ctx, target.place, "takeCourse")
    course = await find_course(course_id, None)
    made = await assign(ctx, me, course, Assignment(ctx.today))
    if made is None:
        known = (
            await Enrollment.filter(employee_id=me, course_id=course.id, state__in=OPEN)
            .order_by("-created_at", "id")
            .first()
        )
        return known.id if known else ""
    await note(ctx, "take_course", "Enrollment", made, {"course": (None, course.code)})
    return made


@operation
async def keep_lesson(
    ctx: Context,
    *,
    enrollment_id: str,
    lesson_id: str,
    position: int | None = None,
    video_seconds: int | None = None,
    watched_seconds: int | None = None,
    is_done: bool = False,
) -> str:
    """Keep where one is in a lesson, or that it is done; return the progress's id.

    What is done stays done. `position` counts ten-thousandths of the page; `video_seconds` is where a video stopped,
    and `watched_seconds` how far it was seen without a gap, which grows no faster than it can be played.
    """
    row, lesson = await place_of(ctx, enrollment_id, lesson_id, "keepLesson")
    if position is not None and not 0 <= position <= WHOLE:
        raise wrong("position", "进度位置须在 0 到 10000 之间。", "A position is 0 to 10000.")
    known = await LessonProgress.filter(enrollment_id=row.id, lesson_id=lesson.id).first()
    played = played_of(ctx, known, video_seconds, watched_seconds)
    if is_done and lesson.kind is LessonKind.QUIZ:
        raise NotFinished("请作答测验，及格后自动完成。", "Answer the quiz; it is done once you pass.")
    if is_done:
        require_watched(lesson, played.get("watched_seconds", known.watched_seconds if known else 0))
    place = {"position": WHOLE} if is_done else {} if position is None else {"position": position}
    return await keep(ctx, row, lesson, is_done=is_done, **place, **played)


def played_of(
    ctx: Context, known: LessonProgress | None, at: int | None, watched: int | None
) -> dict[str, int]:
    """Return the columns of what was played; more than can have been played since the last word is not believed."""
    for name, value in (("videoSeconds", at), ("watchedSeconds", watched)):
        if value is not None and not 0 <= value <= LONGEST_VIDEO:
            raise wrong(name, f"秒数须在 0 到 {LONGEST_VIDEO} 之间。", f"Seconds are 0 to {LONGEST_VIDEO}.")
    columns = {} if at is None else {"video_seconds": at}
    if watched is not None:
        before = known.watched_seconds if known else 0
        since = (ctx.now - known.updated_at).total_seconds() if known else 0
        columns["watched_seconds"] = max(before, min(watched, before + FASTEST * int(since) + AT_ONCE))
    return columns


def require_watched(lesson: Lesson, watched: int) -> None:
    """Refuse to end a video that is to be watched whole before it was."""
    if lesson.kind is LessonKind.VIDEO and watched < lesson.watch_seconds:
        raise NotFinished(
            f"请看完整个视频：已看 {watched} 秒，共 {lesson.watch_seconds} 秒。",
            f"Watch the whole video: {watched} of {lesson.watch_seconds} seconds so far.",
        )


@operation
async def answer_quiz(ctx: Context, *, enrollment_id: str, lesson_id: str, answers: Sequence[Chosen]) -> str:
    """Grade a quiz; reaching the course's pass score completes it. Return the progress's id.

    The answers are compared here and never sent out before; why they are right is told with the pass.
    """
    row, lesson = await place_of(ctx, enrollment_id, lesson_id, "answerQuiz")
    asked = await QuizQuestion.filter(lesson_id=lesson.id, is_removed=False).order_by("place")
    if lesson.kind is not LessonKind.QUIZ or not asked:
        raise InvalidState("这一节没有测验题。", "This lesson has no questions.")
    graded = grade(questions_of(asked), given(asked, answers))
    course = await Course.get(id=link(row, "course_id"))
    passed = graded.score >= course.pass_score
    known = await LessonProgress.filter(enrollment_id=row.id, lesson_id=lesson.id).first()
    explained = [each.explanation for each in asked] if passed else []
    return await keep(
        ctx, row, lesson, position=WHOLE if passed else 0, is_done=passed, tries=(known.tries if known else 0) + 1,
        score=graded.score, wrong=orjson.dumps(graded.wrong).decode(), explained=orjson.dumps(explained).decode(),
    )  # fmt: skip


def questions_of(rows: Sequence[QuizQuestion]) -> list[Question]:
    """Return stored questions as they are graded."""
    return [
        Question(row.id, len(orjson.loads(row.options)), frozenset(orjson.loads(row.right_options)))
        for row in rows
    ]


def given(asked: Sequence[QuizQuestion], answers: Sequence[Chosen]) -> dict[str, Sequence[int]]:
    """Return what was chosen for each question; every one must be answered, and no other."""
    found = {each.question_id: each.options for each in answers}
    if found.keys() != {each.id for each in asked} or not all(found.values()):
        raise wrong("answers", "请回答每一道题。", "Answer every question.")
    return found


async def graded_exam(course_id: str, answers: Sequence[Chosen]) -> Graded:
    """Grade the written exam of a course, whose questions belong to no lesson; inside store.write."""
    asked = await QuizQuestion.filter(course_id=course_id, lesson_id=None, is_removed=False).order_by("place")
    if not asked:
        raise InvalidState("这门课没有笔试题。", "This course has no written exam.")
    return grade(questions_of(asked), given(asked, answers))


async def place_of(ctx: Context, enrollment_id: str, lesson_id: str, verb: str) -> tuple[Enrollment, Lesson]:
    """Find an enrollment of one's own and a lesson of its course."""
    row, _ = await find_enrollment(ctx, enrollment_id, verb, own=True)
    lesson = await Lesson.get_or_none(id=lesson_id, course_id=link(row, "course_id"), is_removed=False)
    if lesson is None:
        raise not_found()
    if row.state in GONE:
        raise InvalidState("这项学习已取消。", "This course is no longer yours to learn.")
    return row, lesson


async def keep(ctx: Context, row: Enrollment, lesson: Lesson, *, is_done: bool, **values: Any) -> str:
    """Write the progress of a lesson, and follow where it leads; columns of mixed types."""
    await begin(ctx, row.id)
    known = await LessonProgress.filter(enrollment_id=row.id, lesson_id=lesson.id).select_for_update().first()
    first = is_done and not (known and known.is_done)
    if known is None:
        known = await LessonProgress.create(
            **stamp(ctx), employee_id=link(row, "employee_id"), enrollment_id=row.id, lesson_id=lesson.id
        )
    if first:
        values |= {"is_done": True, "done_at": ctx.now}
    await change_row(ctx, LessonProgress, known.id, **values)
    if first:
        await note(ctx, "learn", "Enrollment", row.id, {"lesson": (None, lesson.title)})
        await advance(ctx, row.id)
    return known.id


# --- Ratings ---


@operation
async def rate_course(ctx: Context, *, enrollment_id: str, rating: int, remark: str = "") -> str:
    """Say what one thought of a course one has been through, 1 to 5; later words replace earlier ones.

    Nobody reads whose it was. Five ratings whose mean is below 3.0 put the course up for review.
    """
    row, _ = await find_enrollment(ctx, enrollment_id, "rateCourse", own=True)
    if row.progress < WHOLE:
        raise InvalidState("学完后再评价。", "Rate the course once you have been through it.")
    if not 1 <= rating <= BEST:
        raise InvalidInput("评分为 1 至 5。", "A rating is 1 to 5.", path=("input", "rating"))
    values: dict[str, Any] = {"rating": rating, "remark": clean(remark, "remark", LONGEST_REMARK)}
    values["rated_on"] = ctx.today
    if not await CourseRating.filter(enrollment_id=row.id).update(**values, updated_at=ctx.now):
        await CourseRating.create(
            **stamp(ctx) | {"created_by": None},
            enrollment_id=row.id,
            course_id=link(row, "course_id"),
            **values,
        )
    await flag(ctx, link(row, "course_id"))
    return row.id


async def flag(ctx: Context, course_id: str) -> None:
    """Put a course up for review if what was said since its last review asks for one, and tell who answers for it."""
    course = await Course.filter(id=course_id).select_for_update().get()
    said = CourseRating.filter(course_id=course_id)
    if course.reviewed_on is not None:
        said = said.filter(rated_on__gt=course.reviewed_on)
    ratings = [each.rating for each in await said]
    if course.needs_review or not needs_review(ratings):
        return
    why = rated_low(mean_rating(ratings), len(ratings))
    await change_row(ctx, Course, course_id, needs_review=True, review_reason=why)
    await note(ctx, "review_course", "Course", course_id, {"needsReview": (False, True), "reason": ("", why)})
    if owner := link(course, "owner_id"):
        await notify(
            ctx, [owner], "training", title=why, link=f"/training/courses/{course_id}",
            key=f"course-review:{course_id}:{ctx.today}",
        )  # fmt: skip
