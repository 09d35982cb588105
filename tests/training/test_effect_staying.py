"""Newcomers whose staying depends on hours, or not at all: the survivors' trap must not look like training."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import numpy as np
import pytest

from server.training.effect_rules import (
    Abstained,
    Comparison,
    EffectReason,
    EffectVerdict,
    InsufficientData,
    NotConverged,
    compare,
    fewer_than,
    group,
    verdict,
)
from server.training.effect_staying import Newcomer, Staying, staying

RUNS = 200


def lives(seed, *, slope=0.0, people=400):
    """People who learn as long as they are there; how long that is has nothing to do with it, but for `slope`."""
    chance = np.random.default_rng(seed)
    months = chance.exponential(9.0, people)
    hours = np.minimum(months, 3) * 4.33 * chance.gamma(2, 0.75, people)
    if slope:
        stays = 1 / (1 + np.exp(-(-0.4 + slope * hours / 10)))
        months = np.where(months >= 3, np.where(chance.random(people) < stays, 12.0, 4.0), months)
    return [(float(hours[at]), float(months[at])) for at in range(people)]


def fairly(told):
    there = [
        Newcomer(f"f{at % 3}", f"q{at % 4}", hours, months >= 6)
        for at, (hours, months) in enumerate(told)
        if months >= 3
    ]
    return staying(there, 10, 5)


def as_it_looks(told):
    kept = [(Decimal(str(round(hours, 2))), months >= 3) for hours, months in told]
    found = compare(group(kept, Decimal(10), None), fewer_than(kept, Decimal(5)))
    assert isinstance(found, Comparison)
    return verdict([found.difference])


def test_survivors_look_trained_and_the_fair_question_is_not_fooled():
    worlds = [lives(seed) for seed in range(RUNS)]

    assert Counter(as_it_looks(each) for each in worlds) == {EffectVerdict.IMPROVED: RUNS}
    claimed = Counter(verdict([fairly(each).difference]).value for each in worlds)
    assert claimed == {
        "NO_EFFECT": 188,
        "WORSENED": 7,
        "IMPROVED": 5,
    }  # 12 of 200: one in twenty is what is stated


def test_hours_that_do_keep_people_are_found():
    found = [fairly(lives(seed, slope=1.0)) for seed in range(20)]

    assert {verdict([each.difference]) for each in found} == {EffectVerdict.IMPROVED}
    held = [each.odds.low <= np.e <= each.odds.high for each in found]  # ten hours more: the odds times e
    assert sum(held) == 19
    assert isinstance(found[0], Staying)
    assert found[0].controls == ("family", "cohort")


@pytest.mark.parametrize(
    ("newcomers", "expected"),
    [
        ([Newcomer("f", "q", 8, True)] * 40, InsufficientData(EffectReason.TOO_FEW_LEAVERS, 0, 10)),
        ([Newcomer("f", "q", 8, at > 9) for at in range(40)], Abstained(EffectReason.SAME_HOURS)),
        ([Newcomer("f", "q", at, at > 9) for at in range(40)], NotConverged()),
    ],
    ids=["nobody_left", "all_learned_alike", "hours_tell_everything"],
)
def test_no_model_is_fitted_that_says_nothing(newcomers, expected):
    assert staying(newcomers, 10, 5) == expected


def test_controls_are_as_many_as_the_leavers_bear():
    """Of 80 there, 12 left: two terms at most, so two families are told apart and four quarters are not."""
    told = [Newcomer(f"f{at % 2}", f"q{at % 4}", (at * 7) % 20, at % 7 > 0) for at in range(80)]
    found = staying(told, 10, 5)

    assert isinstance(found, Staying)
    assert (found.people, found.left, found.controls) == (80, 12, ("family",))
