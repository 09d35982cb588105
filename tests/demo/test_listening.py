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
    ("score", "ago", "answered", "state", "resolved", "late"),
    [
        (2, 100, 20, "RESOLVED", 80, False),
        (2, 100, 30, "RESOLVED", 70, True),
        (2, 100, None, "ROUTED", None, True),
        (2, 2, None, "ROUTED", None, False),
        (5, 100, None, "RESOLVED", 94, False),
        (5, 2, None, "RESOLVED", 0, False),
        (5, 200, 20, "CLOSED", 180, False),
    ],
    ids=[
        "in time",
        "late",
        "unhappy, never",
        "unhappy, not yet",
        "happy, looked at",
        "happy, just now",
        "closed",
    ],
)
def test_a_ticket_ends_as_its_fact_says_and_not_after_now(
    sqlite_store, score, ago, answered, state, resolved, late
):
    """Who is unhappy and had no answer still waits for one: nobody resolves that."""
    del sqlite_store
    came = NOW - timedelta(hours=ago)
    first = (came + timedelta(hours=answered)).isoformat() if answered else None
    listening = Listening(HERE, [])
    made = listening.ticket((uid("F1"), uid("E3"), came.isoformat(), score, first, True, "c1"), None)

    over = None if resolved is None else NOW - timedelta(hours=resolved)
    assert (made["state"], made["resolved_at"], made["is_breached"]) == (state, over, late)
    assert [event["act"] for event in listening.story(made)] == [
        "RECEIVED", "ROUTED", *(["ANSWERED"] if answered else []), *(["RESOLVED"] if over else []),
        *(["CLOSED"] if state == "CLOSED" else []),
    ]  # fmt: skip


def test_some_waited_for_the_customer_and_some_came_back(sqlite_store):
    del sqlite_store
    came = NOW - timedelta(days=20)
    listening = Listening(HERE, [], {"c1": "K1"})
    fact = (
        uid("F1"),
        uid("E3"),
        came.isoformat(),
        5,
        (came + timedelta(hours=24, minutes=30)).isoformat(),
        True,
        "c1",
    )

    ticket = listening.turned(listening.ticket(fact, None), 0)

    hour = timedelta(hours=1)
    assert (ticket["account"], ticket["paused_ms"], ticket["reopened_count"]) == ("K1", 3_600_000, 1)
    assert (ticket["due_at"] - came, ticket["is_breached"]) == (25 * hour, False)
    assert [(event["act"], (event["at"] - came) / hour) for event in listening.story(ticket)] == [
        ("RECEIVED", 0), ("ROUTED", 0), ("PAUSED", 1), ("RESUMED", 2), ("ANSWERED", 24.5), ("RESOLVED", 24.5),
        ("REOPENED", 26.5), ("RESOLVED", 44.5), ("CLOSED", 212.5),
    ]  # fmt: skip
    assert listening.turned(listening.ticket(fact, None), 1)["resolved_at"] == came + 24.5 * hour


def test_a_place_has_its_team_and_a_moment_is_read_from_either_database():
    assert [team_of(each) for each in ("R-S01", "R-S02", "E-AFT-1", "H-W01", "")] == [
        "STORE", "REST", "ECARE", "WARD", "REST",
    ]  # fmt: skip
    at = datetime(2025, 6, 1, 2, tzinfo=UTC)
    assert [moment(at), moment("2025-06-01T02:00:00.000Z")] == [at, at]
    assert [len(each) for each in batches(["x"] * (BATCH + 1))] == [BATCH, 1]
