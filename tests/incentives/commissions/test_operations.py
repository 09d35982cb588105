"""Commissions: proposed by HR for somebody else, stopped by hand, their amounts known to few."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from server.incentives.commissions import operations as commissions
from server.incentives.commissions.operations import CommissionExists
from server.incentives.scheme_models import StopReason
from server.kernel.errors import Denied, InvalidInput, InvalidState
from server.store.store import Store
from tests.incentives.fair import as_role
from tests.incentives.sold import LINES, amounts, decided, hr, proposed, running, set_up
from tests.people.town import one, rows
from tests.plan.world import uid


@pytest.fixture
async def town(store: Store) -> Store:
    await set_up(store)
    return store


async def test_a_commission_vests_from_its_approval_on_and_what_is_past_falls_due_at_once(town):
    row_id = await proposed(town)
    assert await one(town, "select count(*) from incentive_commission_line") == 0

    await decided(town, row_id)

    # Today is 30 June 2025: six months are over.
    found = await rows(town, LINES)
    assert [state for _, _, state in found] == ["DUE"] * 6 + ["PLANNED"] * 6
    assert found[5][1] == "2025-06-30"
    assert await amounts(town, "2025-02") == [(uid("E3"), 1_000_000)]
    assert await amounts(town, "2025-Q2") == [(uid("E3"), 3_000_000)]
    assert await amounts(town, "2025-07") == []


async def test_what_is_kept_back_is_lost_with_the_customer(town):
    row_id = await running(town, retained_percent=Decimal(10))

    await commissions.stop_commission(
        hr(town), id=row_id, stopped_on=date(2025, 6, 29), reason=StopReason.DEAL_CANCELLED
    )

    # Ninety per cent over twelve months is 9,000 a month; June is taken back, five months stay.
    assert await amounts(town, "2025-H1") == [(uid("E3"), 4_500_000)]
    assert await one(town, "select count(*) from incentive_commission_line where state='PLANNED'") == 0


async def test_nobody_proposes_their_own_and_only_hr_proposes(town):
    for ctx, person in ((hr(town), "E1"), (as_role(town, "E2", "payroll_specialist"), "E3")):
        with pytest.raises(Denied):
            await commissions.propose_commission(
                ctx,
                deal_code="DEAL-1",
                employee_code=person,
                amount=Decimal(1),
                starts_on=date(2025, 1, 1),
                months=1,
            )
    assert await one(town, "select count(*) from incentive_commission") == 0


async def test_the_same_commission_is_proposed_once(town):
    await proposed(town)

    with pytest.raises(CommissionExists):
        await proposed(town, amount=Decimal(5))
    assert await one(town, "select count(*) from incentive_commission") == 1


WRONG: dict[str, dict[str, Any]] = {
    "dealCode": {"deal_code": "NONE"},
    "amount": {"amount": Decimal("1.001")},
    "months": {"months": 121},
    "retainedPercent": {"retained_percent": Decimal(100)},
}


@pytest.mark.parametrize("field", WRONG)
async def test_what_cannot_be_proposed_is_told_at_its_field(town, field: str):
    with pytest.raises(InvalidInput) as told:
        await proposed(town, **WRONG[field])
    assert told.value.path == ("input", field)


async def test_a_commission_stops_once_and_not_in_the_future(town):
    row_id = await running(town)

    with pytest.raises(InvalidInput):
        await commissions.stop_commission(
            hr(town), id=row_id, stopped_on=date(2025, 7, 1), reason=StopReason.CUSTOMER_LOST
        )
    await commissions.stop_commission(
        hr(town), id=row_id, stopped_on=date(2025, 6, 30), reason=StopReason.CUSTOMER_LOST
    )
    with pytest.raises(InvalidState):
        await commissions.stop_commission(
            hr(town), id=row_id, stopped_on=date(2025, 6, 30), reason=StopReason.CUSTOMER_LOST
        )
    assert await one(town, "select count(*) from incentive_commission_line where kind='CLAW_BACK'") == 0


async def test_amounts_are_sealed_and_the_trail_names_none(town):
    await running(town)

    kept = str(await rows(town, "select * from incentive_commission")) + str(
        await rows(town, "select * from audit_entry")
    )
    assert "120000" not in kept


async def test_a_deal_is_changed_by_its_code_and_names_a_customer_that_is_known(town):
    await commissions.save_deal(hr(town), code="deal-1", name="新名称", signed_on=date(2025, 2, 1))
    assert await rows(town, "select code,name,customer_id from incentive_deal") == [
        ("DEAL-1", "新名称", None)
    ]
    with pytest.raises(InvalidInput):
        await commissions.save_deal(
            hr(town), code="DEAL-2", name="x", signed_on=date(2025, 2, 1), customer_key="NONE"
        )
