"""What a resolver is handed: the caller's context and the read engine that answers for rows."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

import strawberry

from server.kernel.context import Context, Principal
from server.metrics.agreed.governed import Governed
from server.metrics.agreed.registry import Registry
from server.metrics.governance import about
from server.metrics.governance.desk import Desk
from server.metrics.governance.usage import Used, usage_of
from server.plan.compile import Root
from server.plan.engine import Engine

T = TypeVar("T")


@dataclass
class Call:
    """The context of one GraphQL request.

    `everyone` lists the active principals, for questions about who could look; `extra` carries what a door adds, and
    what this request has looked up; `figures` is the process's desk, or one of the request's own. `forget` lets who may
    come in be asked anew, after a change of accounts.
    """

    ctx: Context
    engine: Engine
    everyone: Callable[[], Awaitable[list[Principal]]]
    extra: dict[str, object] = field(default_factory=dict)
    desk: Desk | None = None
    wall: Callable[[], datetime] | None = None
    forget: Callable[[], None] = lambda: None

    @property
    def moment(self) -> datetime:
        """Return what secrets expire by: the wall's clock, which a demo's pinned day does not stop."""
        return self.wall() if self.wall else self.ctx.now

    @property
    def figures(self) -> Desk:
        if self.desk is None:
            self.desk = Desk(Registry(self.ctx.store))
        return self.desk

    async def governed(self) -> Governed:
        """Return the dictionary in force and what was agreed about it, as this request sees it throughout."""
        return await self.kept("governed", lambda: self.figures.registry.governed(self.ctx))

    async def usage(self) -> Mapping[str, Used]:
        return await self.kept("usage", lambda: usage_of(self.ctx))

    async def filled_sources(self) -> frozenset[str]:
        known = (await self.governed()).dictionary
        return await self.kept("filled", lambda: about.filled_sources(self.ctx, known))

    async def kept(self, name: str, look_up: Callable[[], Awaitable[T]]) -> T:
        """Look something up once a request, also for fields that ask for it at the same time."""
        if name not in self.extra:
            self.extra[name] = asyncio.ensure_future(look_up())
        found: T = await self.extra[name]  # type: ignore[misc] # the future just made
        return found


def call(info: strawberry.Info) -> Call:
    found: Call = info.context
    return found


async def planned(
    info: strawberry.Info, root: Root | None = None
) -> Any:  # a row of the engine, a plain mapping
    """Answer this field through the read engine, so that policy shows what it shows everywhere."""
    here = call(info)
    return await here.engine.resolve(here.ctx, info._raw_info, root)  # noqa: SLF001 (Strawberry offers no public one)


async def changed(info: strawberry.Info, entity: str, row_id: str) -> Any:  # as above
    """Answer a mutation with the row it changed, as the caller may see it."""
    return await planned(info, Root(entity, "id", row_id))
