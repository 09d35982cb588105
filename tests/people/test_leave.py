"""Going: notice, its withdrawal, and the last day, which is told to each target exactly once."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import orjson

from server.kernel.errors import Denied, InvalidState
from server.people import operations
from server.people.models import LeaveKind
from tests.people.town import refused, rows
from tests.plan.world import context, uid

LIVE = f"from employment where employee_id='{uid('E3')}' and superseded_at is null"
LEAVE: dict[str, Any] = {
    "code": "E3",
    "left_on": date(2026, 6, 30),
    "leave_kind": LeaveKind.VOLUNTARY,
    "reason": "家庭原因",
}


async def test_notice_is_given_once_and_can_be_withdrawn(town):
    ctx = context(town, "hr_manager")

    await operations.give_notice(ctx, code="E3", notice_on=date(2025, 6, 20))
    assert await rows(town, f"select notice_on {LIVE}") == [("2025-06-20",)]
    await refused(town, lambda: operations.give_notice(ctx, code="E3"), InvalidState)

    await operations.withdraw_notice(ctx, code="E3")
    assert await rows(town, f"select notice_on {LIVE}") == [(None,)]
    await refused(town, lambda: operations.withdraw_notice(ctx, code="E3"), InvalidState)


async def test_who_only_sees_a_notice_cannot_withdraw_it(town):
    await operations.give_notice(context(town, "hr_manager"), code="E3")

    for caller in ("department_manager", "performance_specialist"):
        ctx = context(town, caller)
        await refused(town, partial(operations.withdraw_notice, ctx, code="E3"), Denied)


async def test_a_leave_records_the_last_day_and_kind(town):
    await operations.record_leave(context(town, "hr_manager"), **LEAVE)

    assert await rows(town, f"select left_on,leave_kind,leave_reason,valid_from,valid_to {LIVE}") == [
        ("2026-06-30", "VOLUNTARY", "家庭原因", "2024-02-05", None)
    ]


async def test_the_exit_is_told_to_each_target_once(town):
    """The worked example exit.propagation: attendance is closed from the day after the last one."""
    ctx = context(town, "hr_manager")

    await operations.record_leave(ctx, **LEAVE, idempotency_key="leave")
    await operations.record_leave(ctx, **LEAVE, idempotency_key="leave")

    sent = await town.reads.rows(
        "select topic,payload from outbox_message where topic like 'exit.%' order by topic"
    )
    assert [topic for topic, _ in sent] == [
        "exit.accounts",
        "exit.attendance",
        "exit.payroll",
        "exit.performance",
    ]
    assert {orjson.loads(payload)["from"] for _, payload in sent} == {"2026-07-01"}
    assert {orjson.loads(payload)["lastDay"] for _, payload in sent} == {"2026-06-30"}


async def test_the_reason_is_not_in_the_audit_trail(town):
    await operations.record_leave(context(town, "hr_manager"), **LEAVE)

    ((changes,),) = await town.reads.rows("select changes from audit_entry")
    assert "家庭原因" not in changes


async def test_who_has_left_cannot_leave_again_or_give_notice(town):
    ctx = context(town, "hr_manager")

    await refused(town, lambda: operations.record_leave(ctx, **LEAVE | {"code": "E5"}), InvalidState)
    await refused(town, lambda: operations.give_notice(ctx, code="E5"), InvalidState)


async def test_nobody_leaves_before_they_came(town):
    ctx = context(town, "hr_manager")

    await refused(
        town, lambda: operations.record_leave(ctx, **LEAVE | {"left_on": date(2024, 2, 4)}), InvalidState
    )
