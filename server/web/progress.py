"""GET /jobs/{id}/events: how far a job is, sent as it happens, to whoever may follow it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.jobs.following import Followed, follow, look
from server.web.house import House
from server.web.stream import events

GLANCE_SECONDS = 0.4
LONGEST_GLANCES = 3000
"""Twenty minutes; a page that is still open then connects anew."""


def routes(house: House) -> list[Route]:
    async def take(request: Request) -> Response:
        ctx = request.state.ctx
        if ctx is None:
            return Response(status_code=401)
        if await follow(ctx, request.path_params["id"]) is None:
            return Response(status_code=404)
        return events(house, request, told(house, request.path_params["id"]))

    return [Route("/jobs/{id}/events", take)]


async def told(
    house: House, job_id: str, *, glance: float = GLANCE_SECONDS
) -> AsyncIterator[tuple[str, str]]:
    """Yield `progress` whenever the number moves, and `done` once with how it ended."""
    last = -1
    for _ in range(LONGEST_GLANCES):
        found = await look(house.store, job_id)
        if found is None:
            return
        if found.is_over:
            yield "done", orjson.dumps({"state": found.state, "percent": 100}).decode()
            return
        if (now := percent(found)) != last:
            last = now
            yield "progress", str(now)
        await asyncio.sleep(glance)


def percent(job: Followed) -> int:
    """Return how far the job is, in whole per cent."""
    return min(100, job.progress * 100 // job.total) if job.total else 0
