"""Asking, and taking back what was asked; both inside the transaction of the domain's own change."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from server import audit
from server.access.models import Account, RoleGrant
from server.approvals.kinds import DEFAULT_STEPS, ROLE, Approvers, Step, read_steps, spell_steps
from server.approvals.models import (
    ApprovalChain,
    ApprovalRequest,
    ApprovalTask,
    Deputy,
    RequestState,
    TaskState,
)
from server.approvals.settling import settle_later
from server.desk import notify, settle_notices
from server.kernel import rights
from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.kernel.labels import label, split
from server.store.base import change_row, stamp
from server.store.idempotency import once


class NoApprover(InvalidState):
    """Nobody could decide on the request: every step leads to nobody, or back to who asks."""

    code = "NO_APPROVER"


async def submit_request(
    ctx: Context,
    kind: str,
    *,
    subject_type: str,
    subject_id: str,
    employee_id: str,
    summary: str,
    approvers: Approvers,
    departments: Sequence[str] = (),
    steps: Sequence[Step] = DEFAULT_STEPS,
    kept_out: Collection[str] = (),
) -> str:
    """Ask for approval and return the request's id; use inside store.write.

    The chain is the one set for the nearest of `departments` (nearest first), else the company's, else `steps`.
    `summary` is a label and names nobody: the name is looked up when it is shown. A step that leads to nobody but
    who asks is left out; `kept_out` are others who gain by it and are not asked. Raises NoApprover if none is left.
    """
    asked_by = ctx.principal.employee_id or employee_id
    kept = await foresee(
        ctx, kind, employee_id=employee_id, approvers=approvers, departments=departments, steps=steps,
        kept_out=kept_out,
    )  # fmt: skip
    if not kept:
        raise NoApprover(
            "没有人可以审批这个申请，请联系人力资源经理设置审批人。",
            "Nobody could approve this request; ask the HR manager to name an approver.",
        )
    zh, en = split(summary)
    request = await ApprovalRequest.create(
        **stamp(ctx), kind=kind, subject_type=subject_type, subject_id=subject_id, employee_id=employee_id,
        asked_by=asked_by, steps=spell_steps([step for step, _ in kept]), summary_zh=zh[:300], summary_en=en[:300],
    )  # fmt: skip
    tasks = [
        ApprovalTask(**stamp(ctx), request_id=request.id, step=number, approver_id=person)
        for number, (_, people) in enumerate(kept)
        for person in people
    ]
    await ApprovalTask.bulk_create(tasks)
    await tell_approvers(ctx, request, 0)
    changes = {"kind": (None, kind), "state": (None, RequestState.OPEN)}
    await audit.record(
        ctx,
        "approvals.submit_request",
        subject_type="ApprovalRequest",
        subject_id=request.id,
        changes=changes,
    )
    return request.id


async def foresee(
    ctx: Context,
    kind: str,
    *,
    employee_id: str,
    approvers: Approvers,
    departments: Sequence[str] = (),
    steps: Sequence[Step] = DEFAULT_STEPS,
    kept_out: Collection[str] = (),
) -> list[tuple[Step, list[str]]]:
    """Return the steps of the chain that a request would go through, each with those who may decide at it."""
    chain = await chain_of(kind, departments) or tuple(steps)
    concerned = {ctx.principal.employee_id or employee_id, employee_id, *kept_out}
    found = [(step, await deciders(ctx, step, approvers, concerned)) for step in chain]
    return [(step, people) for step, people in found if people]


async def withdraw(ctx: Context, request_id: str, *, version: int | None = None) -> None:
    """Take a request back while nothing has followed from it; use inside store.write."""
    request = await locked(request_id)
    may_end = request.state in (RequestState.OPEN, RequestState.APPROVED) and request.settled_at is None
    if not may_end:
        raise InvalidState(
            "申请已经办结，不能撤回。", "The request is settled already and can't be taken back."
        )
    await change_row(
        ctx, ApprovalRequest, request_id, version=version, state=RequestState.WITHDRAWN,
        decided_at=ctx.now, settles_at=ctx.now,
    )  # fmt: skip
    await skip_waiting(ctx, request_id)
    await settle_notices(ctx, notice_key(request_id))
    changes = {"state": (request.state, RequestState.WITHDRAWN)}
    await audit.record(
        ctx,
        "approvals.withdraw_request",
        subject_type="ApprovalRequest",
        subject_id=request_id,
        changes=changes,
    )
    await settle_later(ctx, request_id, ctx.now)


async def withdraw_own(
    ctx: Context,
    id: str,  # noqa: A002 (the contract's word)
    *,
    version: int | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Take back what the caller has asked for, in a transaction of its own; NotFound for anybody else's."""
    rights.allow(ctx, "Mutation.withdrawRequest", own=True)
    asked = {"operation": "withdrawRequest", "id": id, "version": version}

    async def work() -> str:
        request = await locked(id)
        if not ctx.principal.employee_id or request.asked_by != ctx.principal.employee_id:
            raise not_found()
        await withdraw(ctx, id, version=version)
        return id

    return await ctx.store.write(lambda: once(ctx, idempotency_key, asked, work))


async def locked(request_id: str) -> ApprovalRequest:
    """Return a request, locked for this transaction; one decision is made after the other."""
    found = await ApprovalRequest.filter(id=request_id).select_for_update().get_or_none()
    if found is None:
        raise not_found()
    return found


async def tell_approvers(ctx: Context, request: ApprovalRequest, step: int) -> None:
    """Give a notice to those who are asked at a step, and to their deputies of today."""
    asked = ApprovalTask.filter(request_id=request.id, step=step, state=TaskState.WAITING)
    people = [str(person) for person in await asked.values_list("approver_id", flat=True)]
    stand_ins = Deputy.filter(
        employee_id__in=people, is_ended=False, valid_from__lte=ctx.today, valid_to__gte=ctx.today
    )
    others = [row.deputy_id for row in await stand_ins if not row.kinds or request.kind in row.kinds.split()]
    told = [each for each in (*people, *others) if each not in (request.employee_id, request.asked_by)]
    title = label(f"待您审批：{request.summary_zh}", f"Awaits your decision: {request.summary_en}")
    await notify(
        ctx,
        told,
        "approval",
        title=title,
        link=f"/approvals/{request.id}",
        key=f"{notice_key(request.id)}{step}",
    )


def notice_key(request_id: str) -> str:
    return f"approval:{request_id}:"


async def skip_waiting(ctx: Context, request_id: str) -> None:
    waiting = ApprovalTask.filter(request_id=request_id, state=TaskState.WAITING)
    await waiting.update(state=TaskState.SKIPPED, decided_at=ctx.now, updated_at=ctx.now)


async def chain_of(kind: str, departments: Sequence[str]) -> tuple[Step, ...]:
    rows = {row.department_id: row for row in await ApprovalChain.filter(kind=kind)}
    for place in (*departments, None):
        if place in rows:
            return read_steps(rows[place].steps)
    return ()


async def deciders(ctx: Context, step: Step, approvers: Approvers, concerned: set[str]) -> list[str]:
    """List who may decide at a step, never those whom the request concerns."""
    if step.approver.startswith(ROLE):
        found: Sequence[str] = await holders(ctx, step.approver.removeprefix(ROLE))
    else:
        found = await approvers(step.approver)
    return [person for person in dict.fromkeys(found) if person not in concerned]


async def holders(ctx: Context, role: str) -> list[str]:
    """List the employees whose active accounts hold a role today for the whole company or any part of it."""
    grants = await RoleGrant.filter(role=role, valid_from__lte=ctx.today).order_by("id").values_list(
        "account_id", "valid_to"
    )  # fmt: skip
    held = [account for account, until in grants if until is None or until > ctx.today]
    accounts = await Account.filter(id__in=held, is_active=True).order_by("username")
    return [account.employee_id for account in accounts if account.employee_id]
