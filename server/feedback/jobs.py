"""What feedback does by itself: the clock rings when nobody answers, and each day what is left over is looked at."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from policies import Policy, unite
from server.access.settings import read_number
from server.delivery import publish
from server.desk.notices import notify
from server.feedback.models import FeedbackAct, FeedbackState, FeedbackTeam, FeedbackTicket
from server.feedback.operations.routing import CLOCK, is_waiting, ring
from server.feedback.operations.teams import retry_unrouted
from server.feedback.operations.ticket_ground import step, team_of
from server.feedback.rules import LEVELS, Level
from server.jobs import Handlers, Task
from server.kernel.clock import Clock
from server.kernel.context import SYSTEM, Context, Principal
from server.kernel.labels import label
from server.people.models import Department
from server.people.operations.access import link
from server.store.store import Store

Everyone = Callable[[], Awaitable[list[Principal]]]
MOST_CLOSED = 1000
TITLES = {
    Level.HALF: label("有一位客户仍在等首次答复", "A customer still waits for a first answer"),
    Level.LIMIT: label("有一条客户反馈已超过答复期限", "A customer's feedback is past its time"),
    Level.DAY_LATE: label("有一条客户反馈早已超期仍未答复", "A customer has waited long past the time"),
}


def handlers(store: Store, clock: Clock, policy: Callable[[], Policy], everyone: Everyone) -> Handlers:
    """Return what runs when a ticket's clock rings."""

    async def rung(task: Task) -> str:
        told = task.read()
        ctx = Context(SYSTEM, clock.now(), clock.today(), policy(), store, request_id=f"clock:{task.id}"[:64])
        keepers = await keepers_of(ctx, everyone)
        return await store.write(lambda: escalate(ctx, str(told["id"]), int(str(told["level"])), keepers))

    return {CLOCK: rung}


async def escalate(ctx: Context, ticket_id: str, level: int, keepers: list[str]) -> str:
    """Raise a ticket that still waits to a level and tell who answers for it; inside store.write.

    What has been answered, is on hold or was promised anew is left alone: its clock rings by another message.
    """
    row = await FeedbackTicket.filter(id=ticket_id).select_for_update().get_or_none()
    if row is None or row.due_at is None or not is_waiting(row) or row.escalation != level - 1:
        return "not due"
    reached, is_late = LEVELS[level - 1], ctx.now > row.due_at
    if reached is not Level.HALF and not is_late:
        return "not due"
    act = FeedbackAct.BREACHED if reached is Level.LIMIT else FeedbackAct.ESCALATED
    await step(ctx, row, act, note=reached, escalation=level, is_breached=is_late)
    team = await team_of(row)
    await notify(
        ctx, await listeners(row, team, reached, keepers), "feedback", title=TITLES[reached],
        link=f"/feedback/{row.id}", key=f"feedback:{row.id}:level{level}",
    )  # fmt: skip
    if reached is Level.LIMIT:
        data = {"id": row.id, "channel": str(row.channel), "link": f"/feedback/{row.id}"}
        await publish(ctx, "feedback.breached", row.id, data)
    await ring(ctx, await FeedbackTicket.get(id=ticket_id), team)
    return reached


async def listeners(
    row: FeedbackTicket, team: FeedbackTeam | None, reached: Level, keepers: list[str]
) -> list[str]:
    """List who is told at a level: the lead, then the department's head too, then HR too; always who holds it."""
    lead = link(team, "lead_id") if team else ""
    found = [link(row, "assignee_id"), lead]
    if reached is not Level.HALF or not any(found):
        place = link(row, "handler_department_id") or link(row, "department_id")
        found.append(await head_of(place))
    if reached is Level.DAY_LATE or not any(found):
        found += keepers
    return [each for each in found if each]


async def head_of(department_id: str) -> str:
    """Return the nearest head at or above a department."""
    seen = set[str]()
    while department_id and department_id not in seen:
        seen.add(department_id)
        row = await Department.get(id=department_id)
        if link(row, "manager_id"):
            return link(row, "manager_id")
        department_id = link(row, "parent_id")
    return ""


async def keepers_of(ctx: Context, everyone: Everyone) -> list[str]:
    """List the people who keep teams and rules for the whole company."""
    return [
        one.employee_id
        for one in await everyone()
        if one.employee_id
        and unite(
            ctx.policy.decide(role, "org", "Mutation.saveFeedbackTeam", "write") for role in one.roles
        ).allowed
    ]


def look_for_unrouted(everyone: Everyone) -> Callable[[Context], Awaitable[None]]:
    """Return the daily work by which nothing is left without a name: rules are asked anew, then people are told."""

    async def look(ctx: Context) -> None:
        keepers = await keepers_of(ctx, everyone)

        async def work() -> None:
            await retry_unrouted(ctx)
            left = await FeedbackTicket.filter(state=FeedbackState.RECEIVED).count()
            if left:
                title = label(
                    f"日终仍有 {left} 条客户反馈没有分派",
                    f"{left} of customers' feedback have nobody at day's end",
                )
                key = f"feedback-unrouted:{ctx.today}"
                await notify(ctx, keepers, "feedback", title=title, link="/feedback?view=unrouted", key=key)

        await ctx.store.write(work)

    return look


async def close_resolved(ctx: Context) -> None:
    """Close what was resolved some days ago and has not been opened since."""
    before = ctx.now - timedelta(days=await read_number(ctx, "feedback_close_days"))

    async def work() -> int:
        rows = FeedbackTicket.filter(state=FeedbackState.RESOLVED, resolved_at__lt=before)
        found = await rows.order_by("resolved_at").limit(MOST_CLOSED).select_for_update()
        for row in found:
            await step(ctx, row, FeedbackAct.CLOSED, state=FeedbackState.CLOSED)
        return len(found)

    await ctx.store.write(work)
