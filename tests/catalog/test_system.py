"""The state of the system is counted, and an unfinished rotation or a missing backup shows."""

from __future__ import annotations

from dataclasses import replace

import orjson
import pytest

from server.catalog import days
from server.catalog.system import HEARD, keys_left, last_backup, state_of
from server.jobs import enqueue
from server.jobs.models import Job, WorkState
from server.kernel.clock import Clock
from server.people import jobs as people
from server.store.base import stamp
from server.store.models import PersonKey
from tests.conftest import NOW
from tests.plan.world import POLICY


@pytest.fixture
async def house(ctx):
    async def work() -> None:
        for state in (WorkState.QUEUED, WorkState.FAILED, WorkState.FAILED):
            await Job.create(**stamp(ctx), kind="k", args="{}", state=state, next_at=ctx.now)
        for key, wrapped in (("p1", ctx.store.vault.new_person_key()), ("p2", "k0.older"), ("p3", "")):
            await PersonKey.create(person_id=key, wrapped=wrapped, erased_at=None if wrapped else ctx.now)

    await ctx.store.write(work)
    return ctx


async def test_what_an_operator_looks_at_first(house):
    state = await state_of(house)

    assert (state.jobs_waiting, state.jobs_failed, state.deliveries_failed, state.audit_entries) == (
        1,
        2,
        0,
        0,
    )
    assert (state.key_id, state.keys_to_rewrap, state.anchored_seq, state.last_backup_at) == (
        "k1",
        1,
        None,
        None,
    )
    assert state.database.startswith("SQLite" if house.store.dialect == "sqlite" else "PostgreSQL")
    assert state.database_bytes > 10_000
    assert await keys_left(house.store) == 1


async def test_only_messages_that_somebody_hears_wait(house):
    async def tell() -> None:
        for topic in ("people.transfer", "exit.taken_back", "exit.payroll", "daily", "people.reopen_account"):
            await enqueue(house, topic, "1", {})

    await house.store.write(tell)

    assert (await state_of(house)).deliveries_waiting == 3


def test_what_is_heard_has_a_handler(store):
    clock = Clock(pinned=NOW)
    known = (
        people.handlers(store, clock, lambda: POLICY).keys()
        | days.handlers(store, clock, lambda: POLICY, ()).keys()
    )

    assert set(HEARD) == known


def test_the_last_backup_is_what_was_noted(tmp_path):
    assert last_backup(tmp_path) is None

    (tmp_path / "last-backup.json").write_bytes(orjson.dumps({"at": "2025-04-05T09:30:00.000Z"}))

    assert last_backup(tmp_path) == replace(Clock(pinned=NOW)).now()
