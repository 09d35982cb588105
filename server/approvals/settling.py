"""What follows from a decision: told to the domain once, after the ten seconds in which it can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from policies import Policy
from server import audit
from server.approvals.kinds import Kind, Kinds, Settled
from server.approvals.models import ApprovalRequest, RequestState
from server.desk import notify
from server.jobs import Handlers, Task, submit
from server.kernel.clock import Clock
from server.kernel.context import SYSTEM, Context
from server.kernel.labels import label
from server.store.store import Store

SETTLE = "approvals.settle"
UNDO = timedelta(seconds=10)
OUTCOMES = {
    RequestState.APPROVED: ("已批准", "Approved"),
    RequestState.REFUSED: ("未批准", "Refused"),
    RequestState.RETURNED: ("已退回", "Returned"),
}


async def settle_later(ctx: Context, request_id: str, when: datetime) -> None:
    await submit(ctx, SETTLE, {"request": request_id}, after=when)


def handlers(store: Store, clock: Clock, policy: Callable[[], Policy], kinds: Kinds) -> Handlers:
    """Return what settles decided requests, as the house itself."""

    async def run(task: Task) -> str:
        ctx = Context(SYSTEM, clock.now(), clock.today(), policy(), store, request_id=f"job:{task.id}"[:64])
        return await store.write(lambda: settle(ctx, str(task.read()["request"]), kinds))

    return {SETTLE: run}


async def settle(ctx: Context, request_id: str, kinds: Kinds) -> str:
    """Let a decided request take effect, once; one that was reopened meanwhile is left alone. Inside store.write."""
    request = await ApprovalRequest.filter(id=request_id).select_for_update().get_or_none()
    if request is None or request.state == RequestState.OPEN:
        return "not decided"
    if request.settled_at is not None:
        return "settled before"
    if request.settles_at is not None and request.settles_at > ctx.now:
        return "decided anew, and settled later"
    marked = ApprovalRequest.filter(id=request_id, version=request.version, settled_at=None)
    moment = replace(ctx, purpose=f"approval {request_id}")
    if not await marked.update(settled_at=ctx.now, version=request.version + 1, updated_at=ctx.now):
        return "settled before"
    follow = consequence(kinds[request.kind], RequestState(request.state))
    if follow is not None:
        await follow(moment, request)
    if request.state in OUTCOMES:
        await tell_outcome(ctx, request)
    await audit.record(
        ctx, "approvals.settle_request", subject_type="ApprovalRequest", subject_id=request_id,
        changes={"settled": (None, request.state)},
    )  # fmt: skip
    return f"{request.state}"


async def tell_outcome(ctx: Context, request: ApprovalRequest) -> None:
    """Give whoever asked a notice of how it ended."""
    zh, en = OUTCOMES[RequestState(request.state)]
    title = label(f"{zh}：{request.summary_zh}", f"{en}: {request.summary_en}")
    link, key = f"/approvals/{request.id}", f"approval-outcome:{request.id}"
    await notify(ctx, [request.asked_by], "approval", title=title, link=link, key=key)


def consequence(kind: Kind, state: RequestState) -> Settled | None:
    known = {
        RequestState.APPROVED: kind.approved,
        RequestState.REFUSED: kind.refused,
        RequestState.RETURNED: kind.returned,
        RequestState.WITHDRAWN: kind.withdrawn,
    }
    return known.get(state)
