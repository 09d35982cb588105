"""What a request looks up, it looks up once, also when several fields ask at the same time."""

from __future__ import annotations

import asyncio

from server.metrics.agreed.registry import Registry
from server.metrics.governance.desk import Desk
from tests.schema.world import planted


async def test_a_look_up_is_shared(store):
    call = (await planted(store)).call("hr_manager")
    asked = 0

    async def look_up() -> int:
        nonlocal asked
        asked += 1
        await asyncio.sleep(0)
        return asked

    assert list(await asyncio.gather(call.kept("x", look_up), call.kept("x", look_up))) == [1, 1]
    assert await call.governed() is await call.governed()


async def test_a_request_without_the_processs_desk_has_one_of_its_own(store):
    call = (await planted(store)).call("hr_manager")
    own = call.figures

    assert call.figures is own
    call.desk = Desk(Registry(store))
    assert call.figures is not own
