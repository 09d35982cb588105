"""Cycles: one after the other without gap or overlap, each step only when it is due, and by whom may."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState
from server.performance.cycles.models import CycleState
from server.performance.cycles.operations import cycles
from server.performance.cycles.operations.card_ground import DuplicatePeriod
from server.performance.plans.models import PlanGrain
from tests.people.town import refused, rows
from tests.performance.scored import anyone, cycle_of, open_cycle, published, rate, ready
from tests.plan.world import context

QUARTER: dict[str, Any] = {"grain": PlanGrain.QUARTER}


@pytest.fixture
def hr(town):
    return context(town, "performance_specialist")


async def test_quarters_follow_each_other_and_none_is_made_twice(town, hr):
    for first in (date(2025, 1, 1), date(2025, 4, 1), date(2024, 10, 1)):
        await cycles.create_review_cycle(hr, **QUARTER, starts_on=first)

    assert await rows(town, "select code,starts_on,ends_on,self_due_on from review_cycle order by 2") == [
        ("2024Q4", "2024-10-01", "2024-12-31", "2025-01-07"),
        ("2025Q1", "2025-01-01", "2025-03-31", "2025-04-07"),
        ("2025Q2", "2025-04-01", "2025-06-30", "2025-07-07"),
    ]
    trouble = await refused(
        town,
        lambda: cycles.create_review_cycle(hr, **QUARTER, starts_on=date(2025, 4, 1)),
        DuplicatePeriod,
    )
    assert (trouble.code, trouble.path) == ("DUPLICATE_PERIOD", ("input", "startsOn"))


@pytest.mark.parametrize("first", [date(2025, 10, 1), date(2024, 7, 1), date(2025, 2, 1)], ids=str)
async def test_a_gap_or_an_overlap_is_refused(town, hr, first):
    await open_cycle(town)

    await refused(town, lambda: cycles.create_review_cycle(hr, **QUARTER, starts_on=first), InvalidInput)

    assert await rows(town, "select code from review_cycle") == [("2025Q1",)]


@pytest.mark.parametrize(
    ("grain", "first", "code"),
    [("MONTH", date(2025, 2, 1), "2025-02"), ("YEAR", date(2025, 1, 1), "2025")],
    ids=str,
)
async def test_months_and_years_stand_beside_quarters(town, hr, grain, first, code):
    await open_cycle(town)

    await cycles.create_review_cycle(hr, grain=PlanGrain(grain), starts_on=first)

    assert (code,) in await rows(town, "select code from review_cycle")


async def test_dates_due_lie_behind_the_cycle_and_in_order(town, hr):
    given = QUARTER | {"starts_on": date(2025, 4, 1)}
    misplaced: tuple[dict[str, Any], ...] = (
        {"self_due_on": date(2025, 6, 30)},
        {"self_due_on": date(2025, 7, 20), "manager_due_on": date(2025, 7, 19)},
    )
    for wrong in misplaced:
        await refused(town, partial(cycles.create_review_cycle, hr, **given, **wrong), InvalidInput)


@pytest.mark.parametrize("role", ["employee", "department_manager", "payroll_specialist", "hr_specialist"])
async def test_others_run_no_cycles(town, role):
    cycle = await open_cycle(town)
    who = context(town, role)

    for work in (cycles.start_review, cycles.publish_review_cycle, cycles.close_review_cycle):
        await refused(town, partial(work, who, id=cycle), Denied)

    assert (await cycle_of(town, cycle)).state == CycleState.OPEN


async def test_the_review_begins_only_when_the_days_are_over(town, hr):
    early = await open_cycle(town, date(2025, 4, 1))

    await refused(town, lambda: cycles.start_review(hr, id=early), InvalidState)


async def test_a_cycle_goes_on_only_when_every_card_has(town, hr):
    cycle = await ready(town)

    trouble = await refused(town, lambda: cycles.calibrate_review_cycle(hr, id=cycle), InvalidState)
    assert "5 张绩效单" in trouble.zh
    for person in ("E1", "E2", "E3", "E5", "E6"):
        await rate(town, person)
    await cycles.calibrate_review_cycle(hr, id=cycle)
    await refused(town, lambda: cycles.close_review_cycle(hr, id=cycle), InvalidState)
    await cycles.publish_review_cycle(hr, id=cycle)

    assert (await cycle_of(town, cycle)).state == CycleState.PUBLISHED


async def test_a_published_cycle_is_neither_scored_nor_published_again(town, hr):
    cycle = await published(town)

    for work in (cycles.publish_review_cycle, cycles.score_review_cycle):
        await refused(town, partial(work, hr, id=cycle), InvalidState)


async def test_a_step_out_of_an_old_page_is_told_so(town, hr):
    cycle = await ready(town)
    for person in ("E1", "E2", "E3", "E5", "E6"):
        await rate(town, person)

    await refused(town, lambda: cycles.calibrate_review_cycle(hr, id=cycle, version=1), Conflict)
    await refused(town, lambda: cycles.start_review(anyone(town, "E3"), id=cycle), Denied)
