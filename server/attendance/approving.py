"""What an approval of days off brings: the days are taken, the ledger and the figures follow, once."""

from __future__ import annotations

from server import audit
from server.approvals import Kind
from server.approvals.models import ApprovalRequest
from server.attendance.absence_rules import by_year
from server.attendance.models import (
    AbsenceDay,
    AbsenceRequest,
    AbsenceState,
    AbsenceType,
    AttendanceGap,
    EntryKind,
    HoldState,
)
from server.attendance.operations.absences import KIND, STEPS, part_of, release
from server.attendance.operations.balances import hold, post
from server.attendance.operations.days import adjust
from server.attendance.operations.figures import WHOLE, own_months, sum_months, tell_sheets
from server.attendance.operations.ground import locked_months
from server.kernel.context import Context
from server.kernel.labels import label
from server.kernel.period import month_of
from server.people.operations.access import link
from server.store.base import change_row

LABEL = label("请假", "Days off")


def kind() -> Kind:
    """Return the kind of request by which days off are approved."""
    return Kind(KIND, LABEL, approved, refused=refused, returned=returned, withdrawn=withdrawn, steps=STEPS)


async def approved(ctx: Context, request: ApprovalRequest) -> None:
    """Take the days; those of a month closed meanwhile are paid by an adjustment in the next open one."""
    row = await waiting(request)
    if row is None:
        return
    person, type_id = link(row, "employee_id"), link(row, "type_id")
    days = await AbsenceDay.filter(request_id=row.id, state=HoldState.HELD).order_by("day")
    own = await own_months({(person, month_of(day.day)) for day in days})
    await AbsenceDay.filter(request_id=row.id, state=HoldState.HELD).update(
        state=HoldState.TAKEN, updated_at=ctx.now
    )
    for year, hours in by_year([part_of(day) for day in days]).items():
        await hold(ctx, person, type_id, year, -hours)
        await post(ctx, person, type_id, year, EntryKind.TAKEN, -hours, request_id=row.id)
    await change_row(ctx, AbsenceRequest, row.id, state=AbsenceState.APPROVED, decided_at=ctx.now)
    await AttendanceGap.filter(employee_id=person, day__in=[day.day for day in days]).delete()
    await tell_sheets(ctx, [(person, day.day) for day in days])
    closed = await locked_months(ctx, {month_of(day.day) for day in days})
    pairs = {(person, month_of(day.day)) for day in days} - {(person, each) for each in closed}
    await sum_months(ctx, pairs, own=own)
    await pay_later(ctx, person, type_id, [day for day in days if month_of(day.day) in closed])
    await note(ctx, row, AbsenceState.APPROVED)


async def pay_later(ctx: Context, person: str, type_id: str, days: list[AbsenceDay]) -> None:
    share = (await AbsenceType.get(id=type_id)).paid_share
    paid = sum(day.hours for day in days) * share // WHOLE
    if paid:
        await adjust(ctx, person, days[0].day, "补批请假 Leave approved late", payable_hours=paid)


async def refused(ctx: Context, request: ApprovalRequest) -> None:
    await end(ctx, request, AbsenceState.REFUSED)


async def returned(ctx: Context, request: ApprovalRequest) -> None:
    await end(ctx, request, AbsenceState.RETURNED)


async def withdrawn(ctx: Context, request: ApprovalRequest) -> None:
    await end(ctx, request, AbsenceState.WITHDRAWN)


async def end(ctx: Context, request: ApprovalRequest, state: AbsenceState) -> None:
    row = await waiting(request)
    if row is not None:
        await release(ctx, row, state)
        await note(ctx, row, state)


async def waiting(request: ApprovalRequest) -> AbsenceRequest | None:
    """Return the request for days off while it waits; what has been settled is not settled again."""
    found = AbsenceRequest.filter(id=request.subject_id, state=AbsenceState.WAITING)
    return await found.select_for_update().get_or_none()


async def note(ctx: Context, row: AbsenceRequest, state: AbsenceState) -> None:
    changes = {"state": (AbsenceState.WAITING, state)}
    await audit.record(
        ctx,
        "attendance.settle_absence",
        subject_type="AbsenceRequest",
        subject_id=row.id,
        changes=dict(changes),
    )


ABSENCE = Kind(KIND, LABEL, approved, refused=refused, returned=returned, withdrawn=withdrawn, steps=STEPS)
"""The kind of request by which days off are approved."""
