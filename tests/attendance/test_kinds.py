"""What HR sets: kinds of absence, and days of the calendar that the sums follow."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from server.attendance import operations
from server.attendance.models import AbsenceUnit, CalendarKind
from server.kernel.errors import Conflict, Denied, InvalidInput
from tests.people.town import one, rows
from tests.plan.world import context, uid


async def test_a_kind_is_added_and_changed(hr, town):
    made = await operations.set_absence_type(hr, code="volunteer", name="志愿者假", unit=AbsenceUnit.DAY)
    await operations.set_absence_type(hr, code="VOLUNTEER", paid_share=Decimal("0.5"), version=1)

    found = await rows(town, f"select code,name,unit,paid_share,version from absence_type where id='{made}'")
    assert found == [("VOLUNTEER", "志愿者假", "DAY", "50", "2")]
    with pytest.raises(Conflict):
        await operations.set_absence_type(hr, code="VOLUNTEER", name="公益假", version=1)


@pytest.mark.parametrize(
    "given",
    [
        {"code": "1", "name": "一"},
        {"code": "NEW"},
        {"code": "NEW", "name": "新" * 65},
        {"code": "NEW", "name": "新", "paid_share": Decimal("1.01")},
        {"code": "NEW", "name": "新", "yearly_hours": Decimal(-1)},
    ],
)
async def test_a_kind_that_makes_no_sense_is_refused(hr, given):
    with pytest.raises(InvalidInput):
        await operations.set_absence_type(hr, **given)


async def test_the_usual_kinds_are_there_from_the_start(town):
    codes = await rows(town, "select code from absence_type order by place")

    assert [code for (code,) in codes][:3] == ["ANNUAL", "SICK", "PERSONAL"]


async def test_a_holiday_that_hr_sets_is_paid_and_set_back(hr, town):
    day = date(2025, 5, 14)
    await operations.record_attendance_day(
        hr, employee_code="E4", day=date(2025, 5, 13), worked_hours=Decimal(8)
    )
    payable = f"select payable_hours from attendance where employee_id='{uid('E4')}'"

    await operations.set_calendar_day(hr, day=day, kind=CalendarKind.HOLIDAY, name="店庆")
    assert await one(town, payable) == 2400  # the day, the festival of the 31st, and this one
    await operations.set_calendar_day(hr, day=day, kind=CalendarKind.WORKDAY)
    await operations.set_calendar_day(hr, day=day)

    assert await one(town, payable) == 1600
    assert await one(town, "select count(*) from calendar_day") == 0


async def test_only_the_hr_manager_sets_kinds_and_days(town):
    specialist = context(town, "hr_specialist")

    with pytest.raises(Denied):
        await operations.set_absence_type(specialist, code="NEW", name="新")
    with pytest.raises(Denied):
        await operations.set_calendar_day(specialist, day=date(2025, 6, 3), kind=CalendarKind.REST_DAY)
