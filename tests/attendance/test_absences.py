"""Days off: asked for, approved, taken back, given back; the ledger is right at each step."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from server.approvals import Decided
from server.attendance import operations
from server.attendance.absence_models import AbsenceType
from server.attendance.absence_rules import Asked
from server.attendance.operations.absences import AbsenceOverlaps, summary
from server.attendance.operations.balances import InsufficientBalance
from server.attendance.operations.ground import MonthLocked
from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState, NotFound
from tests.attendance.days import approval_of, grant, say
from tests.people.town import one, rows
from tests.plan.world import context, uid

BALANCE = "select granted_hours,taken_hours,held_hours,remaining_hours from absence_balance"
STATE = "select state,hours from absence_request"
JULY = date(2025, 7, 7)  # a Monday


@pytest.fixture
async def granted(hr, town):
    """E3 has three days of annual leave."""
    await operations.adjust_absence_balance(hr, **(grant(hr, "E3", "24") | {"hours": Decimal(24)}))
    return town


async def ask(ctx, first: date = JULY, last: date | None = None, **more):
    return await operations.request_absence(ctx, type_code="ANNUAL", first_day=first, last_day=last, **more)


async def test_days_asked_for_are_set_aside_then_taken(granted, staff):
    made = await ask(staff, JULY, date(2025, 7, 8))
    assert await rows(granted, BALANCE) == [("2400", "0", "1600", "2400")]

    await say(staff, await approval_of(staff, made), Decided.APPROVE)

    assert await rows(granted, BALANCE) == [("2400", "1600", "0", "800")]
    assert await rows(granted, STATE) == [("APPROVED", "1600")]
    assert await rows(granted, "select kind,hours from absence_entry order by created_at,hours") == [
        ("ADJUSTED", "2400"),
        ("TAKEN", "-1600"),
    ]
    sheet = "select work_on,absent_hours,absence_type from timesheet order by work_on"
    assert await rows(granted, sheet) == [("2025-07-07", "800", "ANNUAL"), ("2025-07-08", "800", "ANNUAL")]
    sums = (
        f"select payable_hours,leave_days from attendance where employee_id='{uid('E3')}' and month='2025-07'"
    )
    assert await rows(granted, sums) == [("1600", "200")]


def test_what_is_asked_for_is_said_in_both_languages():
    kind = AbsenceType(name="事假", name_en="Personal leave")

    assert (
        summary(kind, Asked(JULY, JULY), 800) == "事假 1 天，2025-07-07 | Personal leave, 1 day, 2025-07-07"
    )
    assert summary(kind, Asked(JULY, JULY, hours=150), 150) == (
        "事假 1.5 小时，2025-07-07 | Personal leave, 1.5 hours, 2025-07-07"
    )


@pytest.mark.parametrize(("decided", "state"), [(Decided.REFUSE, "REFUSED"), (Decided.RETURN, "RETURNED")])
async def test_days_not_approved_are_free_again(granted, staff, decided, state):
    made = await ask(staff)

    await say(staff, await approval_of(staff, made), decided)

    assert await rows(granted, STATE) == [(state, "800")]
    assert await rows(granted, BALANCE) == [("2400", "0", "0", "2400")]
    await ask(staff)


async def test_a_request_taken_back_frees_its_days(granted, staff):
    made = await ask(staff)

    await operations.withdraw_absence(staff, id=made)

    assert await rows(granted, STATE) == [("WITHDRAWN", "800")]
    assert await rows(granted, BALANCE) == [("2400", "0", "0", "2400")]
    assert await one(granted, "select state from approval_request") == "WITHDRAWN"
    with pytest.raises(InvalidState):
        await operations.withdraw_absence(staff, id=made)


async def test_more_than_is_left_cannot_be_asked_for(granted, staff):
    await ask(staff, JULY, date(2025, 7, 8))

    with pytest.raises(InsufficientBalance) as caught:
        await ask(staff, date(2025, 7, 14), date(2025, 7, 15))

    assert "可用 1 天" in caught.value.zh
    with pytest.raises(InsufficientBalance):
        await ask(staff, date(2026, 1, 5))


async def test_of_two_requests_at_once_for_the_last_days_one_is_refused(granted, staff):
    found = await asyncio.gather(
        *(ask(staff, date(2025, 7, number), date(2025, 7, number + 1)) for number in (7, 9, 14)),
        return_exceptions=True,
    )

    assert sorted(type(each).__name__ for each in found) == [
        "InsufficientBalance",
        "InsufficientBalance",
        "str",
    ]


async def test_nobody_is_off_twice(granted, staff):
    await ask(staff, JULY, ends_at_noon=True)

    with pytest.raises(AbsenceOverlaps):
        await ask(staff, JULY)
    await ask(staff, JULY, starts_at_noon=True)


async def test_sick_leave_needs_a_reason_and_no_balance(town, staff):
    with pytest.raises(InvalidInput):
        await operations.request_absence(staff, type_code="sick", first_day=JULY)

    await operations.request_absence(staff, type_code="sick", first_day=JULY, reason="发烧")

    assert await rows(town, "select held_hours,remaining_hours from absence_balance") == [("800", "0")]


async def test_hours_of_personal_leave(town, staff):
    await operations.request_absence(
        staff, type_code="PERSONAL", first_day=JULY, hours=Decimal("1.5"), reason="办证"
    )

    assert await rows(town, STATE) == [("WAITING", "150")]
    summary = await rows(town, "select summary_zh,summary_en from approval_request")
    assert summary == [("事假 1.5 小时，2025-07-07", "Personal leave, 1.5 hours, 2025-07-07")]


async def test_an_unknown_kind_and_days_before_the_hire_are_refused(staff):
    with pytest.raises(InvalidInput):
        await operations.request_absence(staff, type_code="SPA", first_day=JULY)
    with pytest.raises(InvalidInput):
        await operations.request_absence(staff, type_code="SICK", first_day=date(2024, 2, 2), reason="发烧")


async def test_a_closed_month_takes_no_request(hr, staff):
    await operations.lock_attendance_month(hr, month="2025-05", accept_gaps=True)

    with pytest.raises(MonthLocked):
        await operations.request_absence(staff, type_code="SICK", first_day=date(2025, 5, 6), reason="发烧")


async def test_days_not_needed_are_given_back(granted, staff, hr):
    made = await ask(staff, JULY, date(2025, 7, 9))
    await say(staff, await approval_of(staff, made), Decided.APPROVE)

    await operations.return_absence(staff, id=made, from_day=date(2025, 7, 9))
    assert await rows(granted, STATE) == [("APPROVED", "1600")]
    assert await rows(granted, BALANCE) == [("2400", "1600", "0", "800")]

    begun = replace(staff, today=JULY)
    with pytest.raises(InvalidInput):
        await operations.return_absence(begun, id=made)
    await operations.return_absence(replace(hr, today=JULY), id=made)
    assert await rows(granted, STATE) == [("CANCELLED", "0")]
    assert await rows(granted, BALANCE) == [("2400", "0", "0", "2400")]
    assert await one(granted, "select count(*) from timesheet where superseded_at is null") == 0


async def test_nothing_is_given_back_of_what_was_not_approved(granted, staff):
    made = await ask(staff)

    with pytest.raises(InvalidState):
        await operations.return_absence(staff, id=made)
    await say(staff, await approval_of(staff, made), Decided.APPROVE)
    with pytest.raises(InvalidInput):
        await operations.return_absence(staff, id=made, from_day=date(2025, 7, 8))
    with pytest.raises(Conflict):
        await operations.return_absence(staff, id=made, version=1)


async def test_a_request_is_out_of_others_sight(granted, staff):
    made = await ask(staff)

    with pytest.raises(NotFound):
        await operations.withdraw_absence(context(granted, "hr_specialist"), id=made)
    with pytest.raises(Denied):
        await operations.withdraw_absence(context(granted, "department_manager"), id=made)
    with pytest.raises(NotFound):
        await operations.withdraw_absence(staff, id=uid("E3"))
    with pytest.raises(Denied):
        await operations.withdraw_absence(context(granted, "auditor"), id=made)


async def test_hr_asks_in_somebodys_stead(granted, hr):
    await operations.request_absence(
        hr, employee_code="E3", type_code="SICK", first_day=JULY, reason="住院，家属代请"
    )

    assert await rows(granted, STATE) == [("WAITING", "800")]


async def test_who_is_no_employee_asks_for_nothing(town):
    with pytest.raises(Denied):
        await ask(context(town, "administrator"))
