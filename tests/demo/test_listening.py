"""Feedback of the samples: nobody answers or closes it in the future, and it is late only once its day is over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from server.demo.listening import BATCH, Listening, batches, moment, team_of
from server.kernel.context import SYSTEM
from tests.plan.world import NOW, uid

HERE: Any = SimpleNamespace(
    now=NOW,
    today=date(2025, 6, 30),
    principal=SYSTEM,
    store=SimpleNamespace(settings=SimpleNamespace(zone="UTC")),
)


@pytest.mark.parametrize(
    ("ago", "answered", "resolved", "late"),
    [
        (100, 20, 80, False),
        (100, 30, 70, True),
        (100, None, 28, True),
        (30, None, 0, True),
        (2, None, 0, False),
    ],
    ids=["in time", "late", "never", "not yet, late", "not yet"],
)
def test_a_ticket_ends_as_its_fact_says_and_not_after_now(sqlite_store, ago, answered, resolved, late):
    del sqlite_store
    came = NOW - timedelta(hours=ago)
    first = (came + timedelta(hours=answered)).isoformat() if answered else None
    listening = Listening(HERE, [])
    made = listening.ticket((uid("F1"), uid("E3"), came.isoformat(), 2, first, True, "c1"), None)

    assert (made.resolved_at, made.is_breached) == (NOW - timedelta(hours=resolved), late)
    assert [event.act for event in listening.story(made)] == [
        "RECEIVED", "ROUTED", *(["ANSWERED"] if answered else []), "RESOLVED",
    ]  # fmt: skip


def test_a_place_has_its_team_and_a_moment_is_read_from_either_database():
    assert [team_of(each) for each in ("R-S01", "R-S02", "E-AFT-1", "H-W01", "")] == [
        "STORE", "REST", "ECARE", "WARD", "REST",
    ]  # fmt: skip
    at = datetime(2025, 6, 1, 2, tzinfo=UTC)
    assert [moment(at), moment("2025-06-01T02:00:00.000Z")] == [at, at]
    assert [len(each) for each in batches(["x"] * (BATCH + 1))] == [BATCH, 1]
