"""Numbers without a ready-made text."""

from __future__ import annotations

import pytest

from ui.metrics.amounts import amount, change, fraction, marks


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("0.15", "percent", "15.0%"),
        ("12345.5", "", "12,345.5"),
        ("-3", "", "−3"),
        (None, "", "—"),
        ("0.025", "pp", "2.5%"),
    ],
)
def test_amount(value, unit, text):
    assert amount(value, unit) == text


@pytest.mark.parametrize(
    ("value", "unit", "language", "text"),
    [
        ("-0.05", "percent", "zh", "−5.0 个百分点"),
        ("0.003", "percent", "en", "+0.3 points"),
        ("-0.00001", "percent", "en", "±0.0 points"),
        ("18", "person", "zh", "+18"),
        (None, "percent", "zh", ""),
    ],
)
def test_change_between_shares_is_points(value, unit, language, text):
    assert change(value, unit, language) == text


def test_fraction_needs_both_sides():
    assert fraction("3", "20") == "3 ÷ 20"
    assert fraction("3", None) == ""


def test_months_say_their_year_where_it_turns():
    found = marks(["2025-11", "2025-12", "2026-01", "2026-02"], "zh")

    assert [one.text for one in found] == ["2025-11", "12月", "2026-01", "2月"]
    assert [one.text for one in marks(["2026-Q1", "2026-Q2"], "en")] == ["2026-Q1", "2026-Q2"]


def test_many_periods_are_named_sparingly_and_the_last_always():
    found = marks([f"{2024 + place // 12}-{place % 12 + 1:02d}" for place in range(24)], "en")

    assert len(found) == 12
    assert (found[-1].place, found[-1].is_minor) == (23, False)
