"""What tests of cycles share: a plan of a rating and a figure, customers' answers, a cycle, and ways to go on with it.

In the first quarter of 2025 the sample world has E1, E2, E3, E5 (who leaves on its last day) and E6. E3 served ten
customers of whom eight were content, E5 two of whom one was.
"""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from server.feedback.models import CustomerFeedback, FeedbackKind
from server.jobs.worker import work_once
from server.kernel.clock import Clock
from server.kernel.context import SYSTEM, Context, Grant, Principal
from server.metrics.agreed.registry import Registry
from server.performance.cycles.jobs import handlers
from server.performance.cycles.models import ReviewCycle, Scorecard
from server.performance.cycles.operations import card_steps, cycles
from server.performance.cycles.operations.closing import SETTLE
from server.performance.cycles.operations.cycles import make_cycle
from server.performance.cycles.operations.publishing import FOLLOW
from server.performance.cycles.rules import span_of
from server.performance.cycles.scoring.job import score_people
from server.performance.plans.models import (
    ComponentBasis,
    ComponentGroup,
    PlanComponent,
    PlanGrain,
    PlanState,
    ScorePlan,
)
from server.store.store import Store
from tests.plan.world import NOW, POLICY, context, row, uid

ROOT = Path(__file__).parents[2]
PLAN, SERVICE, CSAT = uid("S1"), uid("S2"), uid("S3")
ANSWERS = {"E3": (5, 5, 5, 5, 4, 4, 4, 4, 3, 1), "E5": (5, 2)}
FIRST_QUARTER = date(2025, 1, 1)


async def publish_plan(store: Store, **given: Any) -> None:
    """Publish a plan for everybody: service, which the manager rates, 60 %; satisfaction, a figure, 40 %."""

    async def work() -> None:
        await ScorePlan.create(
            **row("S1"), **{"code": "SERVICE", "name": "服务方案", "state": PlanState.PUBLISHED} | given
        )
        await PlanComponent.create(
            **row("S2"), plan_id=PLAN, place=1, code="SERVICE", name="服务", name_en="Service", weight=6000,
            group=ComponentGroup.SERVICE, basis=ComponentBasis.RATING,
        )  # fmt: skip
        await PlanComponent.create(
            **row("S3"), plan_id=PLAN, place=2, code="CSAT", name="满意度", name_en="Satisfaction", weight=4000,
            group=ComponentGroup.CSAT, basis=ComponentBasis.METRIC, metric="csat",
        )  # fmt: skip

    await store.write(work)


async def hear_customers(store: Store) -> None:
    async def work() -> None:
        for person, scores in ANSWERS.items():
            for number, score in enumerate(scores):
                at = datetime(2025, 2, 3, 2, number, tzinfo=UTC)
                await CustomerFeedback.create(
                    **row("X1") | {"id": f"{person}-{number}"}, agent_id=uid(person), received_at=at,
                    kind=FeedbackKind.SURVEY, score=score, recorded_at=at,
                )  # fmt: skip

    await store.write(work)


async def open_cycle(store: Store, day: date = FIRST_QUARTER, grain: PlanGrain = PlanGrain.QUARTER) -> str:
    ctx = context(store, "hr_manager")
    return await store.write(lambda: make_cycle(ctx, grain, span_of(grain, day)))


async def score(store: Store, cycle: str, people: list[str] | None = None, **given: Any) -> int:
    ctx = replace(context(store, "hr_manager"), principal=SYSTEM)
    return await score_people(ctx, Registry(store), cycle, people, **given)


async def ready(store: Store) -> str:
    """Return a cycle whose cards are made and with their people."""
    await publish_plan(store)
    await hear_customers(store)
    cycle = await open_cycle(store)
    await score(store, cycle)
    await cycles.start_review(context(store, "hr_manager"), id=cycle)
    return cycle


async def card_of(store: Store, person: str, **given: Any) -> Scorecard:
    return await store.write(
        lambda: Scorecard.filter(**{"employee_id": uid(person), "is_latest": True} | given).get()
    )


async def cycle_of(store: Store, cycle: str) -> ReviewCycle:
    return await store.write(lambda: ReviewCycle.get(id=cycle))


async def rate(store: Store, person: str, points: str | None = "90") -> str:
    """Bring somebody's card to calibration with this rating of their service; return the card's id."""
    card = await card_of(store, person)

    async def enter() -> None:
        rater = context(store, "hr_manager")
        now = await Scorecard.get(id=card.id)
        await card_steps.keep_values(rater, now, [{"component_code": "SERVICE", "value": points}], own=False)
        await Scorecard.filter(id=card.id).update(state="CALIBRATION")

    await store.write(enter)
    return card.id


async def published(store: Store, *, follows: bool = True, **points: str) -> str:
    """Return a published cycle in which these people have these ratings, and everybody else 70; all are told."""
    cycle = await ready(store)
    for person in ("E1", "E2", "E3", "E5", "E6"):
        await rate(store, person, points.get(person, "70"))
    hr = context(store, "performance_specialist")
    await cycles.calibrate_review_cycle(hr, id=cycle)
    await cycles.publish_review_cycle(hr, id=cycle)
    if follows:
        await followed(store)
    return cycle


async def followed(store: Store) -> int:
    """Do what is asked for after a cycle was published or closed, as the worker does; return how many jobs that was."""
    known = handlers(store, Registry(store), Clock("Asia/Shanghai", NOW), lambda: POLICY)
    known = {kind: known[kind] for kind in (FOLLOW, SETTLE)}
    done = 0
    while await work_once(store, known, Clock("Asia/Shanghai", NOW)):
        done += 1
    return done


async def closed(store: Store, **points: str) -> str:
    """Return a cycle that was published with these ratings and closed, its results facts."""
    cycle = await published(store, **points)  # type: ignore[arg-type]
    await cycles.close_review_cycle(context(store, "performance_specialist"), id=cycle)
    await followed(store)
    return cycle


def anyone(store: Store, person: str, role: str = "employee", team: tuple[str, ...] = ()) -> Context:
    """Return the context of somebody in a role."""
    grants = [Grant(role, tuple(uid(each) for each in team))]
    if role != "employee":
        grants.append(Grant("employee"))
    return context(store, Principal(f"account-{person}", person, person, uid(person), tuple(grants)))


async def killed_at(store: Store, kind: str, *, cards: int) -> tuple[str, ...]:
    """Have a worker of its own killed after so many cards of a job; return state, progress and total of that job."""
    command = [
        sys.executable,
        "-m",
        "tests.performance.cycles.killed",
        str(store.settings.data),
        kind,
        str(cards),
    ]
    ended = await asyncio.to_thread(subprocess.run, command, cwd=ROOT, check=False, timeout=120)
    assert ended.returncode == -signal.SIGKILL
    ((state, progress, total),) = await store.reads.rows(
        f"select state,progress,total from job where kind='{kind}' order by id desc limit 1"
    )
    return str(state), str(progress), str(total)
