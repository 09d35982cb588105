"""Rules of payouts that compute: periods, codes, texts, amounts, and which step follows which state."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from server.incentives.models import HonorGrain, RunState
from server.incentives.payouts.rules import (
    NEXT,
    RunMovedOn,
    clean_code,
    clean_text,
    honor_period,
    minor,
    period_named,
    period_over,
    require_state,
)
from server.kernel.errors import InvalidInput

TODAY = date(2025, 6, 30)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        (" 2025-Q1 ", date(2025, 1, 1), date(2025, 3, 31)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_period_is_a_month_a_quarter_or_a_year(text, first, last):
    found = period_named(text)

    assert (found.name, found.window.first, found.window.last) == (text.strip(), first, last)


@pytest.mark.parametrize("text", ["", "2025-13", "2025-Q5", "2025-H1", "2025-W20", "2025-05-01", "mai"])
def test_anything_else_is_refused_at_its_field(text):
    with pytest.raises(InvalidInput) as told:
        period_named(text, "month")
    assert told.value.path == ("input", "month")


def test_only_a_period_whose_last_day_has_passed_is_over():
    assert period_over("2025-05", TODAY).name == "2025-05"
    assert period_over("2025-Q2", date(2025, 7, 1)).name == "2025-Q2"
    for text in ("2025-06", "2025-Q2", "2025"):
        with pytest.raises(InvalidInput):
            period_over(text, TODAY)


def test_an_honor_is_given_for_periods_of_its_own_length_that_have_begun():
    assert honor_period("2025-06", HonorGrain.MONTH, TODAY).name == "2025-06"
    assert honor_period("2025", HonorGrain.YEAR, TODAY).name == "2025"
    for text, grain in (
        ("2025-Q2", HonorGrain.MONTH),
        ("2025-07", HonorGrain.MONTH),
        ("2026", HonorGrain.YEAR),
    ):
        with pytest.raises(InvalidInput) as told:
            honor_period(text, grain, TODAY)
        assert told.value.path == ("input", "period")


def test_a_text_loses_its_needless_spaces_and_has_its_length():
    assert clean_text("  名单\n 有误 ", "reason", 5, 2) == "名单 有误"
    assert clean_text(None, "note", 200) == ""
    for text in ("错", "太长了太长了", "  "):
        with pytest.raises(InvalidInput) as told:
            clean_text(text, "reason", 5, 2)
        assert told.value.path == ("input", "reason")


def test_a_code_is_written_in_capitals():
    assert clean_code(" star_1 ") == "STAR_1"
    for code in ("", "A", "1A", "A-B", "星", "A" * 33):
        with pytest.raises(InvalidInput):
            clean_code(code)
    assert clean_code("A" * 32) == "A" * 32


def test_amounts_are_whole_cents_and_never_below_zero():
    assert [minor(value, "cash") for value in (None, Decimal(0), Decimal("1000.50"))] == [0, 0, 100_050]
    for value in (Decimal("0.001"), Decimal("-0.01")):
        with pytest.raises(InvalidInput) as told:
            minor(value, "cash")
        assert told.value.path == ("input", "cash")


ALLOWED = {
    RunState.PROPOSED: ["check", "revoke"],
    RunState.CHECKED: ["approve", "revoke"],
    RunState.APPROVED: ["release", "revoke"],
    RunState.PAYABLE: ["pay", "revoke"],
    RunState.PAID: [],
    RunState.REVOKED: [],
}


@pytest.mark.parametrize("state", RunState)
def test_a_step_is_taken_from_its_own_state_only(state):
    taken = []
    for step in NEXT:
        try:
            require_state(step, state)
        except RunMovedOn:
            continue
        taken.append(step)

    assert taken == ALLOWED[state]
