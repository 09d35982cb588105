"""Going: give notice, withdraw it, record the last day, which tells everyone who must act."""

from __future__ import annotations

from datetime import date, timedelta

from server import audit, jobs
from server.kernel.context import Context
from server.people import rules
from server.people.models import LeaveKind
from server.people.operations.access import Target, allow, find_target
from server.people.operations.outcomes import follow_probation
from server.people.operations.record import amend_stay, conclude, operation

EXIT_TOPICS = ("exit.attendance", "exit.payroll", "exit.performance", "exit.accounts")
"""Attendance stops, severance is drafted, the performance period is final, the account is disabled."""
LONGEST_REASON = 512


@operation
async def give_notice(
    ctx: Context,
    *,
    id: str | None = None,  # noqa: A002 (the contract's word)
    code: str | None = None,
    notice_on: date | None = None,
    version: int | None = None,
) -> str:
    """Record that somebody has handed in their resignation, today unless a day is named."""
    target = await find_target(ctx, id, code)
    allow(ctx, target.place, "giveNotice", "Employment.noticeOn")
    day = rules.clean_day(notice_on or ctx.today, "noticeOn")
    rules.require_still_here(target.stay)
    rules.require_no_notice(target.stay)
    rules.require_employed(target.stay, day, "noticeOn")
    await amend_stay(ctx, target.stay, notice_on=day)
    return await conclude(ctx, target, "give_notice", {"noticeOn": (None, day)}, version=version, on=day)


@operation
async def withdraw_notice(
    ctx: Context,
    *,
    id: str | None = None,  # noqa: A002 (the contract's word)
    code: str | None = None,
    version: int | None = None,
) -> str:
    """Take a resignation back; the person is as before, and that there was one stays known."""
    target = await find_target(ctx, id, code)
    allow(ctx, target.place, "withdrawNotice", "Employment.noticeOn")
    rules.require_still_here(target.stay)
    rules.require_notice(target.stay)
    changes = {"noticeOn": (target.stay.notice_on, None)}
    await amend_stay(ctx, target.stay, notice_on=None)
    return await conclude(ctx, target, "withdraw_notice", changes, version=version, on=ctx.today)


@operation
async def record_leave(
    ctx: Context,
    *,
    left_on: date,
    leave_kind: LeaveKind,
    id: str | None = None,  # noqa: A002 (the contract's word)
    code: str | None = None,
    reason: str | None = None,
    version: int | None = None,
) -> str:
    """Record the last day employed, that day included, and send one message to each who must act on it."""
    target = await find_target(ctx, id, code)
    fields = ["leftOn", "leaveKind", *(["leaveReason"] if reason else [])]
    allow(ctx, target.place, "recordLeave", *fields)
    day = rules.clean_day(left_on, "leftOn")
    if reason and len(reason) > LONGEST_REASON:
        raise rules.invalid("reason", "离职原因不超过 512 个字符。", "The reason has at most 512 characters.")
    rules.require_still_here(target.stay)
    rules.require_employed(target.stay, day, "leftOn")
    await amend_stay(ctx, target.stay, left_on=day, leave_kind=leave_kind, leave_reason=reason)
    await follow_probation(ctx, target.stay, {"left_on": day, "leave_kind": leave_kind})
    await announce_exit(ctx, target, day, leave_kind)
    changes: dict[str, tuple[object, object]] = {"leftOn": (None, day), "leaveKind": (None, leave_kind)}
    if reason:
        changes["leaveReason"] = (None, audit.HIDDEN)
    return await conclude(ctx, target, "record_leave", changes, version=version, on=day)


async def announce_exit(ctx: Context, target: Target, day: date, kind: LeaveKind) -> None:
    """Queue one message for each target; the key is the employment, so that there is never a second."""
    payload = {
        "employeeId": target.person.id,
        "lastDay": day.isoformat(),
        "from": (day + timedelta(days=1)).isoformat(),
        "leaveKind": str(kind),
    }
    for topic in EXIT_TOPICS:
        await jobs.enqueue(ctx, topic, f"{target.person.id}:{target.stay.hired_on}", payload)
