"""What two counted groups say, worked out by hand, and when nothing is said."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from server.training.effect_rules import (
    Abstained,
    Comparison,
    EffectReason,
    EffectVerdict,
    HoursGroup,
    InsufficientData,
    Interval,
    NotConverged,
    bands,
    compare,
    fewer_than,
    group,
    refusal,
    rounded,
    verdict,
)

TELLING, IDLE, OTHER = Interval(2, 1, 3), Interval(2, -1, 5), Interval(-2, -3, -1)


def groups(many: tuple[int, int], few: tuple[int, int]) -> tuple[HoursGroup, HoursGroup]:
    return HoursGroup(Decimal(10), None, *many), HoursGroup(None, Decimal(5), *few)


def test_eighty_four_against_sixty_percent_is_forty_percent_more():
    found = compare(*groups((50, 42), (50, 30)))

    assert isinstance(found, Comparison)
    assert (found.many.share, found.few.share) == (Fraction(84, 100), Fraction(60, 100))
    assert found.relative
    assert rounded(found.relative.value) == Decimal("0.4000")
    # Newcombe: Wilson gives 71.5–91.7 % and 46.2–72.4 %, their arms 12.5 and 12.4, 7.7 and 13.8 points.
    assert [rounded(each) for each in (found.difference.value, found.difference.low, found.difference.high)] == [
        Decimal("0.2400"), Decimal("0.0639"), Decimal("0.3980"),
    ]  # fmt: skip
    assert verdict([found.difference]) is EffectVerdict.IMPROVED


def test_nothing_is_said_of_four_people_and_no_ratio_where_nobody_stayed():
    assert compare(*groups((4, 4), (50, 30))) == InsufficientData(EffectReason.TOO_FEW_PEOPLE, 4)
    empty = compare(*groups((5, 5), (5, 0)))
    assert isinstance(empty, Comparison)
    assert empty.relative is None


def test_hours_on_a_limit_belong_to_neither_extreme():
    told = [(Decimal(hours), True) for hours in ("0", "4.99", "5", "10", "10.01", "16")]

    assert (group(told, Decimal(10), None).people, fewer_than(told, Decimal(5)).people) == (2, 2)
    assert [each.people for each in bands(told)] == [1, 2, 1, 1, 1]


@pytest.mark.parametrize(
    ("found", "given", "expected"),
    [
        ([TELLING, TELLING], {}, EffectVerdict.IMPROVED),
        ([TELLING], {"more_is_better": False}, EffectVerdict.WORSENED),
        ([OTHER], {}, EffectVerdict.WORSENED),
        ([IDLE, IDLE], {}, EffectVerdict.NO_EFFECT),
        ([TELLING, IDLE], {}, EffectVerdict.UNCLEAR),
        ([TELLING, OTHER], {}, EffectVerdict.UNCLEAR),
        ([TELLING], {"nothing": 1}, EffectVerdict.NO_EFFECT),
    ],
    ids=[
        "better",
        "less_is_better",
        "worse",
        "none",
        "one_method_only",
        "against_each_other",
        "ratio_touches_one",
    ],
)
def test_an_effect_is_claimed_where_every_method_agrees(found, given, expected):
    assert verdict(found, **given) is expected


def test_a_refusal_says_which_it_is():
    refused = (
        InsufficientData(EffectReason.TOO_FEW_PEOPLE, 3),
        Abstained(EffectReason.APART_BEFORE),
        NotConverged(),
    )
    assert [refusal(each) for each in refused] == [
        EffectVerdict.TOO_FEW, EffectVerdict.ABSTAINED, EffectVerdict.NOT_CONVERGED,
    ]  # fmt: skip
