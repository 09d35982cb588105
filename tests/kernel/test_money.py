"""Money."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.kernel.money import from_minor, to_minor


@pytest.mark.parametrize(
    ("amount", "minor"),
    [("1234.56", 123456), ("0", 0), ("-0.01", -1), ("12.5", 1250), (Decimal(7), 700), ("1e3", 100000)],
)
def test_an_amount_becomes_minor_units(amount, minor):
    assert to_minor(amount) == minor


@pytest.mark.parametrize("amount", ["0.001", "abc", "", "NaN", "Infinity", "-Infinity"])
def test_what_is_no_amount_is_refused(amount):
    with pytest.raises(ValueError, match=r"not a number|at most two places"):
        to_minor(amount)


@pytest.mark.parametrize(("minor", "text"), [(123456, "1234.56"), (0, "0.00"), (-1, "-0.01"), (5, "0.05")])
def test_minor_units_are_spelled_with_two_places(minor, text):
    assert from_minor(minor) == text


@given(st.integers(-(10**14), 10**14))
def test_spelling_and_reading_lose_nothing(minor):
    assert to_minor(from_minor(minor)) == minor
