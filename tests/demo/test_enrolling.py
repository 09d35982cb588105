"""What people of the sample worlds have learned, beside the facts there are."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from server.demo.enrolling import Enrolling
from server.kernel.context import SYSTEM
from server.people.operations.access import link
from server.training.models import Course, CourseType, Enrollment, TrainingTask
from tests.plan.world import NOW, row, uid

HERE: Any = SimpleNamespace(now=NOW, today=date(2025, 6, 30), principal=SYSTEM)


@pytest.mark.parametrize(
    ("fact", "state", "due"),
    [
        ({"completed_on": date(2025, 2, 1)}, "PASSED", date(2025, 3, 31)),
        ({"ended_on": date(2025, 2, 1)}, "WITHDRAWN", date(2025, 3, 31)),
        ({}, "WAIVED", date(2025, 3, 31)),
    ],
    ids=["finished", "left", "given up"],
)
def test_a_course_ends_as_its_fact_says(store, fact, state, due):
    del store
    known: dict[str, Any] = {"assigned_on": date(2025, 1, 31), "course_type": CourseType.ONBOARDING_BASE}
    made = Enrolling(HERE, {}).course_of(TrainingTask(**row("T1"), employee_id=uid("E3"), **known, **fact))

    assert (made.state, made.due_on, made.assigned_on) == (state, due, date(2025, 1, 31))
    assert made.fact_key == f"enrollment:{made.id}"


async def test_a_course_without_an_exam_leaves_no_score(store):
    courses: dict[str, Any] = {"title": "课程", "course_type": CourseType.ONBOARDING_BASE, "hours": 100}

    async def work() -> tuple[list[Any], list[Any]]:
        await Course.create(**row("C1"), code="A", has_exam=True, pass_score=60, **courses)
        await Course.create(**row("C2"), code="B", has_exam=False, **courses)
        passed = [
            Enrollment(
                **row(code), employee_id=uid("E3"), course_id=uid(of), state="PASSED", progress=10000, attempts=1,
                assigned_on=date(2025, 1, 31), finished_on=date(2025, 2, 1), score=5000,
            )
            for code, of in (("N1", "C2"), ("N2", "C1"))
        ]  # fmt: skip
        tries, _ = await Enrolling(HERE, {}).taken(passed)
        return [(each.score, each.attempts) for each in passed], [
            link(each, "enrollment_id") for each in tries
        ]

    told, tries = await store.write(work)

    assert told == [(None, 0), (6000, 2)]
    assert set(tries) == {uid("N2")}


def test_a_seat_beyond_the_capacity_waits(store):
    del store
    seats = Enrolling(HERE, {}).seats(uid("S1"), [uid("E1"), uid("E2")], 1, held=False)

    assert [each.state for each in seats] == ["SEATED", "WAITING"]
