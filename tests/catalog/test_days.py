"""The work of each day: once a day, the next day asked for, and one that fails stops no other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from server.catalog import days
from server.catalog.days import DAILY
from server.jobs.queue import claim, finish
from server.kernel.clock import Clock
from tests.plan.world import POLICY

NOON = datetime(2026, 6, 30, 4, tzinfo=UTC)
MIDNIGHT = datetime(2026, 6, 30, 16, tzinfo=UTC)


async def work(store, now: datetime, *works) -> str | None:
    """Do what is due at a moment, if anything is."""
    clock = Clock("Asia/Shanghai", now)
    run = days.handlers(store, clock, lambda: POLICY, works)[DAILY]
    tasks = await store.write(lambda: claim(now, {DAILY}))
    for task in tasks:
        said = await run(task)
        await store.write(lambda said=said, task=task: finish(task, said, now))
        return said
    return None


async def test_each_day_is_worked_once_and_asks_for_the_next_at_local_midnight(store):
    done = []

    async def tick(ctx) -> None:
        done.append(ctx.today.isoformat())

    clock = Clock("Asia/Shanghai", NOON)
    for _ in range(2):
        await days.ask(store, clock, lambda: POLICY)

    assert await work(store, NOON, tick) == "done: 1"
    assert await work(store, NOON, tick) is None
    assert await work(store, MIDNIGHT - timedelta(milliseconds=1), tick) is None
    assert await work(store, MIDNIGHT, tick) == "done: 1"
    assert done == ["2026-06-30", "2026-07-01"]


async def test_a_work_that_fails_is_written_down_and_stops_no_other(store):
    done = []

    async def fails(_) -> None:
        raise RuntimeError("no")

    async def tick(_) -> None:
        done.append(1)

    await days.ask(store, Clock("Asia/Shanghai", NOON), lambda: POLICY)
    said = await work(store, NOON, fails, tick)

    assert (done, str(said).startswith("failed: ")) == ([1], True)
    ((action, changes),) = await store.reads.rows("select action, changes from audit_entry")
    assert (action, changes) == ("daily.fail_work", '{"failed":[null,"RuntimeError"]}')
