"""Closing: results become facts, candidates are named and told of once, and nothing changes after."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.kernel.errors import InvalidState
from server.metrics.agreed.registry import Registry
from server.metrics.answers.service import cell
from server.performance.cycles.operations import (
    card_steps,
    closing,
    corrections,
    cycles,
    disputes,
    publishing,
)
from tests.people.town import refused, rows
from tests.performance.scored import card_of, closed, cycle_of, published, rate
from tests.plan.world import context, uid

RESULTS = (
    "select e.code,a.rating,a.has_met_goal,a.closed_on,a.superseded_at is null from appraisal a "
    "join employee e on e.id=a.employee_id order by 1,a.recorded_at"
)
CANDIDATES = "select e.code,c.kind,c.state from reward_candidate c join employee e on e.id=c.employee_id order by 1,2,3"
TOLD = (
    "select topic,count(*) from outbox_message where topic like '%candidate%' group by topic order by topic"
)


@pytest.fixture
def hr(town):
    return context(town, "performance_specialist")


@pytest.fixture
async def cycle(town, hr):
    """E3 has 95 * 0.6 + 80 * 0.4 = 89.00, E6 92, E5 40 * 0.6 + 50 * 0.4 = 44.00, E1 and E2 70."""
    return await closed(town, E3="95", E6="92", E5="40")


async def test_results_are_facts_of_the_last_day(town, cycle):
    yes, no = ("1", "0") if town.dialect == "sqlite" else ("True", "False")
    assert await rows(town, RESULTS) == [
        ("E1", "C", yes, "2025-03-31", yes),
        ("E2", "C", yes, "2025-03-31", yes),
        ("E3", "B", yes, "2025-03-31", yes),
        ("E5", "E", no, "2025-03-31", yes),
        ("E6", "A", yes, "2025-03-31", yes),
    ]
    items = "select component,weight,score from appraisal_item where employee_id='{}' order by 1"
    assert await rows(town, items.format(uid("E3"))) == [
        ("CSAT", "4000", "8000"),
        ("SERVICE_QUALITY", "6000", "9500"),
    ]
    assert await rows(town, items.format(uid("E6"))) == [("SERVICE_QUALITY", "10000", "9200")]


async def test_the_figure_of_the_dictionary_is_the_score_of_the_card(town, hr, cycle):
    asks = context(town, "hr_manager")
    found = await cell(asks, Registry(town), "appraisal_score_weighted", "2025-Q1", employee=uid("E3"))

    assert found.value == Decimal(89)
    assert (await card_of(town, "E3")).score == 8900


async def test_ranks_are_shared_and_candidates_named_by_the_settings(town, cycle):
    ranks = "select e.code,c.rank from scorecard c join employee e on e.id=c.employee_id order by 1"
    assert await rows(town, ranks) == [("E1", "3"), ("E2", "3"), ("E3", "2"), ("E5", "5"), ("E6", "1")]
    assert await rows(town, CANDIDATES) == [
        ("E3", "INCENTIVE", "OPEN"),
        ("E6", "INCENTIVE", "OPEN"),
        ("E6", "PROMOTION", "OPEN"),
    ]
    assert await rows(town, TOLD) == [("incentive.candidate", "2"), ("promotion.candidate", "1")]


async def test_a_closed_card_is_changed_no_more(town, hr, cycle):
    card = await card_of(town, "E3")
    staff = context(town, "employee")

    for work in (
        lambda: card_steps.acknowledge_scorecard(staff, id=card.id),
        lambda: disputes.dispute_scorecard(staff, id=card.id, reason="不同意这个结果"),
        lambda: card_steps.return_scorecard(hr, id=card.id, reason="退回"),
        lambda: publishing.publish_scorecard(hr, id=card.id),
        lambda: closing.close_scorecard(hr, id=card.id),
        lambda: cycles.close_review_cycle(hr, id=cycle),
    ):
        await refused(town, work, InvalidState)


async def test_a_correction_leaves_the_old_card_and_takes_its_place_when_closed(town, hr, cycle):
    old = await card_of(town, "E6")
    boss = context(town, "hr_manager")

    made = await corrections.correct_scorecard(boss, id=old.id, reason="客户反馈登记有误")
    assert await rows(town, CANDIDATES) == [
        ("E3", "INCENTIVE", "OPEN"),
        ("E6", "INCENTIVE", "REVOKED"),
        ("E6", "PROMOTION", "REVOKED"),
    ]
    await rate(town, "E6", "50")
    await publishing.publish_scorecard(boss, id=made)
    await closing.close_scorecard(boss, id=made)

    new = await card_of(town, "E6")
    assert (new.revision, new.replaces_id, new.score, new.rating, new.state) == (
        2,
        old.id,
        5000,
        "E",
        "CLOSED",
    )
    kept = await card_of(town, "E6", is_latest=False)
    assert (kept.score, kept.rating, kept.state, kept.closed_at) == (9200, "A", "CLOSED", old.closed_at)
    yes, no = ("1", "0") if town.dialect == "sqlite" else ("True", "False")
    assert [row for row in await rows(town, RESULTS) if row[0] == "E6"] == [
        ("E6", "A", yes, "2025-03-31", no),
        ("E6", "E", no, "2025-03-31", yes),
    ]
    assert ("promotion.candidate_revoked", "1") in await rows(town, TOLD)


async def test_a_single_card_closes_only_in_a_closed_cycle(town, hr):
    cycle = await published(town)
    card = await card_of(town, "E3")

    await refused(town, lambda: closing.close_scorecard(hr, id=card.id), InvalidState)

    assert (await cycle_of(town, cycle)).state == "PUBLISHED"
