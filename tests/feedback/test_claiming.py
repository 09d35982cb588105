"""Whose a ticket is: one winner of many, given back, given on; and nothing for who has no part in it."""

from __future__ import annotations

import asyncio

import pytest

from server.feedback.operations.claiming import (
    AlreadyClaimed,
    assign_customer_feedback,
    claim_customer_feedback,
    release_customer_feedback,
    route_customer_feedback,
)
from server.feedback.operations.teams import save_feedback_team
from server.kernel.errors import Denied, InvalidInput, InvalidState, NotFound
from server.people.operations.access import link
from tests.feedback.ticketing import came, member, ticket, town
from tests.people.town import picture, rows
from tests.performance.judged import caller
from tests.plan.world import context, uid

TRIED = 16


async def test_of_sixteen_who_claim_at_once_one_has_it(store):
    await town(store)
    found = await came(store, "N1", agent_id=uid("E3"), score=1, text="太慢")
    people = [member(store, ("E3", "E4")[number % 2]) for number in range(TRIED)]

    outcomes = await asyncio.gather(
        *(claim_customer_feedback(one, id=found) for one in people), return_exceptions=True
    )

    row = await ticket(store, found)
    winner = "E3" if link(row, "assignee_id") == uid("E3") else "E4"
    lost = [each for each in outcomes if isinstance(each, AlreadyClaimed)]
    assert (outcomes.count(found), len(lost)) == (TRIED // 2, TRIED // 2)
    assert link(row, "assignee_id") == uid(winner)
    assert await rows(store, "select actor_id from feedback_event where act='CLAIMED'") == [(uid(winner),)]
    logged = await rows(store, "select action from audit_entry where action='feedback.claimed'")
    assert logged == [("feedback.claimed",)]


async def test_a_ticket_goes_from_hand_to_hand(store):
    await town(store)
    found = await came(store, "N1", agent_id=uid("E3"), score=1, text="太慢")
    e3, e4, head = member(store, "E3"), member(store, "E4"), context(store, "department_manager")
    await claim_customer_feedback(e3, id=found)
    await release_customer_feedback(e3, id=found)
    await claim_customer_feedback(e4, id=found)
    await assign_customer_feedback(e4, id=found, employee_code="E3", note="您更熟")
    assert link(await ticket(store, found), "assignee_id") == uid("E3")
    for code in ("E6", "E5", "ZZ"):
        with pytest.raises(InvalidInput):
            await assign_customer_feedback(head, id=found, employee_code=code)
    with pytest.raises(InvalidInput):
        await assign_customer_feedback(head, id=found)
    due = (await ticket(store, found)).due_at
    await assign_customer_feedback(head, id=found, team_code="REST")

    row = await ticket(store, found)
    assert (link(row, "assignee_id"), link(row, "handler_department_id"), row.due_at) == ("", uid("D4"), due)
    told = await rows(
        store,
        "select e.code from notice n join employee e on e.id=n.employee_id where n.key like '%:given:%' order by n.id",
    )
    assert told == [("E3",), ("E6",)]
    with pytest.raises(Denied):
        await claim_customer_feedback(
            e3, id=found
        )  # it is about E3, so they see it, but another team handles it


async def test_nobody_else_has_a_part_in_it_and_nothing_happens(store):
    """HR sees feedback and does not handle it; who has no part does not learn that it is there."""
    await town(store)
    found = await came(store, "N1", agent_id=uid("E3"), score=1, text="太慢")
    before = [await picture(store), await rows(store, "select * from feedback_ticket")]
    refused = (
        (context(store, "hr_manager"), Denied),
        (context(store, "performance_specialist"), Denied),
        (caller(store, "E6", "employee"), NotFound),
        (context(store, "hr_specialist"), NotFound),
        (context(store, "payroll_specialist"), NotFound),
        (context(store, "auditor"), NotFound),
    )
    for who, kind in refused:
        with pytest.raises(kind):
            await claim_customer_feedback(who, id=found)
        with pytest.raises(kind):
            await assign_customer_feedback(who, id=found, team_code="REST")

    assert [await picture(store), await rows(store, "select * from feedback_ticket")] == before


async def test_hr_sends_on_what_nobody_was_named_for(store):
    hr = await town(store)
    await save_feedback_team(hr, code="REST", name="兜底组", is_fallback=False)
    found = await came(store, "N1", text="你好")
    assert (await ticket(store, found)).state == "RECEIVED"
    await route_customer_feedback(hr, id=found, team_code="CARE")
    row = await ticket(store, found)
    assert (row.state, link(row, "handler_department_id")) == ("ROUTED", uid("D2"))
    with pytest.raises(InvalidState):
        await route_customer_feedback(hr, id=found, team_code="REST")
