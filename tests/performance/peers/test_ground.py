"""Who works in a department today, and a round in its state."""

from __future__ import annotations

from datetime import date

import pytest

from server.kernel.errors import InvalidInput, InvalidState, NotFound
from server.performance.models import PeerRoundState
from server.performance.peers.operations.ground import find_round, is_now, line_up, members_of, person_of
from server.performance.peers.operations.peers import save_peer_round
from tests.people.town import plant
from tests.performance.peers.test_peers import GIVEN
from tests.plan.world import context, uid


async def test_a_department_is_all_who_work_in_it_or_below_today(store):
    await plant(store)
    hr = context(store, "hr_manager")

    assert await store.write(lambda: members_of(hr, uid("D2"))) == [uid("E2"), uid("E3"), uid("E4")]
    assert await store.write(lambda: members_of(hr, uid("D4"))) == [uid("E6")]


async def test_people_and_rounds_that_are_not_there_are_refused(store):
    await plant(store)
    made = await save_peer_round(context(store, "hr_manager"), **GIVEN)

    assert await store.write(lambda: person_of(" E3 ", "raterCodes")) == uid("E3")
    with pytest.raises(InvalidInput):
        await store.write(lambda: person_of("E99", "raterCodes"))
    with pytest.raises(InvalidState):
        await store.write(lambda: find_round(made, PeerRoundState.OPEN))
    with pytest.raises(NotFound):
        await store.write(lambda: find_round(uid("E1"), PeerRoundState.OPEN))


def test_a_line_of_departments_ends_also_where_it_runs_in_a_circle():
    assert line_up({"a": "b", "b": "c", "c": ""}, "a") == ["a", "b", "c"]
    assert line_up({"a": "b", "b": "a"}, "a") == ["a", "b"]
    assert [is_now(ends, date(2025, 6, 30)) for ends in (None, date(2025, 7, 1), date(2025, 6, 30))] == [
        True,
        True,
        False,
    ]
