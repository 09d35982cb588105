"""Sums are shared out to the cent, whatever the weights."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from server.incentives.reckoning.sharing import cut_to, share_out, to_cent


def test_the_cents_left_over_go_to_the_largest_remainders_and_then_by_code():
    # 100.00 among three is 33.33 1/3 each: one cent is left, and all remainders are equal, so E1 has it.
    assert share_out(10000, {"E3": 1, "E1": 1, "E2": 1}) == {"E3": 3333, "E1": 3334, "E2": 3333}
    # 10 cents by 1 : 2 : 4 are 1.43, 2.86 and 5.71: after 1 + 2 + 5 two cents are left, for 0.86 and 0.71.
    assert share_out(10, {"a": 1, "b": 2, "c": 4}) == {"a": 1, "b": 3, "c": 6}


def test_without_any_weight_nobody_gets_anything():
    assert share_out(10000, {"E1": 0, "E2": -5}) == {"E1": 0, "E2": 0}
    assert share_out(0, {"E1": 1}) == {"E1": 0}


def test_amounts_within_the_budget_stay_and_others_are_cut_alike():
    assert cut_to(300, {"a": 100, "b": 200}) == {"a": 100, "b": 200}
    assert cut_to(100, {"a": 100, "b": 200}) == {"a": 33, "b": 67}


@pytest.mark.parametrize(
    ("amount", "cents"), [("0.5", 1), ("0.49", 0), ("-0.5", -1), ("2.5", 3), ("-2.49", -2), ("7", 7)]
)
def test_halves_are_rounded_up(amount: str, cents: int):
    assert to_cent(Fraction(amount)) == cents


def test_parts_add_up_and_lie_within_a_cent_of_their_share_for_any_weights():
    chance = Random(11)
    for _ in range(500):
        weights = {
            f"E{number}": Fraction(chance.randint(0, 500), 7) for number in range(chance.randint(1, 40))
        }
        total = chance.randint(0, 10**9)
        parts = share_out(total, weights)
        whole = sum(weights.values())
        assert sum(parts.values()) == (total if whole else 0)
        for code, part in parts.items():
            assert not whole or abs(part - total * weights[code] / whole) < 1


def test_a_cut_never_exceeds_the_budget_and_gives_nobody_more():
    chance = Random(12)
    for _ in range(500):
        amounts = {f"E{number}": chance.randint(0, 10**6) for number in range(chance.randint(1, 30))}
        budget = chance.randint(1, 10**7)
        kept = cut_to(budget, amounts)
        assert sum(kept.values()) == min(budget, sum(amounts.values()))
        assert all(kept[code] <= amount for code, amount in amounts.items())
