"""Careers by hand: the next rung, each kind of condition, and where somebody stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from server.kernel.errors import InvalidInput
from server.talent.models import ConditionKind
from server.talent.rules import (
    Checked,
    Condition,
    Facts,
    Held,
    Rung,
    Standing,
    check,
    clean,
    last_quarter,
    next_rung,
    stands,
    whole_months,
)

CONFIRMED = Condition(ConditionKind.CONFIRMED)
YEAR_IN_POST = Condition(ConditionKind.MONTHS_IN_POST, Decimal(12))
TWO_YEARS = Condition(ConditionKind.MONTHS_IN_COMPANY, Decimal(24))
SCORE = Condition(ConditionKind.METRIC, Decimal(80), "score")
FACTS = Facts(confirmed=True, months_in_post=12, months_in_company=23, figures={"score": Decimal("79.9")})


def rung(code: str, grade: int, ladder: str = "shop", *conditions: Condition) -> Rung:
    return Rung(code, code, code, ladder, grade, conditions)


def test_the_next_rung_is_the_nearest_higher_grade_of_the_same_ladder():
    rungs = [rung("A", 1), rung("B", 2, "desk"), rung("D", 4), rung("C", 3), rung("C0", 3, "shop", CONFIRMED)]

    assert next_rung(rungs, rung("A", 1)) == rung("C0", 3, "shop", CONFIRMED)
    assert next_rung(rungs, rung("D", 4)) is None


@pytest.mark.parametrize(
    ("condition", "found", "state"),
    [
        (CONFIRMED, None, Held.MET),
        (YEAR_IN_POST, Decimal(12), Held.MET),
        (TWO_YEARS, Decimal(23), Held.MISSING),
        (SCORE, Decimal("79.9"), Held.MISSING),
        (Condition(ConditionKind.METRIC, Decimal(1), "other"), None, Held.NO_DATA),
    ],
)
def test_a_condition_is_held_against_the_facts(condition, found, state):
    assert check(condition, FACTS) == Checked(condition, found, state)


def test_a_figure_the_asker_may_not_see_is_hidden_and_decides_nothing():
    facts = Facts(True, 12, 23, {"score": None}, frozenset({"score"}))

    assert check(SCORE, facts).state == Held.HIDDEN


def test_one_on_probation_is_not_confirmed():
    assert check(CONFIRMED, Facts(False, 1, 1, {})).state == Held.MISSING


def held(*states: Held) -> list[Checked]:
    return [Checked(CONFIRMED, None, state) for state in states]


@pytest.mark.parametrize(
    ("states", "standing"),
    [
        ((), Standing.NO_RULES),
        ((Held.MET, Held.MET), Standing.ELIGIBLE),
        ((Held.MET, Held.MISSING), Standing.NOT_YET),
        ((Held.HIDDEN, Held.MISSING), Standing.NOT_YET),
        ((Held.MET, Held.NO_DATA), Standing.UNKNOWN),
        ((Held.MET, Held.HIDDEN), Standing.UNKNOWN),
    ],
)
def test_somebody_is_eligible_only_with_everything_met(states, standing):
    assert stands(held(*states)) == standing


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        (date(2025, 1, 15), date(2025, 2, 14), 0),
        (date(2025, 1, 15), date(2025, 2, 15), 1),
        (date(2025, 1, 31), date(2025, 2, 28), 1),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2025, 6, 1), date(2025, 5, 1), 0),
    ],
)
def test_months_are_calendar_months_completed(since, until, months):
    assert whole_months(since, until) == months


@pytest.mark.parametrize(
    ("day", "quarter"),
    [(date(2025, 3, 31), "2024-Q4"), (date(2025, 4, 1), "2025-Q1"), (date(2025, 12, 31), "2025-Q3")],
)
def test_figures_are_of_the_last_quarter_that_is_over(day, quarter):
    assert last_quarter(day) == quarter


@pytest.mark.parametrize(
    "conditions",
    [
        [Condition(ConditionKind.MONTHS_IN_POST)],
        [Condition(ConditionKind.MONTHS_IN_POST, Decimal(0))],
        [Condition(ConditionKind.MONTHS_IN_POST, Decimal("1.5"))],
        [Condition(ConditionKind.METRIC, Decimal(1))],
        [YEAR_IN_POST, YEAR_IN_POST],
        [Condition(ConditionKind.METRIC, Decimal(1), f"m{number}") for number in range(11)],
    ],
)
def test_what_cannot_be_checked_is_refused(conditions):
    with pytest.raises(InvalidInput):
        clean(conditions)
