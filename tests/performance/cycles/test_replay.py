"""Replaying a closed cycle gives the same scores, whatever was answered, rated, left out, and whatever comes later."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest

from server.feedback.models import CustomerFeedback, FeedbackKind
from server.kernel.money import to_minor
from server.metrics.agreed.registry import Registry
from server.metrics.answers.replay import replay
from server.people.operations.access import link
from server.performance.cycles.models import Scorecard, ScoreLine
from server.performance.cycles.operations import cycles
from server.performance.cycles.scoring.cards import Held, lines_of, totals
from server.performance.facts import AppraisalItem
from server.performance.plans.models import MissingRule, PlanComponent, StageWeight, TransformationStage
from server.performance.plans.points import Component, points_of
from server.performance.plans.reading import components_of
from tests.people.town import plant
from tests.performance.scored import CSAT, SERVICE, followed, open_cycle, publish_plan, rate, score
from tests.plan.world import NOW, PAST, context, row, uid

PEOPLE = ("E1", "E2", "E3", "E5", "E6")


async def answer(store, chance: Random, at: datetime, recorded_at: datetime) -> None:
    """Let customers answer about some people, and about others not at all."""

    async def work() -> None:
        for person in chance.sample(PEOPLE, chance.randint(0, 5)):
            for number in range(chance.randint(1, 12)):
                await CustomerFeedback.create(
                    **row("X1") | {"id": f"{person}-{number}-{at:%Y%m%d}"}, agent_id=uid(person), received_at=at,
                    kind=FeedbackKind.SURVEY, score=chance.randint(1, 5), recorded_at=recorded_at,
                )  # fmt: skip

    await store.write(work)


async def begin_stage() -> None:
    """Let satisfaction weigh 60 % from the 46th of the quarter's 90 days on: 50 % over all of them."""
    await TransformationStage.create(
        **row("S8"), code="LATE", name="后期", name_en="Late", valid_from=date(2025, 2, 15)
    )
    for number, (component, weight) in enumerate(((SERVICE, 4000), (CSAT, 6000))):
        await StageWeight.create(
            **row("S9") | {"id": f"weight-{number}"}, component_id=component, stage="LATE", weight=weight
        )


@pytest.mark.parametrize("seed", range(4))
async def test_a_closed_cycle_replays_to_the_same_scores(sqlite_store, seed):
    store, chance = sqlite_store, Random(seed)
    await plant(store)
    await publish_plan(store)
    rule, prior = chance.choice(list(MissingRule)), chance.choice((0, 5))
    given = {"missing": rule, "is_shrunk": bool(prior), "prior_n": prior or 1}
    await store.write(lambda: PlanComponent.all().update(**given))
    staged = seed % 2 == 1
    if staged:
        await store.write(begin_stage)
    await answer(store, chance, datetime(2025, 2, 3, 2, tzinfo=UTC), PAST)
    cycle, hr = await open_cycle(store), context(store, "performance_specialist")
    await score(store, cycle)
    await cycles.start_review(hr, id=cycle)
    for person in PEOPLE:
        await rate(store, person, chance.choice((None, str(chance.randint(0, 100)))))
    for act in (cycles.calibrate_review_cycle, cycles.publish_review_cycle, cycles.close_review_cycle):
        await act(hr, id=cycle)
    await followed(store)
    await answer(store, chance, datetime(2025, 2, 4, 2, tzinfo=UTC), NOW + timedelta(hours=1))

    asks = replace(context(store, "hr_manager"), now=NOW + timedelta(hours=2))
    for card in await store.write(lambda: Scorecard.filter(cycle_id=cycle)):
        known, lines, items = await store.write(lambda card=card: kept(card))
        held = [await worked_anew(asks, known[link(line, "component_id")], line) for line in lines]
        assert [line.weight for line in lines] == ([5000, 5000] if staged else [6000, 4000])
        assert [each.points for each in held] == [line.points for line in lines], (seed, card.id)
        assert totals(held, (90, 80, 70, 60))["score"] == card.score, (seed, card.id)
        if card.score is not None:
            whole = sum(item.weight * (item.score or 0) for item in items)
            assert sum(item.weight for item in items) == 10_000
            assert abs(Decimal(whole) / 10_000 - card.score) <= 1


async def worked_anew(ctx, component: Component, line: ScoreLine) -> Held:
    """Return a line with its points out of what is kept: a rating as entered, a figure by its receipt."""
    value = None if line.value is None else Decimal(line.value)
    if line.receipt:
        replayed = await replay(ctx, Registry(ctx.store), line.receipt)
        assert (replayed.is_same, replayed.then) == (True, value)
        value = replayed.then
    group = None if line.group_value is None else Decimal(line.group_value)
    points = points_of(component, value, line.n, group)
    return Held(component, line.weight, None if points is None else to_minor(points))


async def kept(card: Scorecard):
    """Return the components of a card, its lines as they are kept, and its facts."""
    components = (await components_of([link(card, "plan_id")]))[link(card, "plan_id")]
    lines = (await lines_of([card.id]))[card.id]
    facts = await AppraisalItem.filter(source_key=f"scorecard:{card.id}", superseded_at=None)
    return {each.id: each for each in components}, lines, facts
