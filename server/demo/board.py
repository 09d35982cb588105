"""The day of the sample worlds as it stands: who has begun a shift, who was answered, and who waits at this moment."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from server.attendance.models import AttendanceDay, AttendanceStatus
from server.demo.judged_lines import MEMBERS
from server.demo.lives import SEED
from server.demo.resigning import marked
from server.feedback.models import Channel, Contact
from server.kernel.context import Context
from server.metrics.kept.dirty import touched_all
from server.store.base import stamp

DESKS = ("E-AFT-1", "E-AFT-2", "E-PRE", "R-S01")
BEGINS = time(9)
BREAK = 60
WAITS = (8, 14, 22, 41, 95, 190)
"""Seconds that customers have been waiting for."""
ANSWERED = 3
"""So many of each agent's contacts were answered this morning."""


async def open_day(ctx: Context) -> None:
    """Write today's shifts and contacts; nobody is at work before they begin."""
    here = ZoneInfo(ctx.store.settings.zone)
    begins = datetime.combine(ctx.today, BEGINS, here)
    people = [
        str(row[0])
        for desk in DESKS
        for row in await ctx.store.reads.rows(marked(ctx.store, MEMBERS), [desk])
    ]
    if begins >= ctx.now or not people:
        return
    chance = Random(SEED + 29)  # noqa: S311 (a sample, not a secret)
    shifts = [
        shift(ctx, person, begins + timedelta(minutes=chance.randint(-12, 3)), here.key) for person in people
    ]
    contacts = [
        contact(ctx, person, begins + (ctx.now - begins) * chance.random(), chance.randint(6, 48))
        for person in people
        for _ in range(ANSWERED)
    ]
    contacts += [
        contact(ctx, chance.choice(people), ctx.now - timedelta(seconds=seconds), None) for seconds in WAITS
    ]

    async def write() -> None:
        await AttendanceDay.bulk_create(shifts)
        await Contact.bulk_create(contacts)
        await touched_all(ctx, ("attendance_day", "contact"))

    await ctx.store.write(write)


def shift(ctx: Context, person: str, begins: datetime, zone: str) -> AttendanceDay:
    return AttendanceDay(
        **stamp(ctx), employee_id=person, month=f"{ctx.today:%Y-%m}", status=AttendanceStatus.WORKED,
        started_at=begins, zone=zone, break_minutes=BREAK, source="clock", valid_from=ctx.today,
        valid_to=ctx.today + timedelta(days=1), recorded_at=ctx.now,
    )  # fmt: skip


def contact(ctx: Context, agent: str, opened: datetime, seconds: int | None) -> Contact:
    """Return a contact that was answered after so many seconds, or that waits still."""
    reply = None if seconds is None else min(opened + timedelta(seconds=seconds), ctx.now)
    return Contact(
        **stamp(ctx), customer_ref=f"c{opened:%M%S}", agent_id=agent, channel=Channel.CHAT, opened_at=opened,
        answered_at=reply, first_response_at=reply, wait_ms=1000 * (seconds or 0), recorded_at=ctx.now,
    )  # fmt: skip
