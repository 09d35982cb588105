"""Listening to a subscription of rows: what is heard of something that happens meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from schema.call import Call
from server.store.news import KNOWN, News
from server.store.store import Store
from tests.schema.world import SCHEMA, code_of

Stir = Callable[[Store], Awaitable[object]]
"""What happens while somebody listens."""


async def heard(call: Call, document: str, stir: Stir) -> dict[str, Any]:
    """Listen, let something happen, and return the first thing told of it; no data for who is told nothing.

    Who has looked twice since it happened, and was told nothing, will not be.
    """
    stream: Any = await SCHEMA.subscribe(document, context_value=call)
    first = asyncio.ensure_future(anext(stream))
    looks = await place_of(call.ctx.store, first)
    await looked(looks, first)
    await stir(call.ctx.store)
    for _ in range(3):  # one may have been under way
        await looked(looks, first)
    if not first.done():
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        return {"data": None, "codes": []}
    found = await first
    await stream.aclose()
    return {"data": found.data, "codes": [code_of(error) for error in found.errors or ()]}


async def place_of(store: Store, first: asyncio.Future[Any]) -> News:
    """Return where the listener looks, once it does."""
    while not (found := [each for each in KNOWN.values() if each.store is store]) and not first.done():  # noqa: ASYNC110 (as below)
        await asyncio.sleep(0.005)
    return found[-1]


async def looked(looks: News, first: asyncio.Future[Any]) -> None:
    """Wait for the next look, or for news."""
    before = looks.looked_at
    while looks.looked_at == before and not first.done():  # noqa: ASYNC110 (a look says nothing when it is over)
        await asyncio.sleep(0.005)
