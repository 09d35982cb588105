from __future__ import annotations

import pytest

from server.metrics.lang.check import unit_of
from server.metrics.lang.parse import parse
from tests.metrics.dictionary.small import small


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("leavers", "spell"),
        ("opening(headcount)", "person"),
        ("leavers / avg2(headcount)", "percent"),
        ("12 * leavers", "spell"),
        ("-leavers", "spell"),
        ("sales / orders", "money"),
        ("sales / closing(headcount)", "money_per_person"),
        ("rolling(12 months, sales)", "money"),
        ("at('2025', ytd(orders))", "count"),
        ("pct_change(sales, 1 period)", "percent"),
        ("change(sales, 1 period)", "money"),
        ("change(leavers / opening(headcount), 1 year)", "pp"),
        ("@order_value", "money"),
        ("max(0, sales)", "money"),
        ("matured(asked, 24 hours)", "count"),
        ("sales * sales", ""),
        ("unknown", "ratio"),
    ],
)
def test_unit_follows_from_the_parts(formula, unit):
    assert unit_of(parse(formula), small()) == unit
