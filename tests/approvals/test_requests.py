"""Asking: who is asked at which step, what is left out, and taking it back."""

from __future__ import annotations

import pytest

from server import approvals
from server.approvals import Decided, Step
from server.approvals.requests import NoApprover
from server.kernel.errors import Conflict, InvalidState, NotFound
from server.people import operations
from server.people.models import Department
from tests.approvals.cast import LAST_DAY, OPEN, resign, settled, signed_in, standing
from tests.people.town import one, refused, rows
from tests.plan.world import uid


async def test_a_step_that_leads_back_to_who_asks_is_left_out(town):
    """E6 is the HR manager and heads D4: only the head of the company above is left to ask."""
    await resign(town, "E6")

    assert await standing(town) == [("0", "E1", "WAITING")]


async def test_without_anybody_to_ask_nothing_is_asked(town):
    await town.write(lambda: Department.all().update(manager_id=None))

    me = signed_in(town, "E6")
    await refused(town, lambda: operations.hand_in_resignation(me, last_day=LAST_DAY), NoApprover)


async def test_the_nearest_departments_chain_goes_before_the_companys(town):
    hr = signed_in(town, "E6", "hr_manager")
    await operations.set_approval_chain(hr, kind="resignation", steps=[Step("role:hr_manager")])
    await operations.set_approval_chain(
        hr,
        kind="resignation",
        steps=[Step("department_head"), Step("manager_of_manager")],
        department_code="D2",
    )

    await resign(town, "E4")
    assert await standing(town) == [("0", "E2", "WAITING"), ("1", "E1", "WAITING")]

    await resign(town, "E2")
    assert ("0", "E1", "WAITING") in await standing(town)


async def test_all_of_a_step_must_agree_where_it_says_so(town):
    hr = signed_in(town, "E6", "hr_manager")
    await operations.set_approval_chain(hr, kind="resignation", steps=[Step("role:hr_manager", any_of=False)])
    await operations.set_approval_chain(hr, kind="resignation", steps=[Step("manager", any_of=False)])
    request = await resign(town)

    await approvals.decide(signed_in(town, "E2"), request, Decided.APPROVE)

    assert await rows(town, OPEN) == [("APPROVED", "0")]


async def test_approvers_are_told_in_turn_and_the_notice_ends_with_the_decision(town):
    told = "select e.code,n.done_at is null from notice n join employee e on e.id=n.employee_id order by n.created_at,1"
    request = await resign(town)
    assert [(code, bool(is_open)) for code, is_open in await town.reads.rows(told)] == [("E2", True)]

    await approvals.decide(signed_in(town, "E2"), request, Decided.APPROVE)

    assert [(code, bool(is_open)) for code, is_open in await town.reads.rows(told)] == [
        ("E2", False),
        ("E6", True),
    ]


async def test_who_asked_takes_it_back_and_nobody_else(town):
    request, me = await resign(town), signed_in(town, "E3")
    await refused(town, lambda: approvals.withdraw_own(signed_in(town, "E2"), request), NotFound)
    await refused(town, lambda: approvals.withdraw_own(me, request, version=7), Conflict)

    await approvals.withdraw_own(me, request, idempotency_key="back")
    await approvals.withdraw_own(me, request, idempotency_key="back")

    assert await rows(town, OPEN) == [("WITHDRAWN", "0")]
    assert await settled(town, request) == "WITHDRAWN"
    assert await one(town, "select count(*) from exit_case") == 0
    await refused(town, lambda: approvals.withdraw_own(me, request), InvalidState)


async def test_an_approved_one_is_taken_back_until_it_is_settled(town):
    request, me = await resign(town), signed_in(town, "E3")
    for code in ("E2", "E6"):
        await approvals.decide(signed_in(town, code), request, Decided.APPROVE)

    await approvals.withdraw_own(me, request)

    assert await settled(town, request) == "WITHDRAWN"
    assert await rows(town, f"select left_on from employment where employee_id='{uid('E3')}'") == [(None,)]


async def test_a_second_one_waits_for_the_first(town):
    await resign(town)

    with pytest.raises(InvalidState):
        await resign(town)
