"""A statement moves the course it is about once; of others it is told by who rates them, of strangers by nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from server.kernel.errors import Denied
from server.training import models as t
from server.training.operations.enrolling import enroll
from server.training.operations.statements import BadStatements, record_statements
from server.training.xapi import Statement, Verb
from tests.people.town import rows
from tests.plan.world import context, uid
from tests.training.learners import LESSONS, caller, courses


def said(number: int, verb: Verb, course: str = "WORK", lesson: int | None = None) -> Statement:
    return Statement(f"s{number}", "E3", verb, course, lesson, None, None, f"{number} {verb}")


async def test_a_finished_course_is_not_begun_anew_and_what_moves_nothing_is_kept(sqlite_store):
    store = sqlite_store
    await courses(store)
    hr, me = context(store, "hr_manager"), caller(store, "E3", "employee")
    other = caller(store, "E6", "hr_specialist")

    assert await record_statements(me, statements=[said(1, Verb.INITIALIZED)]) == "1"
    assert await record_statements(hr, statements=[said(2, Verb.COMPLETED), said(3, Verb.PASSED)]) == "2"
    assert (
        await record_statements(me, statements=[said(1, Verb.INITIALIZED), said(4, Verb.INITIALIZED)]) == "1"
    )
    with pytest.raises(BadStatements) as caught:
        await record_statements(
            other, statements=[said(5, Verb.INITIALIZED), said(6, Verb.INITIALIZED, "NONE")]
        )

    assert [(place, key) for place, key, _, _ in caught.value.found] == [(0, "s5"), (1, "s6")]
    assert await rows(store, "select statement_id,outcome from learning_statement order by 1") == [
        ("s1", "STARTED"), ("s2", "COURSE_DONE"), ("s3", "KEPT"), ("s4", "KEPT"),
    ]  # fmt: skip
    assert await rows(store, "select state,progress from enrollment") == [("PASSED", "10000")]


def told(
    number: int, verb: Verb, lesson: int | None = None, course: str = "BASE", **result: object
) -> Statement:
    return replace(said(number, verb, course, lesson), **result)  # type: ignore[arg-type] # columns of mixed types


async def test_what_a_result_says_of_completion_goes_before_the_verb(sqlite_store):
    store = sqlite_store
    await courses(store)
    hr, me = context(store, "hr_manager"), caller(store, "E3", "employee")

    await record_statements(me, statements=[told(1, Verb.COMPLETED, 1, completion=False)])
    assert await rows(store, "select progress from enrollment") == [("0",)]
    await record_statements(me, statements=[told(2, Verb.EXPERIENCED, 1, completion=True)])
    assert await rows(store, "select progress from enrollment") == [("5000",)]
    with pytest.raises(Denied):  # a whole course is ended by who rates, whatever the verb
        await record_statements(me, statements=[told(3, Verb.EXPERIENCED, completion=True)])
    await record_statements(hr, statements=[told(4, Verb.EXPERIENCED, completion=True)])

    assert await rows(store, "select statement_id,outcome from learning_statement order by 1") == [
        ("s1", "READ"), ("s2", "LESSON_DONE"), ("s4", "COURSE_DONE"),
    ]  # fmt: skip
    assert await rows(store, "select state,progress from enrollment") == [("EXAM", "10000")]


async def test_a_scaled_score_is_an_attempt_and_our_mark_decides(sqlite_store):
    store = sqlite_store
    await courses(store)
    hr = context(store, "hr_manager")
    await record_statements(hr, statements=[told(1, Verb.COMPLETED)])
    await record_statements(
        hr, statements=[told(2, Verb.PASSED, success=True)]
    )  # no score, nothing to decide
    await record_statements(hr, statements=[told(3, Verb.PASSED, success=True, score=59)])

    assert await rows(store, "select number,score,pass_score,is_passed from training_attempt") in (
        [("1", "5900", "6000", "0")], [("1", "5900", "6000", "False")],
    )  # fmt: skip
    assert await rows(store, "select state,score from enrollment") == [("FAILED", "5900")]


async def test_a_course_without_hours_takes_the_time_that_was_told_and_another_keeps_its_own(sqlite_store):
    store = sqlite_store
    await courses(store)
    hr = context(store, "hr_manager")
    await record_statements(
        hr,
        statements=[
            told(1, Verb.EXPERIENCED, course="WORK", seconds=1800),
            told(2, Verb.COMPLETED, course="WORK", seconds=2701),
            told(3, Verb.COMPLETED, course="ROOM", seconds=36000),
        ],
    )

    # 4501 seconds are 1.2502… hours, and 125 hundredths; the classroom course is of 3 hours.
    found = "select hours from training_task where superseded_at is null order by hours"
    assert await rows(store, found) == [("125",), ("300",)]
    assert await rows(store, "select seconds from learning_statement order by statement_id") == [
        ("1800",), ("2701",), ("36000",),
    ]  # fmt: skip


async def test_a_video_that_is_to_be_watched_whole_is_not_done_before(sqlite_store):
    store = sqlite_store
    await courses(store)
    hr, me = context(store, "hr_manager"), caller(store, "E3", "employee")
    await store.write(
        lambda: t.Lesson.filter(id=LESSONS[0]).update(
            kind="VIDEO", video_url="https://v/1", watch_seconds=300
        )
    )
    await enroll(hr, employee_ids=[uid("E3")], course_code="BASE")

    await record_statements(me, statements=[told(1, Verb.COMPLETED, 1, seconds=300)])
    seen = "select watched_seconds,is_done from lesson_progress"
    assert await rows(store, seen) == [("60", "0")]  # of oneself a minute is believed at once
    await record_statements(hr, statements=[told(2, Verb.COMPLETED, 1, seconds=299)])
    assert await rows(store, seen) == [("299", "0")]
    later = replace(me, now=me.now + timedelta(seconds=1))
    await record_statements(later, statements=[told(3, Verb.COMPLETED, 1, seconds=300)])
    assert await rows(store, seen) == [("300", "1")]
