"""The worker loop: takes due work, runs its handler outside of any transaction, renews the lease."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

import structlog

from server.jobs.models import WorkState
from server.jobs.queue import LEASE, Again, Task, claim, fail, finish, release_all, renew
from server.kernel.clock import Clock, spell_instant
from server.kernel.errors import Trouble
from server.store.reads import patient
from server.store.store import Store

Handlers = Mapping[str, Callable[[Task], Awaitable[str | None]]]
"""By topic or kind. A handler returns the receipt or result; it may run twice, so it must not mind."""

IDLE_SECONDS = 1.0
READ_SECONDS = 120.0
"""How long a read may take within a piece of work."""
log = structlog.get_logger(__name__)


async def run_worker(
    store: Store, handlers: Handlers, stop: asyncio.Event, *, clock: Clock, idle: float = IDLE_SECONDS
) -> None:
    """Work until `stop` is set; the work in hand is finished first.

    Whoever holds the data's lock is alone: what a former process left running need not wait out its lease.
    """
    if store.is_alone:
        await store.write(lambda: release_all(clock.now()))
    while not stop.is_set():
        try:
            worked = await work_once(store, handlers, clock)
        except Exception:
            log.exception("jobs.worker_failed")
            worked = False
        if not worked:
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), idle)


async def work_once(store: Store, handlers: Handlers, clock: Clock) -> bool:
    """Run one piece of due work; False if there was none."""
    if not await _anything_due(store, clock, sorted(handlers)):
        return False
    tasks = await store.write(lambda: claim(clock.now(), set(handlers)))
    for task in tasks:
        await _run(store, handlers, clock, task)
    return bool(tasks)


async def _run(store: Store, handlers: Handlers, clock: Clock, task: Task) -> None:
    holding = asyncio.create_task(_hold(store, clock, task))
    try:
        with patient(READ_SECONDS):
            result = await handlers[task.name](task)
    except Again as again:
        why, wait, tried = str(again), again.wait, again.was_tried
        await store.write(
            lambda: fail(task, why, clock.now(), for_good=wait is None, wait=wait, was_tried=tried)
        )
    except Exception as error:
        log.exception("jobs.handler_failed", name=task.name, task=task.id, attempt=task.attempts)
        text, final = told(error), isinstance(error, Trouble)
        await store.write(lambda: fail(task, text, clock.now(), for_good=final))
    else:
        await store.write(lambda: finish(task, result, clock.now()))
    finally:
        holding.cancel()


def told(error: Exception) -> str:
    """Say what went wrong to who keeps the queues: a database's own words may quote a person's values, so not those."""
    name = type(error).__name__
    return f"{name}: {error}" if isinstance(error, Trouble | OSError) else name


async def _hold(store: Store, clock: Clock, task: Task) -> None:
    """Renew the lease until cancelled or lost."""
    while True:
        await asyncio.sleep(LEASE.total_seconds() / 3)
        if not await store.write(lambda: renew(task, clock.now())):
            return


async def _anything_due(store: Store, clock: Clock, names: list[str]) -> bool:
    """Look without writing, so that an idle worker costs no transaction; what nobody here does is not due."""
    if not names:
        return False
    sign = "?" if store.dialect == "sqlite" else "$"
    mark, known = f"{sign}1", ",".join(f"{sign}{number}" for number, _ in enumerate(names, 2))
    sql = " UNION ALL ".join(
        f"SELECT 1 FROM {table} WHERE {column} IN ({known}) AND ((state = '{WorkState.QUEUED}'"  # noqa: S608 (constants)
        f" AND next_at <= {mark}) OR (state = '{WorkState.RUNNING}' AND lease_until < {mark}))"
        for table, column in (("outbox_message", "topic"), ("job", "kind"))
    )
    found = await store.reads.rows(f"SELECT EXISTS ({sql})", [spell_instant(clock.now()), *names])
    return bool(found != [(0,)])
