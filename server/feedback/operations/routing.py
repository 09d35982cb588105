"""Opening tickets: what came in is sent to whom it concerns, its clock starts, and they are told."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from server.delivery import publish
from server.desk.notices import notify, settle_notices
from server.feedback.models import (
    FeedbackAct,
    FeedbackChannel,
    FeedbackInvalidReason,
    FeedbackSentiment,
    FeedbackState,
    FeedbackTeam,
    FeedbackTicket,
    RoutedBy,
    RoutingRule,
)
from server.feedback.operations.product_texts import product_meant
from server.feedback.operations.ticket_ground import (
    WAITING,
    is_of_team,
    members,
    promise_of,
    restate_fact,
    step,
    write_event,
)
from server.feedback.operations.untold import untold
from server.feedback.rules import (
    LEVELS,
    NO_TIME,
    Catch,
    Piece,
    Verdict,
    due,
    first_catch,
    is_negative,
    nearest,
    next_level,
    verdict,
)
from server.jobs import enqueue
from server.kernel.context import Context
from server.kernel.labels import label
from server.people.models import Department
from server.people.operations.access import link, present_department
from server.people.operations.approving import is_here, line_manager
from server.store.base import stamp

CLOCK = "feedback.clock"
"""Topic of the messages by which a ticket's clock rings."""


@dataclass(frozen=True)
class Told:
    """What is known of a piece of feedback when it comes in; `answer_key` is the source key of its fact.

    With an `invalid_reason` it is kept and shown, but nobody is asked to answer it.
    """

    answer_key: str
    channel: FeedbackChannel
    received_at: datetime
    customer_ref: str = ""
    order_ref: str | None = None
    product: str = ""
    agent_id: str | None = None
    department_id: str | None = None
    location_id: str | None = None
    account: str | None = None
    score: int | None = None
    text: str = ""
    text_lang: str = ""
    topic_id: str | None = None
    sentiment: FeedbackSentiment | None = None
    invalid_reason: FeedbackInvalidReason | None = None
    first_response_at: datetime | None = None


@dataclass(frozen=True)
class Way:
    """Where a piece of feedback goes; by a rule with its name and what it asked."""

    by: RoutedBy
    rule_id: str | None = None
    rule_name: str = ""
    asks: tuple[str, ...] = ()
    team: FeedbackTeam | None = None
    assignee_id: str | None = None


# --- Opening ---


async def open_ticket(ctx: Context, told: Told) -> str:
    """Open the ticket of a piece of feedback and return its id; inside store.write.

    One that comes to us after its time (an old file) is late and rings no more; nobody is called for it.
    """
    values = asdict(told)
    values |= await untold(ctx, values)
    values["product"] = await product_meant(ctx, told.product)
    is_valid = told.invalid_reason is None
    row = await FeedbackTicket.create(
        **stamp(ctx), **values, zone=ctx.store.settings.zone,
        state=FeedbackState.RECEIVED if is_valid else FeedbackState.INVALID,
    )  # fmt: skip
    await write_event(ctx, row.id, FeedbackAct.RECEIVED, note=told.invalid_reason or "")
    if is_valid:
        await send(ctx, row)
        data = {"id": row.id, "channel": str(row.channel), "link": f"/feedback/{row.id}"}
        await publish(ctx, "feedback.received", row.id, data)
    return row.id


async def revive_ticket(ctx: Context, ticket_id: str) -> None:
    """Send on a ticket that counts after all; its clock runs from when it came in. Inside store.write."""
    row = await FeedbackTicket.filter(id=ticket_id).select_for_update().get()
    await restate_fact(ctx, row.answer_key, is_valid=True)
    await send_anew(ctx, row)


async def send_anew(ctx: Context, row: FeedbackTicket) -> None:
    """Send on a ticket whose fact counts again, as if it came in now; its clock runs from when it came in."""
    held: dict[str, Any] = {"assignee_id": None, "claimed_at": None, "paused_at": None}  # of mixed types
    await step(ctx, row, FeedbackAct.VALIDATED, state=FeedbackState.RECEIVED, invalid_reason=None, **held)
    await send(ctx, await FeedbackTicket.get(id=row.id))


async def invalidate_ticket(ctx: Context, ticket_id: str, reason: FeedbackInvalidReason) -> None:
    """Take a ticket out of the queues because it does not count; inside store.write."""
    row = await FeedbackTicket.filter(id=ticket_id).select_for_update().get()
    values: dict[str, Any] = {"invalid_reason": reason, "due_at": None}  # columns of mixed types
    await step(ctx, row, FeedbackAct.INVALIDATED, note=reason, state=FeedbackState.INVALID, **values)
    await restate_fact(ctx, row.answer_key, is_valid=False)
    await settle_notices(ctx, f"feedback:{ticket_id}")


# --- Finding the way ---


async def send(ctx: Context, row: FeedbackTicket) -> bool:
    """Route a ticket; False where nobody is named for it.

    Who is unhappy does not go to whom it is about, but to the lead, or to who stands above where there is no team.
    """
    piece, agent = piece_of(row), link(row, "agent_id")
    way = await find_way(ctx, piece, link(row, "department_id"), agent)
    if is_negative(row.sentiment, row.score) and way.by is not RoutedBy.RULE:
        above = await line_manager(ctx, agent) if agent and way.team is None else None
        way = replace(way, assignee_id=above)
    return await hand_to(ctx, row, way)


async def hand_to(ctx: Context, row: FeedbackTicket, way: Way) -> bool:
    """Give a ticket to a team or a person, with the promise they keep, and tell them."""
    promise = await promise_of(ctx, way.team, row.received_at)
    due_at = due(row.received_at, promise.limit, promise.zone, promise.hours)
    is_named, answered = way.team is not None or way.assignee_id is not None, row.first_response_at
    is_late = verdict(due_at, NO_TIME, answered or ctx.now) is Verdict.BREACHED
    values: dict[str, Any] = {  # columns of mixed types
        "team_id": way.team.id if way.team else None,
        "assignee_id": way.assignee_id,
        "routed_by": way.by if way.rule_id or way.by is not RoutedBy.RULE else None,
        "routed_rule": way.rule_name,
        "routed_for": " ".join(way.asks),
        "handler_department_id": await handler_department(ctx, way),
        "zone": promise.zone,
        "due_at": due_at,
        "is_breached": is_late,
        "escalation": len(LEVELS) if is_late else row.escalation,
        "state": FeedbackState.RESPONDED
        if answered
        else FeedbackState.ROUTED
        if is_named
        else FeedbackState.RECEIVED,
    }
    await step(ctx, row, FeedbackAct.ROUTED, target=way.team.code if way.team else "", note=way.by, **values)
    row = await FeedbackTicket.get(id=row.id)
    if not is_late and answered is None:
        await ring(ctx, row, way.team)
        await tell(ctx, row, way)
    return is_named


async def find_way(ctx: Context, piece: Piece, department_id: str, agent_id: str) -> Way:
    """Ask the rules in their order, then the nearest team above whom it is about, then the team that takes the rest.

    Whom it is about takes it, if they are of the team that does.
    """
    if (way := await by_rule(ctx, piece)) is not None:
        return way
    teams = await FeedbackTeam.filter(is_active=True).order_by("code")
    places = await departments_above(department_id)
    near = nearest(places, ((link(team, "department_id"), team.id) for team in reversed(teams)))
    rest = next((team.id for team in teams if team.is_fallback), None)
    by = RoutedBy.DEPARTMENT if near else RoutedBy.FALLBACK if rest else RoutedBy.NOBODY
    team = next((team for team in teams if team.id == (near or rest)), None)
    own = (
        agent_id
        if team and await is_of_team(ctx, agent_id, team.id) and await is_here(ctx, agent_id)
        else None
    )
    if team is None and agent_id and await is_here(ctx, agent_id):
        return Way(RoutedBy.DEPARTMENT, assignee_id=agent_id)
    return Way(by, team=team, assignee_id=own)


async def by_rule(ctx: Context, piece: Piece) -> Way | None:
    """Return the way of the first rule that fits; one that names who has left names nobody."""
    rows = {row.id: row for row in await RoutingRule.filter(is_active=True).order_by("place", "id")}
    found = first_catch(map(catch_of, rows.values()), piece)
    if found is None:
        return None
    row = rows[found.id]
    team = (
        await FeedbackTeam.get_or_none(id=link(row, "team_id"), is_active=True)
        if link(row, "team_id")
        else None
    )
    person = link(row, "employee_id")
    here = person if person and await is_here(ctx, person) else None
    name = f"{row.place}. {row.name}".strip()
    return Way(RoutedBy.RULE, row.id, name, found.asks, team, here) if team or here else None


def catch_of(row: RoutingRule) -> Catch:
    return Catch(
        row.id, link(row, "topic_id") or None, row.product, link(row, "location_id") or None, row.account,
        row.segment, row.channel, row.max_score,
    )  # fmt: skip


def piece_of(row: FeedbackTicket) -> Piece:
    return Piece(
        link(row, "topic_id") or None, row.product, link(row, "location_id") or None, row.account, row.segment,
        row.channel, row.score,
    )  # fmt: skip


async def departments_above(department_id: str) -> list[str]:
    """List a department and those above it, nearest first."""
    if not department_id:
        return []
    parents = {row.id: link(row, "parent_id") for row in await Department.all()}
    found = list[str]()
    while department_id and department_id not in found:
        found.append(department_id)
        department_id = parents.get(department_id, "")
    return found


async def handler_department(ctx: Context, way: Way) -> str | None:
    """Return whose head answers for the way: the team's department, else that of the person named."""
    if way.team is not None and link(way.team, "department_id"):
        return link(way.team, "department_id")
    return (await present_department(ctx, way.assignee_id) if way.assignee_id else "") or None


# --- Telling ---


def is_waiting(row: FeedbackTicket) -> bool:
    """Tell whether the clock runs: somebody waits for the first answer, and nothing holds it up."""
    return row.state in WAITING and row.first_response_at is None and row.paused_at is None


async def ring(ctx: Context, row: FeedbackTicket, team: FeedbackTeam | None) -> None:
    """Let the clock ring at its next level, while somebody waits; levels that have passed ring at once."""
    if row.due_at is None or not is_waiting(row):
        return
    promise = await promise_of(ctx, team, row.received_at)
    found = next_level(row.escalation, row.received_at, row.due_at, promise)
    if found is not None:
        level, at = found
        key = f"{row.id}:{level}:{row.due_at.isoformat()}"
        await enqueue(ctx, CLOCK, key, {"id": row.id, "level": level}, after=max(at, ctx.now))


async def tell(ctx: Context, row: FeedbackTicket, way: Way) -> None:
    """Tell whom it is about and who is to answer; an unhappy customer goes to the lead, the rest to the team."""
    bad = is_negative(row.sentiment, row.score)
    lead = link(way.team, "lead_id") if way.team else ""
    people = [each for each in (way.assignee_id, link(row, "agent_id")) if each]
    staff = await members(ctx, way.team.id) if way.team and way.assignee_id is None and not bad else []
    people += [link(member, "employee_id") for member in staff]
    people += [lead] if lead and (bad or not (staff or way.assignee_id)) else []
    title = (
        label("收到一条不满意的客户反馈，请尽快处理", "An unhappy customer wrote; look at it soon")
        if bad
        else label("收到一条新的客户反馈", "New feedback from a customer")
    )
    await notify(
        ctx, people, "feedback", title=title, link=f"/feedback/{row.id}", key=f"feedback:{row.id}:in"
    )
