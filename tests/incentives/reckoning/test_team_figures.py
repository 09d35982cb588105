"""A team is paid by its own figure, everybody below it counted in."""

from __future__ import annotations

import pytest

from server.store.store import Store
from tests.incentives.figured import amounts, served


@pytest.fixture
async def town(store: Store) -> Store:
    await served(store)
    return store


async def test_teams_are_paid_by_their_own_figure_with_those_below(town):
    # D2 counts E3's and E5's answers, 9 of 12; D3 only E5's, 1 of 2.
    assert await amounts(town, "when team csat >= 75%: team pool 100.01 by equal") == {
        "E1": 10_001, "E2": 5_001, "E3": 5_000, "E5": 0, "E6": 0,
    }  # fmt: skip
