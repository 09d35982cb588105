"""Whether the server lives, can serve, and which version it is; and the figures a monitor collects."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from server.kernel.errors import Busy
from server.web.origin import is_local

if TYPE_CHECKING:
    from server.web.house import House

VERSION = "0.1.0"
FAILED_BACKUP = "failed-backup.json"
"""Left in the data folder by the command `backup` when it fails, and gone with the next that succeeds."""
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


@dataclass
class Health:
    """Red for as long as something that must not fail has failed: a backup, the audit, the access log."""

    is_open: bool = False
    troubles: dict[str, str] = field(default_factory=dict)

    def report(self, what: str, trouble: str | None) -> None:
        """Turn red for `what`, or green again with None."""
        if trouble is None:
            self.troubles.pop(what, None)
        else:
            self.troubles[what] = trouble


class Meters:
    """The figures of one process, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "zhiren_requests", "Requests answered", ("door", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "zhiren_request_seconds", "Time to answer", ("door",), registry=self.registry, buckets=BUCKETS
        )
        self.sockets = Gauge("zhiren_sockets", "Open WebSockets", registry=self.registry)

        self._of: dict[tuple[str, int], tuple[Counter, Histogram]] = {}

    def count(self, door: str, status: int, seconds: float) -> None:
        """Count an answer; the figures of a door and status are looked up once."""
        found = self._of.get((door, status))
        if found is None:
            found = self.requests.labels(door, str(status)), self.seconds.labels(door)
            self._of[(door, status)] = found
        found[0].inc()
        found[1].observe(seconds)


def routes(house: House) -> list[Route]:
    async def alive(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def ready(_: Request) -> Response:
        trouble = await _trouble(house)
        return JSONResponse(
            {"status": "red", "trouble": trouble} if trouble else {"status": "ok"}, 503 if trouble else 200
        )

    async def version(_: Request) -> Response:
        return JSONResponse({"name": "zhiren", "version": VERSION})

    async def metrics(request: Request) -> Response:
        if not is_local(request.scope, dict(request.scope["headers"])) and request.state.ctx is None:
            return Response("", 404)
        return Response(generate_latest(house.meters.registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)

    return [
        Route("/healthz", alive),
        Route("/readyz", ready),
        Route("/version", version),
        Route("/metrics", metrics),
    ]


async def _trouble(house: House) -> list[str]:
    """Name what is wrong, without details: they are in the log."""
    if not house.health.is_open:
        return ["starting"]
    try:
        await house.store.reads.rows("SELECT 1")
    except (Busy, OSError):
        return ["database", *house.health.troubles]
    backup = ["backup"] if (house.settings.data / FAILED_BACKUP).exists() else []
    return sorted({*house.health.troubles, *backup})
