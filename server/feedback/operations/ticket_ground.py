"""What every step of a ticket stands on: who may do it, its history, its fact kept in step, and its team's clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from tortoise.expressions import Q

from policies import Decision, unite
from server import audit
from server.access.settings import read_number
from server.feedback.models import (
    AnswerDispute,
    CustomerFeedback,
    FeedbackAct,
    FeedbackEvent,
    FeedbackState,
    FeedbackTeam,
    FeedbackTeamMember,
    FeedbackTicket,
)
from server.feedback.rules import Hours, Promise, as_ever
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState, not_found
from server.kernel.ids import new_id
from server.metrics.kept.dirty import touched_row
from server.people.operations.access import link, require
from server.people.operations.calendars import calendar_for
from server.store.base import change_row, stamp

WAITING = (FeedbackState.RECEIVED, FeedbackState.ROUTED)
OPEN = (*WAITING, FeedbackState.RESPONDED)
BEFORE = timedelta(days=1)
"""A moment may lie on the day before in some time zone."""


# --- Who may ---


async def find_ticket(ctx: Context, ticket_id: str, verb: str) -> FeedbackTicket:
    """Find a ticket and lock it, for who may handle it; one out of sight is as one that does not exist."""
    row = await FeedbackTicket.filter(id=ticket_id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    mine = await is_of_team(ctx, ctx.principal.employee_id, link(row, "team_id"))
    if not decide(ctx, row, "CustomerFeedback.id", "read", mine=mine, about=True).allowed:
        raise not_found()
    require(decide(ctx, row, f"Mutation.{verb}", "write", mine=mine, about=False))
    return row


def decide(ctx: Context, row: FeedbackTicket, obj: str, act: str, *, mine: bool, about: bool) -> Decision:
    """Decide for each grant in each relation that holds.

    Whom a piece of feedback is `about` sees it, with those above them; handled it is by whom it was routed to and the
    head of their unit, and nobody else.
    """
    me = ctx.principal.employee_id
    own = mine or (
        me is not None and me in (link(row, "assignee_id"), link(row, "agent_id") if about else "")
    )
    places = {link(row, "handler_department_id")}
    if about or not any(places):
        places.add(link(row, "department_id"))
    pairs = [
        (grant.role, relation)
        for grant in ctx.principal.grants
        for relation, holds in (("self", own), ("team", bool(places & set(grant.team))), ("org", True))
        if holds
    ]
    return unite(ctx.policy.decide(role, relation, obj, act) for role, relation in pairs)


async def is_of_team(ctx: Context, employee_id: str | None, team_id: str) -> bool:
    """Tell whether somebody is a member of a team today, or leads it."""
    if not employee_id or not team_id:
        return False
    if await FeedbackTeam.exists(id=team_id, lead_id=employee_id):
        return True
    return bool(await members(ctx, team_id).filter(employee_id=employee_id).exists())


def members(ctx: Context, team_id: str) -> Any:  # a query of the ORM
    still = Q(valid_to=None) | Q(valid_to__gt=ctx.today)
    return FeedbackTeamMember.filter(still, team_id=team_id, valid_from__lte=ctx.today)


def require_state(row: FeedbackTicket, *states: FeedbackState) -> None:
    if row.state not in states:
        raise InvalidState(
            "这条反馈的状态已变，请刷新后重试。",
            "This feedback is in another state by now; reload and try again.",
        )


# --- The clock's own facts ---


async def team_of(row: FeedbackTicket) -> FeedbackTeam | None:
    return await FeedbackTeam.get_or_none(id=link(row, "team_id")) if link(row, "team_id") else None


async def promise_of(ctx: Context, team: FeedbackTeam | None, received: datetime) -> Promise:
    """Return what a team promises of what came in at a moment; what it left open is as the company has it."""

    async def number(own: str, setting: str) -> int:
        known: int | None = getattr(team, own) if team else None
        return await read_number(ctx, setting) if known is None else known

    return Promise(
        limit=timedelta(hours=await number("answer_hours", "feedback_answer_hours")),
        zone=(team.zone if team else "") or ctx.store.settings.zone,
        hours=await hours_of(team, received),
        lead_after=Fraction(await number("lead_percent", "feedback_lead_percent"), 100),
        late_after=timedelta(hours=await number("late_hours", "feedback_late_hours")),
    )


async def hours_of(team: FeedbackTeam | None, received: datetime) -> Hours | None:
    """Return when a team is there from a moment on; None for one whose clock runs day and night."""
    if team is None or team.opens_at is None or team.closes_at is None:
        return None
    calendar = await calendar_for(received.date() - BEFORE) if team.keeps_calendar else None
    turn = calendar.turn if calendar else as_ever
    return Hours(team.opens_at, team.closes_at, frozenset(map(int, team.workdays)), turn)


# --- What is left behind ---


async def step(
    ctx: Context,
    row: FeedbackTicket,
    act: FeedbackAct,
    *,
    version: int | None = None,
    target: str = "",
    note: str = "",
    **values: Any,  # columns, of mixed types
) -> None:
    """Change the ticket and write the step into its history and the audit log."""
    before = {name: getattr(row, name) for name in values}
    await change_row(ctx, FeedbackTicket, row.id, version=version, **values)
    await write_event(ctx, row.id, act, target=target, note=note)
    changes: Mapping[str, tuple[object, object]] = {
        name: (before[name], value) for name, value in values.items() if name not in UNTOLD
    }
    await audit.record(
        ctx, f"feedback.{act.lower()}", subject_type="CustomerFeedback", subject_id=row.id, changes=changes
    )


UNTOLD = frozenset({"text", "resolution", "pause_reason"})
"""What stands in the ticket and is not repeated in the audit log."""


async def write_event(
    ctx: Context, ticket_id: str, act: FeedbackAct, *, target: str = "", note: str = ""
) -> None:
    await FeedbackEvent.create(
        **stamp(ctx), ticket_id=ticket_id, act=act, actor_id=ctx.principal.employee_id, target=target, note=note,
        at=ctx.now,
    )  # fmt: skip


async def restate_fact(ctx: Context, answer_key: str, **changes: object) -> None:
    """Record anew what is known of a piece of feedback; what was known before stays readable.

    A dispute goes on about the version that is known now.
    """
    known = CustomerFeedback.filter(source_key=answer_key, superseded_at=None)
    row = await known.select_for_update().first()
    if row is None:
        return
    kept = {name: getattr(row, name) for name in row._meta.db_fields}
    fresh = {"id": new_id(), "recorded_at": ctx.now, "updated_at": ctx.now, "version": row.version + 1}
    await CustomerFeedback.filter(id=row.id).update(superseded_at=ctx.now, updated_at=ctx.now)
    made = await CustomerFeedback.create(**{**kept, **fresh, **changes})
    await AnswerDispute.filter(answer_id=row.id).update(answer_id=made.id)
    day = row.received_at.date()
    await touched_row(ctx, "customer_feedback", day, day + timedelta(days=1))


def clean(text: str, field: str, most: int, least: int = 0) -> str:
    found = text.strip()
    if not least <= len(found) <= most:
        raise InvalidInput(
            f"请填写 {least} 至 {most} 字。" if least else f"最多 {most} 字。",
            f"Write {least} to {most} characters." if least else f"At most {most} characters.",
            path=("input", field),
        )
    return found
