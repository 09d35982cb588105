"""The web application: GraphQL on its hot path, pages behind their middleware, and one lifespan around everything."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette_compress import CompressMiddleware

from server.metrics.governance.desk import Desk
from server.store.store import Store
from server.web import figures, health, logs, progress
from server.web.doors import Api, Doors, Exporter, Intake
from server.web.front import FrontDoor
from server.web.house import House, Parts
from server.web.site import Site
from server.web.sockets import Sockets

GRAPHQL = "/graphql"
Pages = Callable[[Api, Doors], Sequence[BaseRoute]]


YOUNG_OBJECTS = 20_000


def settle_memory() -> None:
    """Spare the collector what lives as long as the process, as schema and policy do; for a server's own process."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, 20, 20)


class App:
    """ASGI: /graphql goes straight to its door, everything else to the pages."""

    def __init__(self, house: House, pages: ASGIApp) -> None:
        self.house, self.pages = house, pages
        self.front, self.sockets = FrontDoor(house), Sockets(house, house.parts.schema)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == GRAPHQL:
            await self.front(scope, receive, send)
        elif scope["type"] == "websocket":
            await (self.sockets if scope["path"] == GRAPHQL else refuse)(scope, receive, send)
        else:
            await self.pages(scope, receive, send)


async def refuse(_: Scope, receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.close", "code": 4404})


def build_app(
    parts: Parts,
    pages: Pages | None = None,
    *,
    demo_accounts: Callable[[], Sequence[Mapping[str, str]]] | None = None,
    exports: Mapping[str, Exporter] | None = None,
    desk_of: Callable[[Store], Desk] | None = None,
    downloads: Callable[[House], Sequence[BaseRoute]] | None = None,
    intake: Callable[[House], Intake] | None = None,
) -> App:
    """Put the application together; nothing is opened before the lifespan starts."""
    house = House(parts)
    if parts.has_own_log:
        logs.configure(parts.settings.log_level)
    logs.hush()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with house.open():
            yield

    public = intake(house) if intake else None
    shown = pages(Api(house), Doors(house, demo_accounts, exports, public)) if pages else ()
    files = [*(figures.routes(house, desk_of) if desk_of else ()), *(downloads(house) if downloads else ())]
    inner = Starlette(
        routes=[*health.routes(house), *progress.routes(house), *files, *shown],
        middleware=[Middleware(CompressMiddleware), Middleware(Site, house=house)],
        lifespan=lifespan,
    )
    return App(house, inner)
