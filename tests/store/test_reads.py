"""The read pool: tuples, snapshots, deadlines, and callers that leave."""

from __future__ import annotations

import asyncio
from datetime import date

import aiosqlite
import pytest

from server.kernel.errors import Busy
from server.store.models import PersonKey
from server.store.reads import patient, placed

ENDLESS = {
    "sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n",
    "postgres": "SELECT pg_sleep(30)",
}
LONG = {
    "sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1e6) SELECT count(*) FROM n",
    "postgres": "SELECT pg_sleep(0.3)",
}
ECHO = {"sqlite": "SELECT ?2, ?1", "postgres": "SELECT $2::text, $1::text"}


async def add(person_id: str) -> None:
    await PersonKey.create(person_id=person_id, wrapped="w")


async def test_parameters_are_numbered_and_rows_are_plain_tuples(store):
    rows = await store.reads.rows(ECHO[store.dialect], ["一", "二"])

    assert rows == [("二", "一")]
    assert type(rows[0]) is tuple


async def test_dates_come_as_text_and_may_be_given_either_way(store):
    mark = {"sqlite": "date(?1)", "postgres": "$1::date"}[store.dialect]

    assert await store.reads.rows(f"SELECT {mark}", ["2025-03-31"]) == [("2025-03-31",)]
    assert await store.reads.rows(f"SELECT {mark}", [date(2025, 3, 31)]) == [("2025-03-31",)]


async def test_values_are_asked_with_where_they_belong_on_either_database(store):
    await store.write(lambda: add("p1"))

    found = await store.ask("SELECT person_id FROM person_key WHERE person_id={0} AND wrapped={1}", "p1", "w")

    assert found == [("p1",)]
    assert placed("sqlite", "{1} {0}", date(2025, 3, 31), 5) == ("?2 ?1", ["2025-03-31", 5])
    assert placed("postgres", "{1} {0}", date(2025, 3, 31), 5) == ("$2 $1", ["2025-03-31", 5])


async def test_a_snapshot_sees_one_moment_and_the_next_sees_the_change(store):
    count = "SELECT count(*) FROM person_key"
    async with store.reads.snapshot() as snapshot:
        before = await snapshot.rows(count)
        await store.write(lambda: add("p1"))
        after = await snapshot.rows(count)

    assert (before, after) == ([(0,)], [(0,)])
    assert await store.reads.rows(count) == [(1,)]


async def test_a_caller_who_leaves_while_a_snapshot_begins_leaves_no_transaction_open(store):
    async def look() -> None:
        async with store.reads.snapshot() as snapshot:
            await snapshot.rows("SELECT 1")

    for steps in range(8):
        leaving = [asyncio.create_task(look()) for _ in range(8)]
        for _ in range(steps):
            await asyncio.sleep(0)
        for one in leaving:
            one.cancel()
        await asyncio.gather(*leaving, return_exceptions=True)

    await asyncio.gather(*(look() for _ in range(16)))


async def test_reads_cannot_write(store):
    with pytest.raises(Exception, match=r"readonly|read-only"):
        await store.reads.rows(
            "INSERT INTO person_key (person_id, wrapped) VALUES ('p', 'w') RETURNING person_id"
        )


async def test_statements_are_counted(store):
    seen: list[str] = []
    store.reads.on_statement = seen.append

    await store.reads.rows("SELECT 1")
    async with store.reads.snapshot() as snapshot:
        await snapshot.rows("SELECT 2")
        await snapshot.rows("SELECT 3")

    assert seen == ["SELECT 1", "SELECT 2", "SELECT 3"]


async def test_a_read_past_its_time_is_stopped_and_the_connection_serves_on(store):
    store.reads.seconds = 0.1

    with pytest.raises(Busy):
        await store.reads.rows(ENDLESS[store.dialect])
    with pytest.raises(Busy):
        async with store.reads.snapshot(seconds=0.1) as snapshot:
            await snapshot.rows(ENDLESS[store.dialect])

    assert await asyncio.gather(*(store.reads.rows("SELECT 1") for _ in range(6))) == [[(1,)]] * 6


async def test_a_read_that_nobody_waits_for_may_take_longer(store):
    store.reads.seconds = 0.01
    with patient(30):
        assert len(await store.reads.rows(LONG[store.dialect])) == 1
    with pytest.raises(Busy):
        await store.reads.rows(LONG[store.dialect])


async def test_a_caller_that_leaves_stops_its_statement(store):
    running = [asyncio.create_task(store.reads.rows(ENDLESS[store.dialect])) for _ in range(3)]
    await asyncio.sleep(0.1)
    for task in running:
        task.cancel()

    assert await asyncio.wait_for(store.reads.rows("SELECT 1"), 2) == [(1,)]
    assert [type(result) for result in await asyncio.gather(*running, return_exceptions=True)] == [
        asyncio.CancelledError
    ] * 3


async def test_more_readers_than_connections_take_turns(store):
    assert await asyncio.gather(*(store.reads.rows("SELECT 7") for _ in range(50))) == [[(7,)]] * 50


async def test_one_that_waits_and_leaves_does_not_take_a_connection_along(sqlite_store):
    pool = sqlite_store.reads
    async with pool.snapshot(), pool.snapshot(), pool.snapshot():
        waiting = asyncio.create_task(pool.rows("SELECT 1"))
        late = asyncio.create_task(pool.rows("SELECT 2"))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.sleep(0)

    assert await late == [(2,)]
    assert len(pool._free) == 3


async def test_one_that_leaves_just_as_it_is_served_gives_the_connection_back(sqlite_store):
    pool = sqlite_store.reads
    taken = [pool._free.popleft() for _ in range(3)]
    waiting = asyncio.create_task(pool.rows("SELECT 1"))
    await asyncio.sleep(0)
    pool._give_back(taken[0])
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    for connection in taken[1:]:
        pool._give_back(connection)

    assert len(pool._free) == 3


async def test_other_database_errors_are_not_disguised(sqlite_store):
    with pytest.raises(aiosqlite.OperationalError, match="no such table"):
        await sqlite_store.reads.rows("SELECT * FROM nowhere")
