"""Tortoise's SQLite client over the one writer connection, which speaks only inside Store.write."""

from __future__ import annotations

from server.store import driver  # isort: skip (the swap comes first)

from contextlib import suppress
from typing import Any

import aiosqlite
from tortoise.backends.base.client import ConnectionWrapper
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionWrapper

WRITER_PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "busy_timeout": "5000",
    "trusted_schema": "OFF",
    "cell_size_check": "ON",
    "secure_delete": "FAST",
    "temp_store": "MEMORY",
    "cache_size": "-65536",
    "journal_size_limit": str(64 << 20),
}


class OutsideWrite(RuntimeError):
    """A model was read or written outside of Store.write; reads go through Store.reads."""

    def __init__(self) -> None:
        super().__init__(
            "a model was used outside of Store.write; read with store.reads, write inside store.write"
        )


class StoreClient(SqliteClient):
    """The writer connection. Unguarded (only for migrations) it is as Tortoise's own, foreign keys off."""

    def __init__(
        self, file_path: str, *, guarded: bool = True, **options: Any
    ) -> None:  # Tortoise's own options
        driver.check_driver()
        super().__init__(file_path, **options)
        self.guarded = guarded
        self.pragmas = WRITER_PRAGMAS if guarded else WRITER_PRAGMAS | {"foreign_keys": "OFF"}

    def acquire_connection(self) -> ConnectionWrapper[aiosqlite.Connection]:
        if self.guarded:
            raise OutsideWrite
        return ConnectionWrapper(self._lock, self)

    def _in_transaction(self) -> Any:  # a context manager of Tortoise's own making
        if self.guarded:
            raise OutsideWrite
        return super()._in_transaction()

    @property
    def connection(self) -> aiosqlite.Connection:
        """The open connection, for the writer."""
        if self._connection is None:
            raise OutsideWrite
        return self._connection


class WorkScope(SqliteTransactionWrapper):
    """What the models of one work speak to: a savepoint in the writer's transaction."""

    def __init__(self, client: StoreClient) -> None:
        super().__init__(client)
        self.over = False

    def acquire_connection(self) -> ConnectionWrapper[aiosqlite.Connection]:
        if self.over:
            raise OutsideWrite
        return ConnectionWrapper(self._lock, self)


async def run(connection: aiosqlite.Connection, sql: str) -> None:
    """Run one statement that answers nothing, in one hop."""
    await connection.execute_fetchall(sql)


async def roll_back(connection: aiosqlite.Connection) -> None:
    """Leave the transaction, if SQLite has not left it by itself."""
    with suppress(aiosqlite.OperationalError):
        await run(connection, "ROLLBACK")


client_class = StoreClient
__all__ = ["OutsideWrite", "StoreClient", "WorkScope", "client_class", "roll_back", "run"]
