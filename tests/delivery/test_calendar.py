"""A calendar keeps its ids, counts its changes, rings, and bears the same mark for the same occasions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from server.access.credentials import digest
from server.delivery.calendar import Occasion, etag, owner_of, spelled
from server.delivery.models import CalendarFeed
from server.store.base import stamp
from tests.delivery import rig

NOW = datetime(2025, 6, 1, tzinfo=UTC)
SESSION = Occasion(
    "session-1", "退换货, 第一场", datetime(2025, 7, 1, 6, tzinfo=UTC), datetime(2025, 7, 1, 8, tzinfo=UTC),
    sequence=2, place="二楼", link="/me/learning",
)  # fmt: skip
DUE = Occasion("course-1", "培训截止", date(2025, 7, 4), date(2025, 7, 5), alarm_minutes=-540)


def read(*occasions: Occasion) -> list[Any]:
    body = spelled(occasions, NOW, "Asia/Shanghai", "知人", "https://hr.example")
    return Calendar.from_ical(body).walk("VEVENT")


def test_a_session_stands_in_the_zone_of_its_reader_with_an_alarm():
    (event,) = read(SESSION)

    assert str(event["uid"]) == "session-1@zhiren"
    assert str(event["summary"]) == "退换货, 第一场"
    assert event["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert event["dtstart"].dt.replace(tzinfo=None) == datetime(2025, 7, 1, 14)  # noqa: DTZ001 (the wall's hour)
    assert (event["sequence"], str(event["status"]), str(event["url"])) == (
        2, "CONFIRMED", "https://hr.example/me/learning"
    )  # fmt: skip
    assert [alarm["trigger"].dt for alarm in event.walk("VALARM")] == [timedelta(minutes=-15)]


def test_a_due_date_takes_its_day_and_rings_at_nine():
    (event,) = read(DUE)

    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2025, 7, 4), date(2025, 7, 5))
    assert [alarm["trigger"].dt for alarm in event.walk("VALARM")] == [timedelta(hours=9)]


def test_what_is_called_off_stays_under_its_id_and_rings_no_more():
    (event,) = read(replace(SESSION, is_cancelled=True, sequence=3))

    assert (str(event["uid"]), str(event["status"]), event["sequence"]) == (
        "session-1@zhiren",
        "CANCELLED",
        3,
    )
    assert event.walk("VALARM") == []


def test_the_same_occasions_bear_the_same_mark_and_a_change_another():
    moved = [DUE, replace(SESSION, sequence=3)]

    assert etag([SESSION, DUE]) == etag([DUE, SESSION]) != etag(moved)
    assert b"BEGIN:VTIMEZONE" in spelled([SESSION, DUE], NOW, "Asia/Shanghai", "知人", "")


async def test_a_key_opens_until_it_is_revoked(store):
    ctx = rig.at(store)
    await store.write(
        lambda: CalendarFeed.create(**stamp(ctx), employee_id="e1", digest=digest("key"), hint="key")
    )

    assert [await owner_of(ctx, key) for key in ("key", "other", "")] == ["e1", None, None]
    ((used,),) = await store.reads.rows("select used_at from calendar_feed")
    assert used is not None
    await store.write(lambda: CalendarFeed.all().update(revoked_at=ctx.now))
    assert await owner_of(ctx, "key") is None
