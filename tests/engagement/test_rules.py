"""Rules of support, the pulse and meetings, over zones, changes of the clock, month ends and leap days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.engagement.models import RetroRhythm
from server.engagement.rules import (
    Tally,
    is_late,
    is_missed,
    limits,
    month_after,
    nth_weekday,
    publishable,
    span_after,
    span_start,
    spans_over,
    speaks_of_strain,
    starts_at,
)

RAISED = datetime(2025, 3, 29, 23, 30, tzinfo=UTC)


def test_exactly_on_the_limit_is_in_time():
    answer, solve = limits(RAISED, 24, 72)
    assert (answer - RAISED, solve - RAISED) == (timedelta(days=1), timedelta(days=3))
    assert limits(RAISED, 48, 24)[1] == RAISED + timedelta(hours=48)
    assert [is_late(answer, answer + timedelta(seconds=more)) for more in (0, 1)] == [False, True]
    assert not is_late(None, RAISED)


@pytest.mark.parametrize(
    ("month", "nth", "weekday", "day"),
    [
        (date(2025, 7, 1), 1, 2, date(2025, 7, 1)),
        (date(2025, 7, 1), 1, 1, date(2025, 7, 7)),
        (date(2025, 7, 1), 5, 1, date(2025, 7, 28)),
        (date(2025, 9, 1), 5, 1, date(2025, 9, 29)),
        (date(2024, 2, 1), 5, 4, date(2024, 2, 29)),
        (date(2025, 2, 1), 5, 5, date(2025, 2, 28)),
        (date(2025, 12, 1), 3, 7, date(2025, 12, 21)),
    ],
)
def test_a_meeting_falls_on_the_nth_weekday_and_a_fifth_that_is_missing_on_the_last(month, nth, weekday, day):
    assert nth_weekday(month, nth, weekday) == day


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 5), st.integers(1, 7))
def test_a_meeting_lies_in_its_month_on_its_weekday(day, nth, weekday):
    month = day.replace(day=1)
    found = nth_weekday(month, nth, weekday)
    assert (found.replace(day=1), found.isoweekday()) == (month, weekday)


@pytest.mark.parametrize(
    ("day", "zone", "at"),
    [
        (date(2025, 7, 1), "Asia/Shanghai", "2025-07-01T06:30:00+00:00"),
        (date(2025, 3, 30), "Europe/Berlin", "2025-03-30T12:30:00+00:00"),
        (date(2025, 10, 26), "Europe/Berlin", "2025-10-26T13:30:00+00:00"),
    ],
)
def test_a_meeting_begins_by_the_clock_on_the_wall(day, zone, at):
    found = starts_at(day, "14:30", zone)
    assert found.isoformat() == at
    assert f"{found.astimezone(ZoneInfo(zone)):%H:%M}" == "14:30"


def test_a_month_without_minutes_is_missed_from_its_end_on():
    month = date(2025, 12, 1)
    assert month_after(month) == date(2026, 1, 1)
    assert [is_missed(month, None, day) for day in (date(2025, 12, 31), date(2026, 1, 1))] == [False, True]
    assert not is_missed(month, date(2025, 12, 2), date(2026, 5, 1))


def test_a_span_begins_on_its_monday_or_first():
    assert span_start(RetroRhythm.WEEKLY, date(2025, 7, 6)) == date(2025, 6, 30)
    assert span_start(RetroRhythm.MONTHLY, date(2024, 2, 29)) == date(2024, 2, 1)


@pytest.mark.parametrize(
    ("groups", "shown"),
    [
        ({"a": 4}, None),
        ({"a": 5}, ["a"]),
        ({"a": 5, "b": 5}, ["a", "b"]),
        ({"a": 5, "b": 4}, []),  # b would be the whole less a
        ({"a": 6, "b": 7, "c": 1}, ["b"]),  # with a left out too, c hides among seven
        ({"a": 6, "b": 3, "c": 2}, ["a"]),  # b and c are five together
    ],
)
def test_no_group_is_shown_nor_left_to_be_reckoned_that_tells_of_somebody(groups, shown):
    whole, found = publishable({key: Tally(size, 3 * size) for key, size in groups.items()}, 5)
    assert (None if whole is None else sorted(found)) == shown


@given(st.dictionaries(st.integers(0, 30), st.integers(0, 12), max_size=9), st.integers(2, 8))
def test_what_is_left_out_is_nothing_or_enough(groups, least):
    whole, found = publishable({str(key): Tally(size, size) for key, size in groups.items()}, least)
    rest = sum(groups.values()) - sum(each.answers for each in found.values())
    assert all(each.answers >= least for each in found.values())
    assert rest == 0 or rest >= least or whole is None


@pytest.mark.parametrize(
    ("words", "speaks"), [("最近压力很大", True), ("So stressful", True), ("一切都好", False), ("", False)]
)
def test_words_of_strain_are_found(words, speaks):
    assert speaks_of_strain(words) is speaks


def test_spans_over_begin_with_the_first_whole_one_and_end_with_the_days_of_grace():
    weekly, monthly = RetroRhythm.WEEKLY, RetroRhythm.MONTHLY
    begun = date(2025, 7, 8)  # a Tuesday: the week of the 14th is the first whole one
    assert spans_over(weekly, today=date(2025, 7, 23), from_on=begun, grace_days=3) == []
    assert spans_over(weekly, today=date(2025, 7, 24), from_on=begun, grace_days=3) == [date(2025, 7, 14)]
    assert spans_over(monthly, today=date(2024, 3, 1), from_on=date(2024, 2, 1), grace_days=0) == [
        date(2024, 2, 1)
    ]
    assert len(spans_over(weekly, today=date(2025, 7, 24), from_on=date(2024, 7, 24), grace_days=3)) == 12
    assert span_after(monthly, date(2024, 12, 1)) == date(2025, 1, 1)
