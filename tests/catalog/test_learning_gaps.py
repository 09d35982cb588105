"""Gaps in competencies are told to training as they stand today, and previewed before a rule is kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from server.catalog.learning import findings, preview_training_rule, save_training_rule
from server.kernel.errors import Denied, InvalidInput
from server.talent import competency_operations as op
from server.talent.models import AssessmentSource
from server.training.models import RuleOccasion
from tests.people.town import one, refused
from tests.plan.world import context, uid
from tests.training.learners import courses

TEXTS = ["看得见", "做得到", "做得好", "带得动", "教得会"]
RULE: dict[str, Any] = {
    "code": "TALK", "title": "沟通差距", "occasion": RuleOccasion.COMPETENCY_GAP, "competency_code": "TALK",
    "course_code": "ROOM", "days": 30,
}  # fmt: skip


@pytest.fixture
async def hr(store):
    """P1 asks 4 of TALK from June on; E4 was found at 2.5 on 2 June."""
    await courses(store)
    ctx = context(store, "hr_manager")
    await op.save_competency(ctx, code="TALK", name="沟通", anchors=TEXTS)
    await op.set_competency_profile(
        ctx, position_code="P1", lines=[op.ProfileLine("TALK", 4)], effective_on=date(2025, 6, 10)
    )
    await assess(store, "2.5", date(2025, 6, 2))
    return ctx


async def assess(store, level, day):
    await op.assess_competency(
        context(store, "department_manager"), employee_code="E4", competency_code="TALK", level=Decimal(level),
        source=AssessmentSource.MANAGER, evidence="旁听三次通话", assessed_on=day,
    )  # fmt: skip


async def told(ctx):
    return [(each.employee_id, each.gap, each.since) for each in await findings(ctx)]


async def test_gaps_are_told_of_competencies_that_rules_name_and_as_nought_once_closed(hr, store):
    assert await told(hr) == []
    await save_training_rule(hr, **RULE)

    assert await told(hr) == [(uid("E4"), 150, date(2025, 6, 10))]
    await assess(store, "4", date(2025, 6, 20))
    assert await told(hr) == [(uid("E4"), 0, date(2025, 6, 20))]


async def test_a_preview_counts_the_gaps_of_today_and_keeps_nothing(hr, store):
    found = await preview_training_rule(hr, **RULE)
    assert (found.people, found.asked, found.overdue) == (1, 1, 0)

    assert (await preview_training_rule(hr, **RULE, least_gap=Decimal("1.51"))).people == 0
    assert await one(store, "select count(*) from training_rule") == 0


async def test_a_rule_names_a_competency_in_use_and_only_hr_sets_it(hr, store):
    for act in (save_training_rule, preview_training_rule):
        trouble = await refused(store, lambda: act(hr, **{**RULE, "competency_code": "NONE"}), InvalidInput)  # noqa: B023
        assert trouble.path == ("input", "competencyCode")
        await refused(store, lambda: act(context(store, "department_manager"), **RULE), Denied)  # noqa: B023
