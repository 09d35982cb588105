"""An answer is of nobody: no author, no time of its own, and its author may change it while the round is open."""

from __future__ import annotations

import pytest

from server.kernel.errors import InvalidInput, InvalidState, NotFound
from server.performance.peers.operations.answers import Rated, answer_peer_invite, decline_peer_invite
from server.performance.peers.operations.peers import (
    include_in_peer_round,
    nominate_peers,
    open_peer_round,
    save_peer_round,
)
from tests.people.town import one, plant, rows
from tests.performance.judged import caller
from tests.performance.peers.test_peers import GIVEN
from tests.plan.world import context, uid

FIVE = [Rated("q1", 5), Rated("q2", 4)]


@pytest.fixture
async def hr(store):
    """E1, with an open round about E3, whom E2, E6 and E3 are asked about."""
    await plant(store)
    hr = context(store, "hr_manager")
    made = await save_peer_round(hr, **GIVEN)
    await include_in_peer_round(hr, round_id=made, employee_codes=["E3"])
    await nominate_peers(hr, round_id=made, rater_codes=["E6"], employee_code="E3")
    await open_peer_round(hr, id=made)
    return hr


async def invite_of(store, person: str) -> str:
    return str(await one(store, f"select id from peer_invite where rater_id='{uid(person)}'"))


async def test_nothing_that_is_kept_tells_whose_answer_it_is(hr, store):
    mine = await invite_of(store, "E6")
    await answer_peer_invite(caller(store, "E6", "employee"), id=mine, ratings=FIVE, remark=" 很靠谱 ")

    ((born, by, changed, person, relation, scores, remark, ticket),) = await rows(
        store,
        "select created_at,created_by,updated_at,subject_id,relation,scores,remark,ticket from peer_answer",
    )
    assert (born, changed, by) == ("2025-06-01T00:00:00.000Z", "2025-06-01T00:00:00.000Z", None)
    assert (person, relation, scores, remark) == (uid("E3"), "PEER", '{"q1":5,"q2":4}', "很靠谱")
    assert uid("E6") not in ticket
    assert mine not in str(await rows(store, "select * from peer_answer"))
    told = await rows(store, "select subject_type,changes from audit_entry where action='peers.answer'")
    assert [(kind, uid("E3") in changes) for kind, changes in told] == [("PeerRound", False)]


async def test_an_answer_is_changed_and_never_doubled(hr, store):
    mine, rater = await invite_of(store, "E6"), caller(store, "E6", "employee")
    await answer_peer_invite(rater, id=mine, ratings=FIVE)
    await answer_peer_invite(rater, id=mine, ratings=[Rated("q1", 1)])

    assert await rows(store, "select scores from peer_answer") == [('{"q1":1}',)]
    assert await rows(store, f"select is_answered from peer_invite where id='{mine}'") in (
        [("1",)],
        [("True",)],
    )


@pytest.mark.parametrize(
    "ratings",
    [[], [Rated("q9", 5)], [Rated("q1", 6)], [Rated("q1", 0)]],
    ids=["none", "unknown", "six", "zero"],
)
async def test_an_answer_is_one_to_five_to_what_was_asked(hr, store, ratings):
    with pytest.raises(InvalidInput) as caught:
        await answer_peer_invite(
            caller(store, "E6", "employee"), id=await invite_of(store, "E6"), ratings=ratings
        )
    assert caught.value.path == ("input", "ratings")


async def test_an_invitation_of_another_is_not_there(hr, store):
    theirs = await invite_of(store, "E6")
    for person, role in (("E3", "employee"), ("E1", "hr_manager")):
        with pytest.raises(NotFound):
            await answer_peer_invite(
                context(store, role) if person == "E3" else both(store), id=theirs, ratings=FIVE
            )
    assert await rows(store, "select count(*) from peer_answer") == [("0",)]


def both(store):
    return caller(store, "E1", "employee")


async def test_who_knows_too_little_declines_and_may_answer_after_all(hr, store):
    mine, rater = await invite_of(store, "E6"), caller(store, "E6", "employee")
    await decline_peer_invite(rater, id=mine)
    await answer_peer_invite(rater, id=mine, ratings=FIVE)
    with pytest.raises(InvalidState):
        await decline_peer_invite(rater, id=mine)
