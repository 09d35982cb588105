"""The worker: runs what is due, tries again what fails, holds the lease of what is long, stops when told."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from server.jobs import Again, claim, enqueue, run_worker, submit
from server.jobs import worker as working
from server.jobs.queue import MOST_ATTEMPTS
from server.jobs.worker import work_once
from server.kernel.clock import Clock
from server.kernel.errors import InvalidInput
from tests.conftest import NOW, make_context

CLOCK = Clock(pinned=NOW)
JOB = "SELECT state, attempts, result, error FROM job"


async def test_due_work_is_done_and_its_result_kept(store, ctx):
    async def load(task) -> str:
        return f"loaded {task.read()['file']}"

    await store.write(lambda: submit(ctx, "import", {"file": "a.csv"}))

    assert await work_once(store, {"import": load}, CLOCK) is True
    assert await work_once(store, {"import": load}, CLOCK) is False
    assert await store.reads.rows(JOB) == [("DONE", 1, "loaded a.csv", None)]


async def test_work_without_a_handler_is_left_to_others(store, ctx):
    await store.write(lambda: submit(ctx, "import", {}))

    assert await work_once(store, {}, CLOCK) is False
    assert await store.reads.rows(JOB) == [("QUEUED", 0, None, None)]


async def test_an_error_is_kept_and_the_work_comes_again(store, ctx):
    async def breaks(task) -> None:
        raise OSError("no disk")

    await store.write(lambda: submit(ctx, "import", {}))
    await work_once(store, {"import": breaks}, CLOCK)

    assert await store.reads.rows(JOB) == [("QUEUED", 1, None, "OSError: no disk")]
    assert await work_once(store, {"import": breaks}, Clock(pinned=NOW + timedelta(seconds=6))) is True


@pytest.mark.parametrize(
    ("wait", "left"), [(timedelta(hours=1), "QUEUED"), (None, "FAILED")], ids=["an hour", "never"]
)
async def test_work_that_says_when_to_try_again_is_taken_at_its_word(sqlite_store, wait, left):
    async def waits(task) -> None:
        raise Again("HTTP 500", wait)

    ctx = make_context(sqlite_store)
    await sqlite_store.write(lambda: submit(ctx, "import", {}))
    await work_once(sqlite_store, {"import": waits}, CLOCK)

    assert await sqlite_store.reads.rows(JOB) == [(left, 1, None, "HTTP 500")]
    early, due = (Clock(pinned=NOW + timedelta(minutes=each)) for each in (59, 60))
    assert await work_once(sqlite_store, {"import": waits}, early) is False
    assert await work_once(sqlite_store, {"import": waits}, due) is (left == "QUEUED")


async def test_what_it_was_not_yet_time_for_costs_no_attempt(sqlite_store):
    async def waits(task):
        raise Again("quiet hours", timedelta(hours=1), was_tried=False)

    ctx = make_context(sqlite_store)
    await sqlite_store.write(lambda: submit(ctx, "import", {}))
    for hours in range(MOST_ATTEMPTS + 1):
        assert await work_once(sqlite_store, {"import": waits}, Clock(pinned=NOW + timedelta(hours=hours)))

    assert await sqlite_store.reads.rows(JOB) == [("QUEUED", 0, None, "quiet hours")]


async def test_a_refusal_is_final(store, ctx):
    async def refuses(task) -> None:
        raise InvalidInput("文件有误。", "The file is wrong.")

    await store.write(lambda: submit(ctx, "import", {}))
    await work_once(store, {"import": refuses}, CLOCK)

    assert await store.reads.rows(JOB) == [("FAILED", 1, None, "InvalidInput: The file is wrong.")]


async def test_long_work_keeps_its_lease(store, ctx, monkeypatch):
    monkeypatch.setattr(working, "LEASE", timedelta(seconds=0.06))
    renewed = []

    async def renew(task, now) -> bool:
        renewed.append(task.name)
        return len(renewed) < 2

    monkeypatch.setattr(working, "renew", renew)

    async def long(task) -> None:
        await asyncio.sleep(0.3)

    await store.write(lambda: submit(ctx, "import", {}))
    await work_once(store, {"import": long}, CLOCK)

    assert renewed == ["import", "import"]


async def test_the_loop_works_until_stopped_and_survives_trouble(store, ctx, monkeypatch):
    done, stop = [], asyncio.Event()

    async def send(task) -> None:
        done.append(task.payload)
        if len(done) == 2:
            stop.set()

    real, calls = working.work_once, []

    async def flaky(*given):
        calls.append(1)
        if len(calls) == 1:
            raise OSError("the database went away")
        return await real(*given)

    monkeypatch.setattr(working, "work_once", flaky)
    for number in (1, 2):
        await store.write(lambda number=number: enqueue(ctx, "mail", str(number), number))

    await asyncio.wait_for(run_worker(store, {"mail": send}, stop, clock=CLOCK, idle=0.01), 10)

    assert sorted(done) == ["1", "2"]


@pytest.mark.parametrize("state", ["DONE"])
async def test_a_stopped_worker_finishes_what_it_has_in_hand(store, ctx, state):
    stop = asyncio.Event()

    async def slow(task) -> str:
        stop.set()
        await asyncio.sleep(0.05)
        return "whole"

    await store.write(lambda: submit(ctx, "import", {}))
    await run_worker(store, {"import": slow}, stop, clock=CLOCK, idle=0.01)

    assert await store.reads.rows(JOB) == [(state, 1, "whole", None)]


async def test_what_a_killed_server_left_running_is_due_at_once_on_its_own_data(sqlite_store):
    ctx, done, stop = make_context(sqlite_store), [], asyncio.Event()

    async def load(task) -> None:
        done.append(task.attempts)
        stop.set()

    await sqlite_store.write(lambda: submit(ctx, "import", {}))
    await sqlite_store.write(lambda: claim(NOW, {"import"}))

    assert await work_once(sqlite_store, {"import": load}, CLOCK) is False
    await asyncio.wait_for(run_worker(sqlite_store, {"import": load}, stop, clock=CLOCK, idle=0.01), 5)

    assert done == [2]


async def test_beside_other_processes_a_lease_is_waited_out(postgres_store):
    ctx, stop = make_context(postgres_store), asyncio.Event()
    await postgres_store.write(lambda: submit(ctx, "import", {}))
    await postgres_store.write(lambda: claim(NOW, {"import"}))
    asyncio.get_running_loop().call_later(0.1, stop.set)

    await run_worker(postgres_store, {"import": breaks_the_test}, stop, clock=CLOCK, idle=0.01)

    assert await postgres_store.reads.rows(JOB) == [("RUNNING", 1, None, None)]


async def breaks_the_test(task) -> None:
    raise AssertionError("another process may still be at it")


async def test_what_a_database_quotes_is_not_kept(store, ctx):
    async def breaks(task) -> None:
        raise ValueError("Key (phone)=(13800000001) is there already")

    await store.write(lambda: submit(ctx, "import", {}))
    await work_once(store, {"import": breaks}, CLOCK)

    assert await store.reads.rows(JOB) == [("QUEUED", 1, None, "ValueError")]
