"""What a course consists of: lessons in an order, and the questions of its quizzes and its written exam."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from server.kernel.context import Context
from server.kernel.errors import InvalidState
from server.people.operations.access import Place, allow, link
from server.people.operations.record import operation
from server.store.base import change_row, stamp
from server.training.course_rules import SECURE, question_lacks
from server.training.models import Course, Lesson, LessonKind, QuizQuestion
from server.training.operations.courses import find, within
from server.training.operations.ground import clean, note, wrong

MOST_LESSONS, MOST_QUESTIONS, MOST_MINUTES = 60, 60, 600
LONGEST_VIDEO = 6 * 3600
LONGEST_TITLE, LONGEST_BODY, LONGEST_QUESTION, LONGEST_OPTION = 128, 40_000, 500, 200


@dataclass(frozen=True)
class Asked:
    """A question as it is written; `right_options` are the places of the right options, from 0."""

    text: str
    options: Sequence[str]
    right_options: Sequence[int]
    explanation: str = ""


@operation
async def save_lesson(
    ctx: Context,
    *,
    title: str,
    course_id: str | None = None,
    id: str | None = None,  # noqa: A002 (the contract's word)
    title_en: str = "",
    kind: LessonKind = LessonKind.PAGE,
    body: str = "",
    video_url: str = "",
    minutes: int = 5,
    watch_seconds: int = 0,
    version: int | None = None,
) -> str:
    """Write a lesson; a new one comes last in its course.

    A video of which `watch_seconds` are to be watched is done no sooner; without them reading its text is enough.
    """
    allow(ctx, Place(), "saveLesson")
    values: dict[str, Any] = {  # columns of mixed types
        "title": clean(title, "title", LONGEST_TITLE, 2),
        "title_en": clean(title_en, "titleEn", LONGEST_TITLE),
        "kind": kind,
        "body": clean(body, "body", LONGEST_BODY),
        "video_url": video_of(kind, video_url),
        "minutes": within(minutes, "minutes", 1, MOST_MINUTES),
        "watch_seconds": within(watch_seconds, "watchSeconds", 0, LONGEST_VIDEO)
        if kind is LessonKind.VIDEO
        else 0,
    }
    if id is None:
        course = await find(Course, course_id or "")
        places = await Lesson.filter(course_id=course.id, is_removed=False).values_list("place", flat=True)
        if len(places) >= MOST_LESSONS:
            raise InvalidState(
                f"一门课最多 {MOST_LESSONS} 节。", f"A course has at most {MOST_LESSONS} lessons."
            )
        last = await Lesson.filter(course_id=course.id).order_by("-place").first()
        place = last.place + 1 if last else 1
        row_id = (await Lesson.create(**stamp(ctx), course_id=course.id, place=place, **values)).id
    else:
        row_id = (await find(Lesson, id)).id
        await change_row(ctx, Lesson, row_id, version=version, **values)
    await note(ctx, "save_lesson", "Lesson", row_id, {"title": (None, values["title"])})
    return row_id


def video_of(kind: LessonKind, address: str) -> str:
    found = address.strip()
    if kind is LessonKind.VIDEO and not SECURE.fullmatch(found):
        raise wrong(
            "videoUrl",
            "请填写以 https:// 开头的视频地址。",
            "Give the video's address, beginning with https://.",
        )
    return found if kind is LessonKind.VIDEO else ""


@operation
async def move_lesson(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    up: bool,
) -> str:
    """Change places with the lesson before or after; at the end nothing changes. Return the course's id."""
    allow(ctx, Place(), "moveLesson")
    row = await find(Lesson, id)
    beside = Lesson.filter(course_id=link(row, "course_id"), is_removed=False).select_for_update()
    order = (
        beside.filter(place__lt=row.place).order_by("-place")
        if up
        else beside.filter(place__gt=row.place).order_by("place")
    )
    other = await order.first()
    if other is not None:
        await change_row(ctx, Lesson, row.id, place=other.place)
        await change_row(ctx, Lesson, other.id, place=row.place)
        await note(ctx, "move_lesson", "Lesson", id, {"place": (row.place, other.place)})
    return link(row, "course_id")


@operation
async def remove_lesson(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    is_removed: bool = True,
) -> str:
    """Take a lesson out of its course, or put it back; what people have learned of it stays. Return the course's id."""
    allow(ctx, Place(), "removeLesson")
    row = await find(Lesson, id)
    await change_row(ctx, Lesson, id, is_removed=is_removed)
    await note(ctx, "remove_lesson", "Lesson", id, {"isRemoved": (row.is_removed, is_removed)})
    return link(row, "course_id")


@operation
async def save_quiz(
    ctx: Context,
    *,
    questions: Sequence[Asked],
    lesson_id: str | None = None,
    course_id: str | None = None,
) -> str:
    """Write all questions of a quiz, or of a written exam; those before are kept aside. Return the course's id."""
    allow(ctx, Place(), "saveQuiz")
    course = await quiz_place(lesson_id, course_id)
    if len(questions) > MOST_QUESTIONS:
        raise wrong("questions", f"最多 {MOST_QUESTIONS} 题。", f"At most {MOST_QUESTIONS} questions.")
    asked = [sound(each, place) for place, each in enumerate(questions, start=1)]
    known = QuizQuestion.filter(course_id=course, lesson_id=lesson_id, is_removed=False)
    before = await known.count()
    await known.update(is_removed=True, updated_at=ctx.now)
    for place, each in enumerate(asked, start=1):
        await QuizQuestion.create(
            **stamp(ctx), course_id=course, lesson_id=lesson_id, place=place, text=each.text,
            options=spelled(each.options), right_options=spelled(sorted(set(each.right_options))),
            explanation=each.explanation,
        )  # fmt: skip
    await note(ctx, "save_quiz", "Course", course, {"questions": (before, len(asked))})
    return course


def spelled(found: Sequence[object]) -> str:
    return orjson.dumps(list(found)).decode()


async def quiz_place(lesson_id: str | None, course_id: str | None) -> str:
    """Return the course whose quiz is meant: that of a lesson, or its exam."""
    if lesson_id is None:
        return (await find(Course, course_id or "")).id
    lesson = await find(Lesson, lesson_id)
    if lesson.kind is not LessonKind.QUIZ:
        raise InvalidState("只有测验课节可以出题。", "Only a lesson that is a quiz has questions.")
    return link(lesson, "course_id")


def sound(asked: Asked, place: int) -> Asked:
    """Return a question without blanks around its words; InvalidInput names the one that cannot be asked."""
    text, options = asked.text.strip(), [each.strip() for each in asked.options]
    lack = question_lacks(text, options, asked.right_options)
    if lack is None and (len(text) > LONGEST_QUESTION or any(len(each) > LONGEST_OPTION for each in options)):
        lack = "题目最多 500 字，选项最多 200 字。", "A question has at most 500 characters, an option 200."
    if lack is not None:
        raise wrong("questions", f"第 {place} 题：{lack[0]}", f"Question {place}: {lack[1]}")
    return Asked(text, options, asked.right_options, clean(asked.explanation, "questions", LONGEST_QUESTION))
