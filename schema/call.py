"""What a resolver is handed: the caller's context and the read engine that answers for rows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import strawberry

from server.kernel.context import Context, Principal
from server.plan.compile import Root
from server.plan.engine import Engine


@dataclass
class Call:
    """The context of one GraphQL request.

    `everyone` lists the active principals, for questions about who could look; `extra` carries what a door adds.
    """

    ctx: Context
    engine: Engine
    everyone: Callable[[], Awaitable[list[Principal]]]
    extra: dict[str, object] = field(default_factory=dict)


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
