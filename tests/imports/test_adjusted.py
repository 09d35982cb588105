"""A month that came as a total and is adjusted: the adjustment adds to it, whichever of the two comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from server.attendance import operations
from tests.imports.steps import Desk
from tests.plan.world import context, uid

JUNE = (
    "select worked_hours,payable_hours,overtime_hours,workday_overtime_hours,rest_day_overtime_hours from attendance "
    f"where employee_id='{uid('E4')}' and month='2025-06'"
)
FACT = "select overtime_hours from overtime_month where superseded_at is null and month='2025-06-01'"
TOTAL = "工号,月份,出勤工时,计薪工时,加班工时\nE4,2025-06,160,168,10\n"
PARTED = (
    "工号,月份,出勤工时,计薪工时,加班工时,工作日加班,休息日加班,节假日加班\nE4,2025-06,160,168,10,6,4,0\n"
)


@pytest.fixture
async def desk(operator, town):
    """The operator's desk after HR has closed May, in which 8.5 h of Thursday the 15th were forgotten."""
    await operations.lock_attendance_month(context(town, "hr_manager"), month="2025-05", accept_gaps=True)
    return Desk(operator)


def hr(desk):
    return replace(context(desk.ctx.store, "hr_manager"), now=desk.later().now)


async def adjust(desk, worked="8.5", overtime="0.5"):
    await operations.adjust_attendance(
        hr(desk), employee_code="E4", for_day=date(2025, 5, 15), worked_hours=Decimal(worked),
        overtime_hours=Decimal(overtime), reason="漏记一天",
    )  # fmt: skip


async def test_an_adjustment_adds_to_the_total_of_a_file_and_to_its_part_of_overtime(desk):
    await desk.load(PARTED, kind="attendance", source="clock")

    await adjust(desk)
    await adjust(desk, "-1", "0")

    assert await desk.rows(JUNE) == [("16750", "17550", "1050", "650", "400")]
    assert await desk.rows(FACT) == [("1050",)]


async def test_a_total_without_parts_keeps_none(desk):
    await desk.load(TOTAL, kind="attendance", source="clock")

    await adjust(desk)

    assert await desk.rows(JUNE) == [("16850", "17650", "1050", None, None)]


async def test_a_total_that_comes_after_the_adjustment_is_told_without_it(desk):
    await adjust(desk)
    assert await desk.rows(JUNE) == [("850", "850", "50", "50", "0")]

    batch = await desk.load(TOTAL, kind="attendance", source="clock")
    again = await desk.upload(TOTAL, kind="attendance", source="clock")
    await desk.check(again)

    assert await desk.rows(JUNE) == [("16850", "17650", "1050", None, None)]
    assert (await desk.counts(again))[4] == "1"
    await desk.undo(batch)
    assert await desk.rows(JUNE) == [("850", "850", "50", "50", "0")]


async def test_days_take_the_place_of_the_total_and_their_undo_puts_it_back_adjusted(desk):
    await desk.load(TOTAL, kind="attendance", source="clock")
    await adjust(desk)
    days = await desk.load("工号,日期,工时\nE4,2025-06-03,8\n", kind="attendance_days", source="gate")
    assert await desk.rows(JUNE) == [("1650", "1650", "50", "50", "0")]
    await adjust(desk, "1", "0")

    await desk.undo(days)

    assert await desk.rows(JUNE) == [("16950", "17750", "1050", None, None)]


async def test_leave_and_the_closing_of_the_month_leave_an_adjusted_total_alone(desk):
    await desk.load(TOTAL, kind="attendance", source="clock")
    await adjust(desk)
    before = await desk.rows(JUNE)

    await operations.record_attendance_day(
        hr(desk), employee_code="E3", day=date(2025, 6, 4), worked_hours=Decimal(8)
    )

    assert await desk.rows(JUNE) == before
