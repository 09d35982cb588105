"""Openings are kept by HR and by the manager of the department, closed, opened again, and told to the figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState, NotFound
from server.recruiting.models import JobOpening
from server.recruiting.operations.openings import close_job_opening, reopen_job_opening, save_job_opening
from server.recruiting.rules import WeightsOfTests
from tests.people.town import rows
from tests.performance.judged import caller
from tests.plan.world import uid
from tests.recruiting.looking import got

FACT = (
    "select opened_on,filled_on,cancelled_on from requisition where superseded_at is null "
    "and source_key like 'opening:%'"
)


async def test_an_opening_is_numbered_within_its_year_and_told_to_the_figures(hr, opening, town):
    row = await got(town, JobOpening, id=opening)
    assert (row.code, row.owner_id, row.budget, row.state) == ("J2025-001", uid("E2"), 600000, "OPEN")
    second = await save_job_opening(hr, title="客服主管", department_code="D2", owner_code="E2")
    assert (await got(town, JobOpening, id=second)).code == "J2025-002"
    assert await rows(town, FACT) == [("2025-06-30", None, None)] * 2


async def test_a_manager_opens_for_their_own_department_and_sets_no_pay(boss, town):
    made = await save_job_opening(boss, title="在线客服", department_code="D2")
    assert (await got(town, JobOpening, id=made)).owner_id == uid("E2")
    with pytest.raises(Denied):
        await save_job_opening(boss, title="在线客服", department_code="D2", budget=Decimal(6000))
    with pytest.raises(Denied):
        await save_job_opening(boss, title="在线客服", department_code="D4")


async def test_a_manager_leaves_the_budget_as_it_is(boss, opening, town):
    await save_job_opening(boss, id=opening, title="在线客服二组", department_code="D2", wanted=3)
    row = await got(town, JobOpening, id=opening)
    assert (row.title, row.wanted, row.budget, row.owner_id) == ("在线客服二组", 3, 600000, uid("E2"))


async def test_an_employee_opens_nothing(staff, town):
    with pytest.raises(Denied):
        await save_job_opening(staff, title="在线客服", department_code="D2")


async def test_one_out_of_sight_is_as_one_that_is_not_there(hr, town):
    other = await save_job_opening(hr, title="财务", department_code="D4", owner_code="E6")
    outside = caller(town, "E2", "department_manager", ("D2",))
    with pytest.raises(NotFound):
        await close_job_opening(outside, id=other)


async def test_weights_and_codes_are_looked_at(hr, opening):
    with pytest.raises(WeightsOfTests):
        await save_job_opening(hr, title="在线客服", department_code="D2", owner_code="E2", trait_weight=30)
    with pytest.raises(Conflict):
        await save_job_opening(hr, title="在线客服", department_code="D2", owner_code="E2", code="J2025-001")
    for given in ({"department_code": "NO"}, {"position_code": "NO"}, {"owner_code": "NO"}, {"wanted": 0}):
        with pytest.raises(InvalidInput):
            await save_job_opening(hr, **{"title": "在线客服", "department_code": "D2"} | given)


async def test_an_opening_is_closed_and_opened_again(boss, opening, town):
    await close_job_opening(boss, id=opening)
    assert await rows(town, FACT) == [("2025-06-30", None, "2025-06-30")]
    with pytest.raises(InvalidState):
        await close_job_opening(boss, id=opening)
    await reopen_job_opening(boss, id=opening)
    assert await rows(town, FACT) == [("2025-06-30", None, None)]
