"""What delivery does beside the requests: spreading news, sending it, digests, and forgetting old entries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from policies import Policy
from server.delivery.digests import DIGEST, Count, send_digest
from server.delivery.models import DeliveryEntry, DeliveryState
from server.delivery.publishing import SEND, TOPIC, spread_event
from server.delivery.sending import Known, send
from server.delivery.spreading import spread_notices
from server.desk.notices import TOLD
from server.jobs import Handlers, Task
from server.kernel.clock import Clock
from server.kernel.context import SYSTEM, Context
from server.store.store import Store

KEPT = timedelta(days=180)


def handlers(
    store: Store, clock: Clock, wall: Clock, policy: Callable[[], Policy], known: Known, count: Count
) -> Handlers:
    """Return what brings news out; receivers compare signatures with the clock on the `wall`."""

    def context(task: Task) -> Context:
        return Context(SYSTEM, clock.now(), clock.today(), policy(), store, request_id=f"job:{task.id}"[:64])

    async def notices(task: Task) -> str:
        return await store.write(lambda: spread_notices(context(task), task))

    async def event(task: Task) -> str:
        return await store.write(lambda: spread_event(context(task), task))

    async def one(task: Task) -> str:
        return await send(context(task), task, wall.now(), known)

    async def digest(task: Task) -> str:
        return await send_digest(context(task), task, count)

    return {TOLD: notices, TOPIC: event, SEND: one, DIGEST: digest}


async def forget_deliveries(ctx: Context) -> None:
    """Delete what was sent, or given up, half a year ago."""

    async def work() -> None:
        old = DeliveryEntry.filter(created_at__lt=ctx.now - KEPT).exclude(state=DeliveryState.WAITING)
        await old.delete()

    await ctx.store.write(work, seconds=60)
