"""How a clock shows: what is left, how urgent that is, and how it ended."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.ui.feedback.lines import said
from ui.feedback.clock import Shown, clock_of


@pytest.mark.parametrize(
    ("hour", "changes", "shown"),
    [
        (5, {}, Shown("runs", "", 0.097, 78000)),
        (16, {}, Shown("runs", "care", 0.556, 38400)),
        (26, {}, Shown("runs", "bad", 0.972, 2400)),
        (29, {}, Shown("runs", "bad", 1.0, -8400)),
        (29, {"pausedAt": "2026-11-21T15:40:00Z"}, Shown("held", "care", 0.5, 43200)),
        (29, {"firstResponseAt": "2026-11-21T15:40:00Z", "state": "RESPONDED"}, Shown("met")),
        (29, {"state": "RESOLVED", "isBreached": True}, Shown("late")),
        (29, {"dueAt": None}, Shown("none")),
        (29, {"state": "INVALID"}, Shown("none")),
    ],
    ids=["fresh", "half", "urgent", "over", "held", "met", "late", "no-promise", "not-valid"],
)
def test_a_clock_shows_how_it_stands(hour, changes, shown):
    now = datetime(2026, 11, 21 + (hour + 1) // 24, (hour + 1) % 24, tzinfo=UTC)

    assert clock_of(said(**changes), now) == shown
