"""The end of a round: sums of enough people remain, single answers do not."""

from __future__ import annotations

import pytest

from server.kernel.errors import Denied, InvalidState
from server.performance.models import PeerRoundKind
from server.performance.peers.operations.answers import Rated, answer_peer_invite
from server.performance.peers.operations.closing import close_peer_round
from server.performance.peers.operations.peers import (
    include_in_peer_round,
    nominate_peers,
    open_peer_round,
    save_peer_round,
)
from tests.people.town import plant, rows
from tests.performance.judged import caller
from tests.performance.peers.test_peers import GIVEN
from tests.plan.world import context, uid

RESULTS = "select relation,question,points,ratings,answers from peer_result order by relation,question"


@pytest.fixture
async def hr(store):
    await plant(store)
    return context(store, "hr_manager")


async def answer(store, **ratings: int) -> None:
    """Let each of these people answer everything they are asked."""
    for person, rating in ratings.items():
        asked = await rows(store, f"select id from peer_invite where rater_id='{uid(person)}'")
        for (invite,) in asked:
            given = [Rated("q1", rating), Rated("q2", rating)]
            await answer_peer_invite(
                caller(store, person, "employee"), id=invite, ratings=given, remark=f"来自{person}"
            )


async def people(hr) -> str:
    made = await save_peer_round(hr, **GIVEN)
    await include_in_peer_round(hr, round_id=made, employee_codes=["E3"])
    await nominate_peers(hr, round_id=made, rater_codes=["E1", "E4", "E6", "E2"], employee_code="E3")
    await open_peer_round(hr, id=made)
    return made


async def test_four_answers_show_together_and_single_ones_are_gone(hr, store):
    made = await people(hr)
    await answer(store, E1=5, E4=4, E6=3, E2=2, E3=5)
    await close_peer_round(hr, id=made)

    assert sorted(await rows(store, RESULTS), key=str) == sorted([
        (None, "", "2800", "8", "4"), (None, "q1", "1400", "4", "4"), (None, "q2", "1400", "4", "4"),
        ("OTHERS", "", "2800", "8", "4"), ("OTHERS", "q1", "1400", "4", "4"), ("OTHERS", "q2", "1400", "4", "4"),
        ("SELF", "", "1000", "2", "1"), ("SELF", "q1", "500", "1", "1"), ("SELF", "q2", "500", "1", "1"),
    ], key=str)  # fmt: skip
    assert await rows(store, "select count(*) from peer_answer") == [("0",)]
    comments = await rows(store, "select place,text from peer_comment order by place")
    assert [place for place, _ in comments] == ["1", "2", "3", "4"]
    assert not any("来自" in text for _, text in comments)
    assert await rows(store, "select source from metric_touch where source='peer_result'") == [
        ("peer_result",)
    ]


async def test_three_answers_show_nothing_at_all(hr, store):
    made = await people(hr)
    await answer(store, E1=5, E4=4, E6=3)
    await close_peer_round(hr, id=made)

    assert await rows(store, RESULTS) == []
    assert await rows(store, "select count(*) from peer_comment") == [("0",)]
    assert await rows(store, "select count(*) from peer_answer") == [("0",)]


async def test_a_round_closes_once_and_only_by_who_runs_it(hr, store):
    made = await people(hr)
    with pytest.raises(Denied):
        await close_peer_round(context(store, "department_manager"), id=made)
    await close_peer_round(hr, id=made)
    with pytest.raises(InvalidState):
        await close_peer_round(hr, id=made)
    with pytest.raises(InvalidState):
        await answer(store, E4=5)


async def test_a_department_of_three_tells_nothing_and_one_of_four_does(hr, store):
    made = await save_peer_round(hr, **GIVEN, kind=PeerRoundKind.DEPARTMENTS)
    await include_in_peer_round(hr, round_id=made, department_code="D4", asking_department_code="D2")
    await include_in_peer_round(hr, round_id=made, department_code="D2", asking_department_code="D1")
    await open_peer_round(hr, id=made)
    await answer(store, E1=5, E2=4, E3=3, E4=4, E6=4)
    await close_peer_round(hr, id=made)

    found = await rows(store, "select asking_id,department_id,points,ratings,answers from partner_rating")
    assert found == [(uid("D1"), uid("D2"), "4000", "10", "5")]
