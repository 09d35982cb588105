"""What attendance does when somebody leaves: days off beyond the last day are let go, and no day is taken after it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from server import approvals
from server.attendance.absence_rules import by_year
from server.attendance.models import AbsenceDay, AbsenceRequest, AbsenceState, EntryKind, HoldState
from server.attendance.operations.absences import LIVE, note_absence, part_of, release, tell_days
from server.attendance.operations.balances import hold, post
from server.attendance.operations.figures import own_months
from server.attendance.operations.ground import is_employed, locked_months, stays_of
from server.kernel.context import Context
from server.kernel.errors import InvalidState
from server.kernel.period import month_of
from server.people.jobs import close_attendance
from server.people.models import ExitCase
from server.people.operations.access import link
from server.store.base import change_row

WHY = "离职 Left"


async def stop_attendance(ctx: Context, case: ExitCase) -> str:
    """Do attendance's part of an exit, and return its receipt."""
    await release_beyond(ctx, case)
    return await close_attendance(ctx, case)


async def release_beyond(ctx: Context, case: ExitCase) -> None:
    """Let the days off after the last day go, asked for or approved; those of a closed month stay as they are.

    A day on which the person is employed again stays too.
    """
    person = link(case, "employee_id")
    found = await AbsenceDay.filter(employee_id=person, day__gt=case.last_day, state__in=LIVE).order_by("day")
    stays = (await stays_of([person])).get(person, [])
    by_request: dict[str, list[AbsenceDay]] = {}
    for day in found:
        if not is_employed(stays, day.day):
            by_request.setdefault(link(day, "request_id"), []).append(day)
    for request_id, days in by_request.items():
        row = await AbsenceRequest.filter(id=request_id).select_for_update().get()
        if row.state == AbsenceState.WAITING:
            await let_go(ctx, row, days)
        elif row.state == AbsenceState.APPROVED:
            await give_back(ctx, row, days)


async def let_go(ctx: Context, row: AbsenceRequest, days: Sequence[AbsenceDay]) -> None:
    """Take a waiting request back, or shorten it where some of its days come before the end."""
    left = row.hours - sum(day.hours for day in days)
    if left:
        person, kind = link(row, "employee_id"), link(row, "type_id")
        for year, hours in by_year([part_of(day) for day in days]).items():
            await hold(ctx, person, kind, year, -hours)
        await AbsenceDay.filter(id__in=[day.id for day in days]).update(
            state=HoldState.RELEASED, updated_at=ctx.now
        )
        await change_row(ctx, AbsenceRequest, row.id, hours=left)
    else:
        with suppress(InvalidState):  # decided by now, and not yet settled
            await approvals.withdraw(ctx, row.approval_id or "")
        await release(ctx, row, AbsenceState.WITHDRAWN)
    await note_absence(ctx, row.id, "release_absence", {"hours": (row.hours, left)})


async def give_back(ctx: Context, row: AbsenceRequest, days: Sequence[AbsenceDay]) -> None:
    """Give approved days back to the balance; sheets and months follow."""
    closed = await locked_months(ctx, {month_of(day.day) for day in days})
    fine = [day for day in days if month_of(day.day) not in closed]
    if not fine:
        return
    person, kind = link(row, "employee_id"), link(row, "type_id")
    own = await own_months({(person, month_of(day.day)) for day in fine})
    await AbsenceDay.filter(id__in=[day.id for day in fine]).update(
        state=HoldState.GIVEN_BACK, updated_at=ctx.now
    )
    returned = by_year([part_of(day) for day in fine])
    for year, hours in returned.items():
        await post(ctx, person, kind, year, EntryKind.GIVEN_BACK, hours, request_id=row.id, note=WHY)
    left = row.hours - sum(returned.values())
    state = AbsenceState.APPROVED if left else AbsenceState.CANCELLED
    await change_row(ctx, AbsenceRequest, row.id, hours=left, state=state)
    await tell_days(ctx, person, [day.day for day in fine], own)
    await note_absence(ctx, row.id, "release_absence", {"hours": (row.hours, left)})
