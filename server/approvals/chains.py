"""How approval is set up: chains and deputies. Inside store.write; who may is decided by the caller."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from server import audit
from server.approvals.kinds import Step, clean_steps, spell_steps
from server.approvals.models import ApprovalChain, Deputy
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, not_found
from server.store.base import change_row, stamp

LONGEST = timedelta(days=366)


async def set_chain(
    ctx: Context,
    kind: str,
    steps: Sequence[Step],
    *,
    department_id: str | None = None,
    version: int | None = None,
) -> str:
    """Set who approves a kind of request; requests under way keep the chain they were handed in under."""
    spelled = spell_steps(clean_steps(steps, ctx.policy.roles()))
    row = await ApprovalChain.filter(kind=kind, department_id=department_id).select_for_update().first()
    if row is None:
        row = await ApprovalChain.create(**stamp(ctx), kind=kind, department_id=department_id, steps=spelled)
        before = None
    else:
        before = row.steps
        await change_row(ctx, ApprovalChain, row.id, version=version, steps=spelled)
    changes = {"kind": (None, kind), "steps": (before, spelled)}
    await audit.record(
        ctx, "approvals.set_chain", subject_type="ApprovalChain", subject_id=row.id, changes=changes
    )
    return row.id


async def set_deputy(
    ctx: Context,
    *,
    employee_id: str,
    deputy_id: str,
    valid_from: date,
    valid_to: date,
    kinds: Sequence[str] = (),
) -> str:
    """Name who decides in somebody's stead on the days from and to, both included."""
    if employee_id == deputy_id:
        raise InvalidInput("代理人不能是本人。", "Nobody is their own deputy.", path=("input", "deputyCode"))
    if not valid_from <= valid_to <= valid_from + LONGEST or valid_to < ctx.today:
        raise InvalidInput(
            "结束日期须在开始日期之后、今天之后，且不超过一年。",
            "The last day comes after the first and after today, within a year.",
            path=("input", "validTo"),
        )
    row = await Deputy.create(
        **stamp(ctx), employee_id=employee_id, deputy_id=deputy_id, valid_from=valid_from, valid_to=valid_to,
        kinds=" ".join(sorted(kinds)),
    )  # fmt: skip
    changes = {"deputyId": (None, deputy_id), "validFrom": (None, valid_from), "validTo": (None, valid_to)}
    await audit.record(ctx, "approvals.set_deputy", subject_type="Deputy", subject_id=row.id, changes=changes)
    return row.id


async def end_deputy(ctx: Context, deputy_row: str) -> str:
    """End a deputy's time now; what they have decided stands."""
    row = await Deputy.filter(id=deputy_row).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    await change_row(ctx, Deputy, row.id, is_ended=True)
    changes = {"isEnded": (row.is_ended, True)}
    await audit.record(ctx, "approvals.end_deputy", subject_type="Deputy", subject_id=row.id, changes=changes)
    return row.id
