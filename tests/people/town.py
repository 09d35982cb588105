"""What the people tests share: the sample world with a ladder, a way to call, and a picture of every table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from server.kernel.errors import Trouble
from server.people import models as m
from server.store.store import Store
from tests.plan import world

TABLES = (
    "employee", "employment", "assignment", "compensation", "department", "department_version", "position",
    "location", "legal_entity", "staffing_norm", "person_key", "audit_entry", "outbox_message", "idempotency_key",
)  # fmt: skip


async def plant(store: Store) -> None:
    """Plant the sample world and a ladder of two rungs above and beside P1."""
    await world.plant(store)

    async def rungs() -> None:
        await m.Position.filter(code="P1").update(ladder="service")
        await m.Position.create(**world.row("P2"), code="P2", name="客服主管", grade=3, ladder="service")
        await m.Position.create(**world.row("P3"), code="P3", name="店长", grade=4, ladder="store")

    await store.write(rungs)


async def picture(store: Store) -> list[Any]:
    """Return every row of every table that an operation may touch."""
    return [await store.reads.rows(f"select * from {table} order by 1") for table in TABLES]


async def one(store: Store, sql: str) -> Any:
    ((value,),) = await store.reads.rows(sql)
    return value


async def rows(store: Store, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(str(x) if x is not None else None for x in row) for row in await store.reads.rows(sql)]


async def refused(store: Store, call: Callable[[], Awaitable[object]], kind: type[Trouble]) -> Trouble:
    """Check that the call is refused and that nothing at all happened; return the refusal."""
    before = await picture(store)

    with pytest.raises(kind) as caught:
        await call()

    assert await picture(store) == before
    return caught.value
