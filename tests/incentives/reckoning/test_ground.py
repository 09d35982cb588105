"""Whom a scheme is for in a period, with their pay by the days employed and the honors that stand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from server.incentives.models import Award
from server.performance.cycles.operations import corrections
from server.store.store import Store
from tests.approvals.cast import house
from tests.incentives.fair import set_up
from tests.incentives.figured import amounts, served
from tests.performance.scored import card_of, closed
from tests.plan.world import context, row, uid


@pytest.fixture
async def town(store: Store) -> Store:
    await served(store)
    return store


async def test_honors_received_in_the_period_count_while_they_stand(town):
    async def work() -> None:
        given: dict[str, Any] = {"honor_id": uid("H1"), "period": "2025-01"}
        await Award.create(**row("V1"), **given, employee_id=uid("E3"), awarded_on=date(2025, 3, 31))
        await Award.create(
            **row("V2"), **given, employee_id=uid("E2"), awarded_on=date(2025, 3, 31),
            revoked_at=house(town).now,
        )  # fmt: skip
        await Award.create(**row("V3"), **given, employee_id=uid("E1"), awarded_on=date(2025, 4, 1))

    await town.write(work)

    assert await amounts(town, "when honor STAR: pay 10") == {"E1": 0, "E2": 0, "E3": 1_000, "E5": 0, "E6": 0}


async def test_a_share_of_base_pay_is_by_the_days_employed(town):
    # In the second quarter E4 is there from 12 May, 50 of 91 days: 8,000 x 10 % x 50/91 = 439.56. E5 has left.
    found = await amounts(town, "pay 10% of base pay", "2025-Q2", budget=Decimal(90000))

    assert found == {"E1": 200_000, "E2": 150_000, "E3": 90_005, "E4": 43_956, "E6": 120_000}


async def test_a_scheme_is_for_a_department_with_all_below_and_for_a_family(town):
    assert set(await amounts(town, "pay 1", department_code="D2")) == {"E2", "E3", "E5"}
    assert set(await amounts(town, "pay 2", family="service", department_code="D3")) <= {"E5"}
    assert await amounts(town, "pay 3", family="none") == {}


async def test_a_score_counts_until_its_correction_is_out(store):
    await set_up(store)
    await closed(store, E3="80")
    rules = "when score >= 80: pay 10"
    before = await amounts(store, rules)

    old = await card_of(store, "E3")
    hr = context(store, "performance_specialist")
    await corrections.correct_scorecard(hr, id=old.id, reason="客户反馈登记有误")

    assert before["E3"] == 1_000
    assert await amounts(store, f"{rules}.00") == before
