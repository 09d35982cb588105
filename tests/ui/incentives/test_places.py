"""The periods a scheme is tried on are named as the engine names them."""

from __future__ import annotations

from datetime import date

import pytest

from ui.incentives.places import is_period, periods_of

TODAY = date(2026, 2, 14)
NAMED = {
    "MONTH": ["2026-02", "2026-01", "2025-12"],
    "QUARTER": ["2026-Q1", "2025-Q4", "2025-Q3"],
    "YEAR": ["2026", "2025", "2024"],
}


@pytest.mark.parametrize("grain", NAMED)
def test_the_period_under_way_comes_first_and_years_turn(grain: str):
    assert periods_of(grain, TODAY)[:3] == NAMED[grain]


def test_only_what_looks_like_a_period_is_taken_from_an_address():
    assert is_period("2025-Q1")
    assert is_period("2025-01-01..2025-03-31")
    assert not is_period("")
    assert not is_period("<b>")
    assert not is_period("2" * 25)
