"""Monthly attendance: inserted once, brought up to date, unknown people named."""

from __future__ import annotations

from datetime import date

import pytest

from server.imports import Options, import_file
from server.kernel.context import SYSTEM
from server.kernel.errors import InvalidInput
from server.people import operations
from server.people.models import LeaveKind
from tests.people.town import plant, rows
from tests.plan.world import context, uid

PARTS = (
    "select e.code,overtime_hours,workday_overtime_hours,rest_day_overtime_hours,holiday_overtime_hours "
    "from attendance a join employee e on e.id=a.employee_id where month='2025-06' order by 1"
)


async def test_months_are_added_changed_and_left_alone(store, tmp_path):
    await plant(store)
    ctx = context(store, "hr_manager").acting_as(SYSTEM)
    file = tmp_path / "attendance.csv"
    file.write_text(
        "工号,月份,出勤工时,迟到次数\nE3,2025年5月,168.5,2\nE3,2025-04,160.5,1\nE2,2025-05,170,0\nE404,2025-05,1,0\n"
    )

    first = await import_file(ctx, "attendance", file, Options("kaoqin"))
    again = await import_file(ctx, "attendance", file, Options("kaoqin"))

    assert (first.created, first.updated, first.unchanged) == (1, 1, 1)
    assert [(e.row, e.column, e.code) for e in first.errors] == [(5, "工号", "UNKNOWN_EMPLOYEE")]
    assert (again.created, again.updated, again.unchanged) == (0, 0, 3)
    assert await rows(
        store,
        f"select worked_hours,late_count from attendance where employee_id='{uid('E3')}' and month='2025-05'",
    ) == [("16850", "2")]


async def test_overtime_is_kept_as_a_fact_that_a_correction_supersedes(store, tmp_path):
    await plant(store)
    ctx = context(store, "hr_manager").acting_as(SYSTEM)
    file = tmp_path / "attendance.csv"
    for hours in ("38", "36", "36"):
        file.write_text(f"工号,月份,加班工时\nE3,2025-06,{hours}\n")
        await import_file(ctx, "attendance", file, Options("kaoqin"))

    found = await rows(
        store,
        "select month,overtime_hours,case when superseded_at is null then 1 else 0 end from overtime_month order by 2",
    )
    assert found == [("2025-06-01", "3600", "1"), ("2025-06-01", "3800", "0")]


async def test_overtime_comes_with_its_parts_or_as_a_total(store, tmp_path):
    """E2 tells parts and total, E3 parts alone, E4 a total, then the same total again: its parts stay unknown."""
    await plant(store)
    ctx = context(store, "hr_manager").acting_as(SYSTEM)
    file = tmp_path / "attendance.csv"
    head = "工号,月份,加班工时,平日加班,休息日加班,节假日加班\n"
    file.write_text(head + "E2,2025-06,19,3,8,8\nE3,2025-06,,3,0,1.5\nE4,2025-06,19,,,\n")

    first = await import_file(ctx, "attendance", file, Options("kaoqin"))
    again = await import_file(ctx, "attendance", file, Options("kaoqin"))

    assert (first.created, first.errors, again.unchanged) == (3, [], 3)
    assert await rows(store, PARTS) == [
        ("E2", "1900", "300", "800", "800"),
        ("E3", "450", "300", "0", "150"),
        ("E4", "1900", None, None, None),
    ]


async def test_a_new_total_takes_the_parts_away_and_the_same_one_does_not(store, tmp_path):
    await plant(store)
    ctx = context(store, "hr_manager").acting_as(SYSTEM)
    file = tmp_path / "attendance.csv"
    for text in ("加班工时,平日加班\nE2,2025-06,4,4", "加班工时\nE2,2025-06,4", "加班工时\nE2,2025-06,5"):
        file.write_text(f"工号,月份,{text}\n")
        await import_file(ctx, "attendance", file, Options("kaoqin"))
        found = await rows(store, PARTS)
        assert found == [
            ("E2", "500", None, None, None) if "5" in text[-1] else ("E2", "400", "400", "0", "0")
        ]


async def test_parts_that_do_not_make_the_total_are_refused(store, tmp_path):
    await plant(store)
    ctx = context(store, "hr_manager").acting_as(SYSTEM)
    file = tmp_path / "attendance.csv"
    file.write_text("工号,月份,加班工时,平日加班,节假日加班\nE2,2025-06,19,3,8\nE3,2025-06,,3,8\n")

    told = await import_file(ctx, "attendance", file, Options("kaoqin"))

    assert [(each.row, each.column, each.code) for each in told.errors] == [
        (2, "平日加班", "OVERTIME_SPLIT"),
        (3, "平日加班", "OVERTIME_SPLIT"),
    ]
    assert await rows(store, PARTS) == []


async def test_an_unknown_kind_is_refused(store, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("a\n")

    with pytest.raises(InvalidInput):
        await import_file(context(store, "hr_manager"), "stars", file, Options("x"))


async def test_a_month_after_the_last_day_is_refused(store, tmp_path):
    """The month of the last day still counts; the day after it nothing does."""
    await plant(store)
    hr = context(store, "hr_manager")
    await operations.record_leave(hr, code="E3", left_on=date(2025, 5, 1), leave_kind=LeaveKind.VOLUNTARY)
    file = tmp_path / "attendance.csv"
    file.write_text("工号,月份,迟到次数\nE3,2025-05,3\nE3,2025-06,1\n")

    told = await import_file(hr.acting_as(SYSTEM), "attendance", file, Options("kaoqin"))

    assert [(e.row, e.column, e.code) for e in told.errors] == [(3, "月份", "NOT_EMPLOYED")]
    sql = f"select late_count from attendance where employee_id='{uid('E3')}' and month>='2025-05'"
    assert await rows(store, sql) == [("3",)]
