"""Whose a ticket is: claimed, given back, given on. Of several who claim one at once, one has it.

Members of the team it went to, whom it was given to, and the head of their unit do it, and nobody else.
"""

from __future__ import annotations

from typing import Any

from server.desk.notices import notify
from server.feedback.models import FeedbackAct, FeedbackState, FeedbackTeam, FeedbackTicket, RoutedBy
from server.feedback.operations.routing import Way, hand_to, handler_department
from server.feedback.operations.ticket_ground import (
    OPEN,
    clean,
    find_ticket,
    is_of_team,
    require_state,
    step,
)
from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidInput, InvalidState
from server.kernel.labels import label
from server.people.models import Employee
from server.people.operations.access import link
from server.people.operations.approving import is_here
from server.people.operations.record import operation

LONGEST_NOTE = 300


class AlreadyClaimed(Conflict):
    """Somebody else was quicker."""

    code = "ALREADY_CLAIMED"


@operation
async def claim_customer_feedback(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
) -> str:
    """Take a ticket on oneself; of several who try at once, one has it. Return the ticket's id."""
    row = await find_ticket(ctx, id, "claimCustomerFeedback")
    me, holder = ctx.principal.employee_id, link(row, "assignee_id")
    require_state(row, *OPEN)
    if holder == me and row.claimed_at is not None:
        return id
    if holder not in ("", me):
        raise AlreadyClaimed(
            "这条反馈刚被其他人认领，请处理下一条。",
            "Somebody else has just claimed this; take the next one.",
        )
    state = FeedbackState.ROUTED if row.state is FeedbackState.RECEIVED else row.state
    await step(ctx, row, FeedbackAct.CLAIMED, assignee_id=me, claimed_at=ctx.now, state=state)
    return id


@operation
async def release_customer_feedback(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Give a claimed ticket back to its team, where anybody may take it."""
    row = await find_ticket(ctx, id, "releaseCustomerFeedback")
    require_state(row, *OPEN)
    if not link(row, "assignee_id"):
        return id
    if not link(row, "team_id"):
        raise InvalidState(
            "这条反馈没有小组可退回，请转给他人。",
            "There is no team to give it back to; give it to somebody.",
        )
    await step(ctx, row, FeedbackAct.RELEASED, version=version, assignee_id=None, claimed_at=None)
    return id


@operation
async def assign_customer_feedback(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    employee_code: str | None = None,
    team_code: str | None = None,
    note: str = "",
    version: int | None = None,
) -> str:
    """Give a ticket to a colleague of its team, or on to another team; the promise to the customer stands."""
    row = await find_ticket(ctx, id, "assignCustomerFeedback")
    require_state(row, *OPEN)
    why = clean(note, "note", LONGEST_NOTE)
    if bool(employee_code) == bool(team_code):
        raise InvalidInput(
            "请选择一名同事或一个小组。", "Choose a colleague or a team.", path=("input", "employeeCode")
        )
    if team_code:
        team = await known_team(team_code)
        values = await to_team(ctx, row, team)
        await step(ctx, row, FeedbackAct.ASSIGNED, version=version, target=team.name, note=why, **values)
        people = [link(team, "lead_id")] if link(team, "lead_id") else []
    else:
        person = await colleague(ctx, row, employee_code or "")
        given: dict[str, Any] = {"assignee_id": person.id, "claimed_at": None, "state": after_giving(row)}
        if not link(row, "team_id"):
            given["handler_department_id"] = await handler_department(
                ctx, Way(RoutedBy.RULE, assignee_id=person.id)
            )
        await step(ctx, row, FeedbackAct.ASSIGNED, version=version, target=person.name, note=why, **given)
        people = [person.id]
    title = label("有一条客户反馈转给您处理", "A customer's feedback was given to you")
    key = f"feedback:{id}:given:{ctx.now.isoformat()}"
    await notify(ctx, people, "feedback", title=title, link=f"/feedback/{id}", key=key)
    return id


async def known_team(code: str) -> FeedbackTeam:
    team = await FeedbackTeam.get_or_none(code=code, is_active=True)
    if team is None:
        raise InvalidInput(
            "没有这个小组，请重新选择。", "No such team; choose another.", path=("input", "teamCode")
        )
    return team


async def to_team(ctx: Context, row: FeedbackTicket, team: FeedbackTeam) -> dict[str, Any]:  # columns
    return {
        "team_id": team.id,
        "assignee_id": None,
        "claimed_at": None,
        "handler_department_id": await handler_department(ctx, Way(RoutedBy.RULE, team=team)),
        "state": after_giving(row),
    }


def after_giving(row: FeedbackTicket) -> FeedbackState:
    return FeedbackState.RESPONDED if row.state is FeedbackState.RESPONDED else FeedbackState.ROUTED


async def colleague(ctx: Context, row: FeedbackTicket, code: str) -> Employee:
    """Find who may be given the ticket: of its team, still here; without a team, anybody of the house."""
    person, team = await Employee.get_or_none(code=code), link(row, "team_id")
    fits = person is not None and (not team or await is_of_team(ctx, person.id, team))
    if person is None or not fits or not await is_here(ctx, person.id):
        raise InvalidInput(
            "只能转给这个小组的在职成员。",
            "Give it to somebody of this team who is still here.",
            path=("input", "employeeCode"),
        )
    return person


@operation
async def route_customer_feedback(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    team_code: str,
    version: int | None = None,
) -> str:
    """Send what nobody was named for to a team; for who keeps the teams, and without reading what was said."""
    row = await find_ticket(ctx, id, "routeCustomerFeedback")
    if row.state is not FeedbackState.RECEIVED or (version is not None and version != row.version):
        raise InvalidState(
            "这条反馈已分派，请刷新。", "This feedback has been routed by now; reload the page."
        )
    await hand_to(ctx, row, Way(RoutedBy.RULE, team=await known_team(team_code)))
    return id
