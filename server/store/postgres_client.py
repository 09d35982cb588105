"""Tortoise's PostgreSQL client, which speaks only inside Store.write."""

from __future__ import annotations

from typing import Any

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient
from tortoise.backends.base.client import TransactionContext

from server.store.sqlite_client import OutsideWrite

MOST_WRITERS = 10
STATEMENT_MILLISECONDS = "60000"
SERVER_SETTINGS = {
    "statement_timeout": STATEMENT_MILLISECONDS,
    "idle_in_transaction_session_timeout": STATEMENT_MILLISECONDS,
    "application_name": "zhiren",
    "timezone": "UTC",
}


class Connection(asyncpg.Connection):  # type: ignore[misc] # asyncpg carries no types
    """A pooled connection, not reset on return (a round trip saved): nothing here changes session state."""

    def get_reset_query(self) -> str:
        return ""


class StoreClient(AsyncpgDBClient):
    """The writing pool. Unguarded (only in the migration runner) it behaves as Tortoise's own."""

    def __init__(self, dsn: str, *, guarded: bool = True, **options: Any) -> None:  # Tortoise's own options
        super().__init__(**options)
        self.dsn = dsn
        self.guarded = guarded

    async def create_connection(self, with_db: bool) -> None:  # noqa: ARG002 (the address names it)
        timeless = SERVER_SETTINGS if self.guarded else SERVER_SETTINGS | {"statement_timeout": "0"}
        self._pool = await asyncpg.create_pool(
            self.dsn, min_size=1, max_size=MOST_WRITERS, connection_class=Connection, server_settings=timeless
        )
        await self._post_connect()

    def acquire_connection(self) -> Any:  # one of two wrappers of Tortoise's own
        if self.guarded:
            raise OutsideWrite
        return super().acquire_connection()

    def _in_transaction(self) -> TransactionContext:
        if self.guarded:
            raise OutsideWrite
        return super()._in_transaction()

    def transaction(self) -> TransactionContext:
        """Begin a transaction that the models then speak in, for the store."""
        return super()._in_transaction()


client_class = StoreClient
