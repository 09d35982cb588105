"""A statement moves the course it is about once; of others it is told by who rates them, of strangers by nobody."""

from __future__ import annotations

import pytest

from server.training.operations.statements import BadStatements, record_statements
from server.training.xapi import Statement, Verb
from tests.people.town import rows
from tests.plan.world import context
from tests.training.learners import caller, courses


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
