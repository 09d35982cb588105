"""How far a cycle is: how many cards are where, and how far the work on all of them is. Counts only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from server.jobs.following import SHOWN
from server.kernel.context import Context
from server.performance.cycles.models import CycleState, ScorecardState
from server.performance.cycles.operations.closing import SETTLE
from server.performance.cycles.operations.cycles import SCORE
from server.performance.cycles.operations.publishing import FOLLOW
from server.store.reads import placed

CYCLE = "select state from review_cycle where id={0}"
CARDS = "select state,count(*) from scorecard where cycle_id={0} and is_latest group by state"
RUN = (
    f"select id,kind,progress,total from job where kind in ('{SCORE}','{FOLLOW}','{SETTLE}') "  # noqa: S608 (constants)
    "and state in ('QUEUED','RUNNING') and args like {0} order by state desc,created_at limit 1"
)


class CycleWork(StrEnum):
    """What is done for many people at once: figures, what follows a publication, results made facts."""

    SCORING = "SCORING"
    PUBLISHING = "PUBLISHING"
    CLOSING = "CLOSING"


WORKS = {SCORE: CycleWork.SCORING, FOLLOW: CycleWork.PUBLISHING, SETTLE: CycleWork.CLOSING}


@dataclass(frozen=True)
class Progress:
    """`done` of `total` people are through with the work that is on."""

    cycle_id: str
    state: CycleState
    cards: int
    with_people: int
    with_managers: int
    in_calibration: int
    disputed: int
    work: CycleWork | None
    done: int
    total: int


async def progress_of(ctx: Context, cycle_id: str) -> Progress | None:
    """Return how far a cycle is; None if there is none."""
    dialect = ctx.store.dialect
    async with ctx.store.reads.snapshot() as snapshot:
        cycles = await snapshot.rows(*placed(dialect, CYCLE, cycle_id))
        if not cycles:
            return None
        counts = {
            str(state): int(count) for state, count in await snapshot.rows(*placed(dialect, CARDS, cycle_id))
        }
        runs = await snapshot.rows(*placed(dialect, RUN, f'%"{cycle_id}"%'))
    done, total = SHOWN.get(str(runs[0][0]), (int(runs[0][2]), int(runs[0][3]))) if runs else (0, 0)
    return Progress(
        cycle_id=cycle_id,
        state=CycleState(str(cycles[0][0])),
        cards=sum(counts.values()),
        with_people=counts.get(ScorecardState.OPEN, 0) + counts.get(ScorecardState.SELF, 0),
        with_managers=counts.get(ScorecardState.MANAGER, 0),
        in_calibration=counts.get(ScorecardState.CALIBRATION, 0),
        disputed=counts.get(ScorecardState.DISPUTED, 0),
        work=WORKS[str(runs[0][1])] if runs else None,
        done=done,
        total=total,
    )
