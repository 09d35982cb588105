"""The queue: told once, claimed under a lease, tried again with pauses, given up at last."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from server.jobs import claim, enqueue, fail, finish, progress, renew, submit
from server.jobs.queue import LEASE, pause
from tests.conftest import NOW

JOB = "SELECT state, attempts, progress, total, result, error FROM job"
OUTBOX = "SELECT topic, key, payload, state, attempts, receipt FROM outbox_message ORDER BY created_at"
NAMES = {"mail", "import"}


@pytest.fixture
def take(store):
    async def take(moment=NOW, names=NAMES, limit=1):
        return await store.write(lambda: claim(moment, names, limit=limit))

    return take


async def test_a_message_is_told_once_per_key(store, ctx):
    for _ in range(2):
        await store.write(lambda: enqueue(ctx, "mail", "offer:e1", {"to": "王敏"}))

    assert await store.reads.rows(OUTBOX) == [("mail", "offer:e1", '{"to":"王敏"}', "QUEUED", 0, None)]


async def test_a_message_of_a_change_that_fails_is_never_sent(store, ctx):
    async def work() -> None:
        await enqueue(ctx, "mail", "k", {})
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await store.write(work)

    assert await store.reads.rows(OUTBOX) == []


async def test_a_claim_tells_what_to_do_and_hides_it_from_others(store, ctx, take):
    job = await store.write(lambda: submit(ctx, "import", {"file": "people.csv"}, total=3))

    (task,) = await take()

    assert (task.id, task.name, task.read(), task.attempts, task.created_by) == (
        job, "import", {"file": "people.csv"}, 1, "0190-hr",
    )  # fmt: skip
    assert await take() == []


async def test_messages_come_before_jobs_and_the_oldest_first(store, ctx, take):
    await store.write(lambda: submit(ctx, "import", 1))
    await store.write(lambda: enqueue(ctx, "mail", "later", 3))
    await store.write(lambda: enqueue(replace(ctx, now=NOW - timedelta(hours=1)), "mail", "earlier", 2))

    assert [task.payload for task in await take(limit=5)] == ["2", "3", "1"]


async def test_only_due_work_of_known_names_is_claimed(store, ctx, take):
    await store.write(lambda: submit(ctx, "unknown", {}))
    await store.write(lambda: submit(ctx, "import", {}, after=NOW + timedelta(minutes=1)))

    assert await take() == []
    assert len(await take(NOW + timedelta(minutes=1))) == 1


async def test_finished_work_keeps_its_result(store, ctx, take):
    await store.write(lambda: submit(ctx, "import", {}))
    await store.write(lambda: enqueue(ctx, "mail", "k", {}))
    for task in await take(limit=2):
        assert await store.write(lambda task=task: finish(task, "ok", NOW)) is True

    assert await store.reads.rows(JOB) == [("DONE", 1, 0, 0, "ok", None)]
    assert (await store.reads.rows(OUTBOX))[0][3:] == ("DONE", 1, "ok")
    assert await take(NOW + timedelta(days=1)) == []


async def test_a_lease_that_runs_out_lets_another_take_over(store, ctx, take):
    await store.write(lambda: submit(ctx, "import", {}))
    (first,) = await take()
    after = NOW + LEASE + timedelta(seconds=1)
    (second,) = await take(after)

    assert second.attempts == 2
    for lost in (
        renew(first, after),
        progress(first, 1, 2, after),
        finish(first, "x", after),
        fail(first, "x", after),
    ):
        assert await store.write(lambda lost=lost: lost) is False
    assert await store.write(lambda: finish(second, "ok", after)) is True


async def test_a_renewed_lease_holds_and_progress_shows(store, ctx, take):
    await store.write(lambda: submit(ctx, "import", {}))
    (task,) = await take()
    half = NOW + LEASE / 2

    assert await store.write(lambda: renew(task, half)) is True
    assert await take(NOW + LEASE + timedelta(seconds=1)) == []
    assert await store.write(lambda: progress(task, 5, 9, half)) is True
    assert await store.reads.rows(JOB) == [("RUNNING", 1, 5, 9, None, None)]


async def test_failed_work_is_tried_again_after_growing_pauses_and_given_up_at_last(store, ctx, take):
    await store.write(lambda: submit(ctx, "import", {}))
    moment, waited = NOW, []
    for _ in range(8):
        (task,) = await take(moment)
        await store.write(lambda task=task, moment=moment: fail(task, "no", moment))
        waited.append(pause(task.attempts).total_seconds())
        moment += pause(task.attempts)

    assert waited == [5, 10, 20, 40, 80, 160, 320, 640]
    assert await store.reads.rows(JOB) == [("FAILED", 8, 0, 0, None, "no")]
    assert await take(moment + timedelta(days=1)) == []


def test_a_pause_is_never_longer_than_an_hour():
    assert pause(60) == timedelta(hours=1)


async def test_what_cannot_succeed_is_given_up_at_once(store, ctx, take):
    await store.write(lambda: submit(ctx, "import", {}))
    (task,) = await take()
    await store.write(lambda: fail(task, "bad file", NOW, for_good=True))

    assert await store.reads.rows(JOB) == [("FAILED", 1, 0, 0, None, "bad file")]


async def test_claims_at_once_never_take_the_same_work(store, ctx, take):
    for number in range(10):
        await store.write(lambda number=number: submit(ctx, "import", number))

    taken = [task.payload for tasks in await asyncio.gather(*(take() for _ in range(20))) for task in tasks]

    assert sorted(taken, key=int) == [str(number) for number in range(10)]
