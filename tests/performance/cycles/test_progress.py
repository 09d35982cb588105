"""How far a cycle is: cards where they are, and a run only while it is on."""

from __future__ import annotations

from server.jobs.models import Job
from server.performance.cycles.progress import CycleWork, progress_of
from tests.performance.scored import ready
from tests.plan.world import context


async def test_cards_are_counted_where_they_are_and_a_run_while_it_is_on(town):
    hr = context(town, "hr_manager")
    cycle = await ready(town)

    waiting = await progress_of(hr, cycle)
    await town.write(lambda: Job.all().update(state="RUNNING", progress=3, total=5))
    running = await progress_of(hr, cycle)
    await town.write(lambda: Job.all().update(state="DONE"))
    done = await progress_of(hr, cycle)

    assert waiting is not None
    assert running is not None
    assert done is not None
    assert (waiting.cards, waiting.with_people, waiting.work, waiting.total) == (5, 5, CycleWork.SCORING, 0)
    assert (running.done, running.total) == (3, 5)
    assert (done.work, done.done, done.total, str(done.state)) == (None, 0, 0, "SCORING")


async def test_a_cycle_that_is_not_there_has_no_progress(town):
    assert await progress_of(context(town, "hr_manager"), "no such cycle") is None
