"""A score below the standard drafts a plan; one at it does not."""

from __future__ import annotations

import pytest

from server.performance.cycles.operations.drafts import falls_short
from tests.people.town import rows
from tests.performance.improving import PLANS, begun, publish
from tests.plan.world import uid

pytestmark = pytest.mark.usefixtures("quarter")


@pytest.mark.parametrize(("score", "short"), [(5999, True), (6000, False), (6001, False), (None, False)])
def test_a_plan_follows_below_the_standard_and_not_at_it(score, short):
    assert falls_short(score, 6000) is short


async def test_a_published_score_below_the_standard_drafts_a_plan_with_owner_and_day(hr, town):
    await publish(hr, 5999)

    assert await rows(town, PLANS) == [(uid("E3"), uid("E2"), "DRAFT", "5999", "2025Q2", "2025-07-14")]
    assert await rows(town, "select employee_id,due_on from notice") == [(uid("E2"), "2025-07-14")]


async def test_exactly_the_standard_drafts_none(hr, town):
    await publish(hr, 6000)

    assert await rows(town, PLANS) == []


async def test_a_correction_takes_its_draft_back_and_drafts_anew_only_if_still_short(hr, town):
    await publish(hr, 5500)
    await publish(hr, 6100, code="K2", revision=2, replaces_id=uid("K1"))
    assert [plan[2] for plan in await rows(town, PLANS)] == ["REVOKED"]

    await publish(hr, 5900, code="K3", revision=3, replaces_id=uid("K2"))

    assert sorted(plan[2:4] for plan in await rows(town, PLANS)) == [("DRAFT", "5900"), ("REVOKED", "5500")]


async def test_somebody_with_a_plan_under_way_gets_no_second(hr, boss, town):
    await begun(boss)

    await publish(hr, 5500)

    assert [plan[2] for plan in await rows(town, PLANS)] == ["ACTIVE"]
