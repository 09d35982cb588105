"""Events stop when the session does."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from server.web.stream import events
from tests.web.conftest import PASSWORD


async def test_events_are_told_for_as_long_as_the_session_lasts(world):
    accounts = world.house.accounts
    entry = await accounts.sign_in("employee", PASSWORD, network="10.0.0.1")

    async def source():
        yield "progress", "1"
        yield "progress", "2"
        await accounts.sign_out(entry.cookie)
        yield "progress", "3"

    request: Any = SimpleNamespace(state=SimpleNamespace(session=entry.cookie))
    answer: Any = events(world.house, request, source())
    told = [each.encode().decode() async for each in answer.body_iterator]

    assert [text.split() for text in told] == [["event:", "progress", "data:", str(n)] for n in (1, 2)]
    assert answer.headers["cache-control"] == "private, no-store"
