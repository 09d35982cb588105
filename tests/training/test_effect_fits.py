"""A model's answer is one, or it is said that there is none."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_linear_model import GLM

from server.training.effect_fits import fitted, fitted_ratio, numbered, settled
from server.training.effect_rules import Interval, NotConverged


def test_odds_of_two_groups_are_what_is_worked_out_by_hand():
    """Thirty of forty against twenty of forty: odds of 3 against 1."""
    group = np.repeat([1.0, 0.0], 40)
    kept = np.concatenate([np.ones(30), np.zeros(10), np.ones(20), np.zeros(20)])

    found = fitted_ratio(lambda: GLM(kept, np.column_stack([group, np.ones(80)]), family=Binomial()).fit())

    assert isinstance(found, Interval)
    assert round(found.value, 6) == 3.0


def test_groups_told_apart_perfectly_have_no_odds():
    group = np.repeat([1.0, 0.0], 20)
    assert (
        fitted(lambda: GLM(group, np.column_stack([group, np.ones(40)]), family=Binomial()).fit())
        == NotConverged()
    )


def test_an_interval_without_numbers_is_none():
    with pytest.raises(FloatingPointError):
        settled(Interval(0.0, float("nan"), 1.0))
    assert numbered(["b", "a", "b"]).tolist() == [1, 0, 1]
