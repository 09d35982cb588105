"""Deciding: approve, refuse, return; one winner when two decide at once; and ten seconds to take it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from server import audit
from server.approvals.kinds import read_steps
from server.approvals.models import (
    ApprovalRequest,
    ApprovalTask,
    Decided,
    Deputy,
    RequestState,
    TaskState,
)
from server.approvals.requests import locked, notice_key, skip_waiting, tell_approvers
from server.approvals.settling import UNDO, settle_later
from server.desk import settle_notices, wake_notices
from server.kernel import rights
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState, Trouble, not_found
from server.store.base import change_row
from server.store.idempotency import once

LONGEST_NOTE = 500
MOST_AT_ONCE = 100
SAID: Final = {
    Decided.APPROVE: TaskState.APPROVED,
    Decided.REFUSE: TaskState.REFUSED,
    Decided.RETURN: TaskState.RETURNED,
}
ENDS: Final = {Decided.REFUSE: RequestState.REFUSED, Decided.RETURN: RequestState.RETURNED}


class OwnRequest(Trouble):
    """Nobody decides on what they ask for themselves, not even as somebody's deputy."""

    code, status = "OWN_REQUEST", 403


async def decide(
    ctx: Context,
    id: str,  # noqa: A002 (the contract's word)
    decision: Decided,
    note: str = "",
    *,
    version: int | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Decide on a task, or on the caller's own task of a request, and return the task's id.

    `version` is the request's as it was seen. The last approval, a refusal and a return take effect in ten seconds.
    Raises NotFound for who is not asked, InvalidState when the request has moved on, Conflict for an old version.
    """
    rights.allow(ctx, "Mutation.decideApproval", own=True)
    asked = {"operation": "decideApproval", "id": id, "decision": decision, "note": note, "version": version}

    async def whole() -> str:
        return await once(
            ctx, idempotency_key, asked, lambda: decide_now(ctx, id, decision, clean_note(decision, note), version)
        )  # fmt: skip

    return await ctx.store.write(whole)


async def decide_many(
    ctx: Context,
    ids: Sequence[str],
    decision: Decided,
    note: str = "",
    *,
    idempotency_key: str | None = None,
) -> list[str]:
    """Decide on several tasks alike, all or none; for what lies on one page."""
    rights.allow(ctx, "Mutation.decideApprovals", own=True)
    if not 1 <= len(ids) <= MOST_AT_ONCE:
        raise InvalidInput(
            f"一次可处理 1 到 {MOST_AT_ONCE} 项。",
            f"Between 1 and {MOST_AT_ONCE} at a time.",
            path=("input", "ids"),
        )
    said = clean_note(decision, note)
    request = {"operation": "decideApprovals", "ids": list(ids), "decision": decision, "note": note}

    async def every() -> str:
        done = [await decide_now(ctx, each, decision, said, None) for each in dict.fromkeys(ids)]
        return done[0]

    await ctx.store.write(lambda: once(ctx, idempotency_key, request, every))
    return list(dict.fromkeys(ids))


async def decide_now(ctx: Context, key: str, decision: Decided, note: str, version: int | None) -> str:
    """Decide inside store.write."""
    task, request = await task_of(ctx, key)
    me = me_of(ctx)
    if me in (request.employee_id, request.asked_by):
        raise OwnRequest("不能审批自己的申请。", "Nobody decides on their own request.")
    require_due(task, request)
    stead = task.approver_id if task.approver_id != me else None
    changed = await ApprovalTask.filter(id=task.id, state=TaskState.WAITING).update(
        state=SAID[decision], decided_by=me, deputy_for=stead, note=note, decided_at=ctx.now, updated_at=ctx.now,
        version=task.version + 1,
    )  # fmt: skip
    if not changed:
        raise moved_on()
    values = await consequences(ctx, request, decision)
    await change_row(ctx, ApprovalRequest, request.id, version=version, **values)
    if values:
        await settle_notices(ctx, f"{notice_key(request.id)}{request.step}")
    if "step" in values:
        await tell_approvers(ctx, request, values["step"])
        await wake_notices(ctx, f"{notice_key(request.id)}{values['step']}", request.created_at)
    if values.get("settles_at") is not None:
        await settle_later(ctx, request.id, ctx.now + UNDO)
    await tell(ctx, "decide", request, task, decision)
    return task.id


async def consequences(ctx: Context, request: ApprovalRequest, decision: Decided) -> dict[str, Any]:
    """Return the columns of the request that change, and leave out whoever need not decide any more."""
    ends: dict[str, Any] = {"decided_at": ctx.now, "settles_at": ctx.now + UNDO}
    if decision in ENDS:
        await skip_waiting(ctx, request.id)
        return ends | {"state": ENDS[decision]}
    steps = read_steps(request.steps)
    waiting = ApprovalTask.filter(request_id=request.id, step=request.step, state=TaskState.WAITING)
    if not steps[request.step].any_of and await waiting.exists():
        return {}
    await waiting.update(state=TaskState.SKIPPED, decided_at=ctx.now, updated_at=ctx.now)
    if request.step + 1 < len(steps):
        return {"step": request.step + 1}
    return ends | {"state": RequestState.APPROVED}


async def undo_decision(
    ctx: Context,
    id: str,  # noqa: A002 (the contract's word)
    *,
    idempotency_key: str | None = None,
) -> str:
    """Take one's own decision back within ten seconds, unless something has followed from it."""
    rights.allow(ctx, "Mutation.undoDecision", own=True)
    asked = {"operation": "undoDecision", "id": id}
    return await ctx.store.write(lambda: once(ctx, idempotency_key, asked, lambda: undo_now(ctx, id)))


async def undo_now(ctx: Context, task_id: str) -> str:
    task = await ApprovalTask.get_or_none(id=task_id, decided_by=me_of(ctx))
    if task is None:
        raise not_found()
    request = await locked(request_id_of(task))
    task = await ApprovalTask.get(id=task_id)
    later = ApprovalTask.filter(request_id=request.id, step__gt=task.step, decided_by__isnull=False)
    if await later.exists() or not can_undo(ctx.now, task, request):
        raise InvalidState(
            "已超过 10 秒或已有后续处理，不能撤销。",
            "Ten seconds have passed, or something has followed from it; it can't be undone.",
        )
    skipped = ApprovalTask.filter(request_id=request.id, state=TaskState.SKIPPED, decided_at=task.decided_at)
    blank = {"state": TaskState.WAITING, "decided_at": None, "updated_at": ctx.now}
    await skipped.update(**blank)
    await ApprovalTask.filter(id=task_id).update(**blank, decided_by=None, deputy_for=None, note="")
    values: dict[str, Any] = {
        "state": RequestState.OPEN,
        "step": task.step,
        "decided_at": None,
        "settles_at": None,
    }
    await change_row(ctx, ApprovalRequest, request.id, **values)
    if task.decided_at is not None:
        await settle_notices(ctx, f"{notice_key(request.id)}{task.step + 1}")
        await wake_notices(ctx, f"{notice_key(request.id)}{task.step}", task.decided_at)
    await tell(ctx, "undo_decision", request, task, None)
    return task_id


def can_undo(now: datetime, task: ApprovalTask, request: ApprovalRequest) -> bool:
    """Tell whether a decision is fresh and the request still stands where it left it."""
    if task.decided_at is None or task.state == TaskState.SKIPPED or now - task.decided_at > UNDO:
        return False
    if request.settled_at is not None or request.state == RequestState.WITHDRAWN:
        return False
    ended = request.state != RequestState.OPEN
    return request.decided_at == task.decided_at if ended else request.step - task.step in (0, 1)


async def task_of(ctx: Context, key: str) -> tuple[ApprovalTask, ApprovalRequest]:
    """Find the caller's task by its id or its request's, and lock the request."""
    task = await ApprovalTask.get_or_none(id=key)
    request_id = key if task is None else request_id_of(task)
    request = await locked(request_id)
    mine = await acting_for(ctx, request.kind)
    if task is None:
        there = ApprovalTask.filter(request_id=request_id, approver_id__in=sorted(mine))
        own = await there.filter(step=request.step).order_by("state", "id")
        waiting = [each for each in own if each.state == TaskState.WAITING]
        task = next(iter(waiting or own), None) or await there.first()
    else:
        task = await ApprovalTask.get(id=key)
    if task is None or task.approver_id not in mine:
        raise not_found()
    return task, request


async def acting_for(ctx: Context, kind: str) -> set[str]:
    """Return the caller and everyone in whose stead they may decide on this kind today."""
    me = me_of(ctx)
    found = await Deputy.filter(
        deputy_id=me, is_ended=False, valid_from__lte=ctx.today, valid_to__gte=ctx.today
    )
    return {me, *(row.employee_id for row in found if not row.kinds or kind in row.kinds.split())}


def me_of(ctx: Context) -> str:
    if not ctx.principal.employee_id:
        raise not_found()
    return ctx.principal.employee_id


def request_id_of(task: ApprovalTask) -> str:
    return str(task.request_id)  # type: ignore[attr-defined] # the column behind the reference


def require_due(task: ApprovalTask, request: ApprovalRequest) -> None:
    is_due = request.state == RequestState.OPEN and task.step == request.step
    if not is_due or task.state != TaskState.WAITING:
        raise moved_on()


def moved_on() -> InvalidState:
    return InvalidState(
        "这个申请已由他人处理或尚未轮到您，请刷新。",
        "Somebody has dealt with this request, or it is not your turn yet; reload.",
    )


def clean_note(decision: Decided, note: str) -> str:
    """Return the note; to refuse or return needs one."""
    found = " ".join(note.split())
    if decision is not Decided.APPROVE and not found:
        raise InvalidInput(
            "请写明原因，申请人会看到。",
            "Say why; the person who asked will read it.",
            path=("input", "note"),
        )
    if len(found) > LONGEST_NOTE:
        raise InvalidInput(
            f"意见不超过 {LONGEST_NOTE} 字。",
            f"A note has at most {LONGEST_NOTE} characters.",
            path=("input", "note"),
        )
    return found


async def tell(
    ctx: Context, act: str, request: ApprovalRequest, task: ApprovalTask, decision: Decided | None
) -> None:
    changes = {"decision": (None, decision), "step": (None, task.step), "kind": (None, request.kind)}
    await audit.record(
        ctx, f"approvals.{act}", subject_type="ApprovalRequest", subject_id=request.id, changes=changes
    )
