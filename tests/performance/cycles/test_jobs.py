"""What performance does by itself: cycles in time, reviews begun when due, and runs that go on after a kill."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import orjson

from server.jobs.queue import claim, release_all, submit
from server.jobs.worker import work_once
from server.kernel.clock import Clock
from server.kernel.context import SYSTEM
from server.metrics.agreed.registry import Registry
from server.performance.cycles.jobs import daily_works, handlers, make_cycles
from server.performance.cycles.operations.cycles import SCORE
from tests.people.town import plant, rows
from tests.performance.scored import (
    cycle_of,
    hear_customers,
    killed_at,
    open_cycle,
    publish_plan,
    ready,
    score,
)
from tests.plan.world import NOW, POLICY, context, uid

CARDS = "select id,employee_id,run_id,version,so_far from scorecard order by 1"
SCORES = (
    "select c.employee_id,c.score,c.so_far,c.reason,l.value,l.points,l.n,l.weight,l.reason from scorecard c "
    "join score_line l on l.scorecard_id=c.id order by c.employee_id,l.place"
)


def house(store, day: date):
    return replace(context(store, "hr_manager"), principal=SYSTEM, today=day)


async def a_day(store, day: date) -> None:
    for work in daily_works():
        await work(house(store, day))


async def test_cycles_are_made_in_time_and_none_is_left_out(town):
    await publish_plan(town)

    await make_cycles(house(town, date(2025, 2, 3)))
    await make_cycles(house(town, date(2025, 11, 3)))
    await make_cycles(house(town, date(2025, 11, 3)))

    assert await rows(town, "select code from review_cycle order by 1") == [
        ("2025Q1",),
        ("2025Q2",),
        ("2025Q3",),
        ("2025Q4",),
    ]


async def test_without_a_plan_no_cycle_begins_by_itself(town):
    await make_cycles(house(town, date(2025, 2, 3)))

    assert await rows(town, "select code from review_cycle") == []


async def test_a_review_begins_the_day_after_and_goes_on_to_the_manager_when_due(town):
    await publish_plan(town)
    cycle = await open_cycle(town)
    await score(town, cycle)

    await a_day(town, date(2025, 3, 31))
    assert await rows(town, "select distinct state from scorecard") == [("OPEN",)]
    await a_day(town, date(2025, 4, 1))
    assert await rows(town, "select distinct state from scorecard") == [("SELF",)]
    await a_day(town, date(2025, 4, 7))
    assert await rows(town, "select distinct state from scorecard") == [("SELF",)]
    await a_day(town, date(2025, 4, 8))

    assert await rows(town, "select distinct state from scorecard") == [("MANAGER",)]
    assert (await cycle_of(town, cycle)).state == "SCORING"


async def test_a_job_scores_and_says_how_far_it_is(town):
    await publish_plan(town)
    await hear_customers(town)
    cycle = await open_cycle(town)
    await score(town, cycle, [uid("E3")], run="not this one")
    await a_day(town, date(2025, 2, 3))
    known = handlers(town, Registry(town), Clock("Asia/Shanghai", NOW), lambda: POLICY)

    (task,) = await town.write(lambda: claim(NOW, set(known)))
    assert orjson.loads(task.payload) == {"cycle": cycle}
    assert await known[task.name](task) == "scored: 5"
    assert await known[task.name](task) == "scored: 0"  # the same run, taken up again

    assert await rows(town, "select progress,total from job") == [("5", "5")]


async def test_a_review_that_began_asks_for_the_figures_once_more(town):
    cycle = await ready(town)

    assert await rows(town, "select kind,args from job") == [
        ("performance.score_cycle", f'{{"cycle":"{cycle}"}}')
    ]


async def test_a_worker_killed_amid_the_scoring_is_gone_on_from_and_the_scores_are_the_same(sqlite_store):
    await plant(sqlite_store)
    await publish_plan(sqlite_store)
    await hear_customers(sqlite_store)
    cycle = await open_cycle(sqlite_store)
    await sqlite_store.write(lambda: submit(context(sqlite_store, "hr_manager"), SCORE, {"cycle": cycle}))

    assert await killed_at(sqlite_store, SCORE, cards=2) == ("RUNNING", "2", "5")
    before = await rows(sqlite_store, CARDS)
    await sqlite_store.write(lambda: release_all(NOW))
    clock = Clock("Asia/Shanghai", NOW)
    assert await work_once(
        sqlite_store, handlers(sqlite_store, Registry(sqlite_store), clock, lambda: POLICY), clock
    )

    assert len(before) == 3
    assert set(before) < set(await rows(sqlite_store, CARDS))
    assert await rows(sqlite_store, "select state,attempts,result,progress,total from job") == [
        ("DONE", "2", "scored: 2", "5", "5")
    ]
    gone_on = await rows(sqlite_store, SCORES)
    assert len(gone_on) == 10
    await score(sqlite_store, cycle)
    assert await rows(sqlite_store, SCORES) == gone_on
