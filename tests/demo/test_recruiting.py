"""Openings of the samples: the young store puts the trainee first, the grown desk the experienced."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from server.demo.recruiting import DAYS, KINDS, OPENINGS, PATH
from server.demo.world import UNITS
from server.recruiting.models import ApplicationState, UnitStage
from server.recruiting.rules import NEXT, Runner, ranking, total_of

WEIGHTS = dict(zip(KINDS, (40, 40, 20), strict=True))


def first(one):
    runners = [
        Runner(
            each.name,
            total_of({kind: [score * 100] for kind, score in zip(KINDS, each.scores, strict=False)}, WEIGHTS),
            each.months,
            fits=each.pay <= one.budget,
        )
        for each in one.applied
        if each.state not in (ApplicationState.REJECTED, ApplicationState.WITHDRAWN)
    ]
    potential = 90 if one.stage is UnitStage.STARTUP else 30
    return ranking(runners, potential=potential, full=60)[0]


def test_the_stage_of_the_unit_decides_who_comes_first():
    store, desk, *_ = OPENINGS
    assert first(store).key == "周小满"
    assert first(desk).key == "陈秋分"
    assert isinstance(first(store).points, Fraction)


@pytest.mark.parametrize("state", list(ApplicationState))
def test_the_path_to_a_state_follows_the_rules(state):
    steps = PATH[state]
    assert (steps[0], steps[-1]) == (ApplicationState.APPLIED, state)
    for one, then in pairwise(steps):
        assert then in NEXT[one] or then is ApplicationState.HIRED
    assert DAYS[state] >= 3 * (len(steps) - 1)


def test_openings_are_of_units_there_are_and_codes_differ():
    units = {unit.code for unit in UNITS}
    assert {one.unit for one in OPENINGS} <= units
    assert len({one.code for one in OPENINGS}) == len(OPENINGS)
