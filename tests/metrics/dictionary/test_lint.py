from __future__ import annotations

from dataclasses import replace

import pytest

from server.metrics.definitions import Label
from server.metrics.dictionary.lint import least_sensitivity, lint, reachable_by
from server.metrics.dictionary.load import load_builtin, make_metric
from server.metrics.lang.parse import parse
from server.metrics.words import Sensitivity
from tests.metrics.dictionary.small import OWN, small


@pytest.fixture
def own():
    return make_metric(OWN, small())


def codes(metric):
    return [(each.key, each.code) for each in lint(metric, small())]


def test_a_sound_definition_passes(own):
    assert codes(own) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"tree": parse("leavers / headcount")}, ("formula", "E_STOCK_UNANCHORED")),
        ({"unit": "money"}, ("formula", "E_UNIT")),
        ({"dimensions": ("segment",)}, ("dimensions", "E_DIMENSION")),
        ({"dimensions": ("colour",)}, ("dimensions", "E_DIMENSION")),
        ({"sensitivity": Sensitivity.OPEN}, ("sensitivity", "E_SENSITIVITY")),
        ({"name": Label("", "x")}, ("name", "E_LABEL")),
        ({"definition": Label("x", " ")}, ("definition", "E_LABEL")),
        ({"examples": ()}, ("examples", "E_EXAMPLE")),
        ({"examples": ({"id": "att-01"},)}, ("examples", "E_EXAMPLE")),
    ],
)
def test_what_a_definition_owes_is_asked_for(own, change, found):
    assert codes(replace(own, **change)) == [found]


def test_a_built_in_definition_needs_no_example_of_its_own(own):
    assert codes(replace(own, is_builtin=True, examples=())) == []


def test_the_most_delicate_column_decides():
    assert least_sensitivity(parse("sales / orders"), small()) is Sensitivity.OPEN
    assert least_sensitivity(parse("sales / closing(headcount)"), small()) is Sensitivity.INTERNAL
    assert (
        least_sensitivity(parse("sales / closing(headcount[gender = 'F'])"), small()) is Sensitivity.SENSITIVE
    )


def test_a_split_must_reach_every_measure(own):
    mixed = replace(own, tree=parse("orders / leavers"), dimensions=("department", "segment"))

    (problem,) = lint(mixed, small())

    assert problem.message == ("“客户分层”无法用于:任职", "'segment' cannot be found for: Employments")
    assert problem.suggestions == reachable_by(mixed.tree, small()) == ("department", "job_family", "gender")


def test_every_built_in_definition_is_sound():
    known = load_builtin()

    assert {key: found for key, metric in known.metrics.items() if (found := lint(metric, known))} == {}
