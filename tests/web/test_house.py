"""A house opens and closes whole."""

from __future__ import annotations

import asyncio

import pytest

from server.store.lock import DataInUse
from server.store.store import Store
from server.web.house import House, spoken
from tests.plan.world import context, plant
from tests.web.conftest import parts_of, people_of


async def test_background_work_runs_and_is_told_to_stop(store):
    seen = []

    async def work(house: House, stop: asyncio.Event) -> None:
        seen.append("started")
        await stop.wait()
        seen.append("stopped")

    house = House(parts_of(store, background=[work]))
    async with house.open():
        await asyncio.sleep(0)
        assert house.health.is_open

    assert seen == ["started", "stopped"]
    assert not house.health.is_open


async def test_looks_that_wait_are_written_before_the_house_closes(store):
    await plant(store)
    house = House(parts_of(store))
    async with house.open():
        await people_of(house)
        await house.executor.execute(context(store, "hr_manager"), '{ employee(code: "E3") { phone } }', {})

    assert await store.reads.rows("SELECT count(*) FROM access_log") == [(1,)]


async def test_its_own_store_is_opened_and_let_go(settings, secrets, sqlite_store):
    await sqlite_store.close()
    house = House(parts_of(sqlite_store, open_store=None))
    async with house.open():
        with pytest.raises(DataInUse):
            await Store.open(settings, secrets)
    sqlite_store.__dict__.update((await Store.open(settings, secrets)).__dict__)


@pytest.mark.parametrize(
    ("asked", "answer"), [("zh", "zh"), ("zh-CN", "zh"), ("en-US", "en"), ("fr", "zh"), ("", "zh")]
)
def test_two_languages_are_spoken(asked, answer):
    assert spoken(asked) == answer


async def test_the_language_asked_for_beats_the_accounts(world):
    signed = await world.house.accounts.signed_in(world.tokens["employee"])

    assert world.house.context(signed).language == "zh"
    assert world.house.context(signed, language="en").language == "en"
