"""A course from draft to retired: who may write it, what keeps it from being published, and its lessons."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState, NotFound
from server.training.models import CourseTag, LessonKind
from server.training.operations.courses import (
    CodeTaken,
    CourseUnready,
    publish_course,
    retire_course,
    review_course,
    save_course,
)
from server.training.operations.lessons import Asked, move_lesson, remove_lesson, save_lesson, save_quiz
from tests.people.town import plant, rows
from tests.plan.world import context

ABC = Asked("哪一项？", ["甲", "乙", "丙"], [1], "乙是对的")


async def test_a_course_is_written_published_and_retired(store):
    await plant(store)
    hr = context(store, "hr_manager")
    course = await save_course(
        hr, code="talk-1", title="沟通", hours=Decimal("1.5"), tags=[CourseTag.COMMUNICATION, CourseTag.BRAND_CULTURE],
        has_exam=True, owner_code="e2",
    )  # fmt: skip
    with pytest.raises(CourseUnready):
        await publish_course(hr, id=course)
    first = await save_lesson(hr, course_id=course, title="第一节", body="先听完")
    quiz = await save_lesson(hr, course_id=course, title="测验", kind=LessonKind.QUIZ)
    with pytest.raises(CourseUnready):
        await publish_course(hr, id=course)
    await save_quiz(hr, lesson_id=quiz, questions=[ABC, ABC])
    await save_quiz(hr, lesson_id=quiz, questions=[ABC])
    await save_quiz(hr, course_id=course, questions=[ABC, ABC])
    await move_lesson(hr, id=first, up=False)
    await move_lesson(hr, id=first, up=False)
    await publish_course(hr, id=course)
    with pytest.raises(InvalidState):
        await publish_course(hr, id=course)
    await review_course(hr, id=course, is_needed=True, reason="内容过时")
    await review_course(hr, id=course, is_needed=False, reason="已经改写")
    await retire_course(hr, id=course)

    assert await rows(store, "select code,tags,state,hours,review_reason,reviewed_on from course") == [
        ("TALK-1", '["BRAND_CULTURE","COMMUNICATION"]', "RETIRED", "150", "", "2025-06-30")
    ]
    assert await rows(store, "select title,place from lesson order by place") == [
        ("测验", "1"),
        ("第一节", "2"),
    ]
    live = "select count(*) from quiz_question where not is_removed and lesson_id is {}"
    assert await rows(store, live.format("null")) + await rows(store, live.format("not null")) == [
        ("2",),
        ("1",),
    ]
    actions = await rows(
        store,
        "select action,count(*) from audit_entry where action like 'training.%' group by action order by 1",
    )
    assert actions == [
        ("training.course_state", "2"), ("training.move_lesson", "1"), ("training.review_course", "2"),
        ("training.save_course", "1"), ("training.save_lesson", "2"), ("training.save_quiz", "3"),
    ]  # fmt: skip


async def test_what_makes_no_sense_or_is_not_theirs_is_refused_and_changes_nothing(store):
    await plant(store)
    hr = context(store, "hr_manager")
    course = await save_course(hr, code="A1", title="课程", hours=Decimal(1))
    page = await save_lesson(hr, course_id=course, title="一节", body="文字")
    before = [await rows(store, f"select * from {table}") for table in ("course", "lesson", "quiz_question")]
    given: dict[str, Any] = {"code": "B1", "title": "课程", "hours": Decimal(1)}
    for changes, field in (
        ({"code": "x y"}, "code"), ({"title": " "}, "title"), ({"hours": Decimal("1.234")}, "hours"),
        ({"hours": Decimal(-1)}, "hours"), ({"pass_score": 101}, "passScore"), ({"owner_code": "E99"}, "ownerCode"),
        ({"certificate_months": 121}, "certificateMonths"),
    ):  # fmt: skip
        with pytest.raises(InvalidInput) as caught:
            await save_course(hr, **given | changes)
        assert caught.value.path == ("input", field)
    for lesson in ({"title": ""}, {"kind": LessonKind.VIDEO}, {"kind": LessonKind.VIDEO, "video_url": "http://x.com/a"},
                   {"minutes": 0}):  # fmt: skip
        with pytest.raises(InvalidInput):
            await save_lesson(hr, **{"course_id": course, "title": "新的一节"} | lesson)
    with pytest.raises(InvalidInput):
        await save_quiz(hr, course_id=course, questions=[Asked("问", ["甲"], [0])])
    with pytest.raises(InvalidState):
        await save_quiz(hr, lesson_id=page, questions=[ABC])
    with pytest.raises(CodeTaken):
        await save_course(hr, code="a1", title="另一门", hours=Decimal(1))
    with pytest.raises(Conflict):
        await save_course(hr, id=course, version=9, **given)
    with pytest.raises(NotFound):
        await save_lesson(hr, course_id="gone", title="一节")
    for role in ("employee", "department_manager", "performance_specialist"):
        other = context(store, role)
        for call in (
            lambda other=other: save_course(other, **given),
            lambda other=other: publish_course(other, id=course),
            lambda other=other: save_lesson(other, course_id=course, title="一节"),
            lambda other=other: remove_lesson(other, id=page),
            lambda other=other: save_quiz(other, course_id=course, questions=[ABC]),
        ):
            with pytest.raises(Denied):
                await call()

    after = [await rows(store, f"select * from {table}") for table in ("course", "lesson", "quiz_question")]
    assert after == before
