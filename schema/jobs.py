"""A longer piece of work, as the one who asked for it may follow it."""

from __future__ import annotations

import strawberry

from schema.call import call
from server.jobs.following import Followed, follow
from server.jobs.models import WorkState
from server.kernel.labels import label

strawberry.enum(WorkState, description=label("任务状态", "State of a job"))


@strawberry.type(description=label("任务", "Job"))
class Job:
    id: strawberry.ID = strawberry.field(description=label("编号", "Id"))
    kind: str = strawberry.field(description=label("种类", "Kind"))
    state: WorkState = strawberry.field(description=label("状态", "State"))
    progress: int = strawberry.field(description=label("进度", "Progress"))
    total: int = strawberry.field(description=label("总量", "Total"))
    error: str | None = strawberry.field(description=label("错误", "Error"))


async def job_of(info: strawberry.Info, job_id: str) -> Job | None:
    """Return a job to whom it belongs, or to who keeps the system; to all others there is none."""
    found = await follow(call(info).ctx, job_id)
    return shown(found) if found else None


def shown(found: Followed) -> Job:
    return Job(
        id=strawberry.ID(found.id),
        kind=found.kind,
        state=found.state,
        progress=found.progress,
        total=found.total,
        error=found.error,
    )


@strawberry.type(description=label("任务查询", "Queries on jobs"))
class JobQuery:
    @strawberry.field(description=label("一项任务的进度", "How far a job is"))
    async def job(self, info: strawberry.Info, id: strawberry.ID) -> Job | None:
        return await job_of(info, str(id))
