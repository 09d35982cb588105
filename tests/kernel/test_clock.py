"""Moments and days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from server.kernel.clock import Clock, local_date, read_instant, spell_instant

EAST = timezone(timedelta(hours=8))


def test_a_pinned_clock_stands_still():
    moment = datetime(2025, 3, 31, 16, 0, tzinfo=UTC)

    assert Clock(pinned=moment).now() == moment
    assert Clock(pinned=moment).today() == date(2025, 4, 1)
    assert Clock(zone="America/New_York", pinned=moment).today() == date(2025, 3, 31)


def test_a_running_clock_tells_an_aware_moment():
    assert Clock().now().utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2025, 3, 31, 15, 59, 59, tzinfo=UTC), date(2025, 3, 31)),
        (datetime(2025, 3, 31, 16, 0, 0, tzinfo=UTC), date(2025, 4, 1)),
    ],
)
def test_the_company_day_begins_at_its_own_midnight(moment, day):
    assert local_date(moment, "Asia/Shanghai") == day


def test_an_instant_is_spelled_in_utc_with_whole_milliseconds():
    assert spell_instant(datetime(2025, 4, 5, 17, 30, 1, 2999, tzinfo=EAST)) == "2025-04-05T09:30:01.002Z"


def test_an_instant_is_read_with_any_offset_and_refused_without():
    assert read_instant("2025-04-05T17:30:00+08:00") == datetime(2025, 4, 5, 9, 30, tzinfo=UTC)
    assert read_instant("2025-04-05T09:30:00Z") == datetime(2025, 4, 5, 9, 30, tzinfo=UTC)
    with pytest.raises(ValueError, match="needs its offset"):
        read_instant("2025-04-05T09:30:00")
