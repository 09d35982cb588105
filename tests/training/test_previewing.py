"""A preview tells whom a rule would ask, and keeps nothing."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from server.kernel.errors import Denied, InvalidInput
from server.training.models import CourseType, RuleOccasion
from server.training.operations.enrolling import enroll
from server.training.operations.previewing import preview_training_rule
from tests.people.town import one, refused
from tests.plan.world import context, uid
from tests.training.learners import courses


async def test_it_counts_who_would_be_asked_and_who_would_be_late_at_once(store):
    await courses(store)
    hr = context(store, "hr_manager")
    joined = partial(
        preview_training_rule, hr, code="NEW", title="新要求", occasion=RuleOccasion.JOINED, course_code="ROOM",
        months=1, valid_from=date(2025, 5, 1),
    )  # fmt: skip

    found = await joined()
    assert (found.people, found.asked, found.overdue) == (1, 1, 1)
    assert [each.people for each in found.units] == [1]
    await enroll(hr, employee_ids=[uid("E4")], course_code="ROOM")
    assert (await joined()).people == 0

    yearly = await preview_training_rule(
        hr, code="YEAR", title="每年一门", occasion=RuleOccasion.YEARLY, course_type=CourseType.UPSKILL
    )
    assert (yearly.people, yearly.asked, yearly.overdue) == (4, 4, 0)
    assert (
        await one(store, "select (select count(*) from training_rule)+(select count(*) from hours_duty)") == 0
    )
    given: dict[str, Any] = {"code": "N", "title": "新要求", "occasion": RuleOccasion.JOINED}
    await refused(store, partial(preview_training_rule, hr, **given), InvalidInput)
    await refused(
        store, partial(preview_training_rule, context(store, "department_manager"), **given), Denied
    )
