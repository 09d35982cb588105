"""Events sent to a page as they happen (SSE): names and numbers only, the page asks for the content itself."""

from __future__ import annotations

from collections.abc import AsyncIterator

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import Response

from server.web.house import House

PING_SECONDS = 15


def events(house: House, request: Request, source: AsyncIterator[tuple[str, str]]) -> Response:
    """Stream (event, data) pairs for as long as the session lasts; it is looked at again before each."""

    async def told() -> AsyncIterator[ServerSentEvent]:
        async for name, value in source:
            if await house.accounts.signed_in(request.state.session or "") is None:
                return
            yield ServerSentEvent(value, event=name)

    headers = {"Cache-Control": "private, no-store", "X-Accel-Buffering": "no"}
    return EventSourceResponse(told(), ping=PING_SECONDS, headers=headers)
