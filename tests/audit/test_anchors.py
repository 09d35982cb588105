"""Anchors: signed, appended, as often as agreed."""

from __future__ import annotations

import asyncio
import json
import stat

import pytest

from server.audit import anchors as anchoring
from server.audit import record, run_anchors, write_anchor
from server.audit.anchors import Anchor, anchor_file, read_anchors
from server.kernel.clock import Clock
from tests.conftest import NOW

CLOCK = Clock(pinned=NOW)


@pytest.fixture
def add(store, ctx):
    async def add() -> None:
        await store.write(
            lambda: record(ctx, "people.x", subject_type="Employee", subject_id="e1", changes={})
        )

    return add


async def head(store):
    return (await store.reads.rows("SELECT seq, hash FROM audit_head"))[0]


async def test_an_anchor_notes_how_far_the_chain_has_come(store, add):
    await add()
    seq, spelled = await head(store)

    assert await write_anchor(store, CLOCK) == 1
    assert await write_anchor(store, CLOCK, known=1) == 1

    assert read_anchors(store) == ([Anchor(seq, spelled, "2025-04-05T09:30:00.000Z")], None)
    assert stat.S_IMODE(anchor_file(store).stat().st_mode) == 0o600


async def test_an_empty_chain_needs_no_anchor(store):
    assert await write_anchor(store, CLOCK) == 0
    assert read_anchors(store) == ([], None)


@pytest.mark.parametrize(
    "spoiled", ['{"seq":2,"hash":"x","at":"2025-04-05T09:30:00.000Z","signature":"00"}', "{}", "not json"]
)
async def test_a_line_that_was_changed_is_named(store, add, spoiled):
    await add()
    await write_anchor(store, CLOCK)
    line = anchor_file(store).read_text()
    anchor_file(store).write_text(line + spoiled)

    found, bad = read_anchors(store)

    assert ([anchor.seq for anchor in found], bad) == ([1], 2)
    assert set(json.loads(line)) == {"seq", "hash", "at", "signature"}


async def test_the_loop_anchors_after_many_entries_and_at_its_end(store, add, monkeypatch):
    monkeypatch.setattr(anchoring, "EVERY_ENTRIES", 2)
    monkeypatch.setattr(anchoring, "LOOK_SECONDS", 0.01)
    stop = asyncio.Event()
    running = asyncio.create_task(run_anchors(store, CLOCK, stop))

    await add()
    await asyncio.sleep(0.1)
    assert read_anchors(store)[0] == []
    await add()
    await asyncio.sleep(0.2)
    assert [anchor.seq for anchor in read_anchors(store)[0]] == [2]
    await add()
    stop.set()
    await running

    assert [anchor.seq for anchor in read_anchors(store)[0]] == [2, 3]


async def test_the_loop_anchors_after_a_minute(store, add, monkeypatch):
    monkeypatch.setattr(anchoring, "EVERY_SECONDS", 0.05)
    monkeypatch.setattr(anchoring, "LOOK_SECONDS", 0.01)
    await add()
    stop = asyncio.Event()
    running = asyncio.create_task(run_anchors(store, CLOCK, stop))
    await asyncio.sleep(0.3)

    assert [anchor.seq for anchor in read_anchors(store)[0]] == [1]
    stop.set()
    await running
