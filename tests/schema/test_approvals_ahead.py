"""Who would decide is told for what people ask for themselves, and for nothing else."""

from __future__ import annotations

import pytest

from server.store.store import Store
from tests.schema.world import World, planted

ASK = "query Ahead($kind: String!) { foreseenApproval(kind: $kind) { approver names } }"


@pytest.fixture
async def world(store: Store) -> World:
    return await planted(store)


async def test_leave_goes_to_the_manager_and_a_kind_nobody_asks_for_is_refused(world):
    told = await world.ask("employee", ASK, {"kind": "absence"})
    wrong = await world.ask("employee", ASK, {"kind": "payout_run"})

    assert told["data"]["foreseenApproval"] == [{"approver": "manager", "names": ["李娜"]}]
    assert wrong["data"] is None
