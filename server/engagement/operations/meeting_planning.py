"""Planning: a series' meetings of this and the next month, who is invited, and the facts that figures read."""

from __future__ import annotations

from datetime import timedelta

from server.desk.notices import notify
from server.engagement.models import (
    Meeting,
    MeetingDue,
    MeetingInvite,
    MeetingMember,
    MeetingSeries,
    MeetingState,
)
from server.engagement.operations.ground import head_of
from server.engagement.rules import month_after, nth_weekday, starts_at
from server.kernel.context import Context
from server.kernel.labels import label
from server.metrics.kept.dirty import touched
from server.people.operations.access import link
from server.store.base import stamp


async def plan_series(ctx: Context, series: MeetingSeries) -> None:
    """Make the meetings of this month, if its day is still to come, and of the next. Inside store.write."""
    if not series.is_active:
        return
    this = ctx.today.replace(day=1)
    for month in (this, month_after(this)):
        day = nth_weekday(month, series.nth, series.weekday)
        if day >= ctx.today and not await Meeting.exists(series_id=series.id, month=month):
            starts = starts_at(day, series.starts, ctx.store.settings.zone)
            row = await Meeting.create(
                **stamp(ctx), series_id=series.id, month=month, title=series.name, title_en=series.name_en,
                organizer_id=link(series, "organizer_id"), starts_at=starts, minutes_long=series.minutes_long,
                where_to=series.where_to,
            )  # fmt: skip
            await invite_heads(ctx, row)
            await put_in_step(ctx, row)


async def invite_heads(ctx: Context, row: Meeting) -> None:
    """Invite the organizer and the head of every department that takes part."""
    people: dict[str, str | None] = {}
    for member in await MeetingMember.filter(series_id=link(row, "series_id")):
        unit = link(member, "department_id")
        if head := await head_of(ctx, unit):
            people.setdefault(head, unit)
    people.setdefault(link(row, "organizer_id"), None)
    await MeetingInvite.bulk_create(
        [
            MeetingInvite(**stamp(ctx), meeting_id=row.id, employee_id=person, department_id=unit)
            for person, unit in people.items()
        ],
        ignore_conflicts=True,
    )
    title = label("您被邀请参加会议", "You are invited to a meeting")
    await notify(
        ctx, people, "meeting", title=title, link=f"/meetings/{row.id}", key=f"meeting:{row.id}:invite"
    )


async def put_in_step(ctx: Context, row: Meeting) -> None:
    """Record for each department that the month calls for the meeting, and the day it was held. Inside store.write."""
    units = await MeetingMember.filter(series_id=link(row, "series_id")).values_list(
        "department_id", flat=True
    )
    held = row.held_on if row.state is MeetingState.HELD else None
    for unit in map(str, units):
        key = f"meeting:{row.id}:{unit}"
        live = MeetingDue.filter(source_key=key, superseded_at=None)
        await live.update(superseded_at=ctx.now, updated_at=ctx.now)
        await MeetingDue.create(
            **stamp(ctx),
            source_key=key,
            recorded_at=ctx.now,
            department_id=unit,
            month=row.month,
            held_on=held,
        )
    last = month_after(row.month) - timedelta(days=1)
    await touched(ctx, "meeting_due", row.month, last, departments=[str(unit) for unit in units])
