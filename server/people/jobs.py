"""What follows from an exit: each target does its part once and leaves a receipt."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from types import MappingProxyType

from policies import Policy
from server import audit
from server.access.accounts import close_account_of
from server.access.returning import open_account_of
from server.access.settings import read_amount, read_number
from server.jobs import Handlers, Task
from server.kernel.clock import Clock
from server.kernel.context import SYSTEM, Context
from server.kernel.money import to_minor
from server.people.models import (
    Compensation,
    Employment,
    ExitCase,
    ExitState,
    ExitStep,
    ExitTarget,
    LeaveGround,
    LeaveKind,
    PayrollMonth,
    SeveranceDraft,
)
from server.people.operations.access import link
from server.people.operations.exits import REOPEN, TOPICS
from server.people.severance import Caps, Severance, months_after, severance
from server.store.base import stamp
from server.store.keys import person_key
from server.store.store import Store

PAY_MONTHS = 12
SEALED = ("monthly_pay", "amount")
NOT_YET = "not yet"

Part = Callable[[Context, ExitCase], Awaitable[str]]
Parts = Mapping[ExitTarget, Part]


def handlers(
    store: Store, clock: Clock, policy: Callable[[], Policy], parts: Parts = MappingProxyType({})
) -> Handlers:
    """Return what runs the exit's messages, as the house itself; a repeated one changes nothing.

    `parts` are what domains above do themselves, in place of what is done here.
    """

    def context(task: Task) -> Context:
        return Context(SYSTEM, clock.now(), clock.today(), policy(), store, request_id=f"job:{task.id}"[:64])

    def runs(target: ExitTarget) -> Callable[[Task], Awaitable[str]]:
        async def run(task: Task) -> str:
            case_id = str(task.read().get("exit", ""))
            return await store.write(lambda: take_step(context(task), case_id, target, parts))

        return run

    async def reopen(task: Task) -> str:
        told = task.read()
        return await store.write(lambda: reopen_account(context(task), str(told["employeeId"])))

    return {TOPICS[target]: runs(target) for target in ExitTarget} | {REOPEN: reopen}


async def close_due_accounts(ctx: Context) -> None:
    """Each day, shut the accounts of those who have left, should a message have come too early."""
    mark = "?1" if ctx.store.dialect == "sqlite" else "$1"
    due = await ctx.store.reads.rows(
        "select s.exit_id from exit_step s join exit_case c on c.id=s.exit_id "  # noqa: S608 (a parameter's mark)
        f"where s.target='ACCOUNTS' and s.state='WAITING' and c.last_day<{mark}",
        [ctx.today.isoformat()],
    )
    for (case_id,) in due:
        await ctx.store.write(partial(take_step, ctx, str(case_id), ExitTarget.ACCOUNTS))


async def take_step(
    ctx: Context, case_id: str, target: ExitTarget, parts: Parts = MappingProxyType({})
) -> str:
    """Let one target do its part of an exit, once, and return its receipt; inside store.write."""
    case = await ExitCase.filter(id=case_id).select_for_update().get_or_none()
    step = await ExitStep.get_or_none(exit_id=case_id, target=target) if case else None
    if case is None or step is None:
        return "no such exit"
    if step.state != ExitState.WAITING:
        return step.receipt or str(step.state)
    receipt = await parts.get(target, PARTS[target])(ctx, case)
    if receipt == NOT_YET:
        return receipt
    await ExitStep.filter(id=step.id, state=ExitState.WAITING).update(
        state=ExitState.DONE, receipt=receipt, done_at=ctx.now, updated_at=ctx.now, version=step.version + 1
    )
    changes = {"receipt": (None, receipt), "target": (None, target)}
    person = link(case, "employee_id")
    await audit.record(
        ctx, "people.take_exit_step", subject_type="Employee", subject_id=person, changes=changes
    )
    return receipt


# --- The parts ---


async def close_attendance(_: Context, case: ExitCase) -> str:
    """Attendance takes no day after the last one; its writers ask the employment, which ends there."""
    return f"closed from {first_day_off(case)}"


async def mark_final(_: Context, __: ExitCase) -> str:
    """The performance period of the last day is final for this person; the receipt is the mark."""
    return "period marked final"


async def disable_account(ctx: Context, case: ExitCase) -> str:
    """Shut the account once the day after the last one has begun, unless the person is back by then."""
    day = first_day_off(case)
    if ctx.today < day:
        return NOT_YET
    person = link(case, "employee_id")
    back = Employment.filter(employee_id=person, superseded_at=None, hired_on__gt=case.last_day)
    if await back.filter(hired_on__lte=ctx.today).exists():
        return "stays: rehired"
    await close_account_of(ctx, employee_id=person)
    return f"disabled {day}T00:00 local"


async def draft_severance(ctx: Context, case: ExitCase) -> str:
    """Draft the severance for payroll to look at; the amounts are sealed."""
    person = link(case, "employee_id")
    key = await person_key(ctx.store.vault, person)
    stay = await Employment.get(employee_id=person, superseded_at=None, hired_on=case.hired_on)
    caps = Caps(await read_number(ctx, "severance_month_cap"), await read_amount(ctx, "severance_pay_cap"))
    worked = severance(
        kind=LeaveKind(case.leave_kind),
        ground=LeaveGround(stay.leave_ground) if stay.leave_ground else None,
        hired_on=case.hired_on,
        last_day=case.last_day,
        monthly_pays=await pays(ctx, key, person, case.last_day),
        caps=caps,
    )
    await keep_draft(ctx, case, key, worked)
    return "severance draft created"


async def keep_draft(ctx: Context, case: ExitCase, key: str, worked: Severance) -> None:
    draft = SeveranceDraft(
        **stamp(ctx), exit_id=case.id, employee_id=link(case, "employee_id"), basis=worked.basis,
        months=to_minor(worked.months),
    )  # fmt: skip
    for name in SEALED:
        if (amount := getattr(worked, name)) is not None:
            place = f"severance_draft.{name}|{draft.id}"
            setattr(draft, name, ctx.store.vault.seal(key, place, f"{amount:.2f}"))
    await draft.save(force_create=True)


async def pays(ctx: Context, key: str, person: str, last_day: date) -> list[Decimal]:
    """Return the gross pay of the last twelve full months, else the base pay that held on the last day."""
    end = last_day.replace(day=1)
    runs = await PayrollMonth.filter(
        employee_id=person, superseded_at=None, month__lt=end, month__gte=months_after(end, -PAY_MONTHS)
    ).order_by("month")
    found = [
        ctx.store.vault.open(key, f"payroll_month.gross_pay|{run.id}", run.gross_pay)
        for run in runs
        if run.gross_pay is not None
    ]
    if found:
        return [Decimal(text) for text in found]
    bases = await Compensation.filter(
        employee_id=person, superseded_at=None, valid_from__lte=last_day
    ).order_by("-valid_from")
    opened = [
        ctx.store.vault.open(key, f"compensation.base_salary|{row.id}", row.base_salary) for row in bases[:1]
    ]
    return [Decimal(text) for text in opened]


def first_day_off(case: ExitCase) -> date:
    return case.last_day + timedelta(days=1)


PARTS: Parts = {
    ExitTarget.ATTENDANCE: close_attendance,
    ExitTarget.PAYROLL: draft_severance,
    ExitTarget.PERFORMANCE: mark_final,
    ExitTarget.ACCOUNTS: disable_account,
}


async def reopen_account(ctx: Context, person: str) -> str:
    """Open the account again that an exit has shut, of somebody who has come back."""
    stay = await Employment.filter(employee_id=person, superseded_at=None).order_by("-hired_on").first()
    shut = ExitStep.filter(employee_id=person, target=ExitTarget.ACCOUNTS, state=ExitState.DONE)
    if stay is None or stay.left_on is not None or not await shut.exists():
        return "nothing to open"
    return "opened" if await open_account_of(ctx, employee_id=person) else "nothing to open"
