"""The work of each day: asked for under the day's name, done once, and asking for the next day's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog

from policies import Policy
from server import audit
from server.jobs import Handlers, Task, enqueue
from server.kernel.clock import Clock
from server.kernel.context import SYSTEM, Context
from server.store.store import Store

DAILY = "daily"
log = structlog.get_logger(__name__)

Works = Sequence[Callable[[Context], Awaitable[None]]]


def handlers(store: Store, clock: Clock, policy: Callable[[], Policy], works: Works) -> Handlers:
    """Return what runs the day's works one after the other; one that fails is written down and stops no other."""

    async def run(task: Task) -> str:
        ctx = context(store, clock, policy, f"daily:{task.id}")
        failed = [name(work) for work in works if not await done(ctx, work)]
        tomorrow = ctx.today + timedelta(days=1)
        await store.write(lambda: ask_for(ctx, tomorrow, midnight(tomorrow, clock.zone)))
        return f"failed: {', '.join(failed)}" if failed else f"done: {len(works)}"

    return {DAILY: run}


async def done(ctx: Context, work: Callable[[Context], Awaitable[None]]) -> bool:
    try:
        await work(ctx)
    except Exception as error:
        log.exception("daily.failed", work=name(work))
        why = type(error).__name__
        await ctx.store.write(lambda: tell_failure(ctx, name(work), why))
        return False
    return True


async def tell_failure(ctx: Context, work: str, why: str) -> None:
    changes = {"failed": (None, why)}
    await audit.record(ctx, "daily.fail_work", subject_type="Daily", subject_id=work[:36], changes=changes)


async def ask(store: Store, clock: Clock, policy: Callable[[], Policy]) -> None:
    """Ask for this day's work, unless it has been asked for."""
    ctx = context(store, clock, policy, "daily:start")
    await store.write(lambda: ask_for(ctx, ctx.today, ctx.now))


async def ask_for(ctx: Context, day: date, after: datetime) -> None:
    await enqueue(ctx, DAILY, day.isoformat(), {"day": day.isoformat()}, after=after)


def context(store: Store, clock: Clock, policy: Callable[[], Policy], request_id: str) -> Context:
    """Return the context of the house itself."""
    return Context(SYSTEM, clock.now(), clock.today(), policy(), store, request_id=request_id[:64])


def midnight(day: date, zone: str) -> datetime:
    """Return the first moment of a local day."""
    return datetime.combine(day, time(), ZoneInfo(zone))


def name(work: Callable[[Context], Awaitable[None]]) -> str:
    return getattr(work, "__qualname__", type(work).__qualname__)
