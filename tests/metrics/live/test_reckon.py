"""Row expressions in Python: moments against days, quotients, and what null makes of a condition."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from server.metrics.lang.parse import parse_predicate, parse_row
from server.metrics.live.reckon import Reckoner, both, either, months_between

ROW = {
    "pay": Fraction(100), "hours": Fraction(8), "none": Fraction(0), "gone": None,
    "at": datetime(2025, 5, 10, 16, tzinfo=UTC), "on": date(2025, 5, 11),
}  # fmt: skip
RECKONER = Reckoner(ROW, date(2025, 5, 31), date(2025, 5, 1), date(2025, 5, 31), ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("pay / hours", Fraction("12.5")),
        ("pay / none", None),
        ("pay / gone", None),
        ("days_between(at, on)", Fraction(0)),  # 16:00 UTC is the next local day
        ("hours_between(at, on)", Fraction(0)),
        ("days_between(gone, on)", None),
        ("months_between(on, anchor())", Fraction(0)),
    ],
)
def test_values(text, value):
    assert RECKONER.value(parse_row(text)) == value


@pytest.mark.parametrize(
    ("text", "truth"),
    [("at = '2025-05-11'", True), ("on > at", False), ("pay / none > 1", None), ("gone is null", True)],
)
def test_conditions(text, truth):
    assert RECKONER.test(parse_predicate(text)) is truth


def test_three_values():
    assert [both([]), both([True, None]), both([None, False]), both([True])] == [True, None, False, True]
    assert [either([]), either([False, None]), either([None, True])] == [False, None, True]


def test_whole_months_with_the_clamp():
    assert months_between(date(2023, 11, 30), date(2024, 2, 29)) == 3
    assert months_between(date(2024, 2, 29), date(2025, 2, 28)) == 12
    assert months_between(date(2024, 2, 1), date(2024, 1, 31)) == -1
