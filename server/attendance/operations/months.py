"""Closing a month: what is missing is looked for, the sums are made, and nothing is written into it any more."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from server import audit
from server.attendance.models import (
    AbsenceDay,
    AttendanceDay,
    AttendanceGap,
    AttendanceMonth,
    AttendanceStatus,
    GapKind,
    HoldState,
    MonthState,
)
from server.attendance.operations.figures import chunks, known_of, own_months, sum_months
from server.attendance.operations.ground import (
    BATCH,
    hold_months,
    is_employed,
    locked_months,
    stays_of,
)
from server.attendance.rules import clean_month, clean_note, wrong
from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.kernel.period import add_months
from server.people.operations.access import Place, allow, link
from server.people.operations.calendars import calendar_for
from server.people.operations.record import operation
from server.store.base import change_row, stamp


class MonthHasGaps(InvalidState):
    """Days are missing, or requests wait, in a month that is to be closed."""

    code = "MONTH_HAS_GAPS"


@operation
async def lock_attendance_month(
    ctx: Context, *, month: str, accept_gaps: bool = False, version: int | None = None
) -> str:
    """Close a month that is over: every sum is made anew, then no write reaches it, an import neither.

    Refused while days are missing or requests wait, unless `accept_gaps` says that this is meant. Return the row's
    id.
    """
    allow(ctx, Place(), "lockAttendanceMonth")
    name = clean_month(month)
    first, last = bounds(name)
    if last >= ctx.today:
        raise wrong("month", "这个月还没有结束，不能锁定。", "This month is not over and can't be locked.")
    await hold_months(ctx, [name], alone=True)
    row = await AttendanceMonth.filter(month=name).select_for_update().get_or_none()
    if row is not None and row.state == MonthState.LOCKED:
        raise InvalidState(f"{name} 已经锁定。", f"{name} is locked already.", path=("input", "month"))
    await find_gaps(ctx, first, last)
    gaps = await AttendanceGap.filter(month=name).count()
    waiting = await AbsenceDay.filter(day__gte=first, day__lte=last, state=HoldState.HELD).count()
    if (gaps or waiting) and not accept_gaps:
        raise MonthHasGaps(
            f"{name} 还有 {gaps} 天缺少出勤记录、{waiting} 天请假待审批。请先处理，或确认按现状锁定。",
            f"{gaps} days of {name} lack a record and {waiting} days off wait for approval. Settle them, or confirm "
            "that the month is locked as it is.",
            path=("input", "month"),
        )
    pairs = {(person, name) for person in await concerned(first, last)}
    await sum_months(ctx, pairs, own=await own_months(pairs))
    values: dict[str, Any] = {
        "state": MonthState.LOCKED,
        "locked_at": ctx.now,
        "locked_by_id": ctx.principal.employee_id,
    }
    if row is None:
        row = await AttendanceMonth.create(**stamp(ctx), month=name, **values)
    else:
        await change_row(ctx, AttendanceMonth, row.id, version=version, **values)
    changes = {"month": (None, name), "state": (MonthState.OPEN, MonthState.LOCKED), "gaps": (None, gaps)}
    await audit.record(
        ctx, "attendance.lock_month", subject_type="AttendanceMonth", subject_id=row.id, changes=dict(changes)
    )
    return row.id


@operation
async def unlock_attendance_month(
    ctx: Context, *, month: str, reason: str, version: int | None = None
) -> str:
    """Open a closed month again, for a reason; whoever closed it needs somebody else for this. Return the row's id."""
    allow(ctx, Place(), "unlockAttendanceMonth")
    name, why = clean_month(month), clean_note(reason, "reason", 4)
    await hold_months(ctx, [name], alone=True)
    row = await AttendanceMonth.filter(month=name).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    if row.state != MonthState.LOCKED:
        raise InvalidState(f"{name} 没有锁定。", f"{name} is not locked.", path=("input", "month"))
    me = ctx.principal.employee_id
    if me is None or me == link(row, "locked_by_id"):
        raise InvalidState(
            "锁定的人不能自己解锁，请另一位同事办理。",
            "Whoever locked a month can't unlock it; ask a colleague.",
            path=("input", "month"),
        )
    await change_row(
        ctx, AttendanceMonth, row.id, version=version, state=MonthState.OPEN, unlocked_at=ctx.now,
        unlocked_by_id=me, unlock_reason=why,
    )  # fmt: skip
    changes = {"state": (MonthState.LOCKED, MonthState.OPEN), "reason": (None, why)}
    await audit.record(
        ctx,
        "attendance.unlock_month",
        subject_type="AttendanceMonth",
        subject_id=row.id,
        changes=dict(changes),
    )
    return row.id


def bounds(month: str) -> tuple[date, date]:
    """Return the first and last day of a month."""
    first = date.fromisoformat(f"{month}-01")
    return first, add_months(first, 1) - timedelta(days=1)


async def concerned(first: date, last: date) -> set[str]:
    """Name whoever has a day or an absence between two days."""
    rows = AttendanceDay.filter(valid_from__gte=first, valid_from__lte=last, superseded_at=None)
    people = {str(each) for each in await rows.distinct().values_list("employee_id", flat=True)}
    off = AbsenceDay.filter(day__gte=first, day__lte=last, state=HoldState.TAKEN)
    return people | {str(each) for each in await off.distinct().values_list("employee_id", flat=True)}


# --- What is missing ---


async def find_gaps(ctx: Context, first: date, last: date) -> int:
    """Look for the workdays of which nothing is known, up to yesterday, and return how many there are now.

    Only people whose days are kept, that is who have one in these days or the month before, can lack one. Closed
    months are left alone.
    """
    until = min(last, ctx.today - timedelta(days=1))
    closed = await locked_months(ctx, {f"{first:%Y-%m}", f"{last:%Y-%m}"})
    people = sorted(await concerned_daily(add_months(first, -1), until))
    workdays = [
        day
        for day in (await calendar_for(first, last)).workdays(first, until)
        if f"{day:%Y-%m}" not in closed
    ]
    found: list[AttendanceGap] = []
    for some in chunks(people):
        known, stays = await known_of(some, first, until), await stays_of(some)
        for person in some:
            for day in workdays:
                row, off = known.days.get((person, day)), known.absences.get((person, day), [])
                if not is_employed(stays.get(person, []), day) or (row is None and off):
                    continue
                if (kind := gap_of(row)) is not None:
                    month = f"{day:%Y-%m}"
                    found.append(
                        AttendanceGap(**stamp(ctx), employee_id=person, day=day, month=month, kind=kind)
                    )
    await AttendanceGap.filter(day__gte=first, day__lte=last).delete()
    await AttendanceGap.bulk_create(found, batch_size=BATCH)
    return len(found)


def gap_of(row: AttendanceDay | None) -> GapKind | None:
    """Say what a workday without absence lacks, if anything."""
    if row is None:
        return GapKind.NO_RECORD
    is_endless = row.status == AttendanceStatus.WORKED and row.started_at is not None and row.ended_at is None
    return GapKind.NO_END if is_endless and not row.worked_hours else None


async def concerned_daily(first: date, last: date) -> set[str]:
    rows = AttendanceDay.filter(valid_from__gte=first, valid_from__lte=last, superseded_at=None)
    return {str(each) for each in await rows.distinct().values_list("employee_id", flat=True)}
