"""What a month adds up to: payable hours worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from server.approvals import Decided
from server.attendance import operations
from tests.attendance.days import approval_of, say
from tests.people.town import rows
from tests.plan.world import uid


async def test_payable_hours_are_hours_worked_the_paid_share_of_leave_and_holidays(hr, staff, town):
    """June 2025 has no holiday: 8 h + 12.5 h + 60 % of a sick day of 8 h = 25.3 h."""
    asked = await operations.request_absence(
        staff, type_code="SICK", first_day=date(2025, 6, 5), reason="发烧"
    )
    await say(staff, await approval_of(staff, asked), Decided.APPROVE)
    for day, worked in ((3, "8"), (4, "12.5")):
        await operations.record_attendance_day(
            hr, employee_code="E3", day=date(2025, 6, day), worked_hours=Decimal(worked)
        )

    found = await rows(
        town,
        "select worked_hours,payable_hours,overtime_hours,leave_days from attendance "
        f"where employee_id='{uid('E3')}' and month='2025-06'",
    )
    assert found == [("2050", "2530", "450", "100")]


async def test_a_day_off_that_is_worked_after_all_counts_for_both(hr, staff, town):
    asked = await operations.request_absence(
        staff, type_code="SICK", first_day=date(2025, 6, 5), reason="发烧"
    )
    await say(staff, await approval_of(staff, asked), Decided.APPROVE)

    await operations.record_attendance_day(
        hr, employee_code="E3", day=date(2025, 6, 5), worked_hours=Decimal(4)
    )

    sheet = "select scheduled_hours,worked_hours,absent_hours,absence_type from timesheet where superseded_at is null"
    assert await rows(town, sheet) == [("800", "400", "800", "SICK")]
