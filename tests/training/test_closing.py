"""A gap in a competency asks for a course once, in days, and what it asked ends by itself when the gap has closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from server.kernel.errors import InvalidInput
from server.training import models as t
from server.training.jobs import daily_works
from server.training.models import CourseType, RuleOccasion
from server.training.operations.closing import CLOSED
from server.training.operations.requirements import Finding, save_training_rule
from tests.people.town import refused, rows
from tests.plan.world import context, uid
from tests.training.learners import courses, later

GAP = {
    "code": "TALK",
    "title": "沟通差距",
    "occasion": RuleOccasion.COMPETENCY_GAP,
    "competency_code": "talk",
}
STATES = "select employee_id,state,due_on,waiver_reason from enrollment order by employee_id,id"
FOUND = Finding(
    uid("E4"), RuleOccasion.COMPETENCY_GAP, "a:4", date(2025, 6, 30), competency_code="TALK", gap=150,
    since=date(2025, 6, 2),
)  # fmt: skip


@pytest.fixture
async def hr(store):
    await courses(store)
    return context(store, "hr_manager")


async def day(ctx, *found):
    async def told(_):
        return [replace(each, day=ctx.today) for each in found]

    for work in daily_works(told):
        await work(ctx)


async def test_a_gap_asks_once_and_what_it_asked_ends_when_it_closes(hr, store):
    await save_training_rule(hr, **GAP, course_code="ROOM", days=30, least_gap=Decimal(1))
    small = replace(FOUND, employee_id=uid("E3"), gap=99)
    other = replace(FOUND, employee_id=uid("E6"), competency_code="CALM")

    await day(hr, FOUND, small, other)
    await day(later(hr, 1), FOUND, small, other)
    assert await rows(store, STATES) == [(uid("E4"), "ASSIGNED", "2025-07-30", "")]

    await day(later(hr, 2))
    assert (await rows(store, STATES))[0][1] == "ASSIGNED"

    await day(later(hr, 3), replace(FOUND, what="b:4", gap=0))
    assert await rows(store, STATES) == [(uid("E4"), "WAIVED", "2025-07-30", CLOSED)]
    assert len(await rows(store, "select id from notice where done_at is null")) == 0

    await day(later(hr, 4), replace(FOUND, what="c:4", gap=100))
    assert [state for _, state, *_ in await rows(store, STATES)] == ["WAIVED", "ASSIGNED"]


async def test_a_course_finished_since_the_gap_was_found_has_answered_it(hr, store):
    await save_training_rule(hr, **GAP, course_code="ROOM")
    await day(hr, FOUND)

    async def passed():
        await t.Enrollment.all().update(state="PASSED", finished_on=date(2025, 7, 1))

    await store.write(passed)
    await day(later(hr, 2), replace(FOUND, what="b:4", since=date(2025, 7, 1)))
    assert len(await rows(store, STATES)) == 1

    await day(later(hr, 3), replace(FOUND, what="c:4", since=date(2025, 7, 2)))
    assert len(await rows(store, STATES)) == 2


async def test_hours_asked_for_a_gap_are_waived_too(hr, store):
    await save_training_rule(hr, **GAP, course_type=CourseType.UPSKILL, least_hours=Decimal(4))
    await day(hr, FOUND)
    await day(later(hr, 1), replace(FOUND, gap=0))

    assert await rows(
        store, "select employee_id,waiver_reason from hours_duty where rule_id is not null"
    ) == [(uid("E4"), CLOSED)]


async def test_reviews_fail_by_the_ratings_of_the_rule(hr, store):
    await save_training_rule(
        hr,
        code="DE",
        title="D 与 E",
        occasion=RuleOccasion.FAILED_REVIEW,
        ratings=("E", "D"),
        course_code="ROOM",
    )
    await save_training_rule(
        hr, code="EE", title="只有 E", occasion=RuleOccasion.FAILED_REVIEW, course_code="WORK", days=10
    )
    review = Finding(uid("E3"), RuleOccasion.FAILED_REVIEW, "q2", date(2025, 6, 30), "D")

    await day(hr, review, replace(review, employee_id=uid("E4"), rating="C"))
    assert [(who, due) for who, _, due, _ in await rows(store, STATES)] == [(uid("E3"), "2025-08-30")]

    await day(later(hr, 1), replace(review, what="q3", rating="E"))
    assert [due for _, _, due, _ in await rows(store, STATES)] == ["2025-08-30", "2025-07-11"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"competency_code": ""}, "competencyCode"),
        ({"least_gap": Decimal(0)}, "leastGap"),
        ({"least_gap": Decimal("4.01")}, "leastGap"),
        ({"days": 0}, "days"),
        ({"occasion": RuleOccasion.JOINED, "days": 10}, "days"),
        ({"occasion": RuleOccasion.FAILED_REVIEW, "ratings": ()}, "ratings"),
    ],
)
async def test_a_rule_that_makes_no_sense_is_refused(hr, store, given, field):
    trouble = await refused(
        store, lambda: save_training_rule(hr, **{**GAP, **given}, course_code="ROOM"), InvalidInput
    )

    assert trouble.path == ("input", field)
