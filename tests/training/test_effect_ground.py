"""Who stands on which side of a wave, and which months of joining are old enough."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from server.metrics.periods import named
from server.training.effect_ground import Joiner, around, as_day, waves, window

NAMES = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1")
HALF = Decimal("0.5")


def test_a_wave_has_two_periods_before_it_and_one_after():
    found = waves([named(name) for name in NAMES])
    assert [(each.prior.name, each.during.name, each.after.name) for each in found] == [
        ("2025-Q1", "2025-Q3", "2025-Q4"),
        ("2025-Q2", "2025-Q4", "2026-Q1"),
    ]


@pytest.mark.parametrize(
    ("learned", "expected"),
    [([], False), ([date(2025, 8, 1)], True), ([date(2025, 5, 1)], None), ([date(2025, 12, 31)], None),
     ([date(2024, 12, 31)], False), ([date(2025, 5, 1), date(2025, 8, 1)], True)],
    ids=["never", "in_the_wave", "just_before", "just_after", "long_ago", "before_and_in_the_wave"],
)  # fmt: skip
def test_who_learned_nearby_is_on_neither_side(learned, expected):
    (wave,) = waves([named(name) for name in NAMES[:4]])
    figures = {name: {"p": HALF} for name in NAMES}

    found = around(wave, figures, {"p": learned}, {"p": ("d", "f")})

    assert [each.is_trained for each in found] == ([] if expected is None else [expected])


def test_who_has_no_figure_or_no_place_is_not_compared():
    (wave,) = waves([named(name) for name in NAMES[:4]])
    figures = {"2025-Q1": {}, "2025-Q2": {"a": HALF, "b": HALF, "c": HALF}, "2025-Q4": {"a": HALF, "b": HALF}}

    found = around(wave, figures, {}, {"a": ("d", "f"), "c": ("d", "f")})

    assert [(each.person, each.prior) for each in found] == [("a", None)]


def test_months_of_joining_are_whole_and_ripe():
    assert window(date(2026, 11, 22), 24, 6) == (date(2024, 5, 1), date(2026, 4, 30))


def test_a_joiner_is_there_on_the_day_their_months_are_full():
    """31 January and three months: the last of April, as months end."""
    joiner = Joiner("p", date(2025, 1, 31), date(2025, 4, 30), "f", HALF)
    assert (joiner.is_there(3), joiner.is_there(4), joiner.cohort) == (True, False, "2025-Q1")
    assert as_day("2025-04-30") == as_day(date(2025, 4, 30))
