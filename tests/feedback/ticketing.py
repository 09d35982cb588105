"""What the tests of tickets share: the town with a team in D2 and a fallback team in D4, and pieces of feedback."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from server.feedback.models import CustomerFeedback, FeedbackChannel, FeedbackTicket
from server.feedback.operations.routing import Told, open_ticket
from server.feedback.operations.teams import save_feedback_team
from server.kernel.context import SYSTEM, Context
from server.store.store import Store
from tests.people.town import plant
from tests.performance.judged import caller
from tests.plan.world import NOW, PAST, context, row, uid

AT = datetime(2025, 6, 30, 2, 0, tzinfo=UTC)
"""Six hours before the world's now."""


async def town(store: Store) -> Context:
    """Plant the town and two teams: CARE of D2 led by E2 with E3 and E4, REST of D4 led by E6. Return HR."""
    await plant(store)
    hr = context(store, "hr_manager")
    await save_feedback_team(
        hr, code="CARE", name="售后组", department_code="D2", lead_code="E2", member_codes=["E3", "E4"]
    )
    await save_feedback_team(
        hr, code="REST", name="兜底组", department_code="D4", lead_code="E6", is_fallback=True
    )
    return hr


async def came(store: Store, code: str, at: datetime = AT, **told: Any) -> str:
    """Let a piece of feedback come in by the system, fact and ticket; return the ticket's id."""
    ctx = replace(context(store, "hr_manager"), principal=SYSTEM)
    known: dict[str, Any] = {"channel": FeedbackChannel.LINK, "customer_ref": f"c{code}", **told}

    async def whole() -> str:
        await CustomerFeedback.create(
            **row(code), recorded_at=PAST, source_key=f"f:{code}", received_at=at, score=told.get("score"),
            agent_id=told.get("agent_id"), customer_ref=f"c{code}", is_valid="invalid_reason" not in told,
        )  # fmt: skip
        return await open_ticket(ctx, Told(answer_key=f"f:{code}", received_at=at, **known))

    return await store.write(whole)


async def ticket(store: Store, ticket_id: str) -> FeedbackTicket:
    return await store.write(lambda: FeedbackTicket.get(id=ticket_id))


def later(ctx: Context, **passed: float) -> Context:
    """Return the same caller some time after the world's now."""
    moment = NOW + timedelta(**passed)
    return replace(ctx, now=moment, today=moment.date())


def member(store: Store, person: str) -> Context:
    """Return somebody of the town as a plain employee."""
    return caller(store, person, "employee")


__all__ = ["AT", "came", "later", "member", "ticket", "town", "uid"]
