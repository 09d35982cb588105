"""A quarter scored for everybody, in companies of two sizes: `python -m bench.scoring [PEOPLE …]`.

Each is scored twice: first all cards are made, then, after customers said more, they are refreshed. What a person
costs must not grow with the company.
"""

from __future__ import annotations

import server.store.driver  # isort: skip  # noqa: F401 (the swap to the current SQLite comes first)

import asyncio
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from bench.people_world import fill
from bench.reads import Line
from policies import load
from server.kernel.context import SYSTEM, Context
from server.kernel.secrets import new_secrets
from server.kernel.settings import Settings
from server.metrics.agreed.registry import Registry
from server.performance import models as m
from server.performance.cycle_rules import span_of
from server.performance.operations.cycles import make_cycle
from server.performance.plan_models import (
    ComponentBasis,
    ComponentGroup,
    MissingRule,
    PlanGrain,
    PlanState,
)
from server.performance.scoring_job import score_people
from server.store.base import stamp
from server.store.migrate import create_all
from server.store.store import Store

SIZES = (10_000, 100_000)
CONTACTS = 24
"""Contacts of a person in two years; of every second one the customer is asked."""
TODAY = date(2025, 6, 30)
MOST_GROWTH = 1.5
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


async def main(sizes: Sequence[int]) -> int:
    costs = [await measured(people) for people in sizes]
    growth = costs[-1] / costs[0]
    line = Line(
        f"scoring_cost_per_person_{sizes[-1]}_to_{sizes[0]}", growth, MOST_GROWTH, growth <= MOST_GROWTH
    )
    print(line, flush=True)
    return 0 if line.is_met else 1


async def measured(people: int) -> float:
    """Score a company of this size, print what it took, and return the milliseconds a person costs."""
    with tempfile.TemporaryDirectory(prefix="zhiren-scoring-") as folder:
        settings = Settings(data=Path(folder))
        await create_all(settings)
        fill(settings.sqlite_path, people, people * CONTACTS)
        run(settings.sqlite_path, SAID.format("01900001-", 0))
        store = await Store.open(settings, new_secrets())
        now = datetime(TODAY.year, TODAY.month, TODAY.day, 4, tzinfo=UTC)
        ctx = Context(SYSTEM, now, TODAY, load(), store)
        cycle = await store.write(lambda: plant(ctx))
        made = await timed(ctx, cycle, f"scoring_make_{people}")
        await store.close()
        run(settings.sqlite_path, SAID.format("01900002-", 1))
        store = await Store.open(settings, new_secrets())
        await timed(Context(SYSTEM, now, TODAY, load(), store), cycle, f"scoring_refresh_{people}")
        await store.close()
    return made


async def timed(ctx: Context, cycle: str, name: str) -> float:
    begun = time.perf_counter()
    scored = await score_people(ctx, Registry(ctx.store), cycle)
    seconds = time.perf_counter() - begun
    each = 1000 * seconds / scored
    print(f"{name} {scored} people {seconds:.1f} s {each:.3f} ms each", flush=True)
    return each


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


if __name__ == "__main__":
    sys.exit(asyncio.run(main([int(each) for each in sys.argv[1:]] or SIZES)))
