"""Windows as SQL is told them, deadlines, and the last entry that is ripe."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.metrics.lang.tree import Duration
from server.metrics.live.spans import (
    Cutting,
    at_close,
    cut,
    deadline,
    each_day,
    instants,
    last_ripe_day,
    last_ripe_instant,
)
from tests.metrics.town import window

MARCH = window("2025-03-01..2025-03-31")
SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")


def test_a_window_is_cut_where_the_tree_changes_inside_it():
    changes = [date(2025, 2, 1), date(2025, 3, 1), date(2025, 3, 31), date(2025, 4, 1)]
    cutting = Cutting(changes, lambda day: sum(change <= day for change in changes))

    found = [(span.number, span.first.day, span.last.day, span.era) for span in cut([MARCH], cutting)]

    assert found == [(0, 1, 30, 2), (0, 31, 31, 3)]


def test_days_and_closes():
    assert [span.first.day for span in each_day([window("2025-02-27..2025-03-01")], Cutting())] == [27, 28, 1]
    assert [(span.first, span.last) for span in at_close([MARCH], Cutting())] == [(MARCH.last, MARCH.last)]


def test_local_days_become_moments_also_when_the_clock_is_turned():
    assert instants(MARCH.first, MARCH.last, SHANGHAI) == (
        "2025-02-28T16:00:00.000Z",
        "2025-03-31T16:00:00.000Z",
    )
    assert instants(date(2025, 3, 30), date(2025, 3, 30), BERLIN) == (
        "2025-03-29T23:00:00.000Z",
        "2025-03-30T22:00:00.000Z",  # a day of 23 hours
    )


@pytest.mark.parametrize(
    ("entered", "count", "unit", "due"),
    [
        ("2023-11-30", 3, "month", "2024-02-29"),
        ("2024-02-29", 1, "year", "2025-02-28"),
        ("2025-01-31", 1, "quarter", "2025-04-30"),
        ("2025-01-31", 2, "week", "2025-02-14"),
        ("2025-01-31", 30, "day", "2025-03-02"),
    ],
)
def test_a_deadline_is_a_whole_calendar_step_away(entered, count, unit, due):
    assert deadline(date.fromisoformat(entered), Duration(count, unit)) == date.fromisoformat(due)


@given(
    as_of=st.dates(date(2019, 1, 1), date(2026, 1, 1)),
    count=st.integers(0, 40),
    unit=st.sampled_from(["day", "week", "month", "quarter", "year"]),
)
def test_the_last_ripe_day_is_ripe_and_the_next_is_not(as_of, count, unit):
    duration = Duration(count, unit)

    last = last_ripe_day(as_of, duration)

    assert deadline(last, duration) <= as_of
    assert deadline(last + timedelta(days=1), duration) > as_of


def test_a_moment_is_ripe_by_the_close_of_the_local_day():
    assert last_ripe_instant(date(2025, 5, 31), Duration(24, "hour"), SHANGHAI) == "2025-05-30T16:00:00.000Z"
