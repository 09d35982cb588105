"""A quarter scored, published and closed for everybody, in companies of two sizes: `python -m bench.scoring [PEOPLE …]`.

All by the product's own jobs, with their progress. The cards are made, and refreshed once customers have said more; a
worker that refreshes them is killed half way, and the next goes on from there. Then all are published and closed: the
statement that does it for everybody, and what follows for each. What a person costs must not grow with the company.
"""

from __future__ import annotations

import server.store.driver  # isort: skip  # noqa: F401 (the swap to the current SQLite comes first)

import asyncio
import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from bench.people_world import fill
from bench.reads import Line
from policies import load
from server.jobs import submit
from server.jobs.queue import release_all
from server.jobs.worker import work_once
from server.kernel.clock import Clock
from server.kernel.context import SYSTEM, Context
from server.kernel.secrets import new_secrets
from server.kernel.settings import Settings
from server.metrics.agreed.registry import Registry
from server.performance import models as m
from server.performance.cycles.jobs import handlers
from server.performance.cycles.operations.closing import close_cards
from server.performance.cycles.operations.cycles import SCORE, make_cycle
from server.performance.cycles.operations.publishing import publish_cards
from server.performance.cycles.progress import progress_of
from server.performance.cycles.rules import span_of
from server.performance.plans.models import ComponentBasis, ComponentGroup, MissingRule, PlanGrain, PlanState
from server.store.base import stamp
from server.store.migrate import create_all
from server.store.store import Seat, Store

SIZES = (10_000, 100_000)
FILLED = 2.02
"""Half of those who were ever hired have left before the quarter; so many are hired for each who is scored."""
CONTACTS = 24
"""Contacts of a person in two years; of every second one the customer is asked."""
TODAY = date(2025, 6, 30)
NOW = datetime(2025, 6, 30, 4, tzinfo=UTC)
WORKER = "--worker"
LOOK_SECONDS = 0.5
LAST_JOB = "from job order by id desc limit 1"
Work = Callable[[Context, str], Awaitable[None]]
MOST_GROWTH = 1.5
WRITE_SECONDS = 120
SAID = (
    "insert into customer_feedback(id,created_at,updated_at,version,recorded_at,customer_ref,agent_id,received_at,kind,"
    "is_valid,score,has_led_to_action) select '{0}'||substr(id,10),created_at,updated_at,1,recorded_at,'c',agent_id,"
    "opened_at,'SURVEY',1,1+(rowid*7919 % 5),0 from contact where rowid % 2={1}"
)
COMPONENTS = (
    ("SERVICE", ComponentGroup.SERVICE, 5000, None, False),
    ("CSAT", ComponentGroup.CSAT, 2000, "csat", True),
    ("SOLVED", ComponentGroup.RETENTION, 3000, "fcr_rate", False),
)


def bench(sizes: Sequence[int] = SIZES) -> Iterator[Line]:
    """Yield the lines: how what a person costs grows from the first size to the last."""
    costs = [asyncio.run(measured(people)) for people in sizes]
    for work, each in costs[-1].items():
        growth = each / costs[0][work]
        yield Line(
            f"scoring.{work}.growth_{sizes[0]}_to_{sizes[-1]}", growth, MOST_GROWTH, growth <= MOST_GROWTH
        )


async def measured(people: int) -> dict[str, float]:
    """Take a company with this many in the cycle through it, print what it took, and return milliseconds a person."""
    with tempfile.TemporaryDirectory(prefix="zhiren-scoring-") as folder:
        settings = Settings(data=Path(folder))
        await create_all(settings)
        hired = round(people * FILLED)
        fill(settings.sqlite_path, hired, hired * CONTACTS)
        run(settings.sqlite_path, SAID.format("01900001-", 0))
        async with opened(settings) as ctx:
            cycle = await ctx.store.write(lambda: plant(ctx))
            costs = {"make": await timed("make", ctx, cycle, scored)}
        run(settings.sqlite_path, SAID.format("01900002-", 1))
        async with opened(settings) as ctx:
            costs["refresh"] = await timed("refresh", ctx, cycle, scored)
            await gone_on(ctx, cycle)
            for name, work in TURNS.items():
                costs[name] = await timed(name, ctx, cycle, work)
    return costs


@asynccontextmanager
async def opened(settings: Settings, seat: Seat = "owner") -> AsyncIterator[Context]:
    store = await Store.open(settings, new_secrets(), seat=seat)
    try:
        yield Context(SYSTEM, NOW, TODAY, load(), store)
    finally:
        await store.close()


async def timed(name: str, ctx: Context, cycle: str, work: Work) -> float:
    """Do a piece of work and print what it took; return the milliseconds a person cost."""
    begun = time.perf_counter()
    await work(ctx, cycle)
    seconds = time.perf_counter() - begun
    people = await people_of(ctx, cycle)
    each = 1000 * seconds / people
    print(f"{name} {people} people {seconds:.1f} s {each:.3f} ms each", flush=True)
    return each


# --- Jobs ---


async def scored(ctx: Context, cycle: str) -> None:
    await ctx.store.write(lambda: submit(ctx, SCORE, {"cycle": cycle}))
    await worked(ctx, cycle)


async def worked(ctx: Context, cycle: str) -> None:
    """Run the job that waits, as a worker does, and print how far it is on the way."""
    clock = Clock(pinned=NOW)
    watching = asyncio.create_task(watch(ctx, cycle))
    await work_once(ctx.store, handlers(ctx.store, Registry(ctx.store), clock, load), clock)
    watching.cancel()
    ((kind, state, error),) = await ctx.store.reads.rows(f"select kind,state,error {LAST_JOB}")
    if state != "DONE":
        raise RuntimeError(f"{kind}: {state}: {error}")


async def watch(ctx: Context, cycle: str) -> None:
    """Print how far the work is, at each tenth."""
    tenth = 0
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        told = await progress_of(ctx, cycle)
        if told and told.work and 10 * told.done >= (tenth + 1) * told.total > 0:
            tenth = 10 * told.done // told.total
            print(f"  {told.work} {told.done} of {told.total}", flush=True)


async def gone_on(ctx: Context, cycle: str) -> None:
    """Have a worker refresh all cards once more, kill it half way, and go on from there."""
    people = await people_of(ctx, cycle)
    await ctx.store.write(lambda: submit(ctx, SCORE, {"cycle": cycle}))
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.scoring", WORKER, str(ctx.store.settings.data)
    )
    while worker.returncode is None and await reached(ctx) < people // 2:  # noqa: ASYNC110 (another process writes)
        await asyncio.sleep(0.05)
    worker.kill()
    await worker.wait()
    killed = await reached(ctx)
    await ctx.store.write(lambda: release_all(NOW))
    await worked(ctx, cycle)
    print(
        f"killed at {killed} cards, gone on to {await reached(ctx)}; those of leavers stay as they are",
        flush=True,
    )


async def reached(ctx: Context) -> int:
    """Return how many cards the last run has worked out."""
    ((cards,),) = await ctx.store.reads.rows(
        f"select count(*) from scorecard where run_id=(select id {LAST_JOB})"
    )
    return int(cards)


async def people_of(ctx: Context, cycle: str) -> int:
    told = await progress_of(ctx, cycle)
    return told.cards if told else 0


async def as_worker(data: Path) -> None:
    """Work on the job that waits, beside the bench, until killed."""
    async with opened(Settings(data=data), "guest") as ctx:
        await worked(ctx, "")


# --- Turns, and what follows them ---


async def publish(ctx: Context, cycle: str) -> None:
    async def work() -> None:
        await m.ReviewCycle.filter(id=cycle).update(state=m.CycleState.PUBLISHED, published_at=ctx.now)
        await m.Scorecard.filter(cycle_id=cycle, is_latest=True).update(state=m.ScorecardState.CALIBRATION)
        await publish_cards(ctx, await m.ReviewCycle.get(id=cycle))

    await ctx.store.write(work, seconds=WRITE_SECONDS)


async def close(ctx: Context, cycle: str) -> None:
    async def work() -> None:
        values = {"state": m.CycleState.CLOSED, "closed_at": ctx.now, "is_settling": True}
        await m.ReviewCycle.filter(id=cycle).update(**values)
        await close_cards(ctx, await m.ReviewCycle.get(id=cycle))

    await ctx.store.write(work, seconds=WRITE_SECONDS)


TURNS: Mapping[str, Work] = {
    "publish_turn": publish, "publish_follow": worked, "close_turn": close, "close_settle": worked,
}  # fmt: skip


# --- What it begins with ---


def run(file: Path, sql: str) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute(sql)
    connection.execute("analyze customer_feedback")
    connection.close()


async def plant(ctx: Context) -> str:
    """Publish a plan of a rating and two figures, and make the cycle of the last quarter; return the cycle's id."""
    plan = await m.ScorePlan.create(**stamp(ctx), code="BENCH", name="BENCH", state=PlanState.PUBLISHED)
    for place, (code, group, weight, metric, is_shrunk) in enumerate(COMPONENTS):
        await m.PlanComponent.create(
            **stamp(ctx), plan_id=plan.id, place=place, code=code, name=code, group=group, weight=weight,
            basis=ComponentBasis.METRIC if metric else ComponentBasis.RATING, metric=metric, is_shrunk=is_shrunk,
            missing=MissingRule.RENORMALISE,
        )  # fmt: skip
    return await make_cycle(ctx, PlanGrain.QUARTER, span_of(PlanGrain.QUARTER, TODAY))


def main(words: Sequence[str]) -> int:
    if WORKER in words:
        asyncio.run(as_worker(Path(words[-1])))
        return 0
    lines = list(bench([int(word) for word in words] or SIZES))
    for line in lines:
        print(line, flush=True)
    return 0 if all(line.is_met for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
