"""What is done about a ticket: answered, held up, resolved and opened anew; by whom it went to, as in claiming.py."""

from __future__ import annotations

from typing import Any

from server.delivery import publish
from server.desk.notices import settle_notices
from server.feedback.models import FeedbackAct, FeedbackReply, FeedbackState, FeedbackTicket
from server.feedback.operations.ratings import ask_after_ticket
from server.feedback.operations.routing import is_waiting, ring
from server.feedback.operations.ticket_ground import (
    OPEN,
    clean,
    find_ticket,
    promise_of,
    require_state,
    restate_fact,
    step,
    team_of,
    write_event,
)
from server.feedback.rules import NO_TIME, Verdict, due, needs_answer, remaining, verdict
from server.kernel.context import Context
from server.kernel.errors import InvalidState
from server.people.operations.access import link
from server.people.operations.record import operation
from server.store.base import stamp

LONGEST_ANSWER, LONGEST_NOTE, SHORTEST = 4000, 300, 2
SOON = 60
"""Seconds in which what was just done is taken back as a mistake."""


class AnswerFirst(InvalidState):
    """A customer who wrote, or is unhappy, has had no answer."""

    code = "ANSWER_FIRST"


@operation
async def answer_customer_feedback(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    text: str,
    script: str | None = None,
    resolve: bool = False,
    version: int | None = None,
) -> str:
    """Write down what the customer was told; the first answer stops the clock. Who answers holds the ticket."""
    row = await find_ticket(ctx, id, "answerCustomerFeedback")
    require_state(row, *OPEN)
    said = clean(text, "text", LONGEST_ANSWER, SHORTEST)
    reply = await FeedbackReply.create(
        **stamp(ctx), ticket_id=id, author_id=ctx.principal.employee_id, text=said, script=script or None,
        sent_at=ctx.now,
    )  # fmt: skip
    me = ctx.principal.employee_id
    values: dict[str, Any] = {"state": FeedbackState.RESPONDED, **answered(ctx, row)}  # columns
    values |= {} if link(row, "assignee_id") else {"assignee_id": me, "claimed_at": ctx.now}
    await step(ctx, row, FeedbackAct.ANSWERED, version=version, **values)
    if row.first_response_at is None:
        await restate_fact(ctx, row.answer_key, first_response_at=ctx.now)
        await settle_notices(ctx, f"feedback:{id}")
    data = {"id": id, "reply": reply.id, "channel": str(row.channel), "link": f"/feedback/{id}"}
    await publish(ctx, "feedback.answered", reply.id, data)
    if resolve:
        await resolve_row(ctx, await FeedbackTicket.get(id=id), "", None)
    return id


def answered(ctx: Context, row: FeedbackTicket) -> dict[str, Any]:  # columns
    """Return what a first answer changes: the moment, whether it was late, and a clock on hold that has its end."""
    if row.first_response_at is not None:
        return {}
    held = {"paused_at": None, "pause_reason": ""} if row.paused_at else {}
    due_at = None if row.paused_at else row.due_at
    is_late = due_at is not None and verdict(due_at, NO_TIME, ctx.now) is Verdict.BREACHED
    return {"first_response_at": ctx.now, "is_breached": row.is_breached or is_late, **held}


# --- On hold ---


@operation
async def pause_customer_feedback(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    reason: str,
    version: int | None = None,
) -> str:
    """Hold the clock up while the customer has to do something, with the reason."""
    row = await find_ticket(ctx, id, "pauseCustomerFeedback")
    if not is_waiting(row) or row.due_at is None or ctx.now > row.due_at:
        raise InvalidState(
            "只有还在期限内、等待首次答复的反馈可以暂停。",
            "Only what waits for its first answer, and is not late, can be held up.",
        )
    why = clean(reason, "reason", LONGEST_NOTE, SHORTEST)
    values: dict[str, Any] = {"paused_at": ctx.now, "pause_reason": why}  # columns
    await step(ctx, row, FeedbackAct.PAUSED, version=version, note=why, **values)
    return id


@operation
async def resume_customer_feedback(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Let the clock run on; the time on hold is given back."""
    row = await find_ticket(ctx, id, "resumeCustomerFeedback")
    if row.paused_at is None or row.due_at is None:
        raise InvalidState("这条反馈没有暂停。", "This feedback is not on hold.")
    team = await team_of(row)
    promise = await promise_of(ctx, team, row.received_at)
    left = remaining(row.paused_at, row.due_at, promise.zone, promise.hours)
    held = (ctx.now - row.paused_at).total_seconds() * 1000
    values: dict[str, Any] = {  # columns
        "paused_at": None,
        "pause_reason": "",
        "paused_ms": row.paused_ms + int(held),
        "due_at": due(ctx.now, left, promise.zone, promise.hours),
    }
    await step(ctx, row, FeedbackAct.RESUMED, version=version, **values)
    await ring(ctx, await FeedbackTicket.get(id=id), team)
    return id


# --- The end ---


@operation
async def resolve_customer_feedback(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    resolution: str = "",
    version: int | None = None,
) -> str:
    """End a ticket; whoever wrote, or is unhappy, must have had an answer."""
    row = await find_ticket(ctx, id, "resolveCustomerFeedback")
    require_state(row, *OPEN)
    if row.first_response_at is None and needs_answer(row.text, row.sentiment, row.score):
        raise AnswerFirst("请先答复客户，再标为已解决。", "Answer the customer first, then resolve it.")
    await resolve_row(ctx, row, clean(resolution, "resolution", LONGEST_NOTE), version)
    return id


async def resolve_row(ctx: Context, row: FeedbackTicket, resolution: str, version: int | None) -> None:
    values: dict[str, Any] = {  # columns
        **answered(ctx, row),
        "state": FeedbackState.RESOLVED,
        "resolved_at": ctx.now,
        "resolution": resolution,
    }
    await step(ctx, row, FeedbackAct.RESOLVED, version=version, note=resolution, **values)
    first = row.first_response_at or ctx.now
    await restate_fact(ctx, row.answer_key, first_response_at=first, closed_at=ctx.now)
    await settle_notices(ctx, f"feedback:{row.id}")
    data = {"id": row.id, "channel": str(row.channel), "link": f"/feedback/{row.id}"}
    await publish(ctx, "feedback.resolved", f"{row.id}:{row.version}", data)
    if await ask_after_ticket(ctx, row):
        await write_event(ctx, row.id, FeedbackAct.RATING_ASKED)


@operation
async def reopen_customer_feedback(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    reason: str = "",
    is_mistake: bool = False,
    version: int | None = None,
) -> str:
    """Open a ticket anew; as a mistake of the last minute it needs no reason and is not counted."""
    row = await find_ticket(ctx, id, "reopenCustomerFeedback")
    require_state(row, FeedbackState.RESOLVED, FeedbackState.CLOSED)
    soon = row.resolved_at is not None and (ctx.now - row.resolved_at).total_seconds() <= SOON
    counts = not (is_mistake and soon)
    why = clean(reason, "reason", LONGEST_NOTE, SHORTEST if counts else 0)
    was_looked_at = row.first_response_at == row.resolved_at
    values: dict[str, Any] = {"resolved_at": None, "resolution": ""}  # columns
    fact: dict[str, Any] = {"closed_at": None}
    if counts:
        values |= {"state": FeedbackState.RESPONDED, "reopened_count": row.reopened_count + 1}
    elif was_looked_at:
        values |= {"state": FeedbackState.ROUTED, "first_response_at": None}
        fact["first_response_at"] = None
    else:
        values["state"] = FeedbackState.RESPONDED
    await step(ctx, row, FeedbackAct.REOPENED, version=version, note=why, **values)
    await restate_fact(ctx, row.answer_key, **fact)
    return id
