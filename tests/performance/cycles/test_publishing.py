"""Publishing: everybody is told, ranked and sees their score; a single card only beside a published cycle."""

from __future__ import annotations

from server.kernel.errors import Conflict, InvalidState
from server.performance.cycles.operations import publishing
from tests.people.town import refused, rows
from tests.performance.scored import card_of, published, rate, ready
from tests.plan.world import context

RANKS = "select e.code,c.rank,c.score from scorecard c join employee e on e.id=c.employee_id order by 1"


async def test_everybody_is_told_once_and_ranked_with_shared_places(town):
    await published(town, E3="80", E6="80")

    assert await rows(town, RANKS) == [
        ("E1", "3", "7000"),
        ("E2", "3", "7000"),
        ("E3", "1", "8000"),
        ("E5", "5", "6200"),
        ("E6", "1", "8000"),
    ]
    assert await rows(town, "select count(*) from notice where kind='score_published'") == [("5",)]
    assert await rows(town, "select distinct link from notice where kind='score_published'") == [
        ("/me/performance",)
    ]


async def test_a_single_card_waits_for_its_cycle(town):
    await ready(town)
    card_id = await rate(town, "E3")

    await refused(
        town,
        lambda: publishing.publish_scorecard(context(town, "hr_manager"), id=card_id),
        InvalidState,
    )


async def test_an_old_page_publishes_nothing(town):
    await published(town)
    card = await card_of(town, "E3")

    await refused(
        town,
        lambda: publishing.publish_scorecard(context(town, "hr_manager"), id=card.id, version=99),
        Conflict,
    )
