"""Opening, writing and closing, on both databases."""

from __future__ import annotations

import asyncio
import contextvars
from functools import partial

import pytest
from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from server.kernel.settings import Settings
from server.store.lock import DataInUse
from server.store.models import PersonKey
from server.store.sqlite_client import OutsideWrite
from server.store.store import Rehearsed, Store

CALLER = contextvars.ContextVar("caller", default="nobody")


async def add(person_id: str) -> str:
    await PersonKey.create(person_id=person_id, wrapped="w")
    return person_id


async def people(store: Store) -> list[str]:
    return [row[0] for row in await store.reads.rows("SELECT person_id FROM person_key ORDER BY person_id")]


async def test_what_is_written_can_be_read_at_once(store):
    assert await store.write(lambda: add("p1")) == "p1"

    assert await people(store) == ["p1"]


async def test_work_that_raises_is_rolled_back_alone(store):
    async def fails() -> None:
        await add("lost")
        raise ValueError("no")

    results = await asyncio.gather(
        store.write(lambda: add("a")),
        store.write(fails),
        store.write(lambda: add("b")),
        return_exceptions=True,
    )

    assert [str(result) for result in results] == ["a", "no", "b"]
    assert await people(store) == ["a", "b"]


async def test_a_rehearsal_runs_whole_and_keeps_nothing(store):
    async def fails() -> None:
        await add("lost")
        raise ValueError("no")

    rehearsal = store.rehearsing()
    with pytest.raises(Rehearsed):
        await rehearsal.write(lambda: add("p1"))
    with pytest.raises(ValueError, match="no"):
        await rehearsal.write(fails)

    assert await people(store) == []
    assert await store.write(lambda: add("p2")) == "p2"
    assert await people(rehearsal) == ["p2"]


async def test_database_errors_reach_the_caller_and_nobody_else(store):
    await store.write(lambda: add("a"))

    results = await asyncio.gather(
        store.write(lambda: add("a")), store.write(lambda: add("b")), return_exceptions=True
    )

    assert isinstance(results[0], IntegrityError)
    assert await people(store) == ["a", "b"]


async def test_a_nested_transaction_is_undone_alone(store):
    async def inner() -> None:
        async with in_transaction():
            await add("inner")
            raise ValueError("inner")

    async def work() -> None:
        await add("outer")
        with pytest.raises(ValueError, match="inner"):
            await inner()
        async with in_transaction():
            await add("second")

    await store.write(work)

    assert await people(store) == ["outer", "second"]


async def test_work_runs_in_the_context_of_its_caller(store):
    async def caller() -> str:
        return CALLER.get()

    CALLER.set("王敏")

    assert await store.write(caller) == "王敏"


async def test_models_are_refused_outside_of_a_write(store):
    with store._tortoise:  # as the fallback of a process that has one store
        with pytest.raises(OutsideWrite):
            await PersonKey.all()
        with pytest.raises(OutsideWrite):
            await add("p1")


async def test_a_task_that_outlives_its_work_is_refused(sqlite_store):
    late = asyncio.Event()

    async def straggler() -> None:
        await late.wait()
        await add("late")

    async def work() -> asyncio.Task[None]:
        return asyncio.create_task(straggler())

    task = await sqlite_store.write(work)
    late.set()

    with pytest.raises(OutsideWrite):
        await task


async def test_a_work_past_its_time_is_undone(store):
    async def slow() -> None:
        await add("slow")
        await asyncio.sleep(5)

    with pytest.raises(TimeoutError):
        await store.write(slow, seconds=0.05)

    assert await people(store) == []
    assert await store.write(lambda: add("next")) == "next"


async def test_two_hundred_writes_at_once_all_arrive(store):
    await asyncio.gather(*(store.write(lambda n=n: add(f"p{n:03}")) for n in range(200)))

    assert await people(store) == [f"p{n:03}" for n in range(200)]


async def test_readers_do_not_write(sqlite_store, settings, secrets):
    reader = await Store.open(settings, secrets, seat="reader")
    try:
        assert await people(reader) == []
        with pytest.raises(OutsideWrite):
            await reader.write(lambda: add("p1"))
    finally:
        await reader.close()


async def test_a_second_owner_is_refused_and_a_guest_writes_beside(sqlite_store, settings, secrets):
    with pytest.raises(DataInUse):
        await Store.open(settings, secrets)

    guest = await Store.open(settings, secrets, seat="guest")
    try:
        await guest.write(lambda: add("by guest"))
        await sqlite_store.write(lambda: add("by owner"))
    finally:
        await guest.close()

    assert await people(sqlite_store) == ["by guest", "by owner"]


async def test_stores_open_and_close_in_sequence(sqlite_template, settings, secrets):
    settings.sqlite_path.write_bytes(sqlite_template.read_bytes())
    for name in ("first", "second", "third"):
        store = await Store.open(settings, secrets)
        await store.write(partial(add, name))
        await store.close()

    store = await Store.open(settings, secrets)
    assert await people(store) == ["first", "second", "third"]
    await store.close()


async def test_a_missing_database_is_named_with_what_to_do(settings, secrets):
    with pytest.raises(FileNotFoundError, match=r"run `main\.py migrate`"):
        await Store.open(settings, secrets)

    assert list(settings.data.iterdir()) == []


async def test_an_unreachable_database_is_an_error(tmp_path, secrets):
    with pytest.raises(OSError, match="Connect call failed"):
        await Store.open(
            Settings(data=tmp_path, database_url="postgresql://nobody@127.0.0.1:1/none"), secrets
        )


async def test_sqlite_is_opened_with_every_guard(sqlite_store):
    async def pragmas() -> dict[str, object]:
        connection = PersonKey._meta.db
        names = (
            "journal_mode",
            "synchronous",
            "foreign_keys",
            "trusted_schema",
            "cell_size_check",
            "temp_store",
        )
        return {name: (await connection.execute_query_dict(f"PRAGMA {name}"))[0][name] for name in names}

    assert await sqlite_store.write(pragmas) == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "temp_store": 2,
    }


async def test_colliding_changes_on_postgres_are_tried_again(postgres_store):
    await postgres_store.write(lambda: add("p1"))
    tries = []

    async def collide() -> None:
        tries.append(1)
        connection = PersonKey._meta.db
        await connection.execute_query("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")
        (key,) = await PersonKey.all()
        await asyncio.sleep(0.05)
        await PersonKey.filter(person_id="p1").update(wrapped=f"{key.wrapped}+")

    await asyncio.gather(postgres_store.write(collide), postgres_store.write(collide))

    assert await postgres_store.reads.rows("SELECT wrapped FROM person_key") == [("w++",)]
    assert len(tries) == 3
