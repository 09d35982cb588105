"""What an approval of days off brings: once, and in the next open month where theirs is closed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from server.approvals import Decided
from server.attendance import operations
from server.kernel.errors import InvalidState
from tests.attendance.days import approval_of, grant, say
from tests.people.town import rows

BALANCE = "select granted_hours,taken_hours,held_hours,remaining_hours from absence_balance"


async def test_days_approved_after_their_month_was_closed_are_paid_in_the_next(town, hr, staff):
    made = await operations.request_absence(
        staff, type_code="SICK", first_day=date(2025, 5, 6), reason="发烧"
    )
    await operations.lock_attendance_month(hr, month="2025-05", accept_gaps=True)

    await say(staff, await approval_of(staff, made), Decided.APPROVE)

    # eight hours of sick leave at 60 %
    assert await rows(town, "select month,for_day,payable_hours from attendance_adjustment") == [
        ("2025-06", "2025-05-06", "480")
    ]


async def test_what_is_approved_twice_is_taken_once(hr, town, staff):
    await operations.adjust_absence_balance(hr, **(grant(hr, "E3", "24") | {"hours": Decimal(24)}))
    made = await operations.request_absence(staff, type_code="ANNUAL", first_day=date(2025, 7, 7))
    approval = await approval_of(staff, made)
    await say(staff, approval, Decided.APPROVE)

    with pytest.raises(InvalidState):
        await say(staff, approval, Decided.APPROVE)

    assert await rows(town, BALANCE) == [("2400", "800", "0", "1600")]
