"""News as it comes: each row is asked of the policy and the row scope anew, so that nobody hears of another's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import strawberry

from schema.call import changed
from server.store.news import Listener, News

LOOK_SECONDS = 0.4
MOST_LOOKS = 9000
"""After an hour the client subscribes anew."""


async def told(info: strawberry.Info, type_name: str, news: News) -> AsyncGenerator[Any, None]:
    """Tell of each row with a new step, as far as the listener may see it: rows of the engine."""
    listener = Listener(news)
    for _ in range(MOST_LOOKS):
        for row_id in await listener.news():
            if (row := await changed(info, type_name, row_id)) is not None:
                yield row
        await asyncio.sleep(LOOK_SECONDS)
