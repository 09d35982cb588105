"""What an operator does to work in the queues: try again what failed, call off what has not begun."""

from __future__ import annotations

from typing import Literal

from server.audit import record
from server.jobs.models import Job, OutboxMessage, WorkState
from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.kernel.rights import allow
from server.store.idempotency import repeatable

Table = type[Job] | type[OutboxMessage]
CALLED_OFF = "CALLED_OFF"
"""Stands as the error of work that a person called off."""


@repeatable
async def retry_job(ctx: Context, *, id: str) -> str:  # noqa: A002 (the contract's word)
    """Let a failed job run again at once, with all its attempts."""
    allow(ctx, "Mutation.retryJob")
    return await _anew(ctx, Job, id, "retry_job")


@repeatable
async def resend_delivery(ctx: Context, *, id: str) -> str:  # noqa: A002 (as above)
    """Tell a failed or waiting message at once; what was delivered is not told twice."""
    allow(ctx, "Mutation.resendDelivery")
    return await _anew(ctx, OutboxMessage, id, "resend_delivery")


@repeatable
async def cancel_job(ctx: Context, *, id: str) -> str:  # noqa: A002 (as above)
    """Call off a job that waits; one that runs is left to finish, since half of it may be done."""
    allow(ctx, "Mutation.cancelJob")
    values = {"state": WorkState.FAILED, "error": CALLED_OFF, "updated_at": ctx.now}
    if not await Job.filter(id=id, state=WorkState.QUEUED).update(**values):
        await _refuse(Job, id)
    return await _tell(ctx, Job, id, "cancel_job", WorkState.QUEUED, WorkState.FAILED)


async def _anew(ctx: Context, table: Table, row_id: str, action: str) -> str:
    row = await table.filter(id=row_id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    if row.state not in (WorkState.FAILED, WorkState.QUEUED):
        await _refuse(table, row_id)
    was = WorkState(row.state)
    await table.filter(id=row_id).update(
        state=WorkState.QUEUED, attempts=0, next_at=ctx.now, error=None, updated_at=ctx.now
    )
    return await _tell(ctx, table, row_id, action, was, WorkState.QUEUED)


async def _refuse(table: Table, row_id: str) -> None:
    """Raise NotFound, or InvalidState for work that has begun or is done."""
    if not await table.exists(id=row_id):
        raise not_found()
    raise InvalidState(
        "它正在执行或已有结果，请刷新后再看。", "It is running or finished; reload to see how it went."
    )


async def _tell(
    ctx: Context, table: Table, row_id: str, action: str, was: WorkState, state: WorkState
) -> str:
    kind: Literal["Job", "Delivery"] = "Job" if table is Job else "Delivery"
    changes = {"state": [str(was), str(state)]}
    await record(ctx, f"jobs.{action}", subject_type=kind, subject_id=row_id, changes=changes)
    return row_id
