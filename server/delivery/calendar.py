"""An employee's calendar as other programs read it: stable ids, a sequence that grows with changes, an alarm each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vText

from server.access.credentials import digest
from server.delivery.models import CalendarFeed
from server.kernel.context import Context

MAKER = "-//Zhiren//Calendar//ZH"
USED = timedelta(hours=1)


@dataclass(frozen=True)
class Occasion:
    """Something with a time: a session, a meeting; or with a day alone, such as a deadline.

    `uid` never changes; `sequence` grows with each change, for which the row's version will do.
    """

    uid: str
    title: str
    starts: datetime | date
    ends: datetime | date
    sequence: int = 0
    place: str = ""
    link: str = ""
    is_cancelled: bool = False
    alarm_minutes: int = 15


def spelled(occasions: Iterable[Occasion], now: datetime, zone: str, name: str, base: str) -> bytes:
    """Spell a calendar in the zone of its reader, as of now."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(name))
    calendar.add("x-wr-timezone", vText(zone))
    calendar.add("refresh-interval;value=duration", "PT1H")
    for each in sorted(occasions, key=lambda one: one.uid):
        calendar.add_component(_event(each, now, ZoneInfo(zone), base))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(each: Occasion, now: datetime, zone: ZoneInfo, base: str) -> Event:
    event = Event()
    event.add("uid", f"{each.uid}@zhiren")
    event.add("summary", each.title)
    event.add("dtstart", _local(each.starts, zone))
    event.add("dtend", _local(each.ends, zone))
    event.add("dtstamp", now)
    event.add("sequence", each.sequence)
    event.add("status", "CANCELLED" if each.is_cancelled else "CONFIRMED")
    if each.place:
        event.add("location", each.place)
    if each.link:
        event.add("url", f"{base}{each.link}")
    if not each.is_cancelled:
        event.add_component(_alarm(each))
    return event


def _alarm(each: Occasion) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", each.title)
    alarm.add("trigger", timedelta(minutes=-each.alarm_minutes))
    return alarm


def _local(moment: datetime | date, zone: ZoneInfo) -> datetime | date:
    return moment.astimezone(zone) if isinstance(moment, datetime) else moment


def etag(occasions: Iterable[Occasion]) -> str:
    """Return the mark of what a calendar says, whenever it is read."""
    told = "\n".join(sorted(map(repr, occasions)))
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


async def owner_of(ctx: Context, key: str) -> str | None:
    """Return whose calendar a key opens, None once it is revoked; that it was read is noted now and then."""
    rows = await ctx.store.ask(
        "select id, employee_id, used_at from calendar_feed where digest={0} and revoked_at is null",
        digest(key),
    )
    if not rows:
        return None
    row_id, person, used = rows[0]
    if used is None or datetime.fromisoformat(str(used)) < ctx.now - USED:
        await ctx.store.write(lambda: CalendarFeed.filter(id=row_id).update(used_at=ctx.now))
    return str(person)
