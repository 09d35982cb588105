"""Figures of goals: shares as percentages, both ways."""

import pytest

from ui.goals.spelling import editable, shown, typed_number


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


def test_a_figure_in_a_form_reads_back_as_it_was():
    for value, unit, text in (
        ("0.73214", "percent", "73.214%"),
        ("1200.50", "money", "1200.5"),
        (None, "percent", ""),
    ):
        assert editable(value, unit) == text
        assert typed_number(text) == (value and value.rstrip("0"))


@pytest.mark.parametrize(
    ("text", "number"),
    [("85%", "0.85"), (" 85 ％", "0.85"), ("30", "30"), ("-5%", "-0.05"), ("", None), ("much", None)],
)
def test_what_is_typed_is_read(text, number):
    assert typed_number(text) == number
