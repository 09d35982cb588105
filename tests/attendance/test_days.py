"""Recording days: corrections keep what was known, months and sheets follow, closed months stay closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from server.attendance import operations
from server.attendance.models import AttendanceStatus
from server.attendance.operations.ground import MonthLocked
from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState, NotFound
from tests.attendance.days import CHINA, at
from tests.people.town import one, rows
from tests.plan.world import context, uid

MAY = date(2025, 5, 6)
MONTH = "select worked_hours,payable_hours,overtime_hours,absent_days,late_count,night_shifts from attendance"
OF_E4 = f" where employee_id='{uid('E4')}' and month='2025-05'"
SHEET = (
    "select worked_hours,overtime_hours,absent_hours,absence_type from timesheet "
    f"where employee_id='{uid('E4')}' and superseded_at is null order by work_on"
)


def day(number: int) -> date:
    return date(2025, 5, number)


async def put(ctx, number: int, begin: int = 9, end: int = 18, **more):
    begun = at(day(number), begin)
    return await operations.record_attendance_day(
        ctx, employee_code="E4", started_at=begun, ended_at=at(day(number), end), **more
    )


async def test_a_day_makes_the_month_its_sheet_and_its_overtime(hr, town):
    await put(hr, 13, 9, 20, late_minutes=5)

    # 11 h less 1 h of break; E4 came on 12 May, after the only holidays of the month but that of the 31st
    assert await rows(town, MONTH + OF_E4) == [("1000", "1800", "200", "0", "1", "0")]
    assert await rows(town, SHEET) == [("1000", "200", "0", None)]
    assert await one(town, "select overtime_hours from overtime_month where superseded_at is null") == 200


async def test_a_correction_supersedes_and_names_who_made_it(hr, town):
    first = await put(hr, 13)
    second = await put(hr, 13, 9, 19, version=1, note="补卡")

    found = await rows(
        town,
        "select id,version,worked_hours,case when superseded_at is null then 1 else 0 end,corrected_by_id "
        "from attendance_day order by version",
    )
    assert found == [(first, "1", "800", "0", None), (second, "2", "900", "1", uid("E1"))]


async def test_two_who_correct_one_day_do_not_overwrite_each_other(hr):
    await put(hr, 13)
    await put(hr, 13, 9, 19, version=1)

    with pytest.raises(Conflict):
        await put(hr, 13, 9, 17, version=1)


async def test_a_night_shift_counts_in_the_month_in_which_it_begins(hr, town):
    await operations.record_attendance_day(
        hr, employee_code="E4", started_at=at(day(31), 22), ended_at=at(date(2025, 6, 1), 6)
    )

    assert await rows(town, "select month,worked_hours,overtime_kind,is_night from attendance_day") in (
        [("2025-05", "700", "HOLIDAY", "1")],
        [("2025-05", "700", "HOLIDAY", "True")],
    )


async def test_shifts_of_neighboring_days_do_not_overlap(hr):
    await operations.record_attendance_day(
        hr, employee_code="E4", started_at=at(day(13), 22), ended_at=at(day(14), 6)
    )

    with pytest.raises(InvalidInput):
        await put(hr, 14, 5, 14)


async def test_who_did_not_come_is_absent_without_leave(hr, town):
    await operations.record_attendance_day(
        hr, employee_code="E4", day=day(13), status=AttendanceStatus.ABSENT
    )

    assert await rows(town, SHEET) == [("0", "0", "800", "AWOL")]
    assert await rows(town, "select absent_days from attendance" + OF_E4) == [("100",)]


async def test_a_day_outside_of_the_employment_is_refused(hr):
    with pytest.raises(InvalidInput):
        await put(hr, 11)


async def test_a_month_that_came_as_a_sum_is_left_as_it_came(hr, town):
    await put(hr, 13)

    found = await rows(
        town, f"select worked_hours from attendance where employee_id='{uid('E3')}' order by month"
    )
    assert found == [("16050",), ("16050",)]


async def test_a_day_taken_away_is_gone_from_all_sums(hr, town):
    made = await put(hr, 13)
    await put(hr, 14)

    await operations.remove_attendance_day(hr, id=made, reason="登错人了")

    assert await rows(town, "select worked_hours from attendance" + OF_E4) == [("800",)]
    assert await rows(town, SHEET) == [("800", "0", "0", None)]
    with pytest.raises(Conflict):
        await operations.remove_attendance_day(hr, id=made, reason="再来一次")
    with pytest.raises(NotFound):
        await operations.remove_attendance_day(hr, id=uid("E4"), reason="没有这天")


@pytest.mark.parametrize("role", ["employee", "department_manager", "payroll_specialist"])
async def test_only_hr_records_days(town, role):
    with pytest.raises(Denied):
        await put(context(town, role), 13)


async def test_hr_does_not_record_their_own_days(hr):
    with pytest.raises(Denied):
        await operations.record_attendance_day(hr, employee_code="E1", day=day(13), worked_hours=Decimal(8))


async def lock(ctx):
    return await operations.lock_attendance_month(ctx, month="2025-05", accept_gaps=True)


async def test_a_closed_month_refuses_every_write(hr, town):
    made = await put(hr, 13)
    await lock(hr)

    with pytest.raises(MonthLocked):
        await put(hr, 14)
    with pytest.raises(MonthLocked):
        await operations.remove_attendance_day(hr, id=made, reason="登错人了")
    with pytest.raises(MonthLocked):
        await operations.set_calendar_day(hr, day=day(14), kind="REST_DAY")
    assert await one(town, "select count(*) from attendance_day") == 1


async def test_what_a_closed_month_lacks_counts_in_the_next_open_one(hr, town):
    await put(hr, 13)
    with pytest.raises(InvalidState):
        await operations.adjust_attendance(
            hr, employee_code="E4", for_day=day(14), worked_hours=Decimal(8), reason="漏记一天"
        )
    await lock(hr)

    await operations.adjust_attendance(
        hr, employee_code="E4", for_day=day(14), worked_hours=Decimal("8.5"), overtime_hours=Decimal("0.5"),
        reason="漏记一天",
    )  # fmt: skip

    june = f" where employee_id='{uid('E4')}' and month='2025-06'"
    assert await rows(town, "select worked_hours,payable_hours,overtime_hours from attendance" + june) == [
        ("850", "850", "50")
    ]
    assert await rows(town, "select worked_hours from attendance" + OF_E4) == [("800",)]


async def test_nothing_is_adjusted_by_nothing(hr):
    await lock(hr)

    with pytest.raises(InvalidInput):
        await operations.adjust_attendance(hr, employee_code="E4", for_day=day(14), reason="没有数字")
    with pytest.raises(InvalidInput):
        await operations.adjust_attendance(
            hr, employee_code="E4", for_day=day(14), worked_hours=Decimal("0.001"), reason="太细了"
        )


async def test_the_same_key_records_once(hr, town):
    for _ in range(2):
        await operations.record_attendance_day(
            hr, employee_code="E4", day=day(13), worked_hours=Decimal(8), idempotency_key="k"
        )

    assert await one(town, "select count(*) from attendance_day") == 1


async def test_a_shift_that_has_not_ended_is_a_gap_until_it_has(hr, town):
    begun = at(day(13), 9)
    await operations.record_attendance_day(hr, employee_code="E4", started_at=begun)
    assert await rows(town, "select kind from attendance_gap") == [("NO_END",)]

    later = replace(hr, now=hr.now + timedelta(minutes=1))
    await operations.record_attendance_day(
        later, employee_code="E4", started_at=begun.astimezone(CHINA), ended_at=at(day(13), 18)
    )

    assert await rows(town, "select kind from attendance_gap") == []
