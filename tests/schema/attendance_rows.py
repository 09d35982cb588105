"""Days, requests and balances of the sample world, for the tests of the schema."""

from __future__ import annotations

from datetime import date
from typing import Any

from server.attendance import models as m
from server.attendance.absence_models import type_id
from tests.plan.world import PAST, fact, row, uid

ANNUAL = type_id("ANNUAL")
APPROVED, WAITING, WORKED = uid("R1"), uid("R2"), uid("W3")
JUNE, JULY = date(2025, 6, 3), date(2025, 7, 7)


def line(code: str) -> dict[str, Any]:
    return row(code)


def of(person: str) -> dict[str, Any]:
    return {"employee_id": uid(person)}


async def plant_attendance() -> None:
    """Plant E3's day, leave and balance, E4's day and gap, and a month that E6 closed."""
    for code, person in (("W3", "E3"), ("W4", "E4")):
        stamps = {key: value for key, value in fact(JUNE, date(2025, 6, 4)).items() if key not in row(code)}
        await m.AttendanceDay.create(
            **line(code), **of(person), **stamps, month="2025-06", status="WORKED", zone="Asia/Shanghai",
            worked_hours=850, overtime_hours=50, overtime_kind="WORKDAY", source="manual",
        )  # fmt: skip
    await m.AttendanceGap.create(
        **line("Q4"), **of("E4"), day=date(2025, 6, 4), month="2025-06", kind="NO_RECORD"
    )
    await m.AttendanceMonth.create(
        **line("Z4"), month="2025-04", state="LOCKED", locked_at=PAST, locked_by_id=uid("E6")
    )
    await m.AttendanceAdjustment.create(
        **line("J3"), **of("E3"), month="2025-06", for_day=date(2025, 4, 8), payable_hours=100, reason="漏记"
    )
    for code, state, held, first in (
        ("R1", "APPROVED", "TAKEN", JULY),
        ("R2", "WAITING", "HELD", date(2025, 7, 9)),
    ):
        await m.AbsenceRequest.create(
            **line(code), **of("E3"), type_id=ANNUAL, first_day=first, last_day=first, hours=800, state=state
        )
        await m.AbsenceDay.create(
            **line(f"Y{code[1:]}"), **of("E3"), request_id=uid(code), type_id=ANNUAL, day=first, part="FULL",
            hours=800, state=held,
        )  # fmt: skip
    await m.AbsenceEntry.create(
        **line("B1"),
        **of("E3"),
        type_id=ANNUAL,
        year=2025,
        kind="ACCRUED",
        hours=4000,
        entered_on=date(2025, 2, 5),
    )
    await m.AbsenceBalance.create(
        **line("B2"), **of("E3"), type_id=ANNUAL, year=2025, granted_hours=4000, taken_hours=800, held_hours=800,
        remaining_hours=3200,
    )  # fmt: skip
