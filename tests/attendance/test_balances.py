"""The ledger: what a year brings comes once, is carried over, and lapses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from server.attendance import operations
from server.attendance.jobs import accrue_leave
from server.kernel.errors import Denied, InvalidInput
from tests.people.town import rows
from tests.plan.world import context

LEDGER = (
    "select e.code,b.year,b.kind,b.hours from absence_entry b join employee e on e.id=b.employee_id "
    "join absence_type t on t.id=b.type_id where t.code='ANNUAL' order by 1,2,b.created_at,b.kind desc"
)
SUMS = (
    "select e.code,b.year,b.remaining_hours from absence_balance b join employee e on e.id=b.employee_id "
    "join absence_type t on t.id=b.type_id where t.code='ANNUAL' and e.code='E3' order by 1,2"
)


async def test_each_person_gets_what_the_year_brings_once(hr, town):
    for _ in range(2):
        await accrue_leave(hr)

    # 30 June 2025: E1, E2, E6 have full years; E3 was hired on 5 February 2024 (5 x 330 / 365 = 4); E4 is new, E5 left
    assert await rows(town, LEDGER) == [
        ("E1", "2025", "ACCRUED", "4000"),
        ("E2", "2025", "ACCRUED", "4000"),
        ("E3", "2025", "ACCRUED", "3200"),
        ("E6", "2025", "ACCRUED", "4000"),
    ]


async def test_what_is_left_is_carried_over_and_lapses_at_the_end_of_march(hr, town):
    await accrue_leave(hr)
    january, april = (
        replace(hr, today=day, now=hr.now.replace(year=2026)) for day in (date(2026, 1, 1), date(2026, 4, 1))
    )

    await accrue_leave(january)
    assert await rows(town, SUMS) == [("E3", "2025", "0"), ("E3", "2026", "7200")]
    await operations.adjust_absence_balance(
        january, employee_code="E3", type_code="ANNUAL", hours=Decimal(-8), note="兑现一天"
    )
    for _ in range(2):
        await accrue_leave(april)

    assert await rows(town, SUMS) == [("E3", "2025", "0"), ("E3", "2026", "3200")]


async def test_a_balance_is_never_less_than_nothing(hr):
    with pytest.raises(InvalidInput):
        await operations.adjust_absence_balance(
            hr, employee_code="E3", type_code="ANNUAL", hours=Decimal(-8), note="多扣了"
        )


@pytest.mark.parametrize(
    "given",
    [
        {"type_code": "SICK", "hours": Decimal(8), "note": "没有额度"},
        {"type_code": "ANNUAL", "hours": Decimal(0), "note": "没有数字"},
        {"type_code": "ANNUAL", "hours": Decimal(8), "note": ""},
    ],
)
async def test_an_adjustment_has_a_kind_hours_and_a_reason(hr, given):
    with pytest.raises(InvalidInput):
        await operations.adjust_absence_balance(hr, employee_code="E3", **given)


@pytest.mark.parametrize("role", ["employee", "department_manager", "payroll_specialist"])
async def test_only_hr_grants_leave(town, role):
    with pytest.raises(Denied):
        await operations.adjust_absence_balance(
            context(town, role), employee_code="E3", type_code="ANNUAL", hours=Decimal(8), note="司龄"
        )


async def test_hr_does_not_grant_themselves_leave(hr):
    with pytest.raises(Denied):
        await operations.adjust_absence_balance(
            hr, employee_code="E1", type_code="ANNUAL", hours=Decimal(8), note="司龄"
        )
