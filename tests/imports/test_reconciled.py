"""Months beside sources, and beside who was paid and who worked; each difference is a person."""

from __future__ import annotations

from datetime import date

import pytest

from server.imports.reconciled import MonthlyFile, months, reconcile_file
from server.kernel.errors import Denied, InvalidInput
from server.people.models import Attendance, PayrollMonth
from server.store.base import stamp
from tests.imports.steps import Desk
from tests.imports.test_reconcile import FILE
from tests.plan.world import context, uid


@pytest.fixture
async def desk(operator):
    desk = Desk(operator)
    await desk.load(FILE, source="hris")
    return desk


async def pay(desk, *codes, month=date(2025, 5, 1)):
    async def write():
        for code in codes:
            about = {"employee_id": uid(code), "source_key": code, "recorded_at": desk.ctx.now}
            await PayrollMonth.create(**stamp(desk.ctx), **about, month=month)

    await desk.ctx.store.write(write)


async def work(desk, *codes, month="2025-05", hours=100):
    async def write():
        await Attendance.filter(month=month).delete()
        for code in codes:
            values = {"employee_id": uid(code), "month": month, "worked_hours": hours}
            await Attendance.create(**stamp(desk.ctx), **values)

    await desk.ctx.store.write(write)


def told(cells):
    return [
        (each.month, each.source or str(each.file), each.headcount, each.source_headcount, each.leavers,
         each.source_leavers, each.differences)
        for each in cells
    ]  # fmt: skip


async def test_each_month_stands_beside_each_source_and_file_the_newest_first(desk):
    await pay(desk, "E1", "E5")
    await work(desk, "E1", "E2", "E3", "E4", "E6")

    found = await months(context(desk.ctx.store, "payroll_specialist"), last="2025-06", count=2)

    assert [each for each in told(found) if each[1] != "ATTENDANCE"] == [
        ("2025-06", "hris", 4, 3, 1, 1, 1),
        ("2025-06", "PAYROLL", 5, None, None, None, None),
        ("2025-05", "hris", 5, 4, 0, 0, 1),
        ("2025-05", "PAYROLL", 5, 2, None, None, 5),
    ]


async def test_who_is_paid_and_gone_or_here_and_not_paid_is_named(desk):
    await pay(desk, "E1", "E5")

    found = await reconcile_file(
        context(desk.ctx.store, "payroll_specialist"), file=MonthlyFile.PAYROLL, month="2025-05"
    )

    assert (found.employed, found.in_file) == (5, 2)
    assert [(each.code, each.kind) for each in found.differences] == [
        ("E2", "NOT_IN_FILE"), ("E3", "NOT_IN_FILE"), ("E4", "NOT_IN_FILE"), ("E5", "NOT_EMPLOYED"),
        ("E6", "NOT_IN_FILE"),
    ]  # fmt: skip


async def test_attendance_without_hours_is_none(desk):
    await work(desk, "E1", "E2", "E3", "E4", "E6")
    hr = context(desk.ctx.store, "hr_manager")
    same = await reconcile_file(hr, file=MonthlyFile.ATTENDANCE, month="2025-05")
    assert (same.employed, same.in_file, same.differences) == (5, 5, ())

    await work(desk, "E1", hours=0)
    none = await reconcile_file(hr, file=MonthlyFile.ATTENDANCE, month="2025-05")
    assert (none.in_file, none.differences) == (None, ())


async def test_pay_is_compared_for_who_reads_pay_alone(desk):
    await pay(desk, "E1")

    shown = {}
    for role in ("hr_manager", "payroll_specialist", "performance_specialist", "auditor"):
        found = await months(context(desk.ctx.store, role), last="2025-05", count=1)
        shown[role] = MonthlyFile.PAYROLL in [each.file for each in found]

    assert [role for role, is_shown in shown.items() if is_shown] == ["hr_manager", "payroll_specialist"]
    for role in ("performance_specialist", "auditor", "employee", "administrator"):
        with pytest.raises(Denied):
            await reconcile_file(context(desk.ctx.store, role), file=MonthlyFile.PAYROLL, month="2025-05")


@pytest.mark.parametrize(("last", "count"), [("2025-13", 1), ("2025-05", 0), ("2025-05", 25)])
async def test_months_that_make_no_sense_are_refused(desk, last, count):
    with pytest.raises(InvalidInput):
        await months(desk.ctx, last=last, count=count)
