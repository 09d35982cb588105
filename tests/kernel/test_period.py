"""Calendar steps."""

from __future__ import annotations

from datetime import date

import pytest

from server.kernel.period import add_months, month_of, months_between


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 3, 31), -1, date(2025, 2, 28)),
        (date(2025, 1, 15), -1, date(2024, 12, 15)),
        (date(2025, 12, 1), 0, date(2025, 12, 1)),
        (date(2025, 6, 30), 12, date(2026, 6, 30)),
    ],
)
def test_a_day_the_month_lacks_becomes_its_last(day, months, expected):
    assert add_months(day, months) == expected


def test_months_are_listed_with_both_ends():
    assert months_between(date(2024, 11, 30), date(2025, 2, 1)) == [
        "2024-11",
        "2024-12",
        "2025-01",
        "2025-02",
    ]
    assert months_between(date(2025, 2, 1), date(2025, 2, 28)) == ["2025-02"]
    assert months_between(date(2025, 2, 1), date(2025, 1, 31)) == []
    assert month_of(date(2025, 3, 9)) == "2025-03"
