"""What each day brings: commissions vest and stop, schemes end."""

from __future__ import annotations

from datetime import date

import pytest

from server.incentives.jobs import end_schemes, vest_commissions
from server.incentives.schemes.operations import steps as scheme_steps
from server.kernel.errors import InvalidState
from server.people.models import Employment
from server.store.store import Store
from tests.approvals.cast import house
from tests.incentives.drafted import active, drafter, states
from tests.incentives.sold import LINES, STATE, amounts, lose_customer, running, set_up
from tests.people.town import rows
from tests.plan.world import uid


@pytest.fixture
async def town(store: Store) -> Store:
    await set_up(store)
    return store


async def test_each_day_brings_what_is_due_and_the_last_one_ends_it(town):
    await running(town)

    await vest_commissions(house(town, today=date(2025, 7, 31)))
    assert [state for _, _, state in await rows(town, LINES)].count("DUE") == 7
    await vest_commissions(house(town, today=date(2026, 1, 1)))
    assert await rows(town, STATE) == [("VESTED", None, None)]


async def test_a_customer_lost_after_five_months_leaves_50_000_vested(town):
    await running(town)
    await lose_customer(town, date(2025, 5, 31))

    await vest_commissions(house(town))

    # June had fallen due before it was known: it is taken back by a line of its own.
    assert await rows(town, STATE) == [("STOPPED", "2025-05-31", "CUSTOMER_LOST")]
    found = await rows(town, LINES)
    assert [state for _, _, state in found] == ["DUE"] * 6 + ["LAPSED"] * 6 + ["DUE"]
    assert found[-1][:2] == ("CLAW_BACK", "2025-06-30")
    assert await amounts(town, "2025-H1") == [(uid("E3"), 5_000_000)]


async def test_a_seller_who_leaves_keeps_what_has_vested(town):
    await running(town)

    async def leave() -> None:
        await Employment.filter(employee_id=uid("E3")).update(left_on=date(2025, 6, 15))

    await town.write(leave)
    await vest_commissions(house(town))

    assert await rows(town, STATE) == [("STOPPED", "2025-06-15", "SELLER_LEFT")]
    assert await amounts(town, "2025-H1") == [(uid("E3"), 5_000_000)]


async def test_a_scheme_ends_today_or_once_its_last_day_is_over(town):
    scheme = await active(town)
    later = house(town, today=date(2025, 9, 1))

    await scheme_steps.end_incentive_scheme(drafter(town), id=scheme, ends_on=date(2025, 8, 31))
    await end_schemes(house(town))
    assert await states(town) == [("SERVICE", "1", "ACTIVE")]
    await end_schemes(later)
    assert await states(town) == [("SERVICE", "1", "ENDED")]
    with pytest.raises(InvalidState):
        await scheme_steps.end_incentive_scheme(drafter(town), id=scheme)
