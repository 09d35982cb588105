"""Who leaves is off no more: days beyond the last one go back, whether they were approved or still waited."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from server.approvals import Decided
from server.attendance import operations
from server.attendance.operations.leaving import stop_attendance
from server.jobs.queue import claim
from server.kernel.clock import Clock
from server.people import operations as people
from server.people.jobs import handlers
from server.people.models import ExitTarget, LeaveKind
from tests.attendance.days import approval_of, grant, say
from tests.people.town import rows
from tests.plan.world import POLICY

LEAVE: dict[str, Any] = {"code": "E3", "left_on": date(2025, 7, 8), "leave_kind": LeaveKind.VOLUNTARY}
BALANCE = "select granted_hours,taken_hours,held_hours,remaining_hours from absence_balance"
REQUESTS = "select first_day,hours,state from absence_request order by 1"
DAYS = "select day,state from absence_day order by 1"
MONTHS = "select month,leave_days from attendance where leave_days>0 order by 1"


@pytest.fixture
def ask(hr, staff):
    async def ask(first: date, last: date) -> str:
        return await operations.request_absence(staff, type_code="ANNUAL", first_day=first, last_day=last)

    return ask


async def leave(ctx, **given: Any) -> list[str]:
    """Record the leave and do attendance's part of it, as the worker does."""
    await people.record_leave(ctx, **(LEAVE | given))
    now = ctx.now + timedelta(minutes=1)
    parts = {ExitTarget.ATTENDANCE: stop_attendance}
    known = handlers(ctx.store, Clock("Asia/Shanghai", now), lambda: POLICY, parts)
    tasks = await ctx.store.write(lambda: claim(now, {"exit.attendance"}, limit=9))
    return [str(await known[task.name](task)) for task in tasks]


async def test_approved_days_beyond_the_last_one_go_back_to_the_balance(town, hr, staff, ask):
    await operations.adjust_absence_balance(hr, **(grant(hr, "E3", "40") | {"hours": Decimal(40)}))
    await say(staff, await approval_of(staff, await ask(date(2025, 7, 7), date(2025, 7, 9))), Decided.APPROVE)
    await say(staff, await approval_of(staff, await ask(date(2025, 8, 4), date(2025, 8, 4))), Decided.APPROVE)
    assert await rows(town, MONTHS) == [("2025-07", "300"), ("2025-08", "100")]

    assert await leave(hr) == ["closed from 2025-07-09"]

    assert await rows(town, BALANCE) == [("4000", "1600", "0", "2400")]
    assert await rows(town, REQUESTS) == [
        ("2025-07-07", "1600", "APPROVED"),
        ("2025-08-04", "0", "CANCELLED"),
    ]
    assert await rows(town, DAYS) == [
        ("2025-07-07", "TAKEN"),
        ("2025-07-08", "TAKEN"),
        ("2025-07-09", "GIVEN_BACK"),
        ("2025-08-04", "GIVEN_BACK"),
    ]
    assert await rows(town, MONTHS) == [("2025-07", "200")]
    assert await rows(town, "select count(*) from attendance where month='2025-08'") == [("0",)]


async def test_requests_that_wait_are_shortened_or_taken_back(town, hr, staff, ask):
    await operations.adjust_absence_balance(hr, **(grant(hr, "E3", "40") | {"hours": Decimal(40)}))
    short = await ask(date(2025, 7, 7), date(2025, 7, 9))
    await ask(date(2025, 8, 4), date(2025, 8, 5))

    await leave(hr)

    assert await rows(town, BALANCE) == [("4000", "0", "1600", "4000")]
    assert await rows(town, REQUESTS) == [
        ("2025-07-07", "1600", "WAITING"),
        ("2025-08-04", "1600", "WITHDRAWN"),
    ]
    assert await rows(town, "select state from approval_request order by 1") == [("OPEN",), ("WITHDRAWN",)]
    await say(staff, await approval_of(staff, short), Decided.APPROVE)
    assert await rows(town, BALANCE) == [("4000", "1600", "0", "2400")]


async def test_days_of_a_closed_month_and_of_others_stay(town, hr, staff, ask):
    await operations.adjust_absence_balance(hr, **(grant(hr, "E3", "40") | {"hours": Decimal(40)}))
    await say(staff, await approval_of(staff, await ask(date(2025, 5, 6), date(2025, 5, 6))), Decided.APPROVE)
    await operations.lock_attendance_month(hr, month="2025-05", accept_gaps=True)

    await leave(hr, left_on=date(2025, 5, 5))

    assert await rows(town, DAYS) == [("2025-05-06", "TAKEN")]
    assert await rows(town, BALANCE) == [("4000", "800", "0", "3200")]
