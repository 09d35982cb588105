"""Hiring a candidate is the hire of every employee: who may not hire can't do it here, and the candidate is linked."""

from __future__ import annotations

from datetime import date

import pytest

from server.kernel.errors import Conflict, Denied, InvalidState
from server.people.models import Assignment, Employee
from server.recruiting.models import Candidate, JobOpening
from server.recruiting.operations.candidates import move_candidate
from server.recruiting.operations.hiring import hire_candidate
from server.store.keys import person_key
from tests.people.town import rows
from tests.plan.world import uid
from tests.recruiting.looking import found, got

JULY = date(2025, 7, 1)


@pytest.fixture
async def offered(hr, apply):
    made = await apply("周航", "13900000001", email="zh@example.com")
    for state in ("INTERVIEWING", "OFFERED"):
        await move_candidate(hr, id=made, state=state)
    return made


async def test_one_act_makes_the_employee_and_fills_the_opening(hr, offered, opening, town):
    await hire_candidate(hr, id=offered, code="E90", hired_on=JULY, probation_ends_on=date(2025, 9, 30))
    row = await got(town, Candidate, id=offered)
    person = await got(town, Employee, code="E90")
    assert (row.state, row.employee_id, person.name) == ("HIRED", person.id, "周航")
    key = await town.write(lambda: person_key(town.vault, person.id))
    assert town.vault.open(key, f"employee.phone|{person.id}", person.phone) == "13900000001"
    post = await got(town, Assignment, employee_id=person.id)
    assert (post.department_id, post.position_id, post.manager_id) == (uid("D2"), uid("P1"), uid("E2"))
    assert (await got(town, JobOpening, id=opening)).state == "FILLED"
    fact = "select filled_on,filled_by from requisition where superseded_at is null and source_key like 'opening:%'"
    assert await rows(town, fact) == [("2025-06-30", "EXTERNAL")]
    offers = "select result from offer where superseded_at is null and source_key like 'candidate:%'"
    assert await rows(town, offers) == [("ACCEPTED",)]


async def test_a_manager_decides_on_candidates_but_does_not_hire(boss, offered, town):
    with pytest.raises(Denied):
        await hire_candidate(boss, id=offered, code="E90", hired_on=JULY)
    assert not await found(town, lambda: Employee.exists(code="E90"))
    assert (await got(town, Candidate, id=offered)).state == "OFFERED"


async def test_a_hire_that_fails_leaves_the_candidate_as_they_were(hr, offered, town):
    with pytest.raises(Conflict):
        await hire_candidate(hr, id=offered, code="E3", hired_on=JULY)
    assert (await got(town, Candidate, id=offered)).state == "OFFERED"


async def test_nobody_is_hired_without_an_offer(hr, apply):
    made = await apply("何苗", "13900000002")
    with pytest.raises(InvalidState):
        await hire_candidate(hr, id=made, code="E91", hired_on=JULY)
