"""An exit as one event: begun once, told to each target once, and taken back where it has not taken effect."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from server import jobs
from server.kernel.context import Context
from server.people.models import (
    ExitCase,
    ExitState,
    ExitStep,
    ExitTarget,
    LeaveKind,
    SeveranceDraft,
)
from server.people.operations.access import Target
from server.store.base import stamp

TOPICS = {
    ExitTarget.ATTENDANCE: "exit.attendance",
    ExitTarget.PAYROLL: "exit.payroll",
    ExitTarget.PERFORMANCE: "exit.performance",
    ExitTarget.ACCOUNTS: "exit.accounts",
}
"""Attendance stops, severance is drafted, the performance period is final, the account is disabled."""
TAKEN_BACK = {
    ExitTarget.ATTENDANCE: "reopened",
    ExitTarget.PAYROLL: "severance draft void",
    ExitTarget.PERFORMANCE: "final mark taken off",
}
REOPEN = "people.reopen_account"


async def announce_exit(ctx: Context, target: Target, day: date, kind: LeaveKind) -> str:
    """Begin an exit and queue one message for each target; return the exit's id.

    The message's key is the exit, so that there is never a second. An exit of the same employment that stood before,
    with another last day, is taken back first.
    """
    person = target.person.id
    await take_back_exit(ctx, person, target.stay.hired_on)
    case = await ExitCase.create(
        **stamp(ctx), employee_id=person, hired_on=target.stay.hired_on, last_day=day, leave_kind=str(kind)
    )
    payload = {
        "exit": case.id,
        "employeeId": person,
        "lastDay": day.isoformat(),
        "from": (day + timedelta(days=1)).isoformat(),
        "leaveKind": str(kind),
    }
    for to, topic in TOPICS.items():
        due = day_after(ctx, day) if to is ExitTarget.ACCOUNTS else ctx.now
        await ExitStep.create(**stamp(ctx), exit_id=case.id, employee_id=person, target=to, due_at=due)
        await jobs.enqueue(ctx, topic, case.id, payload, after=due)
    return case.id


async def take_back_exit(ctx: Context, person_id: str, hired_on: date) -> None:
    """Take the exit from an employment back: who was not told hears nothing, who was told hears that it is off."""
    standing = ExitCase.filter(employee_id=person_id, hired_on=hired_on, is_taken_back=False)
    case = await standing.select_for_update().first()
    if case is None:
        return
    await ExitCase.filter(id=case.id).update(
        is_taken_back=True, taken_back_at=ctx.now, updated_at=ctx.now, version=case.version + 1
    )
    told = await ExitStep.filter(exit_id=case.id, state=ExitState.DONE)
    await ExitStep.filter(exit_id=case.id, state=ExitState.WAITING).update(
        state=ExitState.DROPPED, done_at=ctx.now, updated_at=ctx.now
    )
    for step in told:
        receipt = TAKEN_BACK.get(ExitTarget(step.target), "stays")
        await ExitStep.filter(id=step.id).update(
            state=ExitState.TAKEN_BACK, receipt=receipt, done_at=ctx.now, updated_at=ctx.now
        )
    await SeveranceDraft.filter(exit_id=case.id).update(is_void=True, updated_at=ctx.now)
    if told:
        targets = sorted(str(step.target) for step in told)
        await jobs.enqueue(ctx, "exit.taken_back", case.id, {"exit": case.id, "targets": targets})


async def welcome_back(ctx: Context, person_id: str, day: date) -> None:
    """Have the account that an exit closed opened again on the day of the return."""
    await ExitStep.filter(employee_id=person_id, target=ExitTarget.ACCOUNTS, state=ExitState.WAITING).update(
        state=ExitState.DROPPED, receipt="rehired", done_at=ctx.now, updated_at=ctx.now
    )
    payload = {"employeeId": person_id, "on": day.isoformat()}
    after = max(ctx.now, local_midnight(ctx, day))
    await jobs.enqueue(ctx, REOPEN, f"{person_id}:{day}", payload, after=after)


def day_after(ctx: Context, day: date) -> datetime:
    """Return the local midnight with which the last day ends."""
    return local_midnight(ctx, day + timedelta(days=1))


def local_midnight(ctx: Context, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(ctx.store.settings.zone))
