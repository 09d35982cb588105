"""Exams, and the coaching after each that is failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import orjson

from server.access.settings import read_number
from server.desk import notify, settle_notices
from server.kernel.context import Context
from server.kernel.errors import InvalidState
from server.kernel.labels import label
from server.people.operations.access import link
from server.people.operations.record import operation
from server.people.reminders import places_on
from server.store.base import change_row, stamp
from server.training.course_rules import LONGEST_LINE, MOST_LINES
from server.training.models import (
    Attempt,
    CoachingTask,
    Course,
    Enrollment,
    EnrollmentState,
    ExamKind,
)
from server.training.operations.assigning import LEARN
from server.training.operations.enrolling import finish
from server.training.operations.ground import (
    FULL,
    SHORTEST,
    clean,
    find_enrollment,
    hundredths,
    move,
    note,
    require_version,
    wrong,
)
from server.training.operations.learning import Chosen, graded_exam
from server.training.rules import coaching_due, is_pass, mean_of, rubric_score

LONGEST_NOTE = 500


class CoachingFirst(InvalidState):
    """The exam before was failed, and nobody has coached since."""

    code = "COACHING_FIRST"


class SameRater(InvalidState):
    """The second opinion of a scenario would be the first rater's own."""

    code = "SAME_RATER"


@dataclass(frozen=True)
class RubricLine:
    """What one line of a rubric was given, of so many points at most."""

    text: str
    points: int
    most: int


@operation
async def rate_exam(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    kind: ExamKind,
    score: Decimal | None = None,
    rubric: Sequence[RubricLine] = (),
    remark: str = "",
    version: int | None = None,
) -> str:
    """Enter what an exam came to, as a score or by a rubric; return the enrollment's id.

    A scenario is rated by two people, who do not see each other's score before both are in; their mean counts. Nobody
    rates an exam of their own.
    """
    row, _ = await find_enrollment(ctx, id, "rateExam")
    require_exam(row)
    require_version(row, version)
    course = await Course.get(id=link(row, "course_id"))
    points = points_of(score, rubric)
    require_rubric(course, rubric)
    lines = orjson.dumps([[line.text, line.points, line.most] for line in rubric]).decode()
    said = clean(remark, "remark", LONGEST_NOTE)
    if version is not None:
        await move(ctx, row, row.state, version=version)
    open_one = await Attempt.filter(enrollment_id=id, score=None).select_for_update().first()
    if open_one is not None:
        await second(ctx, row, course, open_one, points, said, lines)
        return id
    rater = ctx.principal.employee_id
    given: dict[str, Any] = {"kind": kind, "rubric": lines, "note": said, "first_rater_id": rater}
    attempt = await begin_attempt(ctx, row, course, first_score=points, **given)
    if kind is not ExamKind.SCENARIO:
        await settle(ctx, row, course, attempt, points)
    return id


def require_exam(row: Enrollment) -> None:
    if row.state in (EnrollmentState.FAILED, EnrollmentState.COACHING):
        raise CoachingFirst(
            "上次考核未通过，请先完成辅导再补考。",
            "The last exam was failed; coach first, then take it again.",
        )
    if row.state is not EnrollmentState.EXAM:
        raise InvalidState("学完全部内容后才能考核。", "The exam comes after everything has been learned.")


def points_of(score: Decimal | None, rubric: Sequence[RubricLine]) -> int:
    """Return the score in hundredths: as given, or as the rubric comes to."""
    if score is not None:
        return hundredths(score, "score", FULL)
    if not 1 <= len(rubric) <= MOST_LINES:
        raise wrong("score", "请填写分数或评分细则。", "Give a score, or fill the rubric.")
    for line in rubric:
        if not 0 <= line.points <= line.most or not 1 <= len(line.text.strip()) <= LONGEST_LINE:
            raise wrong("rubric", "每项得分须在 0 与满分之间。", "Each line is given 0 to its most points.")
    return rubric_score([(line.points, line.most) for line in rubric])


def require_rubric(course: Course, rubric: Sequence[RubricLine]) -> None:
    """Refuse lines of one's own where the course has a rubric: all who rate it look at the same."""
    asked = orjson.loads(course.rubric)
    if rubric and asked and [f"{line.text.strip()} / {line.most}" for line in rubric] != asked:
        raise wrong("rubric", "请按课程的评分细则逐项评分。", "Rate each line of the course's rubric.")


async def begin_attempt(ctx: Context, row: Enrollment, course: Course, **values: Any) -> Attempt:
    number = row.attempts + 1
    made = await Attempt.create(
        **stamp(ctx), enrollment_id=row.id, employee_id=link(row, "employee_id"), number=number,
        taken_on=ctx.today, pass_score=course.pass_score * 100, **values,
    )  # fmt: skip
    await change_row(ctx, Enrollment, row.id, attempts=number)
    row.attempts = number
    return made


async def second(
    ctx: Context, row: Enrollment, course: Course, attempt: Attempt, points: int, said: str, lines: str
) -> None:
    """Take the second rater's score; the mean of both counts."""
    first = attempt.first_score
    if link(attempt, "first_rater_id") == ctx.principal.employee_id or first is None:
        raise SameRater(
            "您已评过，请由另一人评分。", "You have rated this already; another person must rate it."
        )
    both = " / ".join(each for each in (attempt.note, said) if each)
    await change_row(
        ctx, Attempt, attempt.id, second_rater_id=ctx.principal.employee_id, second_score=points,
        second_rubric=lines, note=both[:LONGEST_NOTE],
    )  # fmt: skip
    await settle(ctx, row, course, attempt, mean_of((first, points)))


@operation
async def take_exam(
    ctx: Context,
    *,
    enrollment_id: str,
    answers: Sequence[Chosen],
) -> str:
    """Take the written exam of a course of one's own, graded here; return the enrollment's id."""
    row, _ = await find_enrollment(ctx, enrollment_id, "takeExam", own=True)
    require_exam(row)
    course = await Course.get(id=link(row, "course_id"))
    graded = await graded_exam(course.id, answers)
    attempt = await begin_attempt(ctx, row, course, kind=ExamKind.WRITTEN)
    await settle(ctx, row, course, attempt, graded.score * 100)
    return enrollment_id


async def settle(ctx: Context, row: Enrollment, course: Course, attempt: Attempt, score: int) -> bool:
    """Decide an attempt: passed completes the course, failed asks for coaching before the next."""
    passed = is_pass(score, attempt.pass_score)
    await change_row(ctx, Attempt, attempt.id, score=score, is_passed=passed)
    person = link(row, "employee_id")
    if passed:
        await finish(ctx, row, course, score=score)
        title = label(f"您已通过考核：{course.title}", f"You passed: {course.title_en or course.title}")
    else:
        await move(ctx, row, EnrollmentState.FAILED, score=score)
        await ask_to_coach(ctx, row, course, attempt.number)
        title = label(f"考核未通过，将有人为您辅导：{course.title}",
                      f"Not passed yet; you will be coached: {course.title_en or course.title}")  # fmt: skip
    await notify(
        ctx,
        [person],
        "exam",
        title=title,
        link=LEARN.format(id=row.id),
        key=f"exam:{row.id}:{attempt.number}",
    )
    await note(
        ctx,
        "settle_exam",
        "Enrollment",
        row.id,
        {"attempt": (None, attempt.number), "passed": (None, passed)},
    )
    return passed


# --- Coaching ---


async def ask_to_coach(ctx: Context, row: Enrollment, course: Course, number: int) -> None:
    """Ask the line manager to coach within the days the setting names."""
    person = link(row, "employee_id")
    _, boss = (await places_on([person], ctx.today)).get(person, ("", ""))
    due = coaching_due(ctx.today, await read_number(ctx, "coaching_days"))
    await CoachingTask.create(
        **stamp(ctx), enrollment_id=row.id, employee_id=person, coach_id=boss or None, attempt_number=number,
        due_on=due,
    )  # fmt: skip
    if boss:
        title = label(
            f"请辅导后安排补考：{course.title}",
            f"Coach before the next exam: {course.title_en or course.title}",
        )
        await notify(
            ctx,
            [boss],
            "training",
            title=title,
            link="/training/exams",
            key=f"coaching:{row.id}:{number}",
            due_on=due,
        )


@operation
async def record_coaching(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    remark: str,
    is_done: bool = True,
    version: int | None = None,
) -> str:
    """Write down what was coached after a failed exam; once it is done the exam can be taken again."""
    row, _ = await find_enrollment(ctx, id, "recordCoaching")
    task = await CoachingTask.filter(enrollment_id=id, done_on=None).select_for_update().first()
    if task is None:
        raise InvalidState("没有待完成的辅导。", "No coaching waits to be done.")
    said = clean(remark, "remark", LONGEST_NOTE, SHORTEST)
    await change_row(ctx, CoachingTask, task.id, note=said, done_on=ctx.today if is_done else None)
    state = EnrollmentState.EXAM if is_done else EnrollmentState.COACHING
    await move(ctx, row, state, version=version)
    if is_done:
        await settle_notices(ctx, f"coaching:{id}")
        title = label("辅导已完成，可以补考", "Coaching is done; you can take the exam again")
        await notify(
            ctx, [link(row, "employee_id")], "training", title=title, link=LEARN.format(id=id),
            key=f"retake:{id}:{task.attempt_number}",
        )  # fmt: skip
    return id
