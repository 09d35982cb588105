"""What an approval of a score plan brings: it is published, and the revision before it retired."""

from __future__ import annotations

from server import audit, jobs
from server.approvals import Kind
from server.approvals.models import ApprovalRequest
from server.kernel.context import Context
from server.kernel.labels import label
from server.performance.plans.models import PlanState, ScorePlan
from server.performance.plans.operations.plans import KIND, STEPS
from server.store.base import change_row


async def approved(ctx: Context, request: ApprovalRequest) -> None:
    """Publish the plan from now on; cards that stand keep the revision they were made by."""
    plan = await proposed(request)
    if plan is None:
        return
    for older in await ScorePlan.filter(code=plan.code, state=PlanState.PUBLISHED).select_for_update():
        await change_row(ctx, ScorePlan, older.id, state=PlanState.RETIRED)
        await note(ctx, older, PlanState.RETIRED)
    await change_row(ctx, ScorePlan, plan.id, state=PlanState.PUBLISHED, published_at=ctx.now)
    await note(ctx, plan, PlanState.PUBLISHED)
    await jobs.enqueue(ctx, "performance.publish_score_plan", plan.id, {"planId": plan.id, "code": plan.code})


async def sent_back(ctx: Context, request: ApprovalRequest) -> None:
    """Make the plan a draft again, to be changed and proposed anew."""
    plan = await proposed(request)
    if plan is not None:
        await change_row(ctx, ScorePlan, plan.id, state=PlanState.DRAFT)
        await note(ctx, plan, PlanState.DRAFT)


async def proposed(request: ApprovalRequest) -> ScorePlan | None:
    """Return the plan while it waits; what has been settled is not settled again."""
    found = ScorePlan.filter(id=request.subject_id, state=PlanState.PROPOSED)
    return await found.select_for_update().get_or_none()


async def note(ctx: Context, plan: ScorePlan, state: PlanState) -> None:
    await audit.record(
        ctx,
        "performance.settle_score_plan",
        subject_type="ScorePlan",
        subject_id=plan.id,
        changes={"state": (plan.state, state)},
    )


PLAN = Kind(
    KIND,
    label("考核方案", "Score plan"),
    approved,
    refused=sent_back,
    returned=sent_back,
    withdrawn=sent_back,
    steps=STEPS,
)
"""The kind of request by which score plans are published."""
