"""The ranking of an opening: the same candidates by stage, pay only for who may see it, nobody out of sight."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.recruiting.operations.openings import save_job_opening
from server.recruiting.queries import rank_candidates
from server.recruiting.rules import RankPartKind, rounded
from tests.performance.judged import caller
from tests.plan.world import context


@pytest.fixture
async def two(apply, tested):
    trainee = await apply("周航", "13900000001", months=0, pay=Decimal(5500))
    veteran = await apply("何苗", "13900000002", months=72, pay=Decimal(9000))
    await tested(trainee, 85, 85, 85)
    await tested(veteran, 80, 80, 80)
    return trainee, veteran


def order(found):
    return [(each.ranked.key, rounded(each.ranked.points), each.is_over_budget) for each in found.standings]


async def test_the_same_candidates_rank_by_the_stage_of_the_unit(hr, opening, two):
    trainee, veteran = two
    found = await rank_candidates(hr, opening)
    assert order(found) == [(trainee, Decimal("81.9"), False), (veteran, Decimal("53.2"), True)]
    await save_job_opening(hr, id=opening, title="在线客服", department_code="D2", stage="SCALED")
    found = await rank_candidates(hr, opening)
    assert order(found) == [(veteran, Decimal("84.4"), True), (trainee, Decimal("27.3"), False)]


async def test_pay_does_not_show_through_the_ranking(boss, opening, two):
    trainee, veteran = two
    found = await rank_candidates(boss, opening)
    assert found is not None
    assert not found.knows_pay
    assert order(found) == [(trainee, Decimal("79.9"), None), (veteran, Decimal("64.0"), None)]
    assert RankPartKind.BUDGET not in {part.kind for each in found.standings for part in each.ranked.parts}


async def test_a_missing_test_leaves_no_place(hr, opening, apply):
    made = await apply("周航", "13900000001")
    found = await rank_candidates(hr, opening)
    assert found is not None
    (one,) = found.standings
    assert (one.ranked.key, one.ranked.rank, len(one.total.missing)) == (made, None, 3)


@pytest.mark.parametrize("role", ["employee", "payroll_specialist", "auditor", "administrator"])
async def test_who_has_no_part_in_recruiting_is_told_nothing(town, opening, two, role):
    assert await rank_candidates(context(town, role), opening) is None


async def test_another_department_is_told_nothing(town, hr, opening):
    assert await rank_candidates(caller(town, "E6", "department_manager", ("D4",)), opening) is None
    assert await rank_candidates(hr, "no-such") is None
