"""The store: opens the database of the settings, writes in transactions, reads from the pool."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Literal, Never, TypeVar

import asyncpg
from tortoise.context import TortoiseContext, get_current_context, set_global_context
from tortoise.exceptions import OperationalError

from server.kernel.errors import Busy, Trouble
from server.kernel.secrets import Secrets
from server.kernel.settings import Settings
from server.store import postgres_client
from server.store.binding import bind
from server.store.config import connection_name
from server.store.lock import take_lock
from server.store.reads import PostgresReads, ReadPool, SqliteReads, Tuples, placed
from server.store.sqlite_client import OutsideWrite, StoreClient
from server.store.vault import Vault
from server.store.writer import GroupWriter

T = TypeVar("T")
WORK_SECONDS = 30.0
TRIES = 5
RETRIED = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError)
Dialect = Literal["sqlite", "postgres"]
Seat = Literal["owner", "guest", "reader"]
"""owner: the one writing server. guest: a command writing a little beside it. reader: writes nothing."""


class Rehearsed(Trouble):
    """How a rehearsed write ends when nothing in it was wrong: by this, so that it is rolled back."""

    code, status = "REHEARSED", 200

    def __init__(self) -> None:
        super().__init__("已检查，没有写入。", "Checked; nothing was written.")


@dataclass
class Store:
    """An open database. Models may be used only inside `write`; everything else reads through `reads`."""

    settings: Settings
    secrets: Secrets
    dialect: Dialect
    reads: ReadPool
    vault: Vault
    _tortoise: TortoiseContext
    _writer: GroupWriter | None = None
    _lock: int | None = None
    _may_write: bool = True
    _is_rehearsal: bool = False

    @classmethod
    async def open(cls, settings: Settings, secrets: Secrets, *, seat: Seat = "owner") -> Store:
        """Open the migrated database. Raises DataInUse if another server owns the folder (SQLite)."""
        if settings.is_sqlite:
            return await _open_sqlite(settings, secrets, seat)
        return await _open_postgres(settings, secrets, seat)

    @property
    def is_alone(self) -> bool:
        """Whether the lock of the data proves that no other process works on it."""
        return self._lock is not None

    def rehearsing(self) -> Store:
        """Return this store as one that keeps nothing: what is written runs whole and ends with `Rehearsed`."""
        return replace(self, _is_rehearsal=True)

    async def close(self) -> None:
        """Finish the queued writes and let go of everything."""
        if self._writer is not None:
            await self._writer.close()
        await self.reads.close()
        await self._tortoise.close_connections()
        if self._lock is not None:
            os.close(self._lock)

    async def ask(self, sql: str, *values: object) -> Tuples:
        """Read with values at {0}, {1} … of a statement, spelled for the database at hand."""
        return await self.reads.rows(*placed(self.dialect, sql, *values))

    async def write(self, work: Callable[[], Awaitable[T]], *, seconds: float = WORK_SECONDS) -> T:
        """Run `work` in one transaction and return its result once that is on disk.

        Works run one after the other on SQLite, so a work waits for nothing but the database. On PostgreSQL it
        may run again after a collision. Raises Busy when too many wait, TimeoutError past `seconds`; in a
        rehearsal the work's own trouble or Rehearsed.
        """
        if not self._may_write:
            raise OutsideWrite
        if self._is_rehearsal:
            return await replace(self, _is_rehearsal=False).write(lambda: _rehearsed(work), seconds=seconds)
        if self._writer is not None:
            result: T = await self._writer.write(work, seconds)
            return result
        return await self._write_postgres(work, seconds)

    async def _write_postgres(self, work: Callable[[], Awaitable[T]], seconds: float) -> T:
        for attempt in range(1, TRIES + 1):
            try:
                return await asyncio.create_task(self._transaction(work, seconds))
            except (*RETRIED, OperationalError) as error:
                if attempt == TRIES or not _is_collision(error):
                    raise
                await asyncio.sleep(random.uniform(0.01, 0.05) * attempt)  # noqa: S311 (only spreads the retries)
        raise Busy("系统正忙，请稍后重试。", "The system is busy; try again in a moment.")

    async def _transaction(self, work: Callable[[], Awaitable[T]], seconds: float) -> T:
        """Run as its own task, whose context is a copy of the caller's in which this store's models speak."""
        self._tortoise.__enter__()
        client = self._tortoise.connections.get(connection_name(self.settings))
        assert isinstance(client, postgres_client.StoreClient)  # noqa: S101 (the configuration names it)
        async with asyncio.timeout(seconds), client.transaction():
            return await work()


async def _rehearsed(work: Callable[[], Awaitable[T]]) -> Never:
    await work()
    raise Rehearsed


def _is_collision(error: BaseException) -> bool:
    return isinstance(error, RETRIED) or isinstance(error.__cause__, RETRIED)


async def _open_sqlite(settings: Settings, secrets: Secrets, seat: Seat) -> Store:
    if not settings.sqlite_path.exists():
        raise FileNotFoundError(f"there is no {settings.sqlite_path}; run `main.py migrate`")
    lock = take_lock(settings.data) if seat == "owner" else None
    tortoise = await _models(settings)
    try:
        client = tortoise.connections.get(connection_name(settings))
        assert isinstance(client, StoreClient)  # noqa: S101 (the configuration names it)
        if seat != "reader":
            await client.create_connection(with_db=True)
        reads = await SqliteReads.open(settings.sqlite_path, settings.readers)
    except BaseException:
        await tortoise.close_connections()
        if lock is not None:
            os.close(lock)
        raise
    writer = None if seat == "reader" else GroupWriter(tortoise, client)
    return Store(settings, secrets, "sqlite", reads, Vault(secrets), tortoise, writer, lock, seat != "reader")


async def _open_postgres(settings: Settings, secrets: Secrets, seat: Seat) -> Store:
    tortoise = await _models(settings)
    try:
        reads = await PostgresReads.open(settings.database_url, settings.readers)
    except BaseException:
        await tortoise.close_connections()
        raise
    return Store(settings, secrets, "postgres", reads, Vault(secrets), tortoise, None, None, seat != "reader")


async def _models(settings: Settings) -> TortoiseContext:
    """Bind the models; the first store open is also the fallback, so that stray use gets a clear refusal."""
    tortoise = await bind(settings)
    if get_current_context() is None:
        set_global_context(tortoise)
    return tortoise
