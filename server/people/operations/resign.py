"""Handing in one's own resignation, and what its approval does: one event, which each target hears once."""

from __future__ import annotations

from datetime import date, timedelta

from server import approvals, audit
from server.approvals.models import ApprovalRequest
from server.delivery import publish
from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.kernel.ids import new_id
from server.kernel.labels import label
from server.people import rules
from server.people.models import Employee, Employment, LeaveKind, Resignation
from server.people.operations.access import Target, allow, find_target, present_department
from server.people.operations.approving import approvers_of, departments_of
from server.people.operations.leave import LONGEST_REASON, end_stay, tell_leave
from server.people.operations.leave import RESIGNATION as KIND
from server.people.operations.record import operation
from server.store.base import stamp

FURTHEST = timedelta(days=366)


@operation
async def hand_in_resignation(ctx: Context, *, last_day: date, reason: str | None = None) -> str:
    """Hand in one's own resignation; it takes effect once the chain has approved it. Return the resignation's id."""
    me = ctx.principal.employee_id
    if me is None:
        raise not_found()
    target = await find_target(ctx, me, None)
    allow(ctx, target.place, "handInResignation")
    why = " ".join((reason or "").split())
    check(ctx, target.stay, last_day, why)
    await require_none_open(me)
    row_id = new_id()
    request_id = await approvals.submit_request(
        ctx,
        KIND,
        subject_type="Resignation",
        subject_id=row_id,
        employee_id=me,
        summary=label(f"申请离职，最后在职日 {last_day}", f"Resigns; the last day is {last_day}"),
        approvers=approvers_of(ctx, me),
        departments=await departments_of(ctx, me),
    )
    await Resignation.create(
        **stamp(ctx), id=row_id, employee_id=me, handed_in_on=ctx.today, last_day=last_day, reason=why,
        request_id=request_id,
    )  # fmt: skip
    changes = {"lastDay": (None, last_day), "reason": (None, audit.HIDDEN if why else None)}
    await audit.record(
        ctx, "people.hand_in_resignation", subject_type="Employee", subject_id=me, changes=changes
    )
    return row_id


def check(ctx: Context, stay: Employment, last_day: date, reason: str) -> None:
    rules.require_still_here(stay)
    if not ctx.today <= last_day <= ctx.today + FURTHEST:
        raise rules.invalid(
            "lastDay",
            "最后在职日须在今天之后一年以内。",
            "The last day lies between today and a year from now.",
        )
    if len(reason) > LONGEST_REASON:
        raise rules.invalid("reason", "离职原因不超过 512 个字符。", "The reason has at most 512 characters.")


async def require_none_open(person_id: str) -> None:
    """Refuse a second resignation while one is under way; the person's row is locked, so there is no race."""
    mine = ApprovalRequest.filter(kind=KIND, employee_id=person_id, settled_at=None)
    if await mine.filter(state__in=["OPEN", "APPROVED"]).exists():
        raise InvalidState(
            "您已有一份离职申请在审批中；如需修改，请先撤回。",
            "A resignation of yours is under way; take it back first to hand in another.",
        )


async def take_effect(ctx: Context, request: ApprovalRequest) -> None:
    """Record notice and last day of an approved resignation, and begin the exit; inside the settling transaction.

    A leave that HR has recorded meanwhile stands.
    """
    row = await Resignation.get(id=request.subject_id)
    person = await Employee.filter(id=request.employee_id).select_for_update().get()
    stays = Employment.filter(employee_id=person.id, superseded_at=None).order_by("-valid_from")
    stay = await stays.first()
    if stay is None or stay.left_on is not None:
        return
    target = Target(person, stay, await present_department(ctx, person.id))
    kind, why = LeaveKind.VOLUNTARY, row.reason or None
    await end_stay(
        ctx, target, row.last_day, kind, leave_reason=why, notice_on=stay.notice_on or row.handed_in_on
    )
    await tell_leave(ctx, target, row.last_day, kind, why, None)
    told = {"id": row.id, "code": person.code, "link": "/people/exits"}
    await publish(ctx, "exit.approved", row.id, told)


RESIGNATION = approvals.Kind(KIND, label("离职", "Resignation"), approved=take_effect)
