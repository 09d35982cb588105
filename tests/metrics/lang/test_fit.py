from __future__ import annotations

import pytest

from server.metrics.lang.fit import unit_problems
from server.metrics.lang.parse import parse
from tests.metrics.dictionary.small import small


def problems(formula, unit=""):
    return unit_problems(parse(formula), small(), unit)


@pytest.mark.parametrize(
    ("formula", "at", "message"),
    [
        ("sales + orders", 8, "money and count cannot be added"),
        ("leavers - closing(headcount) - orders", 31, "spells and count cannot be added"),
        ("leavers + 1", 10, "spells and ratio cannot be added"),
        ("min(sales, orders)", 11, "money and count cannot be compared"),
        ("1 - (sales - orders / orders) / sales", 13, "money and percent cannot be added"),
    ],
)
def test_only_like_is_added(formula, at, message):
    (problem,) = problems(formula)

    assert (problem.code, problem.at, problem.message.en) == ("E_UNIT", at, message)


@pytest.mark.parametrize(
    "formula",
    [
        "leavers + closing(headcount)",
        "1 - leavers / orders",
        "max(1, sales)",
        "coalesce(sales, 0)",
        "min(1, 2)",
        "abs(sales)",
    ],
)
def test_like_is_added_and_numbers_may_be_limits(formula):
    assert problems(formula) == []


@pytest.mark.parametrize(
    ("formula", "unit", "suggestions"),
    [
        ("leavers / opening(headcount)", "person", ("percent",)),
        ("sales", "percent", ("money",)),
        ("sales * orders", "money", ()),
    ],
)
def test_the_result_must_fit_the_declared_unit(formula, unit, suggestions):
    (problem,) = problems(formula, unit=unit)

    assert (problem.code, problem.at, problem.length, problem.suggestions) == (
        "E_UNIT",
        0,
        len(formula),
        suggestions,
    )


def test_an_unknown_unit_is_named():
    (problem,) = problems("sales", unit="mony")

    assert (problem.code, problem.suggestions[0]) == ("E_UNIT", "money")
