from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from server.metrics.definitions import Target
from server.metrics.dictionary.load import load_builtin
from server.metrics.lang.parse import parse
from server.metrics.periods import named
from server.metrics.reckoning.targets import is_timeless, judge, needs_change, target_for
from server.metrics.words import Grain, TargetState

MARCH = named("2025-03")


def target(op: Any = "<=", value: Any = "0.1", grain: Any = Grain.MONTH, **given: Any) -> Any:
    return Target(op, Decimal(value), grain, **given)


def holding(*given: Any, **more: Any) -> Any:
    return target_for(*given, **more)


def test_a_target_holds_for_periods_of_its_grain():
    monthly, yearly = target(), target(value="0.5", grain=Grain.YEAR)

    assert holding([yearly, monthly], MARCH) is monthly
    assert holding([monthly], named("2025-Q1")) is None


def test_a_custom_target_holds_for_any_period_without_its_own():
    monthly, any_length = target(), target(value="0.5", grain=Grain.CUSTOM)

    assert holding([any_length, monthly], MARCH) is monthly
    assert holding([any_length, monthly], named("2025")) is any_length


def test_a_figure_that_does_not_grow_with_time_is_judged_at_any_length():
    monthly = target()

    assert holding([monthly], named("2025-03-09")) is None
    assert holding([monthly], named("2025-03-09"), any_length=True) is monthly


@pytest.mark.parametrize(
    ("formula", "is_so"),
    [
        ("turn_seconds / turns", True),
        ("closing(headcount[gender = 'F']) / closing(headcount)", True),
        ("done(feedback_in, first_response_at, 24 hours) / matured(feedback_in, 24 hours)", True),
        ("leavers / avg2(headcount)", False),
        ("feedback_valid", False),
        ("rolling(12 months, turn_seconds / turns)", False),
    ],
)
def test_quotients_of_one_kind_do_not_grow_with_time(formula, is_so):
    assert is_timeless(parse(formula), load_builtin()) is is_so


def test_a_target_holds_from_its_first_to_its_last_day():
    spring = target(first=date(2025, 3, 31), last=date(2025, 4, 30))

    assert holding([spring], named("2025-02")) is None
    assert holding([spring], MARCH) is spring
    assert holding([spring], named("2025-04")) is spring
    assert holding([spring], named("2025-05")) is None


def test_the_narrowest_scope_that_fits_wins():
    company, stores, one = target(), target(scope=("kind=store",)), target(scope=("department=S1",))

    assert holding([company, one], MARCH, ["department=S1"]) is one
    assert holding([company, one, stores], MARCH, ["department=S2"]) is company
    assert holding([one], MARCH) is None


def test_a_target_for_something_else_is_no_target_of_the_value():
    assert holding([target(applies_to="weight of component csat")], MARCH) is None


@pytest.mark.parametrize(
    ("op", "value", "state"),
    [
        ("<=", "0.1", TargetState.MET),
        ("<", "0.1", TargetState.MISSED),
        (">", "0.1", TargetState.MISSED),
        (">=", "0.1", TargetState.MET),
        ("=", "0.1", TargetState.MET),
        ("==", "0.2", TargetState.MISSED),
        ("<=", "0.0999999", TargetState.MISSED),
    ],
)
def test_a_value_meets_its_target_or_not(op, value, state):
    assert judge(target(op, value), Fraction(1, 10), None) is state


def test_what_is_judged_is_what_is_published():
    assert judge(target("<=", "0.333333"), Fraction(1, 3), None) is TargetState.MET


def test_between_the_target_and_the_second_threshold_a_value_is_near():
    at_most, at_least = target(near=Decimal("0.12")), target(">", "0.9", near=Decimal("0.85"))

    assert judge(at_most, Fraction(12, 100), None) is TargetState.NEAR
    assert judge(at_most, Fraction(13, 100), None) is TargetState.MISSED
    assert judge(at_least, Fraction(85, 100), None) is TargetState.NEAR
    assert judge(target("=", "0.2", near=Decimal("0.01")), Fraction(21, 100), None) is TargetState.NEAR


def test_a_target_on_the_change_judges_the_change():
    down = target(value="-0.25", applies_to="pct_change")

    assert judge(down, Fraction(9, 400), Fraction(-1, 4)) is TargetState.MET
    assert judge(down, Fraction(9, 400), None) is TargetState.UNKNOWN
    assert needs_change([down], Grain.MONTH)
    assert not needs_change([down], Grain.YEAR)


def test_without_a_target_nothing_is_judged():
    assert judge(None, Fraction(1), None) is None
    assert judge(target(), None, None) is TargetState.UNKNOWN
