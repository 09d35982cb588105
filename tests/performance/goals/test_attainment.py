"""Aims and their kinds: five per cent is not five points."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.performance.goals.attainment import ChangeKind, attained, required_value
from server.performance.plans.models import Aim

RELATIVE, POINTS, ABSOLUTE = ChangeKind.RELATIVE, ChangeKind.POINTS, ChangeKind.ABSOLUTE
CASES = (
    # sentence, kind, baseline, change, actual, required, met, gap, share
    ("satisfaction 80 to 84 meets +5 % of itself", RELATIVE, 80, "0.05", 84, 84, True, 0, 1),
    ("the same 84 misses +5 points", POINTS, 80, 5, 84, 85, False, 1, "0.8"),
    ("a share rises by five points", POINTS, "0.80", "0.05", "0.84", "0.85", False, "0.01", "0.8"),
    ("from 85 % to 90 %", ABSOLUTE, "0.85", "0.90", "0.90", "0.90", True, 0, 1),
    ("a hair below is missed", ABSOLUTE, "0.85", "0.90", "0.899999", "0.90", False, "0.000001", "0.99998"),
    ("a tenth shorter", RELATIVE, 300, "-0.10", 270, 270, True, 0, 1),
    ("shorter still is met", RELATIVE, 300, "-0.10", 240, 270, True, 0, 2),
    ("longer is missed, and the way goes back", RELATIVE, 300, "-0.10", 315, 270, False, 45, "-0.5"),
    ("three points less", POINTS, 8, -3, 6, 5, False, 1, "0.6666"),
    ("a value aimed at without a baseline", ABSOLUTE, None, 40, 10, 40, False, 30, "0.25"),
    ("kept where it was", ABSOLUTE, 30, 30, 31, 30, True, 0, 1),
    ("not kept: the way has no length", ABSOLUTE, 30, 30, 29, 30, False, 1, None),
)


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_an_aim(case):
    _, kind, baseline, change, actual, required, met, gap, share = case

    start = None if baseline is None else Decimal(baseline)
    found = attained(kind, start, Decimal(change), Decimal(actual))

    assert (found.required, found.is_met, found.gap) == (Fraction(required), met, Fraction(gap))
    exact = None if share is None else Fraction(2, 3) if share == "0.6666" else Fraction(share)
    assert found.share == exact


def test_a_value_to_be_kept_low_is_judged_downwards_when_told():
    assert attained(ABSOLUTE, Decimal(30), Decimal(30), Decimal("30.01"), Aim.DOWN).is_met is False
    assert attained(ABSOLUTE, Decimal(30), Decimal(30), Decimal(30), Aim.DOWN).is_met is True


def test_nothing_is_said_of_an_aim_without_a_value():
    found = attained(POINTS, 80, 5, None)

    assert (found.required, found.is_met, found.gap, found.share) == (Fraction(85), None, None, None)


def test_a_change_without_its_baseline_means_nothing():
    with pytest.raises(ValueError, match="baseline"):
        required_value(RELATIVE, None, 5)


whole = st.integers(1, 10_000)


@given(baseline=whole, change=st.integers(-99, 99), actual=st.integers(0, 20_000))
def test_the_kinds_agree_where_they_ask_for_the_same(baseline, change, actual):
    relative = attained(RELATIVE, baseline, Fraction(change, 100), actual)
    points = attained(POINTS, baseline, Fraction(baseline * change, 100), actual)
    absolute = attained(ABSOLUTE, baseline, Fraction(baseline * (100 + change), 100), actual)

    assert relative == points == absolute


@given(baseline=whole, change=st.integers(-99, 99).filter(bool), actual=st.integers(0, 20_000))
def test_an_aim_is_met_exactly_when_nothing_lacks_and_the_way_is_covered(baseline, change, actual):
    found = attained(POINTS, baseline, change, actual)

    assert found.is_met is (found.gap == 0)
    assert found.share is not None
    assert found.is_met is (found.share >= 1)
