"""Learning: one's place is kept, a quiz is graded here, and the course is finished at all of it and its exam alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from server.kernel.errors import InvalidInput, InvalidState, NotFound
from server.training.models import Enrollment, LessonKind
from server.training.operations.exams import take_exam
from server.training.operations.learning import (
    Chosen,
    NotFinished,
    answer_quiz,
    keep_lesson,
    rate_course,
    take_course,
)
from server.training.operations.lessons import Asked, save_lesson, save_quiz
from tests.people.town import one, rows
from tests.plan.world import context
from tests.training.learners import LESSONS, ONLINE, caller, courses

ASKED = (
    Asked("哪一项？", ["甲", "乙"], [1], "乙是对的"),
    Asked("哪几项？", ["甲", "乙", "丙"], [0, 2], "甲丙"),
)
WHERE = "select state,progress from enrollment"


@pytest.fixture
async def quiz(store):
    """A course of two pages and a quiz of two questions, with an exam of one."""
    await courses(store)
    hr = context(store, "hr_manager")
    lesson = await save_lesson(hr, course_id=ONLINE, title="小测验", kind=LessonKind.QUIZ)
    await save_quiz(hr, lesson_id=lesson, questions=ASKED)
    await save_quiz(hr, course_id=ONLINE, questions=ASKED[:1])
    return lesson


async def chosen(store, lesson: str | None, *options: list[int]) -> list[Chosen]:
    where = f"lesson_id='{lesson}'" if lesson else "lesson_id is null"
    found = await rows(store, f"select id from quiz_question where {where} order by place")
    return [Chosen(key, given) for (key,), given in zip(found, options, strict=True)]


async def test_a_course_is_done_at_all_of_its_lessons_and_its_exam(store, quiz):
    me = caller(store, "E3", "employee")
    mine = await take_course(me, course_id=ONLINE)
    assert await take_course(me, course_id=ONLINE) == mine
    here = {"enrollment_id": mine}

    await keep_lesson(me, **here, lesson_id=LESSONS[0], position=4200)
    await keep_lesson(me, **here, lesson_id=LESSONS[0], position=6100)
    assert await rows(store, "select position,is_done from lesson_progress") in (
        [("6100", "0")],
        [("6100", "False")],
    )
    assert await rows(store, WHERE) == [("STARTED", "0")]
    await keep_lesson(me, **here, lesson_id=LESSONS[0], is_done=True)
    await keep_lesson(me, **here, lesson_id=LESSONS[0], position=100)
    await keep_lesson(me, **here, lesson_id=LESSONS[1], is_done=True)
    with pytest.raises(NotFinished):
        await keep_lesson(me, **here, lesson_id=quiz, is_done=True)
    with pytest.raises(InvalidInput):
        await answer_quiz(me, **here, lesson_id=quiz, answers=(await chosen(store, quiz, [1], [0]))[:1])
    with pytest.raises(InvalidState):
        await take_exam(me, enrollment_id=mine, answers=await chosen(store, None, [1]))
    await answer_quiz(me, **here, lesson_id=quiz, answers=await chosen(store, quiz, [1], [0, 1]))
    assert await rows(store, WHERE) == [("STARTED", "6666")]
    found = await rows(
        store, f"select score,tries,wrong,explained from lesson_progress where lesson_id='{quiz}'"
    )
    second = (await chosen(store, quiz, [1], [0, 2]))[1].question_id
    assert found == [("50", "1", f'["{second}"]', "[]")]

    await answer_quiz(me, **here, lesson_id=quiz, answers=await chosen(store, quiz, [1], [2, 0]))
    found = await rows(
        store, f"select score,tries,wrong,explained from lesson_progress where lesson_id='{quiz}'"
    )
    assert found == [("100", "2", "[]", '["乙是对的","甲丙"]')]
    assert await rows(store, WHERE) == [("EXAM", "10000")]
    await take_exam(me, enrollment_id=mine, answers=await chosen(store, None, [1]))

    assert await rows(store, WHERE) == [("PASSED", "10000")]
    assert await one(store, "select count(*) from training_certificate") == 1


async def test_nobody_learns_in_the_place_of_another_and_foreign_lessons_are_not_there(store, quiz):
    me = caller(store, "E3", "employee")
    mine = await take_course(me, course_id=ONLINE)
    hr = context(store, "hr_manager")
    for other in (caller(store, "E4", "employee"), context(store, "department_manager"), hr):
        for call in (
            lambda other=other: keep_lesson(other, enrollment_id=mine, lesson_id=LESSONS[0], is_done=True),
            lambda other=other: answer_quiz(other, enrollment_id=mine, lesson_id=quiz, answers=[]),
            lambda other=other: rate_course(other, enrollment_id=mine, rating=1),
        ):
            with pytest.raises(NotFound):
                await call()
    with pytest.raises(NotFound):
        await keep_lesson(me, enrollment_id=mine, lesson_id="elsewhere", is_done=True)
    with pytest.raises(InvalidInput):
        await keep_lesson(me, enrollment_id=mine, lesson_id=LESSONS[0], position=10001)
    with pytest.raises(InvalidState):
        await rate_course(me, enrollment_id=mine, rating=5)
    assert await rows(store, "select count(*) from lesson_progress") == [("0",)]


async def test_five_low_ratings_put_a_course_up_for_review_and_nobody_learns_whose_they_were(store, quiz):
    hr = context(store, "hr_manager")
    people = [caller(store, f"E{at}", "employee") for at in (1, 2, 3, 4, 6)]
    for number, me in enumerate(people):
        mine = await take_course(me, course_id=ONLINE)
        await hr.store.write(partial(done, mine))
        await rate_course(me, enrollment_id=mine, rating=5)
        await rate_course(me, enrollment_id=mine, rating=3 if number else 2)
        flags = await rows(store, "select review_reason from course where code='BASE'")
        assert flags == [("" if number < 4 else "学员评分 2.8（5 份） | Trainees rate it 2.8 (5 ratings)",)]
    with pytest.raises(InvalidInput):
        await rate_course(
            people[0],
            enrollment_id=mine_of(await rows(store, "select id,employee_id from enrollment"), people[0]),
            rating=6,
        )

    assert await rows(store, "select count(*),count(created_by) from course_rating") == [("5", "0")]


async def done(enrollment: str) -> None:
    await Enrollment.filter(id=enrollment).update(progress=10000)


def mine_of(found, me):
    return next(key for key, person in found if person == me.principal.employee_id)


async def test_a_video_goes_on_where_it_stopped_and_is_done_once_all_of_it_was_watched(store):
    await courses(store)
    hr, me = context(store, "hr_manager"), caller(store, "E3", "employee")
    film = await save_lesson(
        hr, id=LESSONS[0], title="退货演示", kind=LessonKind.VIDEO, video_url="https://v.example.com/a.mp4",
        watch_seconds=300,
    )  # fmt: skip
    mine = await take_course(me, course_id=ONLINE)
    keep = partial(keep_lesson, enrollment_id=mine, lesson_id=film)
    kept = "select position,video_seconds,watched_seconds from lesson_progress"

    await keep(me, position=500, video_seconds=40, watched_seconds=40)
    await keep(me, video_seconds=290, watched_seconds=300)  # at once: 60 more is all that is believed
    assert await rows(store, kept) == [("500", "290", "100")]
    with pytest.raises(NotFinished) as caught:
        await keep(me, is_done=True)
    assert "100 of 300" in caught.value.en
    await keep(replace(me, now=me.now + timedelta(seconds=69)), watched_seconds=298)
    assert await rows(store, kept) == [("500", "290", "298")]
    later = replace(me, now=me.now + timedelta(seconds=90))
    await keep(later, watched_seconds=200)  # what was watched stays
    with pytest.raises(NotFinished):
        await keep(later, is_done=True)
    await keep(later, video_seconds=0, watched_seconds=300, is_done=True)

    assert await rows(store, kept) == [("10000", "0", "300")]
    wrong_ones: tuple[tuple[dict[str, Any], str], ...] = (
        ({"video_seconds": -1}, "videoSeconds"),
        ({"watched_seconds": 99999}, "watchedSeconds"),
    )
    for given, field in wrong_ones:
        with pytest.raises(InvalidInput) as wrong:
            await keep(later, **given)
        assert wrong.value.path == ("input", field)
    page = await save_lesson(
        hr, id=LESSONS[1], title="说明", watch_seconds=60
    )  # a page asks for nothing to watch
    await keep_lesson(me, enrollment_id=mine, lesson_id=page, is_done=True)
    assert await rows(store, WHERE) == [("EXAM", "10000")]
