"""The writer connection speaks only inside a write."""

from __future__ import annotations

import pytest
from tortoise.transactions import in_transaction

from server.store.sqlite_client import OutsideWrite, StoreClient


async def test_a_transaction_outside_of_a_write_is_refused(store):
    with store._tortoise, pytest.raises(OutsideWrite):  # this store's own, whatever else is open
        async with in_transaction():
            pass  # pragma: no cover (never reached)


async def test_a_connection_that_was_never_opened_is_refused(tmp_path):
    with pytest.raises(OutsideWrite):
        _ = StoreClient(str(tmp_path / "x.db"), connection_name="sqlite").connection
