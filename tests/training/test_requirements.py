"""Rules name one thing to learn, are set by HR alone, and know who they mean."""

from __future__ import annotations

import pytest

from server.kernel.errors import Denied, InvalidInput, InvalidState
from server.training.models import CourseType, RuleAudience, RuleOccasion
from server.training.operations.requirements import end_training_rule, save_training_rule
from tests.people.town import one, rows
from tests.plan.world import context
from tests.training.learners import ROOM, courses

GIVEN = {"code": "R1", "title": "规则", "occasion": RuleOccasion.JOINED}


@pytest.fixture
async def hr(store):
    await courses(store)
    return context(store, "hr_manager")


async def test_a_rule_names_one_thing_to_learn_and_only_hr_sets_it(hr, store):
    for more, field in (
        ({}, "courseCode"),
        ({"course_code": "BASE", "course_type": CourseType.UPSKILL}, "courseCode"),
        ({"course_code": "NONE"}, "courseCode"),
        ({"path_code": "NONE"}, "pathCode"),
        ({"course_code": "BASE", "months": 0}, "months"),
        ({"course_code": "BASE", "audience": RuleAudience.FAMILY, "audience_code": "?"}, "audienceCode"),
        ({"course_code": "BASE", "code": "r 1"}, "code"),
        ({"course_type": CourseType.UPSKILL, "occasion": RuleOccasion.CERTIFICATE_ENDS}, "courseType"),
    ):
        with pytest.raises(InvalidInput) as caught:
            await save_training_rule(hr, **(GIVEN | more))
        assert caught.value.path == ("input", field)
    with pytest.raises(Denied):
        await save_training_rule(context(store, "department_manager"), **GIVEN, course_code="BASE")
    assert await one(store, "select count(*) from training_rule") == 0

    made = await save_training_rule(hr, **GIVEN, course_code="BASE")
    again = await save_training_rule(hr, **GIVEN, course_code="ROOM", months=3)
    await end_training_rule(hr, id=made)
    with pytest.raises(InvalidState):
        await end_training_rule(hr, id=made)

    assert again == made
    assert await rows(store, "select course_id,months,valid_to from training_rule") == [
        (ROOM, "3", "2025-06-30")
    ]
