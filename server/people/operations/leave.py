"""Going: give notice, withdraw it, record the last day, which tells everyone who must act."""

from __future__ import annotations

from datetime import date

from tortoise.expressions import Q

from server import audit
from server.approvals import RequestState, withdraw
from server.approvals.models import ApprovalRequest
from server.kernel.context import Context
from server.people import rules
from server.people.models import LeaveKind
from server.people.operations.access import Target, allow, find_target
from server.people.operations.exits import announce_exit, take_back_exit
from server.people.operations.outcomes import follow_probation, forget_outcome
from server.people.operations.record import amend_stay, conclude, operation

LONGEST_REASON = 512
RESIGNATION = "resignation"


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
    """Take a resignation back; the person is as before, and that there was one stays known.

    Until the last day has passed a recorded leave is taken back with it, and its exit where it has not taken effect.
    """
    target = await find_target(ctx, id, code)
    allow(ctx, target.place, "withdrawNotice", "Employment.noticeOn")
    stay = target.stay
    changes: dict[str, tuple[object, object]] = {"noticeOn": (stay.notice_on, None)}
    if stay.left_on is not None and stay.left_on >= ctx.today:
        allow(ctx, target.place, "withdrawNotice", "leftOn", "leaveKind")
        changes |= {"leftOn": (stay.left_on, None), "leaveKind": (stay.leave_kind, None)}
        gone = {"left_on": None, "leave_kind": None, "leave_ground": None, "leave_reason": None}
        await amend_stay(ctx, stay, notice_on=None, **gone)
        await take_back_exit(ctx, target.person.id, stay.hired_on)
        await forget_outcome(ctx, stay)
    else:
        rules.require_still_here(stay)
        rules.require_notice(stay)
        await amend_stay(ctx, stay, notice_on=None)
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
    await end_stay(ctx, target, day, leave_kind, leave_reason=reason)
    await drop_resignation(ctx, target.person.id)
    return await tell_leave(ctx, target, day, leave_kind, reason, version)


async def drop_resignation(ctx: Context, person_id: str) -> None:
    """Take back a resignation that is under way: nobody need decide on what has been recorded."""
    under_way = Q(state=RequestState.OPEN) | Q(state=RequestState.APPROVED)
    open_ones = ApprovalRequest.filter(under_way, kind=RESIGNATION, employee_id=person_id, settled_at=None)
    for request in await open_ones:
        await withdraw(ctx, request.id)


async def end_stay(ctx: Context, target: Target, day: date, kind: LeaveKind, **values: object) -> None:
    """Let an employment end with a day, and begin its exit; who may is decided by the caller."""
    rules.require_still_here(target.stay)
    rules.require_employed(target.stay, day, "leftOn")
    await amend_stay(ctx, target.stay, left_on=day, leave_kind=kind, **values)
    await follow_probation(ctx, target.stay, {"left_on": day, "leave_kind": kind})
    await announce_exit(ctx, target, day, kind)


async def tell_leave(
    ctx: Context, target: Target, day: date, kind: LeaveKind, reason: str | None, version: int | None
) -> str:
    changes: dict[str, tuple[object, object]] = {"leftOn": (None, day), "leaveKind": (None, kind)}
    if reason:
        changes["leaveReason"] = (None, audit.HIDDEN)
    return await conclude(ctx, target, "record_leave", changes, version=version, on=day)
