"""The answer that stops the clock, time on hold, the end and its undoing; the fact that figures count keeps step."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.feedback.operations.answering import (
    AnswerFirst,
    answer_customer_feedback,
    pause_customer_feedback,
    reopen_customer_feedback,
    resolve_customer_feedback,
    resume_customer_feedback,
)
from server.kernel.errors import Conflict, InvalidInput, InvalidState
from server.people.operations.access import link
from tests.feedback.ticketing import AT, came, later, member, ticket, town
from tests.people.town import rows
from tests.plan.world import NOW, uid

FACT = "select first_response_at,closed_at from customer_feedback where superseded_at is null"


async def opened(store, **told):
    await town(store)
    return await came(store, "N1", **{"agent_id": uid("E3"), "score": 1, "text": "太慢", **told})


@pytest.mark.parametrize(
    ("passed", "late"),
    [({"hours": 18}, False), ({"hours": 18, "milliseconds": 1}, True)],
    ids=["on", "after"],
)
async def test_exactly_on_the_limit_is_in_time(store, passed, late):
    found = await opened(store)
    await answer_customer_feedback(later(member(store, "E4"), **passed), id=found, text="抱歉，已为您处理")
    row = await ticket(store, found)

    assert row.first_response_at is not None
    assert (row.is_breached, row.first_response_at - AT >= timedelta(hours=24), row.state) == (
        late,
        True,
        "RESPONDED",
    )
    assert link(row, "assignee_id") == uid("E4")


async def test_the_fact_keeps_step_with_the_ticket(store):
    found, e4 = await opened(store), member(store, "E4")
    with pytest.raises(AnswerFirst):
        await resolve_customer_feedback(e4, id=found)
    await answer_customer_feedback(e4, id=found, text="抱歉，已为您处理", script="S1/2")
    answered = NOW.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    assert await rows(store, FACT) == [(answered, None)]
    with pytest.raises(Conflict):
        await resolve_customer_feedback(e4, id=found, version=1)
    await resolve_customer_feedback(later(e4, hours=1), id=found, resolution="已退款")
    ended = (NOW + timedelta(hours=1)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    assert await rows(store, FACT) == [(answered, ended)]

    await reopen_customer_feedback(later(e4, hours=1, seconds=20), id=found, is_mistake=True)
    assert (await ticket(store, found)).reopened_count == 0
    await resolve_customer_feedback(later(e4, hours=2), id=found)
    with pytest.raises(InvalidInput):
        await reopen_customer_feedback(later(e4, hours=3), id=found, is_mistake=True)
    await reopen_customer_feedback(later(e4, hours=3), id=found, reason="客户又来问")
    row = await ticket(store, found)

    assert (row.state, row.reopened_count, row.resolved_at) == ("RESPONDED", 1, None)
    assert await rows(store, FACT) == [(answered, None)]
    told = await rows(store, "select count(*) from metric_touch where source='customer_feedback'")
    assert int(told[0][0]) >= 1
    assert len(await rows(store, "select id from customer_feedback")) == 6


async def test_a_good_rating_needs_a_look_and_no_letter(store):
    found, e4 = await opened(store, score=5, text=""), member(store, "E4")
    await resolve_customer_feedback(e4, id=found)
    row = await ticket(store, found)
    assert (row.state, row.first_response_at) == ("RESOLVED", NOW)
    await reopen_customer_feedback(e4, id=found, is_mistake=True)
    row = await ticket(store, found)
    assert (row.state, row.first_response_at) == ("ROUTED", None)
    assert await rows(store, FACT) == [(None, None)]


async def test_time_on_hold_is_given_back(store):
    found, e4 = await opened(store), member(store, "E4")
    with pytest.raises(InvalidInput):
        await pause_customer_feedback(e4, id=found, reason=" ")
    await pause_customer_feedback(e4, id=found, reason="等客户补照片")
    with pytest.raises(InvalidState):
        await pause_customer_feedback(e4, id=found, reason="再暂停一次")
    await resume_customer_feedback(later(e4, hours=30), id=found)
    row = await ticket(store, found)
    assert (row.due_at, row.paused_ms, row.is_breached) == (
        AT + timedelta(hours=54), 30 * 3_600_000, False,
    )  # fmt: skip
    with pytest.raises(InvalidState):
        await resume_customer_feedback(e4, id=found)
    await answer_customer_feedback(later(e4, hours=48), id=found, text="抱歉，已为您处理", resolve=True)
    row = await ticket(store, found)

    assert (row.state, row.is_breached) == ("RESOLVED", False)
    acts = [act for (act,) in await rows(store, "select act from feedback_event order by id")]
    assert acts == ["RECEIVED", "ROUTED", "PAUSED", "RESUMED", "ANSWERED", "RESOLVED"]


async def test_what_is_late_cannot_be_held_up(store):
    found = await opened(store)
    with pytest.raises(InvalidState):
        await pause_customer_feedback(later(member(store, "E4"), hours=19), id=found, reason="太晚了")
