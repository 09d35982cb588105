"""An exit is one event: each target hears once, nothing is told twice, and what has not happened is taken back."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

from server import approvals
from server.approvals import Decided
from server.jobs.models import OutboxMessage
from server.jobs.queue import Task, claim, finish
from server.kernel.clock import Clock
from server.people import operations
from server.people.jobs import handlers
from server.people.models import LeaveKind
from tests.approvals.cast import LATER, resign, settled, signed_in
from tests.approvals.conftest import town  # noqa: F401 (the fixture)
from tests.people.town import one, rows
from tests.plan.world import POLICY, context, uid

LAST = date(2026, 6, 30)
MIDNIGHT = datetime(2026, 6, 30, 16, 0, tzinfo=UTC)
LEAVE: dict[str, Any] = {"code": "E3", "left_on": LAST, "leave_kind": LeaveKind.VOLUNTARY}
STEPS = "select target,state,receipt from exit_step order by created_at,target"


async def work_off(store, now: datetime) -> list[tuple[str, str]]:
    """Run what is due at a moment, as the worker does, and return each topic with its receipt."""
    clock = Clock("Asia/Shanghai", now)
    known, said = handlers(store, clock, lambda: POLICY), []
    while tasks := await store.write(lambda: claim(now, set(known))):
        for task in tasks:
            receipt = await known[task.name](task)
            await store.write(lambda task=task, receipt=receipt: finish(task, receipt, now))
            said.append((task.name, str(receipt)))
    return sorted(said)


async def test_an_exit_is_told_to_each_target_once_with_its_receipt(town):  # noqa: F811
    """The worked example exit.propagation."""
    await operations.record_leave(context(town, "hr_manager"), **LEAVE)

    assert await work_off(town, LATER) == [
        ("exit.attendance", "closed from 2026-07-01"),
        ("exit.payroll", "severance draft created"),
        ("exit.performance", "period marked final"),
    ]
    assert await one(town, "select is_active from account where username='e3'")
    assert await work_off(town, MIDNIGHT - timedelta(milliseconds=1)) == []
    assert await work_off(town, MIDNIGHT) == [("exit.accounts", "disabled 2026-07-01T00:00 local")]
    assert not await one(town, "select is_active from account where username='e3'")
    assert await rows(town, STEPS) == [
        ("ACCOUNTS", "DONE", "disabled 2026-07-01T00:00 local"),
        ("ATTENDANCE", "DONE", "closed from 2026-07-01"),
        ("PAYROLL", "DONE", "severance draft created"),
        ("PERFORMANCE", "DONE", "period marked final"),
    ]


async def test_a_message_delivered_twice_does_nothing_more(town):  # noqa: F811
    await operations.record_leave(context(town, "hr_manager"), **LEAVE)
    await work_off(town, MIDNIGHT)
    known = handlers(town, Clock("Asia/Shanghai", MIDNIGHT), lambda: POLICY)
    ((payload,),) = await town.reads.rows("select payload from outbox_message where topic='exit.payroll'")
    before = await rows(town, "select count(*) from audit_entry")

    again = await known["exit.payroll"](Task(OutboxMessage, "t", "exit.payroll", payload, 2, "l", None))

    assert again == "severance draft created"
    assert await one(town, "select count(*) from severance_draft") == 1
    assert await rows(town, "select count(*) from audit_entry") == before


async def test_an_approved_resignation_is_notice_leave_and_exit_in_one(town):  # noqa: F811
    request = await resign(town, reason="回乡照顾家人")
    await approvals.decide(signed_in(town, "E2"), request, Decided.APPROVE)
    await approvals.decide(signed_in(town, "E6"), request, Decided.APPROVE)
    stay = f"from employment where employee_id='{uid('E3')}' and superseded_at is null"
    assert await rows(town, f"select left_on {stay}") == [(None,)]

    assert await settled(town, request) == "APPROVED"

    assert await rows(town, f"select notice_on,left_on,leave_kind,leave_reason {stay}") == [
        ("2025-06-30", "2025-07-31", "VOLUNTARY", "回乡照顾家人")
    ]
    assert await one(town, "select count(*) from outbox_message where topic like 'exit.%'") == 4
    assert await settled(town, request) == "settled before"
    assert await one(town, "select count(*) from exit_case") == 1


async def test_sixteen_last_approvals_at_once_begin_one_exit(town):  # noqa: F811
    request = await resign(town)
    await approvals.decide(signed_in(town, "E2"), request, Decided.APPROVE)
    hr = signed_in(town, "E6")
    tried = await asyncio.gather(
        *(approvals.decide(hr, request, Decided.APPROVE) for _ in range(16)), return_exceptions=True
    )
    assert sum(isinstance(each, str) for each in tried) == 1

    ended = await asyncio.gather(*(settled(town, request) for _ in range(16)))

    assert sorted(ended) == ["APPROVED", *["settled before"] * 15]
    assert await one(town, "select count(*) from exit_case") == 1
    assert await rows(
        town, "select topic,count(*) from outbox_message where topic like 'exit.%' group by topic order by 1"
    ) == [("exit.accounts", "1"), ("exit.attendance", "1"), ("exit.payroll", "1"), ("exit.performance", "1")]


async def test_a_leave_taken_back_before_the_last_day_undoes_what_was_told(town):  # noqa: F811
    hr = context(town, "hr_manager")
    await operations.record_leave(hr, **LEAVE)
    await work_off(town, LATER)

    await operations.withdraw_notice(hr, code="E3")

    assert await rows(town, STEPS) == [
        ("ACCOUNTS", "DROPPED", ""),
        ("ATTENDANCE", "TAKEN_BACK", "reopened"),
        ("PAYROLL", "TAKEN_BACK", "severance draft void"),
        ("PERFORMANCE", "TAKEN_BACK", "final mark taken off"),
    ]
    assert await work_off(town, MIDNIGHT) == [("exit.accounts", "DROPPED")]
    assert await one(town, "select is_active from account where username='e3'")
    assert await rows(
        town,
        f"select left_on,leave_kind from employment where employee_id='{uid('E3')}' and superseded_at is null",
    ) == [(None, None)]
    await operations.record_leave(hr, **LEAVE)
    assert await one(town, "select count(*) from outbox_message where topic='exit.payroll'") == 2


async def test_a_rehired_person_has_their_account_again(town):  # noqa: F811
    hr = context(town, "hr_manager")
    await operations.record_leave(hr, **LEAVE | {"left_on": date(2025, 6, 29)})
    await work_off(town, LATER)
    assert not await one(town, "select is_active from account where username='e3'")

    await operations.rehire_employee(hr, code="E3", rehired_on=date(2025, 7, 2), department_code="D2")

    assert await work_off(town, LATER) == []
    assert await work_off(town, datetime(2025, 7, 1, 16, tzinfo=UTC)) == [("people.reopen_account", "opened")]
    assert await one(town, "select is_active from account where username='e3'")
