"""What an approval brings: a scheme comes into force, a commission begins to vest; each once."""

from __future__ import annotations

from server import audit, jobs
from server.approvals import Kind
from server.approvals.models import ApprovalRequest
from server.incentives.commissions import operations as commissions
from server.incentives.scheme_models import Commission, CommissionState, IncentiveScheme, SchemeState
from server.incentives.schemes.operations import steps as scheme_steps
from server.incentives.schemes.operations.asking import STEPS
from server.kernel.context import Context
from server.kernel.labels import label
from server.store.base import change_row


async def scheme_approved(ctx: Context, request: ApprovalRequest) -> None:
    """Put the scheme in force, and end the revision before it; what has been paid by that one stays."""
    scheme = await proposed_scheme(request)
    if scheme is None:
        return
    for older in await IncentiveScheme.filter(code=scheme.code, state=SchemeState.ACTIVE).select_for_update():
        await change_row(ctx, IncentiveScheme, older.id, state=SchemeState.ENDED, ends_on=ctx.today)
        await note_scheme(ctx, older, SchemeState.ENDED)
    await change_row(ctx, IncentiveScheme, scheme.id, state=SchemeState.ACTIVE, decided_at=ctx.now)
    await note_scheme(ctx, scheme, SchemeState.ACTIVE)
    payload = {"schemeId": scheme.id, "code": scheme.code}
    await jobs.enqueue(ctx, "incentives.begin_scheme", scheme.id, payload)


async def scheme_sent_back(ctx: Context, request: ApprovalRequest) -> None:
    """Make the scheme a draft again, to be changed and proposed anew."""
    scheme = await proposed_scheme(request)
    if scheme is not None:
        await change_row(ctx, IncentiveScheme, scheme.id, state=SchemeState.DRAFT)
        await note_scheme(ctx, scheme, SchemeState.DRAFT)


async def proposed_scheme(request: ApprovalRequest) -> IncentiveScheme | None:
    """Return the scheme while it waits; what has been settled is not settled again."""
    found = IncentiveScheme.filter(id=request.subject_id, state=SchemeState.PROPOSED)
    return await found.select_for_update().get_or_none()


async def note_scheme(ctx: Context, scheme: IncentiveScheme, state: SchemeState) -> None:
    await audit.record(
        ctx,
        "incentives.settle_scheme",
        subject_type="IncentiveScheme",
        subject_id=scheme.id,
        changes={"state": (scheme.state, state)},
    )


async def commission_approved(ctx: Context, request: ApprovalRequest) -> None:
    row = await proposed_commission(request)
    if row is not None:
        await commissions.begin(ctx, row)
        await note_commission(ctx, row, CommissionState.RUNNING)


async def commission_refused(ctx: Context, request: ApprovalRequest) -> None:
    row = await proposed_commission(request)
    if row is not None:
        await change_row(ctx, Commission, row.id, state=CommissionState.REFUSED)
        await note_commission(ctx, row, CommissionState.REFUSED)


async def proposed_commission(request: ApprovalRequest) -> Commission | None:
    found = Commission.filter(id=request.subject_id, state=CommissionState.PROPOSED)
    return await found.select_for_update().get_or_none()


async def note_commission(ctx: Context, row: Commission, state: CommissionState) -> None:
    changes = {"state": (row.state, state)}
    await commissions.note_commission(ctx, row.id, "settle_commission", dict(changes))


SCHEME = Kind(
    scheme_steps.KIND,
    label("激励方案", "Incentive scheme"),
    scheme_approved,
    refused=scheme_sent_back,
    returned=scheme_sent_back,
    withdrawn=scheme_sent_back,
    steps=STEPS,
)
"""The kind of request by which schemes come into force."""
COMMISSION = Kind(
    commissions.KIND,
    label("长周期提成", "Commission"),
    commission_approved,
    refused=commission_refused,
    returned=commission_refused,
    withdrawn=commission_refused,
    steps=STEPS,
)
"""The kind of request by which commissions begin."""
