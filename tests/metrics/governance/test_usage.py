"""Uses are counted beside the reads and written in one go; nothing is lost when writing fails."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from server.metrics.agreed.registry import Registry
from server.metrics.governance.boards import Tile, save_board
from server.metrics.governance.usage import Counts, Used, usage_of
from server.metrics.models import Usage
from tests.plan.world import context


@pytest.fixture
def hr(store):
    return context(store, "hr_manager")


async def test_counts_add_up_by_day_and_kind(hr, store):
    counts = Counts()
    for _ in range(2):
        counts.note(hr, ["csat", "nps"])
        counts.note(hr, ["csat"], Usage.EXPORT)
        await counts.flush(store)
    await counts.flush(store)
    await save_board(hr, Registry(store), name="x", tiles=[Tile("csat", "12"), Tile("csat", "1")])

    found = await usage_of(hr)

    assert found == {
        "csat": Used(2, 2, boards=1, last_used=hr.now),
        "nps": Used(2, 0, last_used=hr.now),
    }


async def test_only_the_last_thirty_days_count(hr, store):
    counts = Counts()
    counts.note(replace(hr, today=hr.today - timedelta(days=31)), ["csat"])
    await counts.flush(store)

    assert (await usage_of(hr))["csat"] == Used(0, 0, last_used=hr.now)


async def test_what_cannot_be_written_waits(hr, store, monkeypatch):
    counts = Counts()
    counts.note(hr, ["csat"])

    async def full(_work):
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(store, "write", full)
        with pytest.raises(OSError, match="full"):
            await counts.flush(store)
    await counts.flush(store)

    assert (await usage_of(hr))["csat"].queries == 1


async def test_the_last_counts_are_written_at_the_end(hr, store):
    counts, stop = Counts(), asyncio.Event()
    counts.note(hr, ["csat"])
    stop.set()

    await counts.run(store, stop)

    assert (await usage_of(hr)) == {}
