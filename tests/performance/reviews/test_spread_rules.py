"""Who rates more kindly than the others, worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from server.performance.reviews.spread_rules import SpreadHint, gap, hint_of, mean, spelled

KIND = [9000, 9200, 8800, 9400, 9600]  # mean 92
PLAIN = [8000, 8500, 9000, 8700, 8800]  # mean 86


def test_means_and_gaps_are_exact():
    assert mean([8000, 8001, 8001]) == Fraction(24002, 300)
    assert gap(KIND, PLAIN) == 6
    assert gap([], PLAIN) is None
    assert spelled(Fraction(200, 3)) == Decimal("66.67")


@pytest.mark.parametrize(
    ("own", "others", "hint"),
    [
        (KIND, PLAIN, SpreadHint.LENIENT),
        (PLAIN, KIND, SpreadHint.STRICT),
        (KIND, [8200, 8700, 9200, 8700, 8750], None),
        (KIND[:4], PLAIN, None),
        (KIND, PLAIN[:4], None),
        ([8500, 8600, 8700, 8800, 9000], PLAIN, SpreadHint.BUNCHED),
    ],
    ids=["five_points_above", "below", "under_five", "few_of_own", "few_of_others", "all_alike"],
)
def test_a_hint_needs_enough_cards_on_both_sides_and_five_points(own, others, hint):
    assert hint_of(own, others) == hint
