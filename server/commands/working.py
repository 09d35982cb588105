"""A worker: does the jobs of a PostgreSQL database without serving pages, as many processes as one likes."""

from __future__ import annotations

import argparse
import asyncio
import signal
from collections.abc import Callable

from server.commands.base import DONE, NOTHING, Command, say, settings_of
from server.kernel.settings import Settings
from server.store.migrate import require_schema
from server.web.house import House, Parts

MakeParts = Callable[[Settings], Parts]


def work(args: argparse.Namespace, make_parts: MakeParts) -> int:
    """Do jobs until told to stop; what is in hand is finished first."""
    settings = settings_of(args)
    if settings.is_sqlite:
        say(
            "on SQLite the server does the jobs itself; a worker is for PostgreSQL | SQLite 由服务本身执行任务"
        )
        return NOTHING
    asyncio.run(require_schema(settings))
    asyncio.run(run(House(make_parts(settings))))
    return DONE


async def run(house: House, stop: asyncio.Event | None = None) -> None:
    """Keep the house open until a signal, or `stop`."""
    stop = stop or asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, stop.set)
    async with house.open():
        say("working | 开始执行任务")
        await stop.wait()


def command(make_parts: MakeParts) -> Command:
    return Command("worker", "do the jobs without serving (PostgreSQL)", lambda args: work(args, make_parts))
