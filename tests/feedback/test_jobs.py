"""The clock rings at half, at the limit and a day later; nothing is left without a name; what is over is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from server.feedback import jobs
from server.feedback.models import FeedbackTicket
from server.feedback.operations.answering import (
    answer_customer_feedback,
    pause_customer_feedback,
    resolve_customer_feedback,
    resume_customer_feedback,
)
from server.feedback.operations.teams import save_feedback_team
from server.jobs import claim, finish
from server.kernel.clock import Clock
from server.kernel.context import SYSTEM
from server.people.models import CalendarDay, CalendarKind
from server.store.base import stamp
from tests.feedback.ticketing import AT, came, later, member, ticket, town
from tests.people.town import rows
from tests.plan.world import POLICY, context, uid

TOLD = (
    "select e.code from notice n join employee e on e.id=n.employee_id where n.key like {0} order by e.code"
)


async def rings(store, hours, **more):
    """Run what is due so many hours after the feedback came in; return what came of it."""
    now = AT + timedelta(hours=hours, **more)

    async def everyone():
        return [context(store, "hr_manager").principal, context(store, "employee").principal]

    run = jobs.handlers(store, Clock(pinned=now), lambda: POLICY, everyone)
    found = []
    for _ in range(9):
        tasks = await store.write(lambda: claim(now, set(run)))
        if not tasks:
            break
        found.append(await run[tasks[0].name](tasks[0]))
        await store.write(lambda task=tasks[0]: finish(task, found[-1], now))
    return found


async def test_the_chain_goes_up_while_nobody_answers(store):
    await town(store)
    found = await came(store, "N1", agent_id=uid("E3"), score=1, text="太慢")

    assert await rings(store, 11) == []
    assert await rings(store, 12) == ["HALF"]
    assert await rings(store, 24) == []
    assert not (await ticket(store, found)).is_breached
    assert await rings(store, 24, milliseconds=1) == ["LIMIT"]
    assert await rings(store, 48, milliseconds=1) == ["DAY_LATE"]
    assert await rings(store, 400) == []

    row = await ticket(store, found)
    assert (row.is_breached, row.escalation) == (True, 3)
    levels = [await rows(store, TOLD.format(f"'%:level{level}'")) for level in (1, 2, 3)]
    assert levels == [[("E2",)], [("E2",)], [("E1",), ("E2",)]]
    told = await rows(
        store, "select key from outbox_message where topic='delivery.publish' and key like '%breached%'"
    )
    assert told == [(f"feedback.breached:{found}",)]


async def test_a_team_keeps_its_own_promise_and_the_calendar(store):
    """Ten hours of nine to six from Monday 10:00; Tuesday is off, so until Wednesday 11:00."""
    hr = await town(store)
    tuesday: dict[str, Any] = {"day": date(2025, 7, 1), "kind": CalendarKind.HOLIDAY}
    await store.write(lambda: CalendarDay.create(**stamp(hr), **tuesday))
    hours: dict[str, Any] = {"opens_at": 540, "closes_at": 1080, "workdays": "12345"}
    own: dict[str, Any] = {"answer_hours": 10, "lead_percent": 75, "late_hours": 2}
    await save_feedback_team(
        hr, code="CARE", name="售后组", department_code="D2", lead_code="E2", **hours, **own
    )
    found = await came(store, "N1", agent_id=uid("E3"), score=1, text="太慢")

    assert (await ticket(store, found)).due_at == AT + timedelta(hours=49)
    assert await rings(store, 7, minutes=29) == []
    assert await rings(store, 7, minutes=30) == ["HALF"]
    assert await rings(store, 49) == []
    assert await rings(store, 49, milliseconds=1) == ["LIMIT"]
    assert await rings(store, 51) == ["DAY_LATE"]

    await save_feedback_team(
        hr, code="CARE", name="售后组", department_code="D2", **hours, keeps_calendar=False
    )
    found = await came(store, "N2", agent_id=uid("E3"), score=1, text="太慢")
    assert (await ticket(store, found)).due_at == AT + timedelta(days=2, hours=6)  # 24 h: 8, 9 and 7


async def test_what_is_answered_or_on_hold_does_not_ring(store):
    await town(store)
    e4 = member(store, "E4")
    held = await came(store, "N1", agent_id=uid("E3"), score=1, text="太慢")
    done = await came(store, "N2", agent_id=uid("E3"), score=1, text="太慢")
    await answer_customer_feedback(e4, id=done, text="抱歉，已处理")
    await pause_customer_feedback(e4, id=held, reason="等照片")
    assert await rings(store, 30) == ["not due", "not due"]
    await resume_customer_feedback(later(e4, hours=24), id=held)
    assert await rings(store, 35) == []
    assert await rings(store, 36) == ["HALF"]
    assert await rings(store, 48, milliseconds=1) == ["LIMIT"]


async def test_each_night_the_rules_are_asked_again_and_hr_hears_of_the_rest(store):
    hr = await town(store)
    await save_feedback_team(hr, code="REST", name="兜底组", is_fallback=False)
    found = await came(store, "N1", text="你好")

    async def everyone():
        return [context(store, "hr_manager").principal, context(store, "employee").principal]

    night = replace(hr, principal=SYSTEM)
    await jobs.look_for_unrouted(everyone)(night)
    assert await rows(store, TOLD.format("'feedback-unrouted:%'")) == [("E1",)]
    await save_feedback_team(hr, code="REST", name="兜底组", is_fallback=True)
    await jobs.look_for_unrouted(everyone)(replace(night, today=night.today + timedelta(days=1)))

    assert (await ticket(store, found)).state == "ROUTED"
    assert await rows(store, TOLD.format("'feedback-unrouted:%'")) == [("E1",)]


async def test_what_was_resolved_a_week_ago_is_closed(store):
    hr = await town(store)
    found = await came(store, "N1", agent_id=uid("E3"), score=5)
    await resolve_customer_feedback(member(store, "E4"), id=found)
    await jobs.close_resolved(later(hr, days=7))
    assert (await ticket(store, found)).state == "RESOLVED"
    await jobs.close_resolved(later(hr, days=7, seconds=1))
    assert await store.write(lambda: FeedbackTicket.filter(state="CLOSED").count()) == 1
