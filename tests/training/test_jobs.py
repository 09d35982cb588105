"""What rules assign each day, and who is reminded."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from server.people.models import Assignment
from server.training import models as t
from server.training.jobs import daily_works
from server.training.models import CourseType, RuleAudience, RuleOccasion
from server.training.operations.duties import waive_hours_duty
from server.training.operations.enrolling import enroll, waive_enrollment
from server.training.operations.requirements import Finding, save_training_rule
from tests.people.town import one, rows
from tests.plan.world import context, row, uid
from tests.training.learners import ROOM, courses, later

MADE = "select employee_id,assigned_on,due_on from enrollment order by employee_id,due_on"


async def nothing(_):
    return []


async def day(ctx, findings=nothing):
    for work in daily_works(findings):
        await work(ctx)


@pytest.fixture
async def hr(store):
    await courses(store)
    return context(store, "hr_manager")


async def test_joiners_are_given_base_training_once_and_reminded_until_it_is_late(hr, store):
    await save_training_rule(
        hr,
        code="base",
        title="入职基础",
        occasion=RuleOccasion.JOINED,
        course_code="BASE",
        valid_from=date(2025, 5, 1),
    )
    for days in (0, 1):
        await day(later(hr, days))
    assert await rows(store, MADE) == [(uid("E4"), "2025-05-12", "2025-07-12")]
    assert await rows(
        store, "select course_type,assigned_on from training_task where superseded_at is null"
    ) == [("ONBOARDING_BASE", "2025-05-12")]

    told = "select employee_id,key from notice where key like 'enrollment:%:2025%' order by key"
    for days in (4, 5, 6, 11, 12, 13, 14):
        await day(later(hr, days))

    found = [(who, key.split(":", 2)[2]) for who, key in await rows(store, told)]
    assert found == [
        (uid("E4"), "2025-07-12:1"), (uid("E4"), "2025-07-12:7"), (uid("E4"), "2025-07-12:overdue"),
    ]  # fmt: skip


async def test_reviews_gaps_and_years_ask_for_their_own_course(hr, store):
    since: dict[str, Any] = {"valid_from": date(2024, 1, 1)}
    for code, occasion, more in (
        ("FAIL", RuleOccasion.FAILED_REVIEW, {"course_code": "ROOM", "months": 1}),
        ("GAP", RuleOccasion.GAP, {"course_code": "WORK"}),
        ("YEAR", RuleOccasion.YEARLY,
         {"course_code": "BASE", "audience": RuleAudience.DEPARTMENT, "audience_code": "D4"}),
        ("ANY", RuleOccasion.YEARLY, {"course_type": CourseType.UPSKILL}),
    ):  # fmt: skip
        await save_training_rule(hr, code=code, title=f"规则{code}", occasion=occasion, **since, **more)

    async def found(_):
        return [
            Finding(uid("E3"), RuleOccasion.FAILED_REVIEW, "q2", date(2025, 6, 30)),
            Finding(uid("E3"), RuleOccasion.GAP, "p1", date(2025, 6, 15)),
            Finding(uid("E5"), RuleOccasion.GAP, "p2", date(2025, 6, 15)),
        ]

    await day(hr, found)
    await day(later(hr, 1), found)

    assert await rows(store, MADE) == [
        (uid("E3"), "2025-06-30", "2025-07-30"), (uid("E3"), "2025-06-30", "2025-08-30"),
        (uid("E6"), "2025-01-01", "2025-12-31"),
    ]  # fmt: skip

    async def skilled():
        await t.TrainingTask.create(
            **row("T1"),
            recorded_at=hr.now,
            employee_id=uid("E3"),
            course_type="UPSKILL",
            completed_on=date(2025, 3, 1),
        )

    await store.write(skilled)
    await day(later(hr, 177), found)
    asked = "select employee_id from notice where key like 'hours:%:2025-12-31:{}' order by employee_id"
    lacking = [(uid("E1"),), (uid("E2"),), (uid("E6"),)]
    assert await rows(store, asked.format(7)) == lacking

    duty = "select id from hours_duty where employee_id='{}' and due_on='2025-12-31'"
    await waive_hours_duty(hr, id=await one(store, duty.format(uid("E1"))), reason="长期外派")
    await day(later(hr, 185), found)
    assert await rows(store, asked.format("overdue")) == lacking[1:]


async def test_a_manager_hears_once_how_many_are_late_with_a_course_until_nobody_is(hr, store):
    team = [uid("E3"), uid("E4")]
    await store.write(lambda: Assignment.filter(employee_id__in=team).update(manager_id=uid("E2")))
    await enroll(hr, employee_ids=team, course_code="ROOM", due_on=hr.today)
    told = "select employee_id,title_zh,link from notice where key like 'training-late:%' and done_at is null"
    await day(hr)
    assert await rows(store, told) == []

    for days in (1, 2):
        await day(later(hr, days))
    said = "团队有 2 人未在 2025-06-30 前学完：沟通课"
    assert await rows(store, told) == [(uid("E2"), said, "/training?view=overdue")]

    for (each,) in await rows(store, "select id from enrollment order by id"):
        await waive_enrollment(hr, id=each, reason="已有同等证书")
    await day(later(hr, 3))
    assert await rows(store, told) == []


async def test_a_certificate_that_ends_is_told_at_each_step(hr, store):
    async def held():
        await t.Certificate.create(
            **row("Z1"), employee_id=uid("E3"), course_id=ROOM, number="Z-1", valid_from=date(2024, 8, 1),
            valid_to=date(2025, 8, 1),
        )  # fmt: skip

    await store.write(held)
    for days in (0, 1, 2, 3, 25):
        await day(later(hr, days))

    found = await rows(store, "select key,due_on from notice where key like 'certificate:%' order by key")
    assert [(key.split(":")[2], due) for key, due in found] == [
        ("30", "2025-08-01"), ("60", "2025-08-01"), ("7", "2025-08-01"),
    ]  # fmt: skip
    lead = "select employee_id,title_zh from notice where key like 'certificate-ends:%'"
    assert await rows(store, lead) == [(uid("E2"), "团队有证书 2025-08-01 到期：沟通课")]


async def test_a_rule_has_the_course_of_a_certificate_learned_again_before_it_ends(hr, store):
    since: dict[str, Any] = {"occasion": RuleOccasion.CERTIFICATE_ENDS, "course_code": "ROOM", "months": 1}
    await save_training_rule(hr, code="AGAIN", title="续证", valid_from=date(2024, 1, 1), **since)

    async def held():
        for number, (who, day, last) in enumerate((
            ("E3", date(2024, 7, 1), date(2025, 7, 30)), ("E1", date(2024, 7, 1), date(2025, 7, 31)),
            ("E2", date(2024, 6, 1), date(2025, 7, 1)), ("E2", date(2025, 6, 1), date(2026, 7, 1)),
        )):  # fmt: skip
            await t.Certificate.create(
                **row(f"Z{number}"), employee_id=uid(who), course_id=ROOM, number=f"Z-{number}", valid_from=day,
                valid_to=last,
            )  # fmt: skip

    await store.write(held)
    await day(hr)
    assert await rows(store, MADE) == [(uid("E3"), "2025-06-30", "2025-07-30")]
    await day(later(hr, 1))
    assert len(await rows(store, MADE)) == 2
