"""The group commit: what shares a transaction, what a caller's leaving changes, what survives a kill."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO, cast

import pytest
from tortoise.exceptions import OperationalError

from server.kernel.errors import Busy
from server.store import writer as writing
from server.store.models import PersonKey
from server.store.store import Store

ROOT = Path(__file__).parents[2]


@pytest.fixture
def commits(sqlite_store, monkeypatch):
    """The statements that the writer itself sends."""
    sent: list[str] = []

    async def listen(connection, sql):
        sent.append(sql)
        await connection.execute_fetchall(sql)

    monkeypatch.setattr(writing, "run", listen)
    return sent


async def add(person_id: str) -> None:
    await PersonKey.create(person_id=person_id, wrapped="w")


async def people(store) -> list[str]:
    return [row[0] for row in await store.reads.rows("SELECT person_id FROM person_key ORDER BY person_id")]


async def test_works_that_wait_together_share_one_commit(sqlite_store, commits):
    await asyncio.gather(*(sqlite_store.write(lambda n=n: add(f"p{n}")) for n in range(5)))

    assert commits.count("BEGIN IMMEDIATE") == 1
    assert commits.count("SAVEPOINT work") == 5
    assert commits.count("COMMIT") == 1


async def test_a_group_is_no_larger_than_its_limit(sqlite_store, commits, monkeypatch):
    monkeypatch.setattr(writing, "GROUP_SECONDS", 60.0)

    await asyncio.gather(*(sqlite_store.write(lambda n=n: add(f"p{n}")) for n in range(65)))

    assert commits.count("COMMIT") == 2


async def test_a_group_of_failures_commits_nothing(sqlite_store, commits):
    async def fails() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await sqlite_store.write(fails)

    assert commits == ["BEGIN IMMEDIATE", "SAVEPOINT work", "ROLLBACK TO work", "RELEASE work", "ROLLBACK"]


async def test_a_commit_that_fails_is_told_to_every_caller_and_saves_nothing(sqlite_store, monkeypatch):
    async def broken(connection, sql):
        if sql == "COMMIT":
            raise OSError("disk full")
        await connection.execute_fetchall(sql)

    with monkeypatch.context() as patch:
        patch.setattr(writing, "run", broken)
        results = await asyncio.gather(
            sqlite_store.write(lambda: add("a")), sqlite_store.write(lambda: add("b")), return_exceptions=True
        )
    assert [str(result) for result in results] == ["disk full", "disk full"]

    await sqlite_store.write(lambda: add("c"))
    assert await people(sqlite_store) == ["c"]


async def test_a_group_that_cannot_begin_is_told_so(sqlite_store, monkeypatch):
    async def broken(connection, sql):
        raise OSError("locked")

    monkeypatch.setattr(writing, "run", broken)
    with pytest.raises(OSError, match="locked"):
        await sqlite_store.write(lambda: add("a"))


async def test_a_transaction_that_sqlite_gave_up_fails_the_whole_group(sqlite_store):
    async def gives_up() -> None:
        await PersonKey._meta.db.execute_query("ROLLBACK")
        raise ValueError("after")

    results = await asyncio.gather(
        sqlite_store.write(lambda: add("a")), sqlite_store.write(gives_up), return_exceptions=True
    )

    assert [type(result) for result in results] == [writing.GroupLost, writing.GroupLost]
    assert await people(sqlite_store) == []


async def test_a_caller_that_leaves_does_not_disturb_the_group(sqlite_store):
    started, go = asyncio.Event(), asyncio.Event()

    async def waits() -> None:
        await add("left")
        started.set()
        await go.wait()

    leaving = asyncio.create_task(sqlite_store.write(waits))
    await started.wait()
    queued = asyncio.create_task(sqlite_store.write(lambda: add("never started")))
    staying = asyncio.create_task(sqlite_store.write(lambda: add("stayed")))
    await asyncio.sleep(0)
    leaving.cancel()
    queued.cancel()
    await asyncio.sleep(0)
    go.set()
    await staying

    assert await people(sqlite_store) == ["left", "stayed"]


async def test_a_work_that_cancels_itself_is_undone(sqlite_store):
    async def gives_up() -> None:
        await add("a")
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await sqlite_store.write(gives_up)

    assert await people(sqlite_store) == []


async def test_too_long_a_queue_is_refused(sqlite_store, monkeypatch):
    monkeypatch.setattr(writing, "MOST_WAITING", 2)

    results = await asyncio.gather(
        *(sqlite_store.write(lambda n=n: add(f"p{n}")) for n in range(4)), return_exceptions=True
    )

    assert [type(result) for result in results] == [type(None), type(None), Busy, Busy]


async def test_closing_finishes_what_is_queued_and_takes_no_more(sqlite_store):
    queued = [asyncio.create_task(sqlite_store.write(lambda n=n: add(f"p{n}"))) for n in range(3)]
    await asyncio.sleep(0)

    await sqlite_store._writer.close()

    assert [task.exception() for task in queued] == [None, None, None]
    with pytest.raises(Busy):
        await sqlite_store.write(lambda: add("late"))
    sqlite_store._writer = None


async def test_foreign_work_may_not_end_the_transaction_unnoticed(sqlite_store):
    async def commits_itself() -> None:
        await PersonKey._meta.db.execute_query("COMMIT")

    with pytest.raises((OperationalError, Exception), match=r"no such savepoint|no transaction"):
        await sqlite_store.write(commits_itself)

    await sqlite_store.write(lambda: add("next"))
    assert await people(sqlite_store) == ["next"]


WRITES_UNTIL_KILLED = """
import server.store.driver
import asyncio, sys
from pathlib import Path
from typing import IO, cast
from server.kernel.secrets import new_secrets
from server.kernel.settings import Settings
from server.store.models import PersonKey
from server.store.store import Store

async def one(store, name):
    async def work():
        await PersonKey.create(person_id=name, wrapped="w")
    await store.write(work)
    sys.stdout.write(name + "\\n")
    sys.stdout.flush()

async def main():
    store = await Store.open(Settings(data=Path(sys.argv[1])), new_secrets())
    number = 0
    while True:
        await asyncio.gather(*(one(store, f"{number + n:06}") for n in range(20)))
        number += 20

asyncio.run(main())
"""


def write_until_killed(data: Path) -> list[str]:
    """Return the names that a process had acknowledged when it was killed in the middle of its work."""
    command = [sys.executable, "-c", WRITES_UNTIL_KILLED, str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        heard = cast(IO[str], process.stdout)
        acknowledged = [heard.readline().strip() for _ in range(100)]
        os.kill(process.pid, signal.SIGKILL)
        acknowledged += heard.read().split()
    return [name for name in acknowledged if len(name) == len("000000")]


async def test_every_acknowledged_write_survives_kill_9(settings, secrets, sqlite_template):
    settings.sqlite_path.write_bytes(sqlite_template.read_bytes())
    acknowledged = await asyncio.to_thread(write_until_killed, settings.data)

    store = await Store.open(settings, secrets)
    try:
        saved = set(await people(store))
        checked = await store.reads.rows("PRAGMA integrity_check")
    finally:
        await store.close()
    assert [name for name in acknowledged if name not in saved] == []
    assert checked == [("ok",)]
