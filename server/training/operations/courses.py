"""The catalogue: courses from draft to retired, and when what trainees said of one has been dealt with."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, TypeVar

import orjson

from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidInput, InvalidState, not_found
from server.kernel.labels import label
from server.people.models import Employee
from server.people.operations.access import Place, allow
from server.people.operations.record import operation
from server.store.base import change_row, stamp
from server.training.course_rules import CODE, FULL, MOST_LINES, course_lacks, in_order, rubric_line
from server.training.models import (
    Course,
    CourseMode,
    CourseState,
    CourseTag,
    CourseType,
    Lesson,
    QuizQuestion,
)
from server.training.operations.ground import clean, hundredths, note, wrong

LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_INDUSTRY = 128, 500, 32
MOST_HOURS = 400_00
MOST_MONTHS = 120
R = TypeVar("R", Course, Lesson)


class CourseUnready(InvalidInput):
    """Something keeps a course or a path from being published; the sentence names it."""

    code = "COURSE_UNREADY"


class CodeTaken(Conflict):
    """Another course or path has this code already."""

    code = "CODE_TAKEN"


@operation
async def save_course(
    ctx: Context,
    *,
    code: str,
    title: str,
    hours: Decimal,
    id: str | None = None,  # noqa: A002 (the contract's word)
    title_en: str = "",
    summary: str = "",
    course_type: CourseType = CourseType.OTHER,
    tags: Sequence[CourseTag] = (),
    mode: CourseMode = CourseMode.ONLINE,
    industry: str = "",
    has_exam: bool = False,
    pass_score: int = 60,
    rubric: Sequence[str] = (),
    certificate_months: int | None = None,
    owner_code: str = "",
    version: int | None = None,
) -> str:
    """Write a course; a new one is a draft. What was learned of a published one stays learned."""
    allow(ctx, Place(), "saveCourse")
    values: dict[str, Any] = {  # columns of mixed types
        "title": clean(title, "title", LONGEST_TITLE, 2),
        "title_en": clean(title_en, "titleEn", LONGEST_TITLE),
        "summary": clean(summary, "summary", LONGEST_SUMMARY),
        "hours": hundredths(hours, "hours", MOST_HOURS),
        "course_type": course_type,
        "tags": orjson.dumps(in_order(tags)).decode(),
        "mode": mode,
        "industry": clean(industry, "industry", LONGEST_INDUSTRY) or None,
        "has_exam": has_exam,
        "pass_score": within(pass_score, "passScore", 1, FULL),
        "rubric": rubric_of(rubric),
        "certificate_months": certificate_months
        and within(certificate_months, "certificateMonths", 1, MOST_MONTHS),
        "owner_id": await owner_of(owner_code),
    }
    key = await free_code(Course, code, id)
    if id is None:
        row_id = (await Course.create(**stamp(ctx), code=key, **values)).id
    else:
        row_id = (await find(Course, id)).id
        await change_row(ctx, Course, row_id, version=version, code=key, **values)
    await note(ctx, "save_course", "Course", row_id, {"title": (None, values["title"])})
    return row_id


@operation
async def publish_course(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Let a course be assigned and learned; it must have what its mode needs."""
    allow(ctx, Place(), "publishCourse")
    row = await find(Course, id)
    if row.state is CourseState.PUBLISHED:
        raise InvalidState("这门课程已发布。", "This course is published already.")
    lessons = await Lesson.filter(course_id=id, is_removed=False).order_by("place")
    asked = await QuizQuestion.filter(course_id=id, is_removed=False).values_list("lesson_id", flat=True)
    parts = [
        (each.kind, bool(each.body.strip()), sum(str(of) == each.id for of in asked)) for each in lessons
    ]
    if lack := course_lacks(row.mode, row.hours, parts):
        raise CourseUnready(*lack, path=("input", "id"))
    return await move_course(ctx, row, CourseState.PUBLISHED, version)


@operation
async def retire_course(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Take a course out of the catalogue; who learns it may finish."""
    allow(ctx, Place(), "retireCourse")
    row = await find(Course, id)
    if row.state is not CourseState.PUBLISHED:
        raise InvalidState("只有已发布的课程可以停用。", "Only a published course can be retired.")
    return await move_course(ctx, row, CourseState.RETIRED, version)


async def move_course(ctx: Context, row: Course, state: CourseState, version: int | None) -> str:
    await change_row(ctx, Course, row.id, version=version, state=state)
    await note(ctx, "course_state", "Course", row.id, {"state": (row.state, state)})
    return row.id


@operation
async def review_course(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    is_needed: bool,
    reason: str,
    version: int | None = None,
) -> str:
    """Say that a course needs a review, or that it has had one: earlier ratings no longer ask for another."""
    allow(ctx, Place(), "reviewCourse")
    row = await find(Course, id)
    why = clean(reason, "reason", 300, 4)
    values: dict[str, Any] = {"needs_review": is_needed, "review_reason": why if is_needed else ""}
    if not is_needed:
        values["reviewed_on"] = ctx.today
    await change_row(ctx, Course, id, version=version, **values)
    changes = {"needsReview": (row.needs_review, is_needed), "reason": (row.review_reason, why)}
    await note(ctx, "review_course", "Course", id, changes)
    return id


def rated_low(mean: str, number: int) -> str:
    """Return why a course is up for review after its ratings, in both languages."""
    return label(f"学员评分 {mean}（{number} 份）", f"Trainees rate it {mean} ({number} ratings)")


# --- Ground ---


async def find(kind: type[R], row_id: str) -> R:
    """Find a course or a lesson and lock it."""
    row = await kind.filter(id=row_id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    return row


async def free_code(kind: Any, code: str, row_id: str | None) -> str:  # a model with a code
    """Return a code as it is kept; Conflict if another row has it."""
    key = code.strip().upper()
    if not CODE.fullmatch(key):
        raise wrong(
            "code", "编码用 2 至 32 个大写字母、数字、连字符或下划线。",
            "A code has 2 to 32 capitals, digits, hyphens or underscores.",
        )  # fmt: skip
    if await kind.filter(code=key).exclude(id=row_id or "").exists():
        raise CodeTaken(f"编码 {key} 已被使用。", f"The code {key} is taken.", path=("input", "code"))
    return key


def within(value: int, field: str, least: int, most: int) -> int:
    if not least <= value <= most:
        raise wrong(field, f"须在 {least} 到 {most} 之间。", f"It is {least} to {most}.")
    return value


def rubric_of(lines: Sequence[str]) -> str:
    """Return a rubric as it is kept; InvalidInput for a line that is none, or one too many."""
    read = [rubric_line(each) for each in lines if each.strip()]
    found = [each for each in read if each is not None]
    if len(found) < len(read) or len(found) > MOST_LINES:
        raise wrong(
            "rubric", f"每行写“项目 / 满分”，如“倾听 / 5”，最多 {MOST_LINES} 行。",
            f"Write “what / most points” on each line, as in “Listens / 5”; at most {MOST_LINES} lines.",
        )  # fmt: skip
    return orjson.dumps([f"{what} / {most}" for what, most in found]).decode()


async def owner_of(code: str) -> str | None:
    """Return who answers for a course, named by number; None for nobody."""
    key = code.strip().upper()
    if not key:
        return None
    found = await Employee.get_or_none(code=key)
    if found is None:
        raise wrong("ownerCode", f"没有工号 {key}。", f"There is no employee {key}.")
    return found.id
