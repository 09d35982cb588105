"""What performance does later and each day: cycles made in time, reviews begun, figures of open cards kept fresh."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from functools import partial

from policies import Policy
from server.jobs import Handlers, Task, progress, submit
from server.jobs.following import tell
from server.jobs.models import Job
from server.kernel.clock import Clock
from server.kernel.context import SYSTEM, Context
from server.metrics.agreed.registry import Registry
from server.performance.cycles.models import CycleState, ReviewCycle, Scorecard, ScorecardState
from server.performance.cycles.operations.closing import SETTLE
from server.performance.cycles.operations.cycles import SCORE, begin_review, make_cycle
from server.performance.cycles.operations.publishing import FOLLOW
from server.performance.cycles.rules import next_span, span_of
from server.performance.cycles.scoring.job import score_people
from server.performance.cycles.settling import Keep, follow_publication, settle_cycle
from server.performance.plans.models import PlanGrain, PlanState, ScorePlan
from server.store.store import Store

Follow = Callable[[Context, str, int, Keep], Awaitable[int]]
MOVING = (CycleState.OPEN, CycleState.SCORING, CycleState.CALIBRATION)


class LeaseLost(Exception):
    """Somebody else has taken the job over; what this batch wrote is taken back."""


def handlers(store: Store, registry: Registry, clock: Clock, policy: Callable[[], Policy]) -> Handlers:
    """Return what scores a cycle and what follows its turns, as the house itself; each goes on where it stopped."""

    def house(task: Task) -> Context:
        return Context(SYSTEM, clock.now(), clock.today(), policy(), store, request_id=f"job:{task.id}"[:64])

    async def keep(task: Task, done: int, total: int) -> None:
        tell(task.id, done, total)
        if not await progress(task, done, total, clock.now()):
            raise LeaseLost

    async def score(task: Task) -> str:
        asked = task.read()
        people = asked.get("people")
        named = [str(each) for each in people] if isinstance(people, list) else None

        async def report(done: int, total: int) -> None:
            await store.write(lambda: keep(task, done, total))

        scored = await score_people(house(task), registry, str(asked["cycle"]), named, report, run=task.id)
        return f"scored: {scored}"

    async def follow(work: Follow, task: Task) -> str:
        before = await store.write(lambda: Job.get(id=task.id))
        cards = await work(house(task), str(task.read()["cycle"]), before.progress, partial(keep, task))
        return f"cards: {cards}"

    return {
        SCORE: score,
        FOLLOW: partial(follow, follow_publication),
        SETTLE: partial(follow, settle_cycle),
    }


def daily_works() -> tuple[Callable[[Context], Awaitable[None]], ...]:
    """Return what is done once a day, in this order."""
    return make_cycles, begin_due_reviews, pass_on_self_assessments, refresh_open_cards


async def make_cycles(ctx: Context) -> None:
    """Make the cycles that hold today, of every length a published plan has, and any that lie between."""
    await ctx.store.write(lambda: make_due_cycles(ctx))


async def make_due_cycles(ctx: Context) -> None:
    used = await ScorePlan.filter(state=PlanState.PUBLISHED).distinct().values_list("grain", flat=True)
    for grain in sorted({PlanGrain(str(each)) for each in used}):
        await make_cycles_until(ctx, grain, ctx.today)


async def make_cycles_until(ctx: Context, grain: PlanGrain, day: date) -> None:
    """Make what follows the last cycle without a gap until one holds the day; the first of all is that one."""
    last = await ReviewCycle.filter(grain=grain).order_by("-ends_on").first()
    span = span_of(grain, day) if last is None else next_span(grain, last.ends_on)
    while span.starts_on <= day:
        await make_cycle(ctx, grain, span)
        span = next_span(grain, span.ends_on)


async def begin_due_reviews(ctx: Context) -> None:
    """Begin the review of every cycle whose days are over."""

    async def begin() -> None:
        due = ReviewCycle.filter(state=CycleState.OPEN, ends_on__lt=ctx.today).order_by("ends_on")
        for cycle in await due.select_for_update():
            await begin_review(ctx, cycle)

    await ctx.store.write(begin)


async def pass_on_self_assessments(ctx: Context) -> None:
    """Hand cards on to the manager once the self-assessment is over, with it or without."""

    async def pass_on() -> None:
        due = ReviewCycle.filter(state=CycleState.SCORING, self_due_on__lt=ctx.today)
        over = [str(each) for each in await due.values_list("id", flat=True)]
        cards = Scorecard.filter(cycle_id__in=over, is_latest=True, state=ScorecardState.SELF)
        await cards.update(state=ScorecardState.MANAGER, updated_at=ctx.now)

    await ctx.store.write(pass_on)


async def refresh_open_cards(ctx: Context) -> None:
    """Ask for the figures of every cycle that is not published to be worked out anew."""

    async def ask() -> None:
        moving = ReviewCycle.filter(state__in=[str(state) for state in MOVING], starts_on__lte=ctx.today)
        for cycle_id in await moving.order_by("starts_on").values_list("id", flat=True):
            await submit(ctx, SCORE, {"cycle": str(cycle_id)})

    await ctx.store.write(ask)
