"""The daily work of attendance, run as the house runs it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from server.attendance import operations
from server.attendance.jobs import accrue_leave, look_for_gaps
from tests.people.town import one


async def test_the_mornings_work_can_be_done_twice(hr, town):
    await operations.record_attendance_day(
        hr, employee_code="E4", day=date(2025, 6, 3), worked_hours=Decimal(8)
    )

    counts = []
    for _ in range(2):
        await accrue_leave(hr)
        await look_for_gaps(hr)
        counts.append(
            [await one(town, f"select count(*) from {name}") for name in ("absence_entry", "attendance_gap")]
        )

    # annual leave for E1, E2, E3 and E6, childcare leave for them and E4; E4's 19 workdays of June so far, less one
    assert counts == [[9, 18], [9, 18]]
