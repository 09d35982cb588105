"""The read pool: read-only connections, plain tuples, one hop a statement, snapshots over several."""

from __future__ import annotations

from server.store import driver  # isort: skip (the swap comes first)

import asyncio
import sqlite3
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, suppress
from contextvars import ContextVar
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import aiosqlite
import asyncpg

from server.kernel.errors import Busy
from server.store.postgres_client import SERVER_SETTINGS, Connection

Tuples = list[tuple[Any, ...]]  # columns are whatever the statement selects
SECONDS = 10.0
QUICK_READS = {"default_transaction_read_only": "on", "jit": "off", "random_page_cost": "1.1"}
"""Pages of rows come by index, not by scan: measured 2.7 times as quick for a page of 100 people."""
PATIENCE: ContextVar[float] = ContextVar("patience", default=0.0)
READER_PRAGMAS = (
    "query_only=ON",
    "wal_autocheckpoint=0",
    "busy_timeout=5000",
    "trusted_schema=OFF",
    "temp_store=MEMORY",
    "cache_size=-16384",
)
"""Of KB kept a connection, SQLite's own default is 2,000: too few for a list with two others in each row."""


class Snapshot(Protocol):
    """One read transaction: every statement sees the same moment."""

    async def rows(self, sql: str, args: Sequence[object] = ()) -> Tuples: ...


class ReadPool(Protocol):
    """Read-only connections; parameters are spelled ?1 on SQLite and $1 on PostgreSQL."""

    on_statement: Callable[[str], None] | None
    """Told each statement; tests count with it."""

    async def rows(self, sql: str, args: Sequence[object] = ()) -> Tuples: ...
    def snapshot(self, seconds: float = SECONDS) -> AbstractAsyncContextManager[Snapshot]: ...
    async def close(self) -> None: ...


@contextmanager
def patient(seconds: float) -> Iterator[None]:
    """Let reads take this long where nobody waits for them: a job's question about everybody may."""
    before = PATIENCE.set(seconds)
    try:
        yield
    finally:
        PATIENCE.reset(before)


def placed(dialect: str, sql: str, *values: object) -> tuple[str, list[object]]:
    """Put the marks of parameters at {0}, {1} … of a statement; return it with the values, days as ISO text."""
    mark = "?" if dialect == "sqlite" else "$"
    days = [value.isoformat() if type(value) is date else value for value in values]
    return sql.format(*(f"{mark}{number}" for number in range(1, len(values) + 1))), days


def too_slow() -> Busy:
    return Busy("查询超时，请缩小范围后重试。", "The query took too long; narrow it and try again.")


class SqliteReads:
    """A fixed number of `mode=ro` connections, lent in turn."""

    def __init__(self, connections: list[aiosqlite.Connection], seconds: float = SECONDS) -> None:
        self.on_statement: Callable[[str], None] | None = None
        self.seconds = seconds
        self._all = connections
        self._free = deque(connections)
        self._waiting: deque[asyncio.Future[aiosqlite.Connection]] = deque()

    @classmethod
    async def open(cls, file: Path, number: int) -> SqliteReads:
        driver.check_driver()
        connections: list[aiosqlite.Connection] = []
        try:
            for _ in range(number):
                connections.append(await _read_only(file))  # noqa: PERF401 (closed one by one if a later one fails)
        except BaseException:
            for connection in connections:
                await connection.close()
            raise
        return cls(connections)

    async def close(self) -> None:
        for connection in self._all:
            await connection.close()

    async def rows(self, sql: str, args: Sequence[object] = ()) -> Tuples:
        connection = self._free.popleft() if self._free else await self._wait()
        try:
            return await self._fetch(connection, sql, args, self.seconds)
        finally:
            self._give_back(connection)

    @asynccontextmanager
    async def snapshot(self, seconds: float = SECONDS) -> AsyncIterator[Snapshot]:
        connection = self._free.popleft() if self._free else await self._wait()
        try:
            try:
                await connection.execute_fetchall("BEGIN")
                yield _SqliteSnapshot(self, connection, seconds)
            finally:
                await asyncio.shield(_end(connection))
        finally:
            self._give_back(connection)

    async def _fetch(
        self, connection: aiosqlite.Connection, sql: str, args: Sequence[object], seconds: float
    ) -> Tuples:
        """Fetch in one hop; a statement past its time, or whose caller has gone, is interrupted."""
        if self.on_statement is not None:
            self.on_statement(sql)
        interrupt = connection._conn.interrupt  # noqa: SLF001 (the public one is a coroutine; a timer needs a function)
        timer = asyncio.get_running_loop().call_later(max(seconds, PATIENCE.get()), interrupt)
        try:
            return await connection.execute_fetchall(sql, args)  # type: ignore[return-value] # no row factory: tuples
        except asyncio.CancelledError:
            interrupt()
            raise
        except sqlite3.OperationalError as error:
            if str(error) == "interrupted":
                raise too_slow() from error
            raise
        finally:
            timer.cancel()

    async def _wait(self) -> aiosqlite.Connection:
        promise: asyncio.Future[aiosqlite.Connection] = asyncio.get_running_loop().create_future()
        self._waiting.append(promise)
        try:
            return await promise
        except asyncio.CancelledError:
            if promise.done() and not promise.cancelled():
                self._give_back(promise.result())
            raise

    def _give_back(self, connection: aiosqlite.Connection) -> None:
        while self._waiting:
            promise = self._waiting.popleft()
            if not promise.done():
                promise.set_result(connection)
                return
        self._free.append(connection)


async def _end(connection: aiosqlite.Connection) -> None:
    """End the transaction; a caller who is gone may have left BEGIN in the queue, and this stands behind it."""
    with suppress(sqlite3.OperationalError):  # none had begun
        await connection.execute_fetchall("ROLLBACK")


class _SqliteSnapshot:
    def __init__(self, pool: SqliteReads, connection: aiosqlite.Connection, seconds: float) -> None:
        self._pool, self._connection, self._seconds = pool, connection, seconds

    async def rows(self, sql: str, args: Sequence[object] = ()) -> Tuples:
        return await self._pool._fetch(self._connection, sql, args, self._seconds)  # noqa: SLF001 (its own pool)


async def _read_only(file: Path) -> aiosqlite.Connection:
    uri = f"{file.absolute().as_uri()}?mode=ro"  # noqa: ASYNC240 (asks the disk nothing)
    connection = await aiosqlite.connect(uri, uri=True, isolation_level=None, cached_statements=512)
    try:
        for pragma in READER_PRAGMAS:
            await connection.execute_fetchall(f"PRAGMA {pragma}")
    except BaseException:
        await connection.close()
        raise
    return connection


class PostgresReads:
    """An asyncpg pool; dates and JSON come as text, as they do from SQLite."""

    def __init__(self, pool: asyncpg.Pool, seconds: float = SECONDS) -> None:
        self.on_statement: Callable[[str], None] | None = None
        self.seconds = seconds
        self._pool = pool

    @classmethod
    async def open(cls, dsn: str, number: int) -> PostgresReads:
        settings = SERVER_SETTINGS | QUICK_READS
        return cls(
            await asyncpg.create_pool(
                dsn,
                min_size=1,
                max_size=number,
                connection_class=Connection,
                server_settings=settings,
                init=_spell,
            )
        )

    async def close(self) -> None:
        await self._pool.close()

    async def rows(self, sql: str, args: Sequence[object] = ()) -> Tuples:
        async with self._pool.acquire() as connection:
            try:
                return await self._fetch(connection, sql, args, self.seconds)
            except asyncio.CancelledError:
                connection.terminate()  # it may stand half-way in an implicit transaction, which the next would inherit
                raise

    @asynccontextmanager
    async def snapshot(self, seconds: float = SECONDS) -> AsyncIterator[Snapshot]:
        async with (
            self._pool.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            yield _PostgresSnapshot(self, connection, seconds)

    async def _fetch(self, connection: Any, sql: str, args: Sequence[object], seconds: float) -> Tuples:
        if self.on_statement is not None:
            self.on_statement(sql)
        try:
            timeout = max(seconds, PATIENCE.get())
            return [tuple(row) for row in await connection.fetch(sql, *args, timeout=timeout)]
        except (TimeoutError, asyncpg.QueryCanceledError) as error:
            raise too_slow() from error


class _PostgresSnapshot:
    def __init__(
        self, pool: PostgresReads, connection: Any, seconds: float
    ) -> None:  # asyncpg's pool proxy, untyped
        self._pool, self._connection, self._seconds = pool, connection, seconds

    async def rows(self, sql: str, args: Sequence[object] = ()) -> Tuples:
        return await self._pool._fetch(self._connection, sql, args, self._seconds)  # noqa: SLF001 (its own pool)


async def _spell(connection: asyncpg.Connection) -> None:
    """Send and receive dates as ISO text."""
    await connection.set_type_codec("date", schema="pg_catalog", encoder=_day, decoder=str)


def _day(value: date | str) -> str:
    return value if isinstance(value, str) else value.isoformat()
