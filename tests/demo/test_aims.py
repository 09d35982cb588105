"""How the sample goals spell their figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from server.demo.aims import as_day, shown


@pytest.mark.parametrize(
    ("value", "percent", "text"),
    [("0.842", True, "84.2%"), ("0.90", True, "90%"), ("10.65", False, "10.6"), ("10", False, "10")],
)
def test_a_figure_stands_in_a_title(value, percent, text):
    assert shown(Decimal(value), percent) == text


def test_a_day_is_read_from_either_database():
    assert as_day("2026-11-22") == as_day(date(2026, 11, 22)) == date(2026, 11, 22)
