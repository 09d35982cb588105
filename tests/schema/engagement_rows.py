"""Rows of support, suggestions, the pulse, meetings and retrospectives that the callers' cases speak of."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from server.engagement import models as m
from server.store.base import stamp
from server.store.store import Store
from tests.plan.world import NOW, PAST, context, row, uid

ASKED, SOLVED, TOPIC = uid("U1"), uid("U2"), uid("U3")
NAMED, QUESTION = uid("U5"), uid("U7")
SERIES, MEETING, ITEM, ACTION = uid("V1"), uid("V2"), uid("V4"), uid("V5")
RETRO, CASE = uid("V6"), uid("V7")
JULY = date(2025, 7, 1)


async def plant_engagement(store: Store) -> None:
    """Plant requests of E3 to D2, suggestions, this week's question, a meeting of E3 and a look back of D2."""
    await store.write(_support)
    await store.write(_voices)
    await store.write(_meetings)


async def _support() -> None:
    await m.SupportTopic.create(**row("U3"), code="HELP", name="支援", department_id=uid("D2"))
    due: dict[str, Any] = {"answer_due_at": NOW + timedelta(days=1), "solve_due_at": NOW + timedelta(days=3)}
    for code, state in (("U1", "ASSIGNED"), ("U2", "SOLVED")):
        await m.SupportRequest.create(
            **row(code), **due, requester_id=uid("E3"), topic_id=TOPIC, department_id=uid("D2"),
            assignee_id=uid("E2"), title=f"请求{code}", state=state, raised_at=NOW, due_at=None,
        )  # fmt: skip
    await m.SupportEvent.create(
        **row("U4"), request_id=SOLVED, actor_id=uid("E3"), kind="CONFIRMED", happened_at=NOW,
        before='{"state":"SOLVED"}',
    )  # fmt: skip


async def move_on(store: Store) -> None:
    """Let something happen to E3's request."""
    await store.write(lambda: m.SupportEvent.create(**stamp(context(store, "hr_manager")), request_id=ASKED,
                                                    kind="REMARK", text="在查", happened_at=NOW))  # fmt: skip


async def _voices() -> None:
    shared: dict[str, Any] = {"given_on": date(2025, 6, 16), "department_id": uid("D2")}
    await m.Suggestion.create(**row("U5"), **shared, author_id=uid("E3"), text="晨会改短")
    await m.Suggestion.create(
        **row("U6"), **shared, text="还没有人看到", is_anonymous=True, is_shown=False, ticket="t"
    )
    await m.PulseQuestion.create(**row("U7"), week=date(2025, 6, 30), text="工作量合适吗？", state="OPEN")
    for code, unit, answers in (("U8", None, 20), ("U9", "D2", 10), ("W1", "D3", 9)):
        await m.PulseResult.create(
            **row(code), recorded_at=PAST, question_id=QUESTION, department_id=unit and uid(unit),
            closed_on=date(2025, 6, 30), points=400 * answers, answers=answers,
        )  # fmt: skip


async def _meetings() -> None:
    await m.MeetingSeries.create(
        **row("V1"), code="CROSS", name="沟通会", organizer_id=uid("E1"), from_on=date(2025, 1, 1)
    )
    for code, unit in (("V8", "D2"), ("V9", "D4")):
        await m.MeetingMember.create(**row(code), series_id=SERIES, department_id=uid(unit))
    await m.Meeting.create(
        **row("V2"), series_id=SERIES, month=date(2025, 6, 1), title="沟通会", organizer_id=uid("E1"),
        starts_at=NOW,
    )  # fmt: skip
    await m.MeetingInvite.create(**row("V3"), meeting_id=MEETING, employee_id=uid("E3"))
    await m.MeetingItem.create(**row("V4"), meeting_id=MEETING, place=1, title="描述不清")
    await m.MeetingAction.create(
        **row("V5"), meeting_id=MEETING, owner_id=uid("E3"), text="补话术", due_on=JULY
    )
    await m.Retrospective.create(
        **row("V6"), department_id=uid("D2"), rhythm="WEEKLY", starts_on=date(2025, 6, 23), lead_id=uid("E2")
    )
    await m.RetroSeries.create(
        **row("V61"), department_id=uid("D2"), rhythm="WEEKLY", lead_id=uid("E2"), from_on=date(2025, 6, 2)
    )
    await m.RetroCase.create(
        **row("V7"), retrospective_id=RETRO, kind="GOOD", title="先道歉", situation="客户急着要货"
    )
