"""The reviews that go on in the sample worlds: open cycles scored by the engine, one in review, one just published."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Final

from server.demo.comparing import compare
from server.demo.lives import SEED
from server.demo.scores import ANSWERS, DISPUTES, cycle_id
from server.kernel.context import Context
from server.kernel.period import add_months
from server.metrics.agreed.registry import Registry
from server.people.operations.access import link
from server.performance.cycles.models import (
    CycleState,
    DisputeState,
    ReviewCycle,
    Scorecard,
    ScorecardState,
    ScoreDispute,
    ScoreLine,
)
from server.performance.cycles.operations.closing import name_candidates, touch, write_facts
from server.performance.cycles.operations.publishing import CALIBRATED, follow_up
from server.performance.cycles.rules import span_of
from server.performance.cycles.scoring.cards import (
    held_of,
    is_entered,
    lines_of,
    points_in,
    rating_steps,
    totals,
)
from server.performance.cycles.scoring.job import score_people
from server.performance.cycles.scoring.writing import turn_cards, update_rows
from server.performance.plans.models import PlanGrain
from server.performance.plans.reading import components_of
from server.store.base import stamp

SECONDS = 60.0
STATES: Final = (
    ScorecardState.SELF,
    ScorecardState.MANAGER,
    ScorecardState.MANAGER,
    ScorecardState.CALIBRATION,
)
RATED = {"value": "text", "self_value": "text", "points": "bigint", "reason": "text", "entered_by_id": "text",
         "entered_at": "text"}  # fmt: skip
SCORED = {"state": "text", "score": "bigint", "self_score": "bigint", "rating": "text", "reason": "text"}


async def review(ctx: Context) -> None:
    """Close the quarters that are over, and go on with what is open.

    The open quarter and the last months are scored; the months that are over are rated, the earlier one published.
    """
    registry, today = Registry(ctx.store), ctx.today
    for cycle in await ctx.store.write(
        lambda: ReviewCycle.filter(state=CycleState.CLOSED).order_by("ends_on")
    ):
        await close_quarter(ctx, registry, cycle)
    quarter = span_of(PlanGrain.QUARTER, today).code
    now, last, before = (span_of(PlanGrain.MONTH, add_months(today, -back)).code for back in (0, 1, 2))
    for code in (quarter, now, last, before):
        await score_people(ctx, registry, cycle_id(code))
    chance = Random(SEED + 8)  # noqa: S311 (a sample, not a secret)
    await ctx.store.write(lambda: Going(ctx, chance).go(last, before), seconds=SECONDS)
    await compare(ctx, last, before)


async def close_quarter(ctx: Context, registry: Registry, cycle: ReviewCycle) -> None:
    """Score those who have a card by what was known when it came out, and close it as the house does."""
    out, closed = (at(ctx, moment) for moment in (cycle.published_at, cycle.closed_at))
    people = await ctx.store.write(
        lambda: Scorecard.filter(cycle_id=cycle.id).values_list("employee_id", flat=True)
    )
    await score_people(out, registry, cycle.id, sorted(map(str, people)))

    async def close() -> None:
        await turn_cards(closed, cycle.id, CALIBRATED, ScorecardState.CLOSED, "closed_at")
        cards = await Scorecard.filter(cycle_id=cycle.id).order_by("id")
        await write_facts(closed, cycle, cards)
        await name_candidates(closed, cards)
        await touch(closed, cycle)

    await ctx.store.write(close, seconds=SECONDS)


def at(ctx: Context, moment: datetime | None) -> Context:
    """Return the house at another moment."""
    now = moment or ctx.now
    return replace(ctx, now=now, today=now.date())


@dataclass
class Going:
    """Rates, hands on and publishes as people would."""

    ctx: Context
    chance: Random
    steps: tuple[int, ...] = field(default=())

    async def go(self, last: str, before: str) -> None:
        self.steps = await rating_steps(self.ctx)
        going = await ReviewCycle.get(id=cycle_id(last))
        await ReviewCycle.filter(id=going.id).update(state=CycleState.SCORING)
        await self.rate(going, is_over=False)
        done = await ReviewCycle.get(id=cycle_id(before))
        await self.rate(done, is_over=True)
        cards = await Scorecard.filter(cycle_id=done.id).order_by("employee_id")
        await ReviewCycle.filter(id=done.id).update(state=CycleState.PUBLISHED, published_at=self.ctx.now)
        await turn_cards(self.ctx, done.id, CALIBRATED, ScorecardState.PUBLISHED, "published_at")
        await follow_up(self.ctx, done, cards)
        await self.respond(cards)

    async def rate(self, cycle: ReviewCycle, *, is_over: bool) -> None:
        """Let managers rate the cards that have come to them, and people themselves before that."""
        cards = await Scorecard.filter(cycle_id=cycle.id).order_by("employee_id")
        components = await components_of({link(card, "plan_id") for card in cards})
        lines = await lines_of([card.id for card in cards])
        rated, scored = [], []
        for card in cards:
            state = ScorecardState.CALIBRATION if is_over else self.chance.choice(STATES)
            known = {each.id: each for each in components[link(card, "plan_id")]}
            for line in lines[card.id]:
                component = known[link(line, "component_id")]
                if is_entered(component):
                    self.fill(line, card, state)
                    line.points = points_in(component, line.value)
                    rated.append({"id": line.id, **{name: getattr(line, name) for name in RATED}})
            found = totals(held_of(lines[card.id], known), self.steps)
            scored.append(
                {"id": card.id, "state": state, **{name: found[name] for name in SCORED if name in found}}
            )
        await update_rows(self.ctx, ScoreLine, RATED, rated)
        await update_rows(self.ctx, Scorecard, SCORED, scored)

    def fill(self, line: ScoreLine, card: Scorecard, state: ScorecardState) -> None:
        drawn = round(min(98, max(35, self.chance.gauss(81, 10))))
        is_rated = state is ScorecardState.CALIBRATION or (
            state is ScorecardState.MANAGER and self.chance.random() < 0.4  # noqa: PLR2004 (some are half done)
        )
        if state is not ScorecardState.SELF:
            line.self_value = str(min(100, drawn + self.chance.randint(-2, 9)))
        line.value, line.reason = (str(drawn), "") if is_rated else (None, line.reason)
        if is_rated:
            line.entered_by_id = link(card, "rater_id") or None
            line.entered_at = self.ctx.now - timedelta(days=3)

    async def respond(self, cards: list[Scorecard]) -> None:
        """Half have taken note of their result; a few object, one of them answered."""
        for number, card in enumerate(cards):
            if number % 2 == 0:
                await Scorecard.filter(id=card.id).update(
                    state=ScorecardState.ACKNOWLEDGED, acknowledged_at=self.ctx.now
                )
            elif number % 20 == 1:
                await self.dispute(card, is_open=number > 1)

    async def dispute(self, card: Scorecard, *, is_open: bool) -> None:
        state = DisputeState.OPEN if is_open else DisputeState.UPHELD
        await ScoreDispute.create(
            **stamp(self.ctx), scorecard_id=card.id, employee_id=link(card, "employee_id"), state=state,
            reason=self.chance.choice(DISPUTES), answer="" if is_open else ANSWERS[0],
            decided_at=None if is_open else self.ctx.now,
        )  # fmt: skip
        to = ScorecardState.DISPUTED if is_open else ScorecardState.UPHELD
        await Scorecard.filter(id=card.id).update(state=to)
