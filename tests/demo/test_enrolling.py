"""What people of the sample worlds have learned, beside the facts there are."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from server.demo.enrolling import Enrolling
from server.kernel.context import SYSTEM
from server.training.models import CourseType, TrainingTask
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


def test_a_seat_beyond_the_capacity_waits(store):
    del store
    seats = Enrolling(HERE, {}).seats(uid("S1"), [uid("E1"), uid("E2")], 1, held=False)

    assert [each.state for each in seats] == ["SEATED", "WAITING"]
