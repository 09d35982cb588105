"""Joiners are asked for the hours the setting holds, rules for theirs; what is learned counts until it is enough."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from server.access.operations.settings import change_setting
from server.people.models import Assignment, Employment
from server.training import models as t
from server.training.jobs import daily_works
from server.training.models import CourseType, RuleOccasion
from server.training.operations.enrolling import complete_enrollment, enroll
from server.training.operations.requirements import save_training_rule
from server.training.rules import hours_met
from tests.people.town import one, rows
from tests.plan.world import context, row, uid
from tests.training.learners import courses, later

ASKED = "select employee_id,assigned_on,due_on,least_hours,done_hours,met_on from hours_duty order by occasion_key"
NEW = uid("E4")


async def nothing(_):
    return []


async def day(ctx):
    for work in daily_works(nothing):
        await work(ctx)


@pytest.fixture
async def hr(store):
    await courses(store)
    return context(store, "hr_manager")


def test_exactly_the_least_hours_are_enough_and_the_day_is_the_one_that_brought_them():
    first, second, third = (date(2025, 6, day) for day in (2, 9, 20))

    assert hours_met(1000, [(second, 400), (first, 600), (third, 100)]) == (1100, second)
    assert hours_met(1000, [(first, 600), (second, 399)]) == (999, None)
    assert hours_met(1000, []) == (0, None)


async def test_joiners_are_asked_once_and_meet_the_hours_by_whatever_they_learn(hr, store):
    await day(hr)
    await day(later(hr, 1))
    assert await rows(store, ASKED) == [(NEW, "2025-05-12", "2025-07-12", "1000", "0", None)]

    async def learned_elsewhere():
        await t.TrainingTask.create(
            **row("T1"), employee_id=NEW, recorded_at=hr.now, completed_on=date(2025, 6, 1), hours=700
        )
        await t.TrainingTask.create(  # before they joined
            **row("T2"), employee_id=NEW, recorded_at=hr.now, completed_on=date(2025, 5, 11), hours=900
        )

    await store.write(learned_elsewhere)
    await day(later(hr, 2))
    assert await rows(store, ASKED) == [(NEW, "2025-05-12", "2025-07-12", "1000", "700", None)]

    await store.write(lambda: t.Course.filter(code="WORK").update(hours=300))
    await enroll(hr, employee_ids=[NEW], course_code="WORK")
    course = await one(store, "select id from enrollment")
    await complete_enrollment(later(hr, 3), id=course)
    assert await rows(store, ASKED) == [(NEW, "2025-05-12", "2025-07-12", "1000", "1000", "2025-07-03")]


async def test_who_lacks_hours_is_reminded_and_their_manager_told_once_it_is_late(hr, store):
    await store.write(lambda: Assignment.filter(employee_id=NEW).update(manager_id=uid("E2")))
    for days in (0, 5, 11, 13, 14):
        await day(later(hr, days))

    told = await rows(store, "select employee_id,key,link from notice where kind='training' order by key")
    assert [(who == NEW, key.split(":", 2)[2], link) for who, key, link in told] == [
        (True, "2025-07-12:1", "/me/learning"),
        (True, "2025-07-12:7", "/me/learning"),
        (True, "2025-07-12:overdue", "/me/learning"),
        (False, f"2025-07-12:{uid('E2')}", "/training/hours?view=overdue"),
    ]


async def test_who_has_left_owes_no_hours(hr, store):
    await day(hr)
    await store.write(lambda: Employment.filter(employee_id=NEW).update(left_on=hr.today))
    assert len(await rows(store, ASKED)) == 1

    await day(later(hr, 1))

    assert await rows(store, ASKED) == []


async def test_a_changed_setting_holds_for_who_joins_from_then_on(hr, store):
    await day(hr)
    await change_setting(hr, name="onboarding_hours", value="15", version=0)

    async def joins():
        await t.HoursDuty.filter(employee_id=NEW).update(occasion_key="onboarding:another:joined")

    await store.write(joins)
    await day(later(hr, 1))

    assert sorted(each[3] for each in await rows(store, ASKED)) == ["1000", "1500"]


async def test_a_rule_asks_for_hours_of_its_type_beside_its_courses(hr, store):
    await save_training_rule(
        hr, code="YEAR", title="每年八小时", occasion=RuleOccasion.YEARLY, course_type=CourseType.UPSKILL,
        least_hours="8", valid_from=date(2025, 1, 1),
    )  # fmt: skip

    async def learned():
        for at, kind in enumerate((CourseType.UPSKILL, CourseType.COMPLIANCE)):
            await t.TrainingTask.create(
                **row(f"T{at}"), employee_id=uid("E1"), recorded_at=hr.now, course_type=kind, hours=500,
                completed_on=date(2025, 3, 1) + timedelta(days=at),
            )  # fmt: skip

    await store.write(learned)
    await day(hr)

    asked = (
        "select employee_id,due_on,least_hours,done_hours from hours_duty where rule_id is not null "
        "order by employee_id"
    )
    assert await rows(store, asked) == [
        (uid("E1"), "2025-12-31", "800", "500"),
        (uid("E2"), "2025-12-31", "800", "0"),
        (uid("E3"), "2025-12-31", "800", "0"),
        (uid("E6"), "2025-12-31", "800", "0"),
    ]
