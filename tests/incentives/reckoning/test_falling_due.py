"""What falls due of commissions in a period, and which have lost their reason."""

from __future__ import annotations

from datetime import date

import pytest

from server.feedback.models import CustomerAccount
from server.incentives.jobs import vest_commissions
from server.incentives.reckoning.falling_due import Lost, lost_ones, work_out_commissions
from server.incentives.scheme_models import StopReason
from server.metrics.periods import named
from server.store.store import Store
from tests.approvals.cast import house
from tests.incentives.sold import amounts, lose_customer, running, set_up
from tests.plan.world import row, uid


@pytest.fixture
async def town(store: Store) -> Store:
    await set_up(store)
    return store


async def test_an_advance_is_taken_back_beyond_what_had_vested(town):
    await running(town, is_advanced=True)
    assert await amounts(town, "2025-01") == [(uid("E3"), 12_000_000)]
    await lose_customer(town, date(2025, 5, 31))

    await vest_commissions(house(town))
    await vest_commissions(house(town))

    assert await amounts(town, "2025-06") == [(uid("E3"), -7_000_000)]
    (found,) = await work_out_commissions(house(town), named("2025-06"))
    assert [(step.value, step.en) for step in found.steps] == [
        (
            -7_000_000,
            "大客户（DEAL-1）: taken back, as it had not vested, 2025-06-30 (over 12 months), -70,000.00.",
        )
    ]


async def test_what_has_lost_its_reason_is_named_once_with_its_last_day(town):
    row_id = await running(town)
    assert await lost_ones(house(town)) == []

    await correct_customer(town, date(2025, 5, 31))

    assert await lost_ones(house(town)) == [Lost(row_id, date(2025, 5, 31), StopReason.CUSTOMER_LOST)]


async def correct_customer(store: Store, day: date) -> None:
    """Supersede the customer's row by one that says when the account ended, as an import does."""

    async def work() -> None:
        await CustomerAccount.filter(source_key="KA-1").update(superseded_at=house(store).now)
        await CustomerAccount.create(
            **row("C2"),
            started_on=date(2024, 6, 1),
            ended_on=day,
            recorded_at=house(store).now,
            source_key="KA-1",
        )

    await store.write(work)
