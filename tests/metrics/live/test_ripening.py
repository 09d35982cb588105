"""Cohorts in Python: the same boundaries as in SQL."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from server.metrics.lang.parse import parse_predicate
from server.metrics.lang.tree import Duration
from server.metrics.live.conditions import Did, Maturity, Ripe, Stayed
from server.metrics.live.reckon import Reckoner
from server.metrics.live.ripening import holds

ZONE = ZoneInfo("Asia/Shanghai")
MONTHS = Duration(3, "month")


def settled(condition, as_of, **row):
    reckoner = Reckoner(row, date(2024, 1, 1), date(2024, 1, 1), date(2024, 1, 1), ZONE)
    return holds(reckoner, condition, Maturity(as_of, ZONE))


def test_a_day_ripens_on_its_anniversary():
    entered, due = date(2023, 11, 30), date(2024, 2, 29)

    assert settled(Ripe("t", MONTHS), due, t=entered) is True
    assert settled(Ripe("t", MONTHS), due - timedelta(1), t=entered) is False
    assert settled(Ripe("t", MONTHS, is_open=True), due - timedelta(1), t=entered) is True
    assert settled(Ripe("t", MONTHS), due, t=None) is None


def test_staying_and_doing_count_the_boundary():
    entered, due = date(2023, 11, 30), date(2024, 2, 29)

    assert settled(Stayed("t", MONTHS, "e"), due, t=entered, e=None) is True
    assert settled(Stayed("t", MONTHS, "e"), due, t=entered, e=due) is True
    assert settled(Stayed("t", MONTHS, "e"), due, t=entered, e=due - timedelta(1)) is False
    assert settled(Did("t", MONTHS, "c"), due, t=entered, c=due) is True
    assert settled(Did("t", MONTHS, "c"), due, t=entered, c=due + timedelta(1)) is False
    assert settled(Did("t", MONTHS, "c"), due, t=entered, c=None) is False
    assert settled(Did("t", MONTHS, "c"), due, t=None, c=due) is False


def test_a_moment_against_a_day_counts_its_local_day():
    entered = datetime(2025, 5, 10, 2, tzinfo=UTC)
    hours = Duration(24, "hour")

    assert settled(Did("t", hours, "c"), date(2025, 6, 1), t=entered, c=entered + timedelta(hours=24)) is True
    assert settled(Did("t", hours, "c"), date(2025, 6, 1), t=entered, c=date(2025, 5, 11)) is True
    assert settled(Did("t", hours, "c"), date(2025, 6, 1), t=entered, c=date(2025, 5, 12)) is False
    assert settled(Ripe("t", hours), date(2025, 5, 11), t=entered) is True


def test_other_conditions_are_the_rows_own():
    assert settled(parse_predicate("c is null"), date(2025, 1, 1), c=None) is True
