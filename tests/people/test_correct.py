"""Corrections: superseded and said anew, neighbours move with a border, the first fact stays, what was known stays."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from server.kernel.errors import Denied, InvalidInput, InvalidState, NotFound
from server.people import operations as ops
from server.people.models import EmploymentType, LeaveKind
from tests.people.town import one, refused, rows
from tests.plan.world import context, uid

WHY = "录入有误"
E3, FIRST, SECOND = uid("E3"), uid("G3"), uid("G33")
LIVE = (
    "select valid_from,valid_to,department_id from assignment "
    "where employee_id='{}' and superseded_at is null order by 1"
)
STAY = "select {} from employment where employee_id='{}' and superseded_at is null"
KNOWN = "select count(*) from assignment where employee_id='{}' and superseded_at is not null"


async def correct(town, fact, changes, role="hr_manager", reason=WHY):
    return await ops.correct_fact(context(town, role), id=fact, changes=changes, reason=reason)


async def test_a_wrong_department_is_said_anew_and_the_old_stays_known(town):
    assert await correct(town, FIRST, {"department_code": "D2"}) == E3

    assert await rows(town, LIVE.format(E3)) == [
        ("2024-02-05", "2025-01-01", uid("D2")),
        ("2025-01-01", None, uid("D2")),
    ]
    assert await one(town, KNOWN.format(E3)) == 1
    assert await one(town, "select purpose from audit_entry order by seq desc limit 1") == WHY


async def test_a_change_is_moved_to_another_day_with_its_neighbour(town):
    await correct(town, SECOND, {"valid_from": date(2024, 11, 1)})

    assert [row[:2] for row in await rows(town, LIVE.format(E3))] == [
        ("2024-02-05", "2024-11-01"),
        ("2024-11-01", None),
    ]


@pytest.mark.parametrize("day", [date(2024, 2, 5), date(2023, 1, 1)])
async def test_a_border_stays_between_its_neighbours(town, day):
    hr = context(town, "hr_manager")

    trouble = await refused(
        town, lambda: ops.correct_fact(hr, id=SECOND, changes={"valid_from": day}, reason=WHY), InvalidInput
    )

    assert trouble.path == ("input", "validFrom")


async def test_a_corrected_hire_date_takes_first_post_and_pay_along(town):
    await correct(town, uid("M3"), {"hired_on": date(2024, 1, 8), "type": EmploymentType.PART_TIME})

    assert await rows(town, STAY.format("hired_on,valid_from,type", E3)) == [
        ("2024-01-08", "2024-01-08", "PART_TIME")
    ]
    assert (await rows(town, LIVE.format(E3)))[0][0] == "2024-01-08"
    pay = "select valid_from from compensation where employee_id='{}' and superseded_at is null"
    assert await rows(town, pay.format(E3)) == [("2024-01-08",)]


async def test_pay_is_corrected_by_payroll_and_stays_sealed(town):
    await correct(town, uid("C3"), {"base_salary": Decimal("9100.00")}, role="payroll_specialist")

    sealed = await one(
        town, "select base_salary from compensation where superseded_at is null and employee_id='" + E3 + "'"
    )
    assert "9100" not in sealed
    changes = await one(town, "select changes from audit_entry order by seq desc limit 1")
    assert "9100" not in changes


async def test_hr_corrects_no_pay(town):
    hr = context(town, "hr_manager")

    trouble = await refused(
        town,
        lambda: ops.correct_fact(hr, id=uid("C3"), changes={"base_salary": Decimal(1)}, reason=WHY),
        Denied,
    )

    assert trouble.path == ("input", "baseSalary")


async def test_payroll_corrects_no_post(town):
    payroll = context(town, "payroll_specialist")

    await refused(
        town,
        lambda: ops.correct_fact(payroll, id=FIRST, changes={"department_code": "D2"}, reason=WHY),
        Denied,
    )


async def test_nobody_corrects_their_own_record(town):
    hr = context(town, "hr_manager")

    await refused(
        town,
        lambda: ops.correct_fact(hr, id=uid("G1"), changes={"department_code": "D2"}, reason=WHY),
        Denied,
    )


async def test_who_leads_does_not_correct(town):
    manager = context(town, "department_manager")

    await refused(
        town,
        lambda: ops.correct_fact(manager, id=FIRST, changes={"department_code": "D3"}, reason=WHY),
        Denied,
    )


async def test_out_of_sight_is_absent(town):
    for role in ("hr_specialist", "employee"):
        caller = context(town, role)
        await refused(
            town,
            partial(ops.correct_fact, caller, id=uid("G4"), changes={"department_code": "D4"}, reason=WHY),
            NotFound,
        )


async def test_what_is_known_no_more_is_not_corrected(town):
    await correct(town, FIRST, {"department_code": "D2"})
    hr = context(town, "hr_manager")

    await refused(
        town, lambda: ops.correct_fact(hr, id=FIRST, changes={"department_code": "D1"}, reason=WHY), NotFound
    )


@pytest.mark.parametrize(
    ("fact", "changes", "at"),
    [
        ("G3", {"hired_on": date(2024, 1, 1)}, "hiredOn"),
        ("G3", {"department_code": "D4"}, "reason"),
        ("M3", {"confirmed_on": date(2024, 1, 1)}, "confirmedOn"),
        ("M5", {"confirmed_on": date(2025, 4, 1)}, "confirmedOn"),
        ("M3", {"is_regretted": True}, "leaveGround"),
    ],
)
async def test_what_contradicts_is_refused_at_its_field(town, fact, changes, at):
    hr = context(town, "hr_manager")

    trouble = await refused(
        town, lambda: ops.correct_fact(hr, id=uid(fact), changes=changes, reason=WHY), InvalidInput
    )

    assert trouble.path == ("input", at)


async def test_a_reason_is_needed(town):
    hr = context(town, "hr_manager")

    await refused(
        town,
        lambda: ops.correct_fact(hr, id=FIRST, changes={"department_code": "D2"}, reason="错"),
        InvalidInput,
    )


async def test_a_kind_of_leaving_is_corrected(town):
    await correct(town, uid("M5"), {"leave_kind": LeaveKind.INVOLUNTARY})

    assert await rows(town, STAY.format("leave_kind,left_on", uid("E5"))) == [("INVOLUNTARY", "2025-03-31")]


async def test_a_change_that_never_was_is_taken_back(town):
    hr = context(town, "hr_manager")

    assert await ops.retract_fact(hr, id=SECOND, reason=WHY) == E3

    assert await rows(town, LIVE.format(E3)) == [("2024-02-05", None, uid("D4"))]


async def test_the_first_fact_is_not_taken_back(town):
    hr = context(town, "hr_manager")

    await refused(town, lambda: ops.retract_fact(hr, id=FIRST, reason=WHY), InvalidState)


async def test_a_rehire_that_never_was_goes_with_its_posts(town):
    hr, day = context(town, "hr_manager"), date(2025, 6, 16)
    await ops.rehire_employee(hr, code="E5", rehired_on=day, department_code="D2")
    stay = await one(town, f"select id from employment where hired_on='{day}' and superseded_at is null")

    await ops.retract_fact(hr, id=stay, reason=WHY)

    assert await rows(town, STAY.format("hired_on,left_on,valid_to", uid("E5"))) == [
        ("2023-07-03", "2025-03-31", None)
    ]
    assert await rows(town, LIVE.format(uid("E5"))) == [("2023-07-03", None, uid("D3"))]
