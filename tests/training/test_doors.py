"""Statements of outside players come once, move what they are about, and are refused together where one is bad."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import orjson
import pytest

from server.kernel.errors import Unauthenticated
from server.training.doors import answer, signed_in
from server.training.models import LessonKind
from server.training.operations.lessons import Asked, save_lesson, save_quiz
from tests.people.town import rows
from tests.plan.world import context
from tests.training.learners import ONLINE, caller, courses

VERBS = "http://adlnet.gov/expapi/verbs/"
STAND = "select state,progress,attempts,score from enrollment"


def said(number: int, verb: str, lesson: int | None = None, person: str = "E3", scaled: float | None = None):
    place = f"/lessons/{lesson}" if lesson else ""
    return {
        "id": f"0190f0a0-0000-7000-8000-{number:012d}",
        "actor": {"account": {"name": person}},
        "verb": {"id": VERBS + verb},
        "object": {"id": f"https://player.example.com/courses/BASE{place}"},
    } | ({"result": {"score": {"scaled": scaled}}} if scaled is not None else {})


async def send(ctx, *statements, body: bytes | None = None):
    content = orjson.dumps(list(statements)) if body is None else body

    async def receive():
        return {"type": "http.request", "body": content}

    request: Any = SimpleNamespace(receive=receive, scope={"headers": []})
    found = await answer(ctx, request)
    return found.status_code, orjson.loads(found.body or b"null")


async def test_statements_move_the_course_once_and_our_own_mark_decides(store):
    await courses(store)
    hr, me = context(store, "hr_manager"), caller(store, "E3", "employee")
    quiz = await save_lesson(hr, course_id=ONLINE, title="测验", kind=LessonKind.QUIZ)
    await save_quiz(hr, lesson_id=quiz, questions=[Asked("问", ["甲", "乙"], [0])])
    first = [said(1, "initialized"), said(2, "experienced", 1), said(3, "completed", 1)]

    assert await send(me, *first) == (200, [each["id"] for each in first])
    assert await send(me, *first) == (200, [each["id"] for each in first])
    assert await rows(store, STAND) == [("STARTED", "3333", "0", None)]
    assert (await send(me, said(4, "completed", 2), said(5, "completed", 3)))[0] == 200
    assert await rows(store, STAND) == [("STARTED", "6666", "0", None)]
    for refused in (said(6, "completed"), said(6, "passed", scaled=1.0), said(6, "passed", 3)):
        assert (await send(me, refused))[0] == 403
    assert (await send(hr, said(7, "passed", 3, scaled=0.9), said(8, "passed", scaled=0.58)))[0] == 200

    assert await rows(store, STAND) == [("FAILED", "10000", "1", "5800")]
    assert await rows(store, "select outcome from learning_statement order by statement_id") == [
        ("STARTED",), ("READ",), ("LESSON_DONE",), ("LESSON_DONE",), ("READ",), ("LESSON_DONE",), ("EXAM_RATED",),
    ]  # fmt: skip


async def test_a_bad_statement_is_named_and_keeps_its_whole_batch_out(store):
    await courses(store)
    me, hr = caller(store, "E3", "employee"), context(store, "hr_manager")
    good = said(1, "initialized")
    for other, zh in (
        (said(2, "liked"), "不支持动作"),
        (said(2, "completed", 9), "没有第 9 节"),
        (said(2, "initialized", person="E99"), "不存在"),
    ):  # fmt: skip
        status, found = await send(hr, good, other)
        assert (status, [each["index"] for each in found["statements"]]) == (400, [1])
        assert zh in found["statements"][0]["zh"] or zh == "不存在"
    assert (await send(me, said(3, "initialized", person="E4")))[0] == 400
    assert (await send(me, body=b"{"))[0] == 400
    assert (await send(me, body=b"[]"))[0] == 400
    assert (await send(me, body=b" " * (1 << 21)))[0] == 413
    assert await rows(store, "select count(*) from learning_statement") == [("0",)]
    assert await rows(store, "select count(*) from enrollment") == [("0",)]
    await send(me, good)
    status, found = await send(me, good | {"verb": {"id": f"{VERBS}experienced"}})
    assert (status, found["statements"][0]["en"]) == (400, "Another statement came with this id.")


async def test_a_session_alone_does_not_open_the_door():
    house: Any = None
    request: Any = SimpleNamespace(headers={"cookie": "session=x"})
    with pytest.raises(Unauthenticated):
        await signed_in(house, request)
