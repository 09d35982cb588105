"""What follows a cycle's turn: seen all at once, gone on with after a kill, and done once however often it is asked."""

from __future__ import annotations

import asyncio

import pytest

from server.jobs.models import Job
from server.jobs.queue import release_all
from server.kernel.errors import Conflict, InvalidState
from server.performance.cycles import settling
from server.performance.cycles.jobs import LeaseLost
from server.performance.cycles.operations import corrections, cycles
from server.performance.cycles.operations.closing import SETTLE
from server.performance.cycles.operations.publishing import FOLLOW
from server.performance.cycles.progress import CycleWork, progress_of
from server.performance.cycles.settling import follow_publication, settle_cycle
from server.store.store import Store
from tests.people.town import plant, refused, rows
from tests.performance.scored import card_of, cycle_of, followed, killed_at, published, rate, ready
from tests.plan.world import NOW, context

FACTS = "select count(*) from appraisal where superseded_at is {}null"
NOTICES = "select count(*) from notice where kind='score_published'"
CANDIDATES = "select count(*) from outbox_message where topic like '%.candidate'"
RESULT = (
    "select i.employee_id,i.component,i.weight,i.score,a.rating from appraisal_item i join appraisal a "
    "on a.source_key=i.source_key where i.superseded_at is null and a.superseded_at is null order by 1,2"
)


@pytest.fixture
def hr(town):
    return context(town, "performance_specialist")


def stopped_at(number: int):
    """Somebody else takes the job over before the batch that ends here is kept."""

    async def keep(done: int, _total: int) -> None:
        if done == number:
            raise LeaseLost

    return keep


async def kept(_done: int, _total: int) -> None: ...


async def test_results_count_once_all_of_them_are_there(town, hr, monkeypatch):
    monkeypatch.setattr(settling, "BATCH", 1)
    cycle = await published(town, E3="95", E6="92")
    await cycles.close_review_cycle(hr, id=cycle)
    card = await card_of(town, "E3")

    with pytest.raises(LeaseLost):
        await settle_cycle(hr, cycle, 0, stopped_at(3))

    assert await rows(town, FACTS.format("")) == [("0",)]
    assert await rows(town, FACTS.format("not ")) == [("2",)]
    boss = context(town, "hr_manager")
    await refused(
        town, lambda: corrections.correct_scorecard(boss, id=card.id, reason="登记有误"), InvalidState
    )

    assert await settle_cycle(hr, cycle, 2, kept) == 5
    assert await rows(town, FACTS.format("")) == [("5",)]
    assert await rows(town, FACTS.format("not ")) == [("0",)]
    assert await rows(town, CANDIDATES) == [("3",)]
    await corrections.correct_scorecard(boss, id=card.id, reason="登记有误")


async def test_everybody_is_told_and_told_once(town, hr, monkeypatch):
    monkeypatch.setattr(settling, "BATCH", 2)
    cycle = await published(town, E5="20")
    told, drafts = await rows(town, NOTICES), await rows(town, "select count(*) from improvement_plan")

    await follow_publication(hr, cycle, 0, kept)

    assert (told, drafts) == ([("5",)], [("1",)])
    assert (await rows(town, NOTICES), await rows(town, "select count(*) from improvement_plan")) == (
        told,
        drafts,
    )


async def test_of_many_who_publish_or_close_at_once_one_does(town, hr):
    cycle = await ready(town)
    for person in ("E1", "E2", "E3", "E5", "E6"):
        await rate(town, person)
    await cycles.calibrate_review_cycle(hr, id=cycle)

    for act, state in ((cycles.publish_review_cycle, "PUBLISHED"), (cycles.close_review_cycle, "CLOSED")):
        version = (await cycle_of(town, cycle)).version
        tries = [act(hr, id=cycle, version=version) for _ in range(16)]
        ends = await asyncio.gather(*tries, return_exceptions=True)
        assert [end for end in ends if not isinstance(end, Conflict | InvalidState)] == [cycle]
        assert (await cycle_of(town, cycle)).state == state
        assert await followed(town) == 1


async def test_the_progress_says_what_is_being_done(town, hr):
    cycle = await published(town)
    await town.write(lambda: Job.all().delete())
    await cycles.close_review_cycle(hr, id=cycle)

    waiting = await progress_of(hr, cycle)
    await followed(town)
    over = await progress_of(hr, cycle)

    assert waiting is not None
    assert over is not None
    assert (waiting.work, over.work) == (CycleWork.CLOSING, None)


async def test_a_worker_killed_amid_a_publication_and_a_close_is_gone_on_from(sqlite_store):
    await plant(sqlite_store)
    cycle = await published(sqlite_store, follows=False, E3="95", E6="92", E5="40")

    assert await killed_at(sqlite_store, FOLLOW, cards=3) == ("RUNNING", "3", "5")
    assert await rows(sqlite_store, NOTICES) == [("3",)]
    assert await gone_on(sqlite_store, FOLLOW) == 2
    assert await rows(sqlite_store, NOTICES) == [("5",)]
    assert await rows(sqlite_store, "select count(*) from improvement_plan") == [("1",)]

    await cycles.close_review_cycle(context(sqlite_store, "performance_specialist"), id=cycle)
    assert await killed_at(sqlite_store, SETTLE, cards=3) == ("RUNNING", "3", "5")
    assert await rows(sqlite_store, FACTS.format("")) == [("0",)]
    assert await gone_on(sqlite_store, SETTLE) == 2
    assert await rows(sqlite_store, "select count(*),count(distinct source_key) from appraisal") == [
        ("5", "5")
    ]
    assert len(await rows(sqlite_store, RESULT)) == 7


async def gone_on(store: Store, kind: str) -> int:
    """Let the next worker take up what a killed one left; return at which attempt it was done."""
    await store.write(lambda: release_all(NOW))
    assert await followed(store) == 1
    job: Job = await store.write(lambda: Job.get(kind=kind))
    return job.attempts
