"""Who leaves keeps a card: it counts up to the last day and is final after it; taken back, it goes on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from server.jobs.queue import claim
from server.kernel.clock import Clock
from server.people import operations as people
from server.people.jobs import handlers
from server.people.models import Employment, ExitTarget, LeaveKind
from server.performance.cycles.leaving import finalize_performance
from server.performance.cycles.models import Scorecard
from tests.performance.scored import card_of, hear_customers, open_cycle, publish_plan, score
from tests.plan.world import NOW, POLICY, context

LAST = date(2025, 6, 27)


@pytest.fixture
async def left(town):
    """E3 leaves on 27 June, told on 30 June."""
    await publish_plan(town)
    await hear_customers(town)
    cycle = await open_cycle(town, date(2025, 4, 1))
    await score(town, cycle)
    hr = context(town, "hr_manager")
    await people.record_leave(hr, code="E3", left_on=LAST, leave_kind=LeaveKind.VOLUNTARY)
    now = hr.now + timedelta(minutes=1)
    parts = {ExitTarget.PERFORMANCE: finalize_performance}
    known = handlers(town, Clock("Asia/Shanghai", now), lambda: POLICY, parts)
    (task,) = await town.write(lambda: claim(now, {"exit.performance"}, limit=9))
    assert await known[task.name](task) == "period marked final"
    assert await known[task.name](task) == "period marked final"
    return cycle


async def test_the_card_is_final_as_of_the_last_day(town, left):
    card = await card_of(town, "E3")

    assert (card.is_final, card.final_on, card.state) == (True, LAST, "OPEN")
    assert (await card_of(town, "E2")).is_final is False


async def test_an_exit_that_is_off_takes_the_mark_away_again(town, left):
    async def stay() -> None:
        await Employment.filter(left_on=LAST).update(left_on=None)
        await Scorecard.filter(is_final=True).update(computed_at=NOW - timedelta(days=9))

    await town.write(stay)
    await score(town, left)

    card = await card_of(town, "E3")
    assert (card.is_final, card.final_on) == (False, None)
