"""The daily work: goals measured anew and settled, talks due once a month for whoever is led."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from server.performance.goals.jobs import due_talks, measure_goals
from server.performance.goals.models import Goal
from tests.people.town import rows
from tests.performance.aiming import company
from tests.plan.world import uid


async def test_goals_that_have_begun_are_measured_and_ended_ones_settled(checked, hr, registry):
    running = await company(hr, registry)
    ended = await company(hr, registry, target_change=Decimal(77))
    ahead = await company(hr, registry, starts_on=date(2025, 7, 1), ends_on=date(2025, 9, 30))

    async def forget() -> None:
        await Goal.all().update(actual=None, progress=None)
        await Goal.filter(id=ended).update(ends_on=date(2025, 6, 1))

    await checked.write(forget)
    await measure_goals(hr)

    found = {row[0]: row[1:] for row in await rows(checked, "select id,state,actual from goal")}
    assert found == {running: ("ACTIVE", "77"), ended: ("MET", "77"), ahead: ("ACTIVE", None)}


async def test_a_talk_is_due_once_a_month_for_everybody_who_is_led(town, hr):
    await due_talks(hr)
    await due_talks(hr)

    due = await rows(town, "select employee_id,month,held_on from one_on_one order by employee_id")
    assert due == [(uid(code), "2025-06-01", None) for code in ("E2", "E3", "E4", "E6")]
