"""A worker does what is queued on PostgreSQL without serving; on SQLite the server does that itself."""

from __future__ import annotations

import asyncio

import main
from server.commands.base import opened, system_context
from server.commands.working import run
from server.jobs.queue import enqueue
from server.web.house import House
from tests.commands.desk import Desk


def test_on_sqlite_there_is_no_worker(desk: Desk):
    ran = desk.run("worker")

    assert (ran.code, "for PostgreSQL" in ran.err) == (2, True)


def test_queued_work_is_done(postgres_desk: Desk):
    desk = postgres_desk

    async def work() -> list[tuple[object, ...]]:
        async with opened(desk.settings) as store:
            await store.write(
                lambda: enqueue(system_context(store), "daily", "2001-01-01", {"day": "2001-01-01"})
            )
            stop = asyncio.Event()
            working = asyncio.create_task(run(House(main.parts_of(desk.settings)), stop))
            sql = "select state from outbox_message where key='2001-01-01'"
            for _ in range(300):
                if await store.reads.rows(sql) == [("DONE",)]:
                    break
                await asyncio.sleep(0.1)
            stop.set()
            await working
            return await store.reads.rows(sql)

    assert asyncio.run(work()) == [("DONE",)]
