"""Learning paths: courses in an order; what everybody who joins goes through must have the four basic topics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.people.operations.access import Place, allow
from server.people.operations.record import operation
from server.store.base import change_row, stamp
from server.training.course_rules import missing_tags
from server.training.models import Course, CourseState, CourseTag, LearningPath, PathStep
from server.training.operations.courses import (
    LONGEST_INDUSTRY,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    CourseUnready,
    free_code,
)
from server.training.operations.ground import clean, note, wrong

MOST_STEPS = 30
WORDS = {
    CourseTag.BRAND_CULTURE: ("品牌文化", "brand culture"),
    CourseTag.PRODUCT: ("产品知识", "product"),
    CourseTag.COMMUNICATION: ("沟通", "communication"),
    CourseTag.PROBLEM_SOLVING: ("问题解决", "problem solving"),
}


@operation
async def save_learning_path(
    ctx: Context,
    *,
    code: str,
    title: str,
    course_codes: Sequence[str],
    id: str | None = None,  # noqa: A002 (the contract's word)
    title_en: str = "",
    summary: str = "",
    is_basic: bool = False,
    industry: str = "",
    version: int | None = None,
) -> str:
    """Write a path with its courses in order; a published basic one keeps its four topics."""
    allow(ctx, Place(), "saveLearningPath")
    values: dict[str, Any] = {  # columns of mixed types
        "title": clean(title, "title", LONGEST_TITLE, 2),
        "title_en": clean(title_en, "titleEn", LONGEST_TITLE),
        "summary": clean(summary, "summary", LONGEST_SUMMARY),
        "is_basic": is_basic,
        "industry": clean(industry, "industry", LONGEST_INDUSTRY) or None,
    }
    key, courses = await free_code(LearningPath, code, id), await courses_of(course_codes)
    if id is None:
        row_id = (await LearningPath.create(**stamp(ctx), code=key, **values)).id
    else:
        row = await find_path(id)
        if row.state is CourseState.PUBLISHED:
            require_topics(is_basic, courses)
        row_id = id
        await change_row(ctx, LearningPath, id, version=version, code=key, **values)
        await PathStep.filter(path_id=id).delete()
    for place, course in enumerate(courses, start=1):
        await PathStep.create(**stamp(ctx), path_id=row_id, course_id=course.id, place=place)
    await note(ctx, "save_path", "LearningPath", row_id, {"courses": (None, [each.code for each in courses])})
    return row_id


@operation
async def publish_learning_path(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    is_published: bool = True,
    version: int | None = None,
) -> str:
    """Publish a path whose courses are published, or retire it."""
    allow(ctx, Place(), "publishLearningPath")
    row = await find_path(id)
    state = CourseState.PUBLISHED if is_published else CourseState.RETIRED
    if row.state is state:
        raise InvalidState("路径已是这个状态。", "The path stands like that already.")
    if is_published:
        steps = await PathStep.filter(path_id=id).order_by("place").prefetch_related("course")
        courses = [each.course for each in steps]
        if not courses:
            raise CourseUnready("路径里还没有课程。", "The path has no courses.", path=("input", "id"))
        if late := [each.code for each in courses if each.state is not CourseState.PUBLISHED]:
            raise CourseUnready(
                f"课程 {late[0]} 尚未发布。", f"The course {late[0]} is not published.", path=("input", "id")
            )
        require_topics(row.is_basic, courses)
    await change_row(ctx, LearningPath, id, version=version, state=state)
    await note(ctx, "path_state", "LearningPath", id, {"state": (row.state, state)})
    return id


def require_topics(is_basic: bool, courses: Sequence[Course]) -> None:
    missing = missing_tags(orjson.loads(each.tags) for each in courses) if is_basic else ()
    if missing:
        zh, en = (part.join(WORDS[tag][at] for tag in missing) for at, part in enumerate(("、", ", ")))
        raise CourseUnready(
            f"基础路径还缺少这些内容的课程：{zh}。", f"A basic path still lacks courses on: {en}.",
            path=("input", "courseCodes"),
        )  # fmt: skip


async def courses_of(codes: Sequence[str]) -> list[Course]:
    """Return the courses named by code, each once and in order."""
    wanted = list(dict.fromkeys(code.strip().upper() for code in codes if code.strip()))
    if not 1 <= len(wanted) <= MOST_STEPS:
        raise wrong("courseCodes", f"请选 1 至 {MOST_STEPS} 门课程。", f"Choose 1 to {MOST_STEPS} courses.")
    found = {row.code: row for row in await Course.filter(code__in=wanted)}
    if missing := [code for code in wanted if code not in found]:
        raise wrong("courseCodes", f"没有课程 {missing[0]}。", f"There is no course {missing[0]}.")
    return [found[code] for code in wanted]


async def find_path(path_id: str) -> LearningPath:
    row = await LearningPath.filter(id=path_id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    return row
