"""Following a job: its state and progress, for whoever asked for it and whoever keeps the system."""

from __future__ import annotations

from dataclasses import dataclass

from server.jobs.models import WorkState
from server.kernel.context import Context
from server.store.store import Store

SQL = "select id,kind,state,progress,total,error,created_by from job where id={0}"
"""The mark of the parameter is the database's own."""


SHOWN: dict[str, tuple[int, int]] = {}
"""How far the jobs of this process are, also where their one transaction keeps it from being written down."""
MOST_SHOWN = 100


@dataclass(frozen=True)
class Followed:
    """A job as it stands."""

    id: str
    kind: str
    state: WorkState
    progress: int
    total: int
    error: str | None
    owner: str | None

    @property
    def is_over(self) -> bool:
        return self.state in (WorkState.DONE, WorkState.FAILED)


async def look(store: Store, job_id: str) -> Followed | None:
    """Return a job whoever asks."""
    rows = await store.reads.rows(SQL.format("?1" if store.dialect == "sqlite" else "$1"), [job_id])
    if not rows:
        return None
    row_id, kind, state, done, total, error, owner = rows[0]
    if state == WorkState.RUNNING and job_id in SHOWN:
        done, total = SHOWN[job_id]
    elif state == WorkState.DONE:
        done = total
    return Followed(row_id, kind, WorkState(state), done, total, error, owner)


async def follow(ctx: Context, job_id: str) -> Followed | None:
    """Return a job if the caller asked for it or may see everybody's; what is not theirs is as if it were not there."""
    found = await look(ctx.store, job_id)
    if found is None or found.owner == ctx.principal.account_id:
        return found
    decision = ctx.policy.decide_for(ctx.principal.roles, "org", "JobEntry.id", "read")
    return found if decision.allowed else None


def tell(job_id: str, done: int, total: int) -> None:
    """Say how far a job of this process is."""
    SHOWN.pop(job_id, None)
    SHOWN[job_id] = (done, total)
    if len(SHOWN) > MOST_SHOWN:
        del SHOWN[next(iter(SHOWN))]
