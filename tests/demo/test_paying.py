"""Which runs the samples have, and whose hands they pass; what they pay is asked of the served demo in journeys."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from server.demo.paying import BOSS, HR, PAYER, Due, Paying, ended, others
from server.incentives.models import RunKind, RunState
from server.metrics.periods import named
from server.metrics.words import Grain

TODAY = date(2025, 4, 5)


@pytest.fixture
def paying(ctx: Any) -> Paying:
    return Paying(ctx, {HR: "hr", BOSS: "boss", PAYER: "payer"})


def test_periods_of_two_years_have_ended_the_newest_first():
    months, quarters = list(ended(Grain.MONTH, TODAY)), [each.name for each in ended(Grain.QUARTER, TODAY)]

    assert (len(months), months[0].name, months[-1].name) == (24, "2025-03", "2023-04")
    assert (len(quarters), quarters[0], quarters[-1]) == (8, "2025-Q1", "2023-Q2")
    assert [each.name for each in ended(Grain.YEAR, TODAY)] == ["2024", "2023"]


def test_the_last_month_is_left_to_be_proposed_and_the_one_before_waits_to_be_paid():
    dues = list(others(TODAY))

    assert len([due for due in dues if due.kind is RunKind.COMMISSION]) == 23
    assert [due.period.name for due in dues if due.is_newest] == ["2025-02"]
    assert "2025-03" not in {due.period.name for due in dues}


def test_the_hands_of_a_run_are_two_whom_it_does_not_pay(paying):
    assert [paying.pair(payees) for payees in (set(), {"hr"}, {"payer"})] == [
        ("payer", "hr"),
        ("payer", "boss"),
        ("hr", "boss"),
    ]


def test_a_run_is_asked_for_approved_and_paid_in_this_order(paying):
    due = Due(RunKind.HONOR, named("2024-12"))

    done = paying.later(due, "boss", is_paid=True)

    assert (done["state"], done["pay_on"], done["approved_by_id"]) == (
        RunState.PAID,
        date(2025, 1, 15),
        "boss",
    )
    moments = [done[name] for name in ("checked_at", "approved_at", "paid_at")]
    assert moments == [datetime(2025, 1, day, 6, tzinfo=UTC) for day in (9, 11, 15)]
