"""The way of a payout run: proposed, checked, approved by a second person, payable, then paid or revoked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from server import approvals, audit
from server.desk import notify
from server.incentives.models import IncentivePayout, Payout, PayoutRun, RunKind, RunState
from server.incentives.payouts.operations.checks import look_at, steps_for
from server.incentives.payouts.operations.lines import (
    BATCH,
    Draft,
    commission_draft,
    honor_draft,
    keep_lines,
    opened,
    scheme_draft,
    seal_sums,
)
from server.incentives.payouts.rules import (
    RunExists,
    SamePerson,
    clean_text,
    period_over,
    require_state,
    wrong,
)
from server.kernel import rights
from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.kernel.ids import new_id
from server.kernel.labels import label
from server.kernel.money import from_minor
from server.metrics.agreed.registry import Registry
from server.metrics.kept.dirty import touched
from server.metrics.periods import Period
from server.people.operations.access import link
from server.people.operations.approving import approvers_of
from server.people.operations.record import operation
from server.store.base import change_row, stamp
from server.store.keys import person_keys

KIND = "payout_run"
NAMES = {
    RunKind.SCHEME: ("方案激励", "Incentives of a scheme"),
    RunKind.HONOR: ("荣誉奖金", "Cash of honors"),
    RunKind.COMMISSION: ("提成归属", "Commissions due"),
    RunKind.REVERSAL: ("冲销", "Reversal"),
}
LATEST_DAYS = 366


async def propose_payout_run(
    ctx: Context,
    registry: Registry,
    *,
    kind: RunKind,
    period: str,
    scheme_id: str | None = None,
    note: str = "",
    idempotency_key: str | None = None,
) -> str:
    """Work out what is to be paid for a period that is over, and keep it as a run to be checked; return its id.

    One scheme has one run a period, unless the one before was revoked.
    """
    rights.allow(ctx, "Mutation.proposePayoutRun")
    me = proposer(ctx)
    found, said = period_over(period, ctx.today), clean_text(note, "note", 200)
    draft = await worked(ctx, registry, kind, found, scheme_id)
    asked = Asked(draft, found, me, scheme_id)
    return await keep_run(ctx, idempotency_key=idempotency_key, kind=kind, note=said, asked=asked)


@dataclass(frozen=True)
class Asked:
    """What is to be kept; of the request itself only what its text says, since lines are worked out anew each time."""

    draft: Draft | None
    period: Period
    proposer: str
    scheme_id: str | None

    def __str__(self) -> str:
        return f"{self.period.name} {self.scheme_id} {self.proposer}"


async def worked(
    ctx: Context, registry: Registry, kind: RunKind, period: Period, scheme_id: str | None
) -> Draft | None:
    """Work out a scheme before the transaction begins; what is only looked up is looked up inside of it."""
    if kind is RunKind.SCHEME:
        if not scheme_id:
            raise wrong("schemeId", "请选择激励方案。", "Choose a scheme.")
        return await scheme_draft(ctx, registry, scheme_id, period)
    if kind in (RunKind.HONOR, RunKind.COMMISSION):
        return None
    raise wrong("kind", "冲销请从已发放的明细提出。", "A reversal begins from the lines that were paid.")


@operation
async def keep_run(ctx: Context, *, kind: RunKind, note: str, asked: Asked) -> str:
    draft = asked.draft
    if draft is None and kind is RunKind.COMMISSION:
        draft = await commission_draft(ctx, asked.period)
    elif draft is None:
        draft = await honor_draft(asked.period)
    window = asked.period.window
    return await insert(ctx, kind, asked.period.name, window.last, draft, note, asked.proposer)


async def insert(
    ctx: Context, kind: RunKind, period: str, day: date, draft: Draft, note: str, me: str
) -> str:
    row_id = new_id()
    run = PayoutRun(
        **stamp(ctx), id=row_id, kind=kind, scheme_id=draft.scheme_id, period=period, run_key=draft.key,
        currency=draft.currency, line_count=len(draft.lines), note=note, proposed_by_id=me, proposed_at=ctx.now,
        **await seal_sums(ctx, row_id, draft),
    )  # fmt: skip
    await PayoutRun.bulk_create([run], ignore_conflicts=True)
    if not await PayoutRun.exists(id=row_id):
        raise RunExists(
            f"{period} 已有这个方案的批次；要重算请先撤销它。",
            f"There is a run of this for {period} already; revoke it to work it out anew.",
            path=("input", "period"),
        )
    await keep_lines(ctx, run, draft.lines, day)
    await look_at(ctx, run)
    changes = {"kind": (None, kind), "period": (None, period), "lines": (None, len(draft.lines))}
    await note_run(ctx, "propose_run", row_id, changes)
    return row_id


def proposer(ctx: Context) -> str:
    if not ctx.principal.employee_id:
        raise not_found()
    return ctx.principal.employee_id


@operation
async def check_payout_run(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Make the checks; when all have passed a second person is asked to approve, else the run stays. Return its id."""
    run = await locked(ctx, id, "checkPayoutRun", "check")
    if not await look_at(ctx, run):
        await change_row(ctx, PayoutRun, id, version=version)
        await note_run(ctx, "check_run", id, {"passed": (None, False)})
        return id
    me, payees = proposer(ctx), await payees_of(id)
    zh, en = NAMES[RunKind(run.kind)]
    approval = await approvals.submit_request(
        ctx, KIND, subject_type="PayoutRun", subject_id=id, employee_id=link(run, "proposed_by_id") or me,
        summary=label(f"{zh} {run.period}，共 {run.line_count} 笔", f"{en} {run.period}, {run.line_count} lines"),
        approvers=approvers_of(ctx, me), steps=await steps_for(ctx, {me, link(run, "proposed_by_id"), *payees}),
        kept_out=payees,
    )  # fmt: skip
    values = {"state": RunState.CHECKED, "checked_at": ctx.now, "approval_id": approval}
    await change_row(ctx, PayoutRun, id, version=version, **values)
    await note_run(ctx, "check_run", id, {"state": (run.state, RunState.CHECKED)})
    return id


@operation
async def release_payout_run(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    pay_on: date | None = None,
    version: int | None = None,
) -> str:
    """Say on which day an approved run is paid; who approved it needs somebody else for this. Return its id."""
    run = await locked(ctx, id, "releasePayoutRun", "release")
    require_other(ctx, run)
    day = pay_on or ctx.today
    if not 0 <= (day - ctx.today).days <= LATEST_DAYS:
        raise wrong(
            "payOn", "发放日期须在今天之后一年以内。", "It is paid between today and a year from now."
        )
    values: dict[str, Any] = {"pay_on": day, "released_by_id": proposer(ctx), "released_at": ctx.now}
    await change_row(ctx, PayoutRun, id, version=version, state=RunState.PAYABLE, **values)
    changes = {"state": (run.state, RunState.PAYABLE), "payOn": (None, day)}
    await note_run(ctx, "release_run", id, changes)
    return id


@operation
async def pay_payout_run(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Mark a payable run as paid: its lines become facts that figures read, once. Return its id."""
    run = await locked(ctx, id, "payPayoutRun", "pay")
    require_other(ctx, run)
    day = run.pay_on or ctx.today
    if day > ctx.today:
        raise InvalidState(
            f"{day} 才到发放日期。", f"It is to be paid on {day}, not before.", path=("input", "id")
        )
    values: dict[str, Any] = {"state": RunState.PAID, "paid_by_id": proposer(ctx), "paid_at": ctx.now}
    await change_row(ctx, PayoutRun, id, version=version, **values)
    lines = await Payout.filter(run_id=id).order_by("id")
    await Payout.filter(run_id=id).update(paid_on=day, updated_at=ctx.now)
    await IncentivePayout.bulk_create(await facts(ctx, lines, day), batch_size=BATCH)
    await touched(ctx, "incentive_payout", day, day)
    people = sorted({link(line, "employee_id") for line in lines})
    title = label(f"{run.period} 的激励已发放", f"Your incentive of {run.period} has been paid")
    await notify(ctx, people, "payout", title=title, link="/me/incentives", key=f"payout:{id}")
    await note_run(ctx, "pay_run", id, {"state": (run.state, RunState.PAID), "paidOn": (None, day)})
    return id


async def facts(ctx: Context, lines: Sequence[Payout], day: date) -> list[IncentivePayout]:
    """Return what figures read of lines that are paid."""
    keys = await person_keys(ctx.store.vault, (link(line, "employee_id") for line in lines))
    clear = await opened(ctx, lines)
    return [
        fact(ctx, line, day, each.amount, keys[link(line, "employee_id")])
        for line, each in zip(lines, clear, strict=True)
    ]


def fact(ctx: Context, line: Payout, day: date, cents: int, key: str) -> IncentivePayout:
    """Return what figures read of a line: the amount sealed anew for its own place."""
    person, row_id = link(line, "employee_id"), new_id()
    sealed = ctx.store.vault.seal(key, f"incentive_payout.amount|{row_id}", from_minor(cents))
    return IncentivePayout(
        **stamp(ctx), id=row_id, employee_id=person, paid_on=day, amount=sealed, basis=line.basis,
        source_key=f"payout:{line.id}", recorded_at=ctx.now,
    )  # fmt: skip


@operation
async def revoke_payout_run(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    reason: str,
    version: int | None = None,
) -> str:
    """Take a run back that is not paid yet, for a reason; what it held can be proposed anew. Return its id."""
    run = await locked(ctx, id, "revokePayoutRun", "revoke")
    why = clean_text(reason, "reason", 200, 2)
    if run.state == RunState.CHECKED and run.approval_id:
        await approvals.withdraw(ctx, run.approval_id)
    await end(ctx, run, why, version=version)
    await note_run(ctx, "revoke_run", id, {"state": (run.state, RunState.REVOKED), "reason": (None, why)})
    return id


async def end(ctx: Context, run: PayoutRun, why: str, *, version: int | None = None) -> None:
    """Let go of a run's sources, so that another run may pay them."""
    values: dict[str, Any] = {
        "revoked_by_id": ctx.principal.employee_id,
        "revoked_at": ctx.now,
        "reason": why,
    }
    await change_row(ctx, PayoutRun, run.id, version=version, state=RunState.REVOKED, run_key=None, **values)
    await Payout.filter(run_id=run.id).update(source_key=None, updated_at=ctx.now)


# --- What the steps share ---


async def locked(ctx: Context, run_id: str, verb: str, step: str) -> PayoutRun:
    """Return a run, locked for this transaction, if the caller may take the step and the run is there."""
    rights.allow(ctx, f"Mutation.{verb}")
    run = await PayoutRun.filter(id=run_id).select_for_update().get_or_none()
    if run is None:
        raise not_found()
    require_state(step, run.state)
    return run


def require_other(ctx: Context, run: PayoutRun) -> None:
    """Refuse the hand that approved to pay as well."""
    if ctx.principal.employee_id in (None, link(run, "approved_by_id")):
        raise SamePerson(
            "批准的人不能自己发放，请由薪资专员办理。",
            "Who approved a run does not pay it too; let payroll do this.",
            path=("input", "id"),
        )


async def payees_of(run_id: str) -> set[str]:
    found = await Payout.filter(run_id=run_id).values_list("employee_id", flat=True)
    return {str(person) for person in found}


async def note_run(ctx: Context, act: str, run_id: str, changes: Mapping[str, tuple[object, object]]) -> None:
    await audit.record(ctx, f"incentives.{act}", subject_type="PayoutRun", subject_id=run_id, changes=changes)
