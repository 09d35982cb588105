"""Months that are closed, and who was employed when."""

from __future__ import annotations

from datetime import date

from server.attendance import operations
from server.attendance.operations.ground import is_employed, open_month_from

STAYS = [(date(2024, 1, 8), date(2024, 6, 30)), (date(2025, 3, 1), None)]


def test_each_employment_counts_with_its_last_day():
    days = (date(2024, 1, 7), date(2024, 6, 30), date(2024, 7, 1), date(2025, 3, 1))

    assert [is_employed(STAYS, day) for day in days] == [False, True, False, True]


async def test_the_first_open_month_comes_after_all_closed_ones(hr, town):
    for month in ("2024-12", "2025-01"):
        await operations.lock_attendance_month(hr, month=month)

    async def look() -> list[str]:
        return [await open_month_from(hr, month) for month in ("2024-11", "2024-12", "2025-01")]

    assert await town.write(look) == ["2024-11", "2025-02", "2025-02"]
