"""What engagement does when a limit is past, and each day: meetings planned, prepared, missed; actions reminded of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from policies import Policy
from server.delivery.publishing import publish
from server.desk.notices import notify, settle_notices
from server.engagement.models import Meeting, MeetingAction, MeetingInvite, MeetingSeries, MeetingState
from server.engagement.operations.ground import local_day, note
from server.engagement.operations.meeting_planning import plan_series
from server.engagement.operations.meetings import Matters, add_matters
from server.engagement.operations.pulse import turn_week
from server.engagement.operations.retro_series import miss_late
from server.engagement.operations.support_ground import DUE
from server.engagement.operations.support_limits import look_at_limit
from server.engagement.rules import is_missed
from server.jobs import Handlers, Task
from server.kernel.clock import Clock, read_instant
from server.kernel.context import SYSTEM, Context
from server.kernel.labels import label
from server.people.operations.access import link
from server.store.store import Store

PREPARE = timedelta(days=3)
"""So long before a meeting its agenda fills itself and those invited are reminded."""
SOON = timedelta(days=2)
Daily = Callable[[Context], Awaitable[None]]


def handlers(store: Store, clock: Clock, policy: Callable[[], Policy]) -> Handlers:
    """Return what looks at a request once a limit is past."""

    async def look(task: Task) -> str:
        asked = task.read()
        ctx = Context(SYSTEM, clock.now(), clock.today(), policy(), store, request_id=f"job:{task.id}"[:64])
        due = read_instant(str(asked["due"]))
        escalated = await store.write(lambda: look_at_limit(ctx, str(asked["request"]), due))
        return "escalated" if escalated else "in time"

    return {DUE: look}


def daily_works(matters: Matters) -> tuple[Daily, ...]:
    """Return what is done once a day; `matters` finds what is open between departments."""

    async def prepare_meetings(ctx: Context) -> None:
        await ctx.store.write(lambda: prepare(ctx, matters))

    return plan_meetings, miss_meetings, miss_retros, prepare_meetings, remind_of_actions, turn_pulse


async def plan_meetings(ctx: Context) -> None:
    """Make the meetings that the series in use call for."""

    async def work() -> None:
        for series in await MeetingSeries.filter(is_active=True):
            await plan_series(ctx, series)

    await ctx.store.write(work)


async def miss_meetings(ctx: Context) -> None:
    """Say of every meeting whose month is over without minutes that it was missed, and tell its organizer."""

    async def work() -> None:
        for row in await Meeting.filter(state=MeetingState.PLANNED, month__lt=ctx.today).select_for_update():
            if is_missed(row.month, row.held_on, ctx.today):
                await miss(ctx, row)

    await ctx.store.write(work)


async def miss(ctx: Context, row: Meeting) -> None:
    await Meeting.filter(id=row.id).update(
        state=MeetingState.MISSED, version=row.version + 1, updated_at=ctx.now
    )
    place = f"/meetings/{row.id}"
    await settle_notices(ctx, f"meeting:{row.id}:")
    title = label("一次会议没有纪要，记为未开", "A meeting has no minutes and counts as missed")
    key = f"meeting:{row.id}:missed"
    await notify(ctx, [link(row, "organizer_id")], "meeting", title=title, link=place, key=key)
    await note(ctx, "meeting.miss", row.id, "Meeting", {"state": (row.state, MeetingState.MISSED)})
    await publish(ctx, "meeting.missed", row.id, {"id": row.id, "title": row.title, "link": place})


async def miss_retros(ctx: Context) -> None:
    """Say of every look back that a rhythm calls for and nobody finished in time that it was missed."""
    await ctx.store.write(lambda: miss_late(ctx))


async def prepare(ctx: Context, matters: Matters) -> None:
    """Fill the agendas of the next days and remind those invited. Inside store.write."""
    soon = Meeting.filter(state=MeetingState.PLANNED, starts_at__gt=ctx.now, starts_at__lte=ctx.now + PREPARE)
    for row in await soon.select_for_update():
        await add_matters(ctx, row, matters)
        people = await MeetingInvite.filter(meeting_id=row.id).values_list("employee_id", flat=True)
        title = label("近日有会议，请看议程", "A meeting is near; look at its agenda")
        await notify(
            ctx, map(str, people), "meeting", title=title, link=f"/meetings/{row.id}", key=f"meeting:{row.id}:soon",
            due_on=local_day(ctx, row.starts_at),
        )  # fmt: skip


async def remind_of_actions(ctx: Context) -> None:
    """Tell owners of what is due in two days, and again of what is overdue."""

    async def work() -> None:
        for row in await MeetingAction.filter(done_on=None, due_on__lte=ctx.today + SOON):
            is_over = row.due_on < ctx.today
            title = (
                label("您的会议行动已过期", "Something you promised in a meeting is overdue")
                if is_over
                else label("您的会议行动即将到期", "Something you promised in a meeting is due soon")
            )
            key = f"action:{row.id}:{'over' if is_over else 'soon'}"
            await notify(
                ctx, [link(row, "owner_id")], "meeting", title=title, link="/meetings/actions", key=key,
                due_on=row.due_on,
            )  # fmt: skip

    await ctx.store.write(work)


async def turn_pulse(ctx: Context) -> None:
    """Close the weeks of the pulse that are over and open this one."""
    await ctx.store.write(lambda: turn_week(ctx))
