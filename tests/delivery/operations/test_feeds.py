"""A calendar's key: one at a time, shown once, ended at will."""

from __future__ import annotations

import pytest

from server.delivery.operations.feeds import create_calendar_feed, revoke_calendar_feed
from server.delivery.operations.preferences import preference_of
from server.kernel.errors import NotFound
from tests.plan.world import context


async def test_a_calendar_has_one_key_at_a_time(store):
    me = context(store, "employee")
    _, first = await create_calendar_feed(me)
    _, second = await create_calendar_feed(me)

    live = await store.reads.rows("select hint from calendar_feed where revoked_at is null")
    assert [row[0] for row in live] == [second[:6]]
    assert (await preference_of(me)).feed_hint == second[:6]
    await revoke_calendar_feed(me)
    with pytest.raises(NotFound):
        await revoke_calendar_feed(me)
    assert first != second
