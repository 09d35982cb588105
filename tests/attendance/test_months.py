"""Closing a month: what is missing is found, the second person opens it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from server.attendance import operations
from server.attendance.jobs import look_for_gaps
from server.attendance.operations.months import MonthHasGaps, find_gaps
from server.kernel.errors import Denied, InvalidInput, InvalidState, NotFound
from tests.people.town import one, rows
from tests.plan.world import context, uid

GAPS = "select e.code,g.day,g.kind from attendance_gap g join employee e on e.id=g.employee_id order by 1,2"


async def record(ctx, code: str, *days: date) -> None:
    for each in days:
        await operations.record_attendance_day(ctx, employee_code=code, day=each, worked_hours=Decimal(8))


WHOLE = [date(2025, 5, number) for number in (12, 13, 14, 15, 16, 19, 20, 21, 22, 23, 26, 27, 28, 29, 30)]
"""The workdays of E4, hired on 12 May 2025."""


async def test_what_is_missing_is_looked_for_among_those_whose_days_are_kept(hr, town):
    await record(hr, "E4", *WHOLE[:-2])

    assert await town.write(lambda: find_gaps(hr, date(2025, 5, 1), date(2025, 5, 31))) == 2

    assert await rows(town, GAPS) == [
        ("E4", "2025-05-29", "NO_RECORD"),
        ("E4", "2025-05-30", "NO_RECORD"),
    ]


async def test_a_month_with_gaps_is_closed_only_when_that_is_meant(hr, town):
    await record(hr, "E4", *WHOLE[:-1])

    with pytest.raises(MonthHasGaps):
        await operations.lock_attendance_month(hr, month="2025-05")
    await operations.lock_attendance_month(hr, month="2025-05", accept_gaps=True)

    assert await rows(town, "select month,state,locked_by_id from attendance_month") == [
        ("2025-05", "LOCKED", uid("E1"))
    ]
    with pytest.raises(InvalidState):
        await operations.lock_attendance_month(hr, month="2025-05")


async def test_a_month_without_gaps_is_closed_at_once(hr, town):
    await record(hr, "E4", *WHOLE)

    await operations.lock_attendance_month(hr, month="2025-05")

    # fifteen days and the Dragon Boat Festival of the 31st
    assert await rows(
        town, f"select worked_hours,payable_hours from attendance where employee_id='{uid('E4')}'"
    ) == [("12000", "12800")]


@pytest.mark.parametrize("month", ["2025-06", "2025-07"])
async def test_a_month_that_is_not_over_stays_open(hr, month):
    with pytest.raises(InvalidInput):
        await operations.lock_attendance_month(hr, month=month)


async def test_whoever_closed_a_month_needs_somebody_else_to_open_it(hr, town):
    payroll = context(town, "payroll_specialist")
    with pytest.raises(NotFound):
        await operations.unlock_attendance_month(payroll, month="2025-05", reason="漏了三个人")
    await operations.lock_attendance_month(hr, month="2025-05")

    with pytest.raises(InvalidState):
        await operations.unlock_attendance_month(hr, month="2025-05", reason="漏了三个人")
    with pytest.raises(InvalidInput):
        await operations.unlock_attendance_month(payroll, month="2025-05", reason="漏了")
    await operations.unlock_attendance_month(payroll, month="2025-05", reason="漏了三个人")

    assert await rows(town, "select state,unlocked_by_id,unlock_reason from attendance_month") == [
        ("OPEN", uid("E6"), "漏了三个人")
    ]
    with pytest.raises(InvalidState):
        await operations.unlock_attendance_month(payroll, month="2025-05", reason="漏了三个人")
    await operations.lock_attendance_month(hr, month="2025-05")
    assert await one(town, "select state from attendance_month") == "LOCKED"


@pytest.mark.parametrize("role", ["employee", "hr_specialist", "department_manager", "payroll_specialist"])
async def test_the_hr_manager_alone_closes_months(town, role):
    with pytest.raises(Denied):
        await operations.lock_attendance_month(context(town, role), month="2025-05")


async def test_the_daily_look_leaves_closed_months_alone(hr, town):
    await record(hr, "E4", *WHOLE[:-1])
    await operations.lock_attendance_month(hr, month="2025-05", accept_gaps=True)

    await look_for_gaps(replace(hr, today=date(2025, 6, 4)))

    assert await rows(town, GAPS) == [("E4", "2025-06-03", "NO_RECORD")]
