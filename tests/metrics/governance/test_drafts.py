"""A formula being written: its mistakes with their places, or everything it would mean."""

from __future__ import annotations

import pytest

from server.metrics.dictionary.load import load_builtin
from server.metrics.governance.drafts import validate

KNOWN = load_builtin()


def test_a_sound_formula_says_what_it_means():
    found = validate(KNOWN, "leavers / avg2(headcount)", unit="percent")

    assert found.problems == ()
    assert (found.numerator, found.denominator, found.unit) == ("leavers", "avg2(headcount)", "percent")
    assert found.duplicates == ("attrition_rate_average",)
    assert "attrition_rate_opening" in found.same_family
    assert found.readable is not None
    assert found.readable.zh == "离职人次 ÷ 平均在职人数"


def test_a_metrics_own_formula_is_no_duplicate_of_it():
    assert validate(KNOWN, "leavers / avg2(headcount)", key="attrition_rate_average").duplicates == ()


@pytest.mark.parametrize(
    ("formula", "unit", "code"),
    [
        ("leavers /", "", "E_SYNTAX"),
        ("leavers / headcount", "", "E_STOCK_UNANCHORED"),
        ("leaver", "", "E_MEASURE"),
        ("leavers / avg2(headcount)", "money", "E_UNIT"),
    ],
)
def test_a_mistake_has_a_code_and_a_place(formula, unit, code):
    found = validate(KNOWN, formula, unit=unit)

    assert found.problems[0].code == code
    assert 0 <= found.problems[0].at <= len(formula)
    assert found.tree is None
