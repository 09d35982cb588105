"""Assigning, following how far somebody is, waiving, and taking back."""

from __future__ import annotations

from datetime import date

import pytest

from server.kernel.errors import Denied, InvalidInput, InvalidState, NotFound
from server.training.operations.enrolling import (
    complete_enrollment,
    enroll,
    undo_enrollments,
    waive_enrollment,
    withdraw_enrollment,
)
from tests.people.town import one, rows
from tests.plan.world import context, uid
from tests.training.learners import LESSONS, courses, later, learned

OPEN = "select employee_id,state from enrollment order by employee_id"
FACTS = "select employee_id,assigned_on,completed_on from training_task where superseded_at is null"


@pytest.fixture
async def hr(store):
    await courses(store)
    return context(store, "hr_manager")


async def test_a_course_is_assigned_once_and_taken_back_within_the_hour(hr, store):
    batch = await enroll(hr, employee_codes=["e3", "E4"], course_code="BASE", due_on=date(2025, 7, 31))
    assert await rows(store, FACTS + " order by employee_id") == [
        (uid("E3"), "2025-06-30", None), (uid("E4"), "2025-06-30", None),
    ]  # fmt: skip
    with pytest.raises(InvalidState):
        await enroll(hr, employee_codes=["E3"], course_code="BASE")
    with pytest.raises(InvalidInput) as caught:
        await enroll(hr, employee_codes=["E9"], course_code="BASE")
    assert caught.value.path == ("input", "employeeCodes")
    mine = await one(store, f"select id from enrollment where employee_id='{uid('E3')}'")
    await learned(hr, mine, LESSONS[0])

    await undo_enrollments(hr, id=batch)

    assert await rows(store, OPEN) == [(uid("E3"), "STARTED"), (uid("E4"), "WITHDRAWN")]
    assert await rows(store, "select progress from enrollment order by employee_id") == [("5000",), ("0",)]
    assert await rows(store, FACTS) == [(uid("E3"), "2025-06-30", None)]
    with pytest.raises(InvalidState):
        await undo_enrollments(later(hr, 1), id=batch)
    told = await rows(
        store, "select employee_id,done_at is null from notice where kind='training' order by employee_id"
    )
    assert [each[0] for each in told] == [uid("E3"), uid("E4")]


async def test_managers_assign_to_their_own_people_alone(hr, store):
    boss, other = context(store, "department_manager"), context(store, "hr_specialist")
    for who, codes, kind in (
        (boss, ["E3", "E6"], NotFound),
        (other, ["E3"], NotFound),
        (context(store, "employee"), ["E3"], Denied),
        (context(store, "payroll_specialist"), ["E3"], Denied),
    ):
        with pytest.raises(kind):
            await enroll(who, employee_codes=codes, course_code="BASE")
    assert await one(store, "select count(*) from enrollment") == 0

    await enroll(boss, employee_codes=["E3"], course_code="WORK")
    row_id = await one(store, "select id from enrollment")
    with pytest.raises(Denied):
        await waive_enrollment(boss, id=row_id, reason="已有证书")
    await complete_enrollment(boss, id=row_id)

    assert await rows(store, "select state,finished_on from enrollment") == [("PASSED", "2025-06-30")]


async def test_a_waived_course_counts_no_more_and_keeps_its_reason(hr, store):
    await enroll(hr, employee_codes=["E3"], course_code="BASE")
    row_id = await one(store, "select id from enrollment")
    with pytest.raises(InvalidInput):
        await waive_enrollment(hr, id=row_id, reason="无")
    await waive_enrollment(hr, id=row_id, reason="产假")

    assert await rows(store, "select state,waiver_reason from enrollment") == [("WAIVED", "产假")]
    assert await rows(store, FACTS) == []
    with pytest.raises(InvalidState):
        await withdraw_enrollment(hr, id=row_id)
    assert await one(store, "select count(*) from training_task") == 1
