"""An account is opened again for who came back, and only one that was shut."""

from __future__ import annotations

from typing import Any

from server.access.models import Account
from server.access.returning import open_account_of
from server.store.base import stamp


async def test_a_shut_account_is_opened_once(store, ctx):
    shut: dict[str, Any] = {
        "username": "back",
        "display_name": "回来",
        "employee_id": "e1",
        "is_active": False,
    }
    await store.write(lambda: Account.create(**stamp(ctx), **shut))

    async def reopen() -> bool:
        return await open_account_of(ctx, employee_id="e1")

    assert await store.write(reopen)
    assert not await store.write(reopen)
    assert [row[0] for row in await store.reads.rows("select action from audit_entry")] == [
        "access.open_account"
    ]
