from decimal import Decimal
from fractions import Fraction

import pytest

from server.metrics.numbers import exact, nearest_rank, rounded


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(3, 43), "0.069767"),
        (Fraction(1, 10), "0.1"),
        (Fraction(60000), "60000"),
        (Fraction(0), "0"),
        (Fraction(1, 2_000_000), "0.000001"),
        (Fraction(1, 2_000_001), "0"),
        (Fraction(-1, 2_000_000), "-0.000001"),
        (Fraction(-1, 4_000_000), "0"),
        (Fraction(-700, 3), "-233.333333"),
    ],
)
def test_values_are_rounded_half_up_to_six_places(value, text):
    assert str(rounded(value)) == text


def test_nothing_stays_nothing():
    assert rounded(None) is None


def test_places_can_be_fewer():
    assert str(rounded(Fraction(5, 2), 0)) == "3"
    assert str(rounded(Fraction(225, 100), 1)) == "2.3"


def test_decimals_become_exact():
    assert exact(Decimal("0.1")) == Fraction(1, 10)
    assert exact(3) == 3


@pytest.mark.parametrize(
    ("many", "rank"), [(1, 1), (3, 3), (19, 19), (20, 19), (21, 20), (100, 95), (101, 96)]
)
def test_the_nearest_rank_is_one_of_the_values(many, rank):
    assert nearest_rank([Fraction(each) for each in range(many, 0, -1)], 95) == rank


def test_of_no_values_there_is_no_rank():
    assert nearest_rank([], 95) is None
