"""The SQLite write queue: one transaction for all works that wait, a savepoint for each, one commit."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiosqlite
from tortoise.context import TortoiseContext

from server.kernel.errors import Busy
from server.store.sqlite_client import StoreClient, WorkScope, roll_back, run

MOST_WAITING = 1000
MOST_IN_A_GROUP = 64
GROUP_SECONDS = 0.02
"""After this long a group takes in no more works, so that the first of them is not kept waiting."""

Work = Callable[[], Awaitable[Any]]  # the result is the caller's own


class GroupLost(Exception):
    """SQLite gave the whole transaction up (disk full, I/O error); none of the group was saved."""


@dataclass
class Waiting:
    """A work in the queue, with the context of its caller and the promise made to it."""

    work: Work
    context: contextvars.Context
    promise: asyncio.Future[Any]
    seconds: float


class GroupWriter:
    """Runs works one after the other; a work's caller hears of success only after the group's commit."""

    def __init__(self, tortoise: TortoiseContext, client: StoreClient) -> None:
        self._tortoise, self._client = tortoise, client
        self._queue: asyncio.Queue[Waiting | None] = asyncio.Queue()
        self._task = asyncio.create_task(self._serve(), name="store-writer")
        self._closing = False

    async def write(self, work: Work, seconds: float) -> Any:  # what the work returned
        if self._closing or self._queue.qsize() >= MOST_WAITING:
            raise Busy("系统正忙，请稍后重试。", "The system is busy; try again in a moment.")
        promise: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._queue.put_nowait(Waiting(work, contextvars.copy_context(), promise, seconds))
        return await promise

    async def close(self) -> None:
        """Finish what is queued, then stop."""
        self._closing = True
        self._queue.put_nowait(None)
        await self._task

    async def _serve(self) -> None:
        while (first := await self._queue.get()) is not None:
            try:
                await self._group(first)
            except Exception as error:  # noqa: BLE001 (told to every caller; the writer itself must go on)
                self._fail([first], error)

    async def _group(self, first: Waiting) -> None:
        """Run one transaction. Works that arrive while it runs join it, up to a number and a time."""
        connection = self._client.connection
        await run(connection, "BEGIN IMMEDIATE")
        done: list[tuple[Waiting, Any]] = []
        until = asyncio.get_running_loop().time() + GROUP_SECONDS
        taken, item = 0, first
        try:
            while True:
                taken += 1
                if not item.promise.cancelled():
                    await self._one(connection, item, done)
                if taken >= MOST_IN_A_GROUP or asyncio.get_running_loop().time() > until:
                    break
                if not (following := self._next()):
                    break
                item = following
            await run(connection, "COMMIT" if done else "ROLLBACK")
        except Exception as error:  # noqa: BLE001 (told to every caller of the group)
            await roll_back(connection)
            self._fail([item, *(waiting for waiting, _ in done)], error)
            return
        for waiting, result in done:
            if not waiting.promise.done():
                waiting.promise.set_result(result)

    def _next(self) -> Waiting | None:
        if self._queue.empty():
            return None
        if (item := self._queue.get_nowait()) is None:
            self._queue.put_nowait(None)
        return item

    async def _one(
        self, connection: aiosqlite.Connection, item: Waiting, done: list[tuple[Waiting, Any]]
    ) -> None:
        """Run one work in its savepoint; its own failure is undone and told to its caller alone."""
        await run(connection, "SAVEPOINT work")
        scope = WorkScope(self._client)
        task = item.context.run(self._start, item, scope)
        try:
            result = await task
        except (Exception, asyncio.CancelledError) as error:
            if not task.done():
                task.cancel()
                raise
            scope.over = True
            if not connection.in_transaction:
                raise GroupLost(str(error)) from error
            await run(connection, "ROLLBACK TO work")
            await run(connection, "RELEASE work")
            self._fail([item], error)
            return
        scope.over = True
        await run(connection, "RELEASE work")
        done.append((item, result))

    def _start(self, item: Waiting, scope: WorkScope) -> asyncio.Task[Any]:
        """Start the work in its caller's context, in which the models now speak to `scope`."""
        self._tortoise.__enter__()
        self._tortoise.connections.set(scope.connection_name, scope)
        return asyncio.create_task(_in_time(item), context=item.context)

    @staticmethod
    def _fail(items: list[Waiting], error: BaseException) -> None:
        for item in items:
            if item.promise.done():
                continue
            if isinstance(error, asyncio.CancelledError):
                item.promise.cancel()
            else:
                item.promise.set_exception(error)


async def _in_time(item: Waiting) -> Any:  # what the work returned
    async with asyncio.timeout(item.seconds):
        return await item.work()
