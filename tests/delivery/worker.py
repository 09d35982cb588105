"""A worker of its own process, for a test to kill: `python -m tests.delivery.worker SETTINGS SECRETS MINUTES`."""

from __future__ import annotations

import server.store.driver  # isort: skip  # noqa: F401 (the swap to the current SQLite comes first)

import asyncio
import sys

from server.jobs import run_worker
from server.kernel.clock import Clock
from server.kernel.secrets import read_secrets
from server.kernel.settings import Settings
from server.store.store import Store
from tests.delivery import rig


async def run(settings: Settings, keys: str, minutes: int) -> None:
    store = await Store.open(settings, read_secrets(keys))
    moment = rig.later(minutes=minutes)
    await run_worker(store, rig.served(store, moment), asyncio.Event(), clock=Clock(pinned=moment), idle=0.02)


if __name__ == "__main__":
    asyncio.run(run(Settings.model_validate_json(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
