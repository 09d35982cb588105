"""A worker at one kind of job that is killed without warning after so many cards, before its batch is kept."""

from __future__ import annotations

import server.store.driver  # isort: skip  # noqa: F401 (the swap to the current SQLite comes first)

import asyncio
import os
import signal
import sys
from pathlib import Path

from server.jobs.queue import progress
from server.jobs.worker import work_once
from server.kernel.clock import Clock
from server.kernel.secrets import new_secrets
from server.kernel.settings import Settings
from server.metrics.agreed.registry import Registry
from server.performance.cycles import jobs, settling
from server.performance.cycles.scoring import people
from server.store.store import Store
from tests.plan.world import NOW, POLICY


async def main(data: Path, kind: str, cards: int) -> None:
    settling.BATCH = people.BATCH = 1
    store = await Store.open(Settings(data=data), new_secrets(), seat="guest")
    clock = Clock("Asia/Shanghai", NOW)

    async def kept(task, done, total, now):
        if done > cards:
            os.kill(os.getpid(), signal.SIGKILL)
        return await progress(task, done, total, now)

    vars(jobs)["progress"] = kept
    known = jobs.handlers(store, Registry(store), clock, lambda: POLICY)
    await work_once(store, {kind: known[kind]}, clock)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
