"""Figures of goals: shares as percentages, both ways."""

import pytest

from ui.goals.spelling import shown, typed_number


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("0.85", "percent", "85%"),
        ("0.8545", "percent", "85.45%"),
        ("1200.5", "money", "1,200.5"),
        (None, "percent", "—"),
        ("", "", "—"),
    ],
)
def test_a_figure_is_spelled(value, unit, text):
    assert shown(value, unit) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [("85%", "0.85"), (" 85 ％", "0.85"), ("30", "30"), ("-5%", "-0.05"), ("", None), ("much", None)],
)
def test_what_is_typed_is_read(text, number):
    assert typed_number(text) == number
