"""How far a cycle is: how many cards are where, and how far the run is that works its figures out. Counts only."""

from __future__ import annotations

from dataclasses import dataclass

from server.jobs.following import SHOWN
from server.kernel.context import Context
from server.performance.cycle_models import CycleState, ScorecardState
from server.performance.operations.cycles import SCORE
from server.store.reads import placed

CYCLE = "select state from review_cycle where id={0}"
CARDS = "select state,count(*) from scorecard where cycle_id={0} and is_latest group by state"
RUN = (
    f"select id,progress,total from job where kind='{SCORE}' and state in ('QUEUED','RUNNING') "  # noqa: S608 (a constant)
    "and args like {0} order by state desc,created_at limit 1"
)


@dataclass(frozen=True)
class Progress:
    """`done` of `total` people are worked out, while a run is on."""

    cycle_id: str
    state: CycleState
    cards: int
    with_people: int
    with_managers: int
    in_calibration: int
    disputed: int
    is_scoring: bool
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
    done, total = SHOWN.get(str(runs[0][0]), (int(runs[0][1]), int(runs[0][2]))) if runs else (0, 0)
    return Progress(
        cycle_id=cycle_id,
        state=CycleState(str(cycles[0][0])),
        cards=sum(counts.values()),
        with_people=counts.get(ScorecardState.OPEN, 0) + counts.get(ScorecardState.SELF, 0),
        with_managers=counts.get(ScorecardState.MANAGER, 0),
        in_calibration=counts.get(ScorecardState.CALIBRATION, 0),
        disputed=counts.get(ScorecardState.DISPUTED, 0),
        is_scoring=bool(runs),
        done=done,
        total=total,
    )
