"""One's own running card follows the facts: an answer moves it in the next look, until it is published."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from server.feedback.models import CustomerFeedback, FeedbackKind
from server.metrics.agreed.registry import Registry
from server.performance.plans.models import PlanComponent
from server.performance.standing.progress import Card, card_of
from tests.performance.scored import CSAT, anyone, published, ready
from tests.plan.world import NOW, row, uid

ANSWERED = datetime(2025, 3, 20, 2, tzinfo=UTC)


async def answer(store, person: str, score: int) -> None:
    async def work() -> None:
        await CustomerFeedback.create(
            **row("X1") | {"id": f"late-{person}"}, agent_id=uid(person), received_at=ANSWERED,
            kind=FeedbackKind.SURVEY, score=score, recorded_at=ANSWERED,
        )  # fmt: skip

    await store.write(work)


async def look(store, person: str, cycle: str, at: datetime = NOW) -> Card:
    found = await card_of(replace(anyone(store, person), now=at), Registry(store), cycle)
    assert found is not None
    return found


async def test_an_answer_moves_the_card_at_once_and_the_kept_line_not(town):
    cycle = await ready(town)
    before = await look(town, "E3", cycle)

    await answer(town, "E3", 1)
    after = await look(town, "E3", cycle, NOW.replace(hour=23))

    # 8 of 10 were content, then 8 of 11; what the manager rates is not known yet and leaves its weight
    assert [(each.known.points, each.n) for each in before.lines] == [(None, None), (Decimal(80), 10)]
    assert [(each.known.points, each.n) for each in after.lines] == [(None, None), (Decimal("72.73"), 11)]
    assert (after.standing.score, after.as_of) == (Decimal("72.73"), NOW.replace(hour=23))
    assert after.lines[1].receipt != before.lines[1].receipt


async def test_few_answers_are_drawn_to_the_group_as_the_next_scoring_will(town):
    cycle = await ready(town)
    await town.write(lambda: PlanComponent.filter(id=CSAT).update(is_shrunk=True))

    line = (await look(town, "E3", cycle)).lines[1]

    # 8 of 10 with 20 at the 9 of 12 of all: (8 + 20 × 0.75) ÷ 30
    assert (line.known.value, line.group_value) == (Decimal("0.8"), Decimal("0.75"))
    assert (line.counted_value, line.known.points) == (Decimal("0.766667"), Decimal("76.67"))


async def test_once_published_it_stands(town):
    cycle = await published(town, E3="80")
    await answer(town, "E3", 1)

    after = await look(town, "E3", cycle, NOW.replace(hour=23))

    assert (after.lines[1].known.points, after.published, after.as_of) == (Decimal(80), Decimal(80), NOW)
