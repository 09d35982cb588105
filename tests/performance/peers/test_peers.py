"""Setting a round up, who is asked, and opening it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from server.kernel.errors import Denied, InvalidInput, InvalidState, NotFound
from server.performance.models import PeerRoundKind
from server.performance.peers.operations.peers import (
    PeerQuestion,
    include_in_peer_round,
    nominate_peers,
    open_peer_round,
    save_peer_round,
)
from tests.people.town import plant, rows
from tests.plan.world import context, uid

GIVEN: dict[str, Any] = {
    "code": "2025H1",
    "name": "上半年互评",
    "starts_on": date(2025, 6, 1),
    "ends_on": date(2025, 7, 10),
    "questions": [PeerQuestion("协作顺畅", "Works well with others"), PeerQuestion("说到做到")],
}
ASKED = "select rater_id,relation from peer_invite where subject_id='{}' order by relation"


@pytest.fixture
async def hr(store):
    await plant(store)
    return context(store, "hr_manager")


async def test_a_round_keeps_its_questions_in_both_languages(hr, store):
    made = await save_peer_round(hr, **GIVEN)
    again = await save_peer_round(hr, **GIVEN | {"name": "互评"}, version=1)

    assert made == again
    found = await rows(store, "select name,kind,state,least_answers,questions from peer_round")
    assert found == [
        ("互评", "PEOPLE", "NOMINATING", "4", '["协作顺畅 | Works well with others","说到做到 | 说到做到"]')
    ]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"code": "互评"}, "code"),
        ({"name": ""}, "name"),
        ({"ends_on": date(2025, 5, 31)}, "endsOn"),
        ({"least_answers": 3}, "leastAnswers"),
        ({"questions": []}, "questions"),
        ({"questions": [PeerQuestion("甲 | 乙")]}, "questions"),
    ],
)
async def test_a_round_that_makes_no_sense_is_refused(hr, given, field):
    with pytest.raises(InvalidInput) as caught:
        await save_peer_round(hr, **GIVEN | given)
    assert caught.value.path == ("input", field)


async def test_of_a_person_the_manager_the_reports_and_they_themselves_are_asked(hr, store):
    made = await save_peer_round(hr, **GIVEN)
    await include_in_peer_round(hr, round_id=made, employee_codes=["E3", "E2"])
    await include_in_peer_round(hr, round_id=made, employee_codes=["E3"])

    assert await rows(store, ASKED.format(uid("E3"))) == [(uid("E2"), "MANAGER"), (uid("E3"), "SELF")]
    assert await rows(store, ASKED.format(uid("E2"))) == [(uid("E1"), "MANAGER"), (uid("E2"), "SELF")]


async def test_a_department_is_asked_about_another(hr, store):
    made = await save_peer_round(hr, **GIVEN, kind=PeerRoundKind.DEPARTMENTS)
    for wrong in ({}, {"department_code": "D4"}, {"department_code": "D2", "asking_department_code": "D2"}):
        with pytest.raises(InvalidInput):
            await include_in_peer_round(hr, round_id=made, **wrong)
    for _ in range(2):
        await include_in_peer_round(hr, round_id=made, department_code="D4", asking_department_code="D2")

    found = await rows(store, "select rater_id,department_id,subject_id from peer_invite order by rater_id")
    assert found == [(uid(person), uid("D4"), None) for person in ("E2", "E3", "E4")]


async def test_somebody_names_their_own_colleagues_anew_until_the_round_opens(hr, store):
    staff = context(store, "employee")
    made = await save_peer_round(hr, **GIVEN)
    with pytest.raises(InvalidState):
        await nominate_peers(staff, round_id=made, rater_codes=["E4"])
    await include_in_peer_round(hr, round_id=made, employee_codes=["E3"])
    await nominate_peers(staff, round_id=made, rater_codes=["E4", "E6"])
    await nominate_peers(staff, round_id=made, rater_codes=["E6", "E3", "E6"])

    assert await rows(store, ASKED.format(uid("E3"))) == [
        (uid("E2"), "MANAGER"), (uid("E6"), "PEER"), (uid("E3"), "SELF"),
    ]  # fmt: skip
    with pytest.raises(InvalidInput):
        await nominate_peers(staff, round_id=made, rater_codes=["E99"])
    with pytest.raises(NotFound):
        await nominate_peers(staff, round_id=made, rater_codes=["E6"], employee_code="E2")
    await open_peer_round(hr, id=made)
    with pytest.raises(InvalidState):
        await nominate_peers(staff, round_id=made, rater_codes=["E4"])
    with pytest.raises(InvalidState):
        await save_peer_round(hr, **GIVEN)
    told = await rows(store, "select employee_id from notice where kind='peers' order by employee_id")
    assert told == [(uid("E2"),), (uid("E3"),), (uid("E6"),)]


async def test_nobody_else_runs_a_round_and_an_empty_one_does_not_open(hr, store):
    made = await save_peer_round(hr, **GIVEN)
    with pytest.raises(InvalidState):
        await open_peer_round(hr, id=made)
    with pytest.raises(NotFound):
        await open_peer_round(hr, id=uid("E1"))
    for role in ("employee", "department_manager", "hr_specialist"):
        caller = context(store, role)
        with pytest.raises(Denied):
            await save_peer_round(caller, **GIVEN)
        with pytest.raises(Denied):
            await open_peer_round(caller, id=made)
    assert await rows(store, "select state,version from peer_round") == [("NOMINATING", "1")]
