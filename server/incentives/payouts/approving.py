"""What the second person's decision on a payout run brings, once."""

from __future__ import annotations

from typing import Any

from server.approvals import Kind, Step, TaskState
from server.approvals.models import ApprovalRequest, ApprovalTask
from server.incentives.models import PayoutRun, RunState
from server.incentives.payouts.operations.runs import KIND, end, note_run, payees_of
from server.kernel.context import Context
from server.kernel.labels import label, split
from server.people.operations.access import link
from server.store.base import change_row

LABEL = label("激励发放", "Payout of incentives")
OWN = label("批准人在收款人中", "Who approved is paid by it")


async def approved(ctx: Context, request: ApprovalRequest) -> None:
    """Let the run go on, unless who approved is paid by it: a deputy may have been, and then it is checked anew."""
    run = await waiting(request)
    if run is None:
        return
    hands = await ApprovalTask.filter(request_id=request.id, state=TaskState.APPROVED).order_by("-decided_at")
    deciders = [str(task.decided_by) for task in hands if task.decided_by]
    if {*deciders, link(run, "proposed_by_id")} & await payees_of(run.id) or not deciders:
        await back(ctx, run, split(OWN)[0])
        return
    values: dict[str, Any] = {"approved_by_id": deciders[0], "approved_at": ctx.now}
    await change_row(ctx, PayoutRun, run.id, state=RunState.APPROVED, **values)
    await note_run(ctx, "approve_run", run.id, {"state": (RunState.CHECKED, RunState.APPROVED)})


async def refused(ctx: Context, request: ApprovalRequest) -> None:
    """Revoke the run: what it held can be proposed anew."""
    run = await waiting(request)
    if run is not None:
        await end(ctx, run, "未批准 Not approved")
        await note_run(ctx, "refuse_run", run.id, {"state": (RunState.CHECKED, RunState.REVOKED)})


async def returned(ctx: Context, request: ApprovalRequest) -> None:
    run = await waiting(request)
    if run is not None:
        await back(ctx, run, "退回修改 Returned")


async def back(ctx: Context, run: PayoutRun, why: str) -> None:
    """Put a run back to where it is checked anew."""
    await change_row(ctx, PayoutRun, run.id, state=RunState.PROPOSED, approval_id=None, reason=why)
    await note_run(ctx, "return_run", run.id, {"state": (RunState.CHECKED, RunState.PROPOSED)})


async def waiting(request: ApprovalRequest) -> PayoutRun | None:
    """Return the run while it waits; what has been settled is not settled again."""
    found = PayoutRun.filter(id=request.subject_id, state=RunState.CHECKED, approval_id=request.id)
    return await found.select_for_update().get_or_none()


PAYOUT_RUN = Kind(KIND, LABEL, approved, refused=refused, returned=returned, steps=(Step("role:hr_manager"),))
"""The kind of request by which a payout run is approved."""
