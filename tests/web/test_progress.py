"""A job is followed to its end by whom it belongs to."""

from __future__ import annotations

import asyncio

import orjson
import pytest

from server.jobs import claim, finish, progress, submit
from server.jobs.following import tell
from server.web.progress import told
from tests.web.conftest import PASSWORD


@pytest.fixture
async def job(world):
    store, ctx = world.house.store, world.house.context
    accounts = {each.username: each for each in await world.house.accounts.everyone()}
    signed = await world.house.accounts.signed_in(world.tokens["hr_manager"])
    context = ctx(signed)
    assert accounts["hr_manager"].account_id == context.principal.account_id
    return context, await store.write(lambda: submit(context, "test.long", {}, total=10))


async def test_progress_is_told_when_it_moves_and_the_end_once(world, job):
    ctx, job_id = job
    store = world.house.store
    (task,) = await store.write(lambda: claim(ctx.now, {"test.long"}))
    seen = []

    async def listen():
        seen.extend([event async for event in told(world.house, job_id, glance=0.01)])

    listening = asyncio.create_task(listen())
    await store.write(lambda: progress(task, 3, 10, ctx.now))
    await asyncio.sleep(0.1)
    tell(job_id, 7, 10)
    await asyncio.sleep(0.1)
    await store.write(lambda: finish(task, "x", ctx.now))
    await asyncio.wait_for(listening, 5)

    assert seen[-3:-1] == [("progress", "30"), ("progress", "70")]
    assert seen[-1][0] == "done"
    assert orjson.loads(seen[-1][1])["state"] == "DONE"


async def test_a_stranger_is_turned_away_and_others_find_nothing(world, job):
    _, job_id = job

    async with world.client() as stranger:
        assert (await stranger.get(f"/jobs/{job_id}/events")).status_code == 401
        await stranger.post(
            "/login",
            data={"username": "employee", "password": PASSWORD},
            headers={"sec-fetch-site": "same-origin"},
        )
        assert (await stranger.get(f"/jobs/{job_id}/events")).status_code == 404


async def test_a_job_that_is_not_there_tells_nothing(world):
    assert [event async for event in told(world.house, "nothing")] == []
