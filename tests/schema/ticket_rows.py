"""Tickets, a team and a rule of the sample world, for the tests of the schema."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from server.feedback import models as m
from server.store.store import Store
from tests.feedback.ticketing import came
from tests.plan.world import TODAY, row, uid

TEAM, REST, RULE = uid("T1"), uid("T2"), uid("T3")
FREE, HELD, PAUSED, ENDED, NOBODYS = uid("T5"), uid("T6"), uid("T7"), uid("T8"), uid("T9")
AT = datetime(2025, 6, 30, 2, 0, tzinfo=UTC)
PRODUCT = "T-1"


async def plant_tickets(store: Store) -> None:
    """Plant a team of D2 led by E2 with E3, and five tickets about E3; the last has no team."""
    await store.write(_plant)


async def _plant() -> None:
    await m.FeedbackTeam.create(
        **row("T1"), code="T-CARE", name="售后组", department_id=uid("D2"), lead_id=uid("E2")
    )
    await m.FeedbackTeam.create(**row("T2"), code="T-REST", name="兜底组", department_id=uid("D4"))
    await m.FeedbackTeamMember.create(
        **row("T4"), team_id=TEAM, employee_id=uid("E3"), valid_from=TODAY - timedelta(days=100)
    )
    await m.RoutingRule.create(**row("T3"), place=1, name="低分", max_score=1, product="T-0", team_id=TEAM)
    states: dict[str, dict[str, Any]] = {
        "T5": {"state": "ROUTED"},
        "T6": {"state": "ROUTED", "assignee_id": uid("E3"), "claimed_at": AT},
        "T7": {"state": "ROUTED", "paused_at": AT, "pause_reason": "等照片"},
        "T8": {"state": "RESOLVED", "first_response_at": AT, "resolved_at": AT},
        "T9": {"state": "RECEIVED", "team_id": None, "handler_department_id": None},
    }
    for code, values in states.items():
        known: dict[str, Any] = {"team_id": TEAM, "handler_department_id": uid("D2"), **values}
        await m.FeedbackTicket.create(
            **row(code), **known, answer_key=f"t:{code}", channel="LINK", customer_ref=f"c{code}", product=PRODUCT,
            agent_id=uid("E3"), department_id=uid("D2"), score=1, text="等了太久", received_at=AT,
            due_at=AT + timedelta(hours=24), zone="Asia/Shanghai",
        )  # fmt: skip
        await m.CustomerFeedback.create(
            **row(code), recorded_at=AT, source_key=f"t:{code}", received_at=AT, score=1, agent_id=None,
        )  # fmt: skip
    await m.FeedbackReply.create(**row("T1"), ticket_id=ENDED, author_id=uid("E3"), text="抱歉", sent_at=AT)
    await m.FeedbackEvent.create(**row("T1"), ticket_id=ENDED, act="RESOLVED", actor_id=uid("E3"), at=AT)


async def arrive(store: Store) -> str:
    """Let one more piece of feedback about E3 come in by the system."""
    known = await store.write(lambda: m.FeedbackTicket.all().count())
    return await came(store, f"N{70 + known}", agent_id=uid("E3"), score=2, text="一直没人接")
