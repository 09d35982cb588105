"""Exams are taken until they are passed, with coaching after each that is failed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.kernel.errors import Denied, InvalidInput, InvalidState, NotFound
from server.training.models import Course, ExamKind
from server.training.operations.enrolling import enroll
from server.training.operations.exams import CoachingFirst, RubricLine, SameRater, rate_exam, record_coaching
from tests.people.town import one, rows
from tests.plan.world import context, uid
from tests.training.learners import LESSONS, ONLINE, caller, courses, learned


@pytest.fixture
async def learner(store):
    """E3 has learned all of the course and stands before its exam."""
    await courses(store)
    hr = context(store, "hr_manager")
    await enroll(hr, employee_codes=["E3"], course_code="BASE")
    row_id = await one(store, "select id from enrollment")
    await learned(hr, row_id, *LESSONS)
    return row_id


async def test_attempts_of_55_58_72_pass_on_the_third_with_coaching_after_each_fail(store, learner):
    boss, hr = context(store, "department_manager"), context(store, "hr_manager")
    for score in (55, 58):
        await rate_exam(boss, id=learner, kind=ExamKind.WRITTEN, score=Decimal(score))
        with pytest.raises(CoachingFirst):
            await rate_exam(boss, id=learner, kind=ExamKind.WRITTEN, score=Decimal(99))
        await record_coaching(boss, id=learner, remark="约好周五再讲", is_done=False)
        with pytest.raises(CoachingFirst):
            await rate_exam(boss, id=learner, kind=ExamKind.WRITTEN, score=Decimal(99))
        await record_coaching(boss, id=learner, remark="讲解了退换货流程")
    await rate_exam(hr, id=learner, kind=ExamKind.PRACTICAL, score=Decimal(72))

    assert await rows(store, "select number,score,is_passed,kind from training_attempt order by number") == [
        ("1", "5500", "0" if store.dialect == "sqlite" else "False", "WRITTEN"),
        ("2", "5800", "0" if store.dialect == "sqlite" else "False", "WRITTEN"),
        ("3", "7200", "1" if store.dialect == "sqlite" else "True", "PRACTICAL"),
    ]
    assert await rows(store, "select attempt_number,coach_id,done_on from coaching_task order by attempt_number") == [
        ("1", uid("E2"), "2025-06-30"), ("2", uid("E2"), "2025-06-30"),
    ]  # fmt: skip
    assert await rows(store, "select state,attempts,score,finished_on,progress from enrollment") == [
        ("PASSED", "3", "7200", "2025-06-30", "10000")
    ]
    assert await rows(store, "select valid_from,valid_to from training_certificate") == [
        ("2025-06-30", "2026-06-30")
    ]
    facts = "select completed_on,hours from training_task where superseded_at is null"
    assert await rows(store, facts) == [("2025-06-30", "800")]
    assert await one(store, "select count(*) from training_task") == 2
    told = await rows(store, "select title_zh,title_en from notice where kind in ('training','exam')")
    assert await one(store, "select count(*) from notice where kind='exam'") == 3
    assert not [each for each in told if "55" in str(each) or "58" in str(each) or "72" in str(each)]
    with pytest.raises(InvalidState):
        await rate_exam(hr, id=learner, kind=ExamKind.WRITTEN, score=Decimal(80))


async def test_a_scenario_takes_two_raters_who_do_not_see_each_other(store, learner):
    boss, hr = context(store, "department_manager"), context(store, "hr_manager")
    lines = [RubricLine("倾听", 4, 5), RubricLine("方案", 3, 5)]
    await store.write(lambda: Course.filter(code="BASE").update(rubric='["倾听 / 5","方案 / 5"]'))
    with pytest.raises(InvalidInput):
        await rate_exam(boss, id=learner, kind=ExamKind.SCENARIO, rubric=lines[:1])
    await rate_exam(boss, id=learner, kind=ExamKind.SCENARIO, rubric=lines)
    with pytest.raises(SameRater):
        await rate_exam(boss, id=learner, kind=ExamKind.SCENARIO, rubric=lines)
    assert await rows(store, "select score,first_score from training_attempt") == [(None, "7000")]

    await rate_exam(hr, id=learner, kind=ExamKind.SCENARIO, rubric=[RubricLine("倾听", 3, 5), lines[1]])

    both = "select score,first_score,second_score,rubric,second_rubric from training_attempt"
    assert await rows(store, both) == [
        ("6500", "7000", "6000", '[["倾听",4,5],["方案",3,5]]', '[["倾听",3,5],["方案",3,5]]')
    ]
    assert await one(store, "select state from enrollment") == "PASSED"


async def test_nobody_rates_their_own_exam_or_one_out_of_sight(store, learner):
    for who, kind in (
        (context(store, "employee"), Denied),
        (caller(store, "E3", "department_manager", (uid("D2"),)), Denied),
        (context(store, "hr_specialist"), NotFound),
        (context(store, "payroll_specialist"), Denied),
    ):
        with pytest.raises(kind):
            await rate_exam(who, id=learner, kind=ExamKind.WRITTEN, score=Decimal(80))

    assert await one(store, "select count(*) from training_attempt") == 0
    assert await one(store, "select course_id from enrollment") == ONLINE
