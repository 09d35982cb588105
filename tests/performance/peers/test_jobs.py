"""A round closes by itself, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from server.performance.peers.jobs import close_due_rounds
from server.performance.peers.operations.peers import include_in_peer_round, open_peer_round, save_peer_round
from tests.people.town import plant, rows
from tests.performance.peers.test_peers import GIVEN
from tests.plan.world import context


async def test_a_round_closes_on_the_day_after_its_last(store):
    await plant(store)
    hr = context(store, "hr_manager")
    made = await save_peer_round(hr, **GIVEN)
    await include_in_peer_round(hr, round_id=made, employee_codes=["E3"])
    await open_peer_round(hr, id=made)
    await close_due_rounds(replace(hr, today=GIVEN["ends_on"]))
    assert await rows(store, "select state from peer_round") == [("OPEN",)]
    await close_due_rounds(replace(hr, today=date(2025, 7, 11)))
    await close_due_rounds(replace(hr, today=date(2025, 7, 12)))

    assert await rows(store, "select state,closed_on from peer_round") == [("CLOSED", "2025-07-11")]
