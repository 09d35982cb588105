"""The clock of a promise over zones, changes of clocks, month ends, leap days and pauses; which rule catches."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.feedback.rules import (
    NO_TIME,
    Catch,
    Hours,
    Piece,
    Promise,
    Verdict,
    due,
    first_catch,
    is_negative,
    nearest,
    needs_answer,
    next_level,
    remaining,
    verdict,
)
from server.people.calendar import WorkCalendar
from server.people.models import CalendarKind

DAY = timedelta(hours=24)
ZONES = ("Asia/Shanghai", "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
OFFICE = Hours(9 * 60, 18 * 60, frozenset({1, 2, 3, 4, 5}))
SINCE = datetime(2023, 1, 1, tzinfo=UTC)
moments = st.integers(0, 6 * 365 * 86400).map(lambda seconds: SINCE + timedelta(seconds=seconds))
zones = st.sampled_from(ZONES)
limits = st.integers(1, 96 * 60).map(lambda minutes: timedelta(minutes=minutes))
shifts = st.builds(
    lambda at, long, days: Hours(at, min(at + long, 1440), frozenset(days)),
    st.integers(0, 1320), st.integers(30, 900), st.sets(st.integers(1, 7), min_size=1),
)  # fmt: skip


def local(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("came", "zone", "until"),
    [
        ("2026-01-05T10:00", "Asia/Shanghai", "2026-01-06T10:00"),
        ("2024-02-28T10:00", "Asia/Shanghai", "2024-02-29T10:00"),
        ("2025-02-28T10:00", "Asia/Shanghai", "2025-03-01T10:00"),
        ("2025-12-31T23:30", "Asia/Shanghai", "2026-01-01T23:30"),
        ("2026-03-28T12:00", "Europe/Berlin", "2026-03-29T13:00"),
        ("2026-10-24T12:00", "Europe/Berlin", "2026-10-25T11:00"),
        ("2026-03-07T20:00", "America/New_York", "2026-03-08T21:00"),
    ],
    ids=["plain", "into-leap-day", "month-end", "year-end", "spring", "autumn", "spring-west"],
)
def test_a_day_is_24_hours_wherever_the_hand_stands(came, zone, until):
    found = due(local(came, zone), DAY, zone)

    assert found.replace(tzinfo=None) == datetime.fromisoformat(until)
    assert found.tzinfo == ZoneInfo(zone)


@pytest.mark.parametrize(
    ("came", "zone", "until"),
    [
        ("2026-01-05T10:00", "Asia/Shanghai", "2026-01-07T16:00"),
        ("2026-01-09T17:00", "Asia/Shanghai", "2026-01-14T14:00"),
        ("2026-01-10T03:00", "Asia/Shanghai", "2026-01-14T15:00"),
        ("2026-03-27T17:00", "Europe/Berlin", "2026-04-01T14:00"),
    ],
    ids=["in-hours", "over-a-weekend", "came-on-a-saturday", "over-spring"],
)
def test_a_team_with_hours_counts_those_alone(came, zone, until):
    assert due(local(came, zone), DAY, zone, OFFICE).replace(tzinfo=None) == datetime.fromisoformat(until)


def test_exactly_on_the_limit_is_in_time():
    """G: sla.24h."""
    received = datetime.fromisoformat("2026-01-05T10:00:00+08:00")
    until = due(received, DAY, "Asia/Shanghai")
    answers = ("2026-01-06T10:00:00+08:00", "2026-01-06T10:00:01+08:00")

    found = [verdict(until, NO_TIME, datetime.fromisoformat(answer)) for answer in answers]

    assert found == [Verdict.MET, Verdict.BREACHED]
    assert verdict(until, timedelta(seconds=1), datetime.fromisoformat(answers[1])) is Verdict.MET
    assert verdict(until, NO_TIME, None) is Verdict.OPEN


@given(moments, limits, zones)
@settings(max_examples=60, deadline=None)
def test_a_promise_is_kept_to_the_second_in_every_zone(received, limit, zone):
    until = due(received, limit, zone)

    assert until - received == limit
    assert until == due(received, limit, "UTC")
    assert verdict(until, NO_TIME, received + limit) is Verdict.MET
    assert verdict(until, NO_TIME, received + limit + timedelta(milliseconds=1)) is Verdict.BREACHED


@given(moments, limits, zones, st.none() | shifts, st.integers(0, 100), st.integers(0, 20_000))
@settings(max_examples=60, deadline=None)
def test_a_pause_gives_back_exactly_what_was_left(received, limit, zone, hours, share, held):
    """Whenever the clock is held up, and however long, as much is left afterwards as was before."""
    until = due(received, limit, zone, hours)
    paused = received + (until.astimezone(UTC) - received) * share / 100
    left = remaining(paused, until, zone, hours)
    resumed = paused + timedelta(minutes=held)

    anew = due(resumed, left, zone, hours)

    assert remaining(resumed, anew, zone, hours) == left
    assert anew >= until - timedelta(milliseconds=1) or left == NO_TIME
    assert remaining(received, until, zone, hours) == limit
    if hours is None:
        assert anew - until == resumed - paused


@given(moments, limits, zones, st.none() | shifts, st.integers(1, 99), st.integers(1, 240))
@settings(max_examples=40, deadline=None)
def test_levels_come_in_order_and_the_limit_is_still_in_time(
    received, limit, zone, hours, percent, late_hours
):
    until = due(received, limit, zone, hours)
    promise = Promise(limit, zone, hours, Fraction(percent, 100), timedelta(hours=late_hours))
    found = [next_level(level, received, until, promise) for level in range(4)]

    assert [each and each[0] for each in found] == [1, 2, 3, None]
    (_, lead), (_, late), (_, keepers) = (each for each in found if each)
    assert received <= lead <= until < late < keepers
    assert remaining(lead, until, zone, hours) == limit - limit * percent / 100
    assert keepers - until == timedelta(hours=late_hours)


def test_a_team_that_keeps_the_calendar_is_off_on_holidays_and_there_on_days_made_up():
    """2026: National Day from Thursday 1 to Wednesday 7 October, made up on Saturday the 10th."""
    calendar = WorkCalendar({date(2026, 10, 9): (CalendarKind.REST_DAY, "店庆")})
    kept = replace(OFFICE, turn=calendar.turn)

    assert [day for day in range(1, 13) if kept.is_open(date(2026, 10, day))] == [8, 10, 12]
    assert due(local("2026-09-30T17:00", "Asia/Shanghai"), DAY, "Asia/Shanghai", kept) == local(
        "2026-10-12T14:00", "Asia/Shanghai"
    )  # an hour on the 30th, nine each on the 8th and the 10th, five on the 12th


@given(moments, limits, zones, shifts, st.sets(st.integers(0, 30)), st.sets(st.integers(0, 30)))
@settings(max_examples=60, deadline=None)
def test_only_open_days_count_and_what_the_calendar_says_comes_first(
    received, limit, zone, hours, off, made_up
):
    """Every hour counted lies on an open day; days off only ever move the promise back, made-up ones forward."""
    first = received.astimezone(ZoneInfo(zone)).date()
    turned = {first + timedelta(days=step): False for step in off}
    turned |= {first + timedelta(days=step): True for step in made_up - off}
    kept = replace(hours, turn=turned.get)

    until = due(received, limit, zone, kept)

    assert remaining(received, until, zone, kept) == limit
    assert kept.is_open((until - timedelta(milliseconds=1)).date())
    only_off = replace(hours, turn={day: False for day, works in turned.items() if not works}.get)
    assert due(received, limit, zone, only_off) >= due(received, limit, zone, hours)
    assert until <= due(received, limit, zone, only_off)


@pytest.mark.parametrize(
    ("hours", "days"), [((600, 540), "1"), ((540, 1441), "1"), ((-1, 5), "1"), ((540, 600), "")]
)
def test_a_team_is_there_at_some_time(hours, days):
    with pytest.raises(ValueError, match="some day"):
        Hours(hours[0], hours[1], frozenset(map(int, days)))


RULES = (
    Catch("key account", account="K1"),
    Catch("refunds in the west", topic_id="refund", location_id="west"),
    Catch("bad words by phone", channel="PHONE", max_score=2),
    Catch("product", product="P9"),
    Catch("refunds", topic_id="refund"),
)


@pytest.mark.parametrize(
    ("piece", "caught"),
    [
        (Piece(topic_id="refund", location_id="west"), "refunds in the west"),
        (Piece(topic_id="refund", location_id="east"), "refunds"),
        (Piece(topic_id="refund", account="K1"), "key account"),
        (Piece(channel="PHONE", score=2), "bad words by phone"),
        (Piece(channel="PHONE", score=3), None),
        (Piece(channel="PHONE"), None),
        (Piece(product="P9", score=1), "product"),
        (Piece(), None),
    ],
    ids=["most-named", "part-does-not-fit", "first-wins", "low", "not-low", "unrated", "product", "nothing"],
)
def test_the_first_rule_that_fits_whole_catches(piece, caught):
    found = first_catch(RULES, piece)

    assert (found and found.id) == caught


def test_the_nearest_department_is_asked_first():
    teams = [("D1", "company"), ("D3", "ward"), ("", "nobody's")]

    assert nearest(["D3", "D2", "D1"], teams) == "ward"
    assert nearest(["D2", "D1"], teams) == "company"
    assert nearest(["D9"], teams) is None


@pytest.mark.parametrize(
    ("text", "sentiment", "score", "unhappy", "asks"),
    [
        ("", None, 5, False, False),
        ("", None, 2, True, True),
        ("不好", "NEGATIVE", None, True, True),
        ("很好", "POSITIVE", 5, False, True),
        ("不好", "NEGATIVE", 4, False, True),
        ("  ", None, None, False, False),
    ],
)
def test_who_is_unhappy_or_wrote_is_owed_an_answer(text, sentiment, score, unhappy, asks):
    assert (is_negative(sentiment, score), needs_answer(text, sentiment, score)) == (unhappy, asks)
