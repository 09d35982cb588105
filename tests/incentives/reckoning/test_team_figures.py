"""A team is paid by its own figure, everybody below it counted in."""

from __future__ import annotations

import pytest

from server.incentives.reckoning.working_out import work_out
from server.metrics.agreed.registry import Registry
from server.store.store import Store
from tests.approvals.cast import house
from tests.incentives.drafted import drafted
from tests.incentives.figured import QUARTER, amounts, served
from tests.plan.world import uid


@pytest.fixture
async def town(store: Store) -> Store:
    await served(store)
    return store


async def test_teams_are_paid_by_their_own_figure_with_those_below(town):
    # D2 counts E3's and E5's answers, 9 of 12; D3 only E5's, 1 of 2.
    assert await amounts(town, "when team csat >= 75%: team pool 100.01 by equal") == {
        "E1": 10_001, "E2": 5_001, "E3": 5_000, "E5": 0, "E6": 0,
    }  # fmt: skip


async def test_a_teams_figure_comes_with_its_receipt(town):
    scheme = await drafted(town, rules="when team csat >= 75%: team pool 100 by equal")

    found = {each.employee_id: each for each in await work_out(house(town), Registry(town), scheme, QUARTER)}

    met, missed = found[uid("E3")].steps[0].receipt, found[uid("E5")].steps[0].receipt
    assert met.startswith("z1.")
    assert missed.startswith("z1.")
    assert met != missed
