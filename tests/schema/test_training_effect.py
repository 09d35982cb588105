"""How effects are shown: four places, nothing of fewer than five, and why nothing is claimed."""

from __future__ import annotations

from decimal import Decimal

from schema.training_effect import group_of, interval, short
from server.training.effect_rules import Abstained, EffectReason, HoursGroup, InsufficientData, Interval


def test_a_group_of_four_shows_neither_its_share_nor_how_many_it_is():
    few, none = (group_of(HoursGroup(None, Decimal(5), people, 0)) for people in (4, 0))
    whole = group_of(HoursGroup(Decimal(10), None, 5, 4))

    assert (few.people, few.kept, few.low) == (None, None, None)
    assert (none.people, none.kept) == (0, None)
    assert (whole.people, whole.kept, whole.low) == (5, Decimal("0.8000"), Decimal("0.3755"))


def test_numbers_have_four_places_and_what_lacks_is_told():
    assert interval(None) is None
    shown = interval(Interval(0.12345, -0.00005, 1))
    assert shown
    assert (shown.value, shown.low, shown.high) == (Decimal("0.1235"), Decimal("-0.0001"), Decimal("1.0000"))
    assert short(InsufficientData(EffectReason.TOO_FEW_PEOPLE, 3), "need") == 5
    assert short(Abstained(EffectReason.APART_BEFORE), "have") is None
