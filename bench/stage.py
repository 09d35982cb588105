"""Sets the stage of a benchmark: a filled database, tokens, and servers that are started and stopped."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.load import cpu_seconds
from bench.world import HEAD, HR, TODAY, fill, uid
from server.commands.accounts import accounts_of
from server.commands.base import ensure_secrets, system_context
from server.kernel.settings import Settings
from server.store.migrate import migrate
from server.store.store import Store

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build" / "bench"
BUSY = 0.05
"""More of a processor than this, and a server is at work of its own."""


@dataclass(frozen=True)
class Stage:
    """A filled database and the tokens of those who ask."""

    settings: Settings
    hr: str
    manager: str

    @property
    def environment(self) -> dict[str, str]:
        clean = {key: value for key, value in os.environ.items() if not key.startswith("ZHIREN_")}
        return clean | {
            "ZHIREN_DATA": str(self.settings.data),
            "ZHIREN_DATABASE_URL": self.settings.database_url,
            "ZHIREN_TODAY": TODAY.isoformat(),
            "BENCH_DATA": str(self.settings.data),
            "BENCH_URL": self.settings.database_url,
        }


async def stage(people: int, database_url: str = "") -> Stage:
    """Fill a database of its own once (it is kept under build/bench), and make fresh tokens."""
    name = f"{'postgres' if database_url else 'sqlite'}-{people}"
    settings = Settings(data=BUILD / name, database_url=database_url)
    secrets = ensure_secrets(settings)
    marker = settings.data / "filled"
    await migrate(settings)
    store = await Store.open(settings, secrets)
    try:
        if not marker.exists():
            await fill(store, people)
            await open_accounts(store)
            marker.touch()
        async with accounts_of(store) as accounts:
            ctx = system_context(store)
            tokens = [
                await accounts.create_token(ctx, username=each) for each in ("bench-hr", "bench-manager")
            ]
    finally:
        await store.close()
    return Stage(settings, *tokens)


async def open_accounts(store: Store) -> None:
    async with accounts_of(store) as accounts:
        ctx = system_context(store)
        for role, name, number in (
            ("hr_manager", "bench-hr", HR),
            ("department_manager", "bench-manager", HEAD),
        ):
            found = await accounts.create_account(
                ctx, username=name, display_name=name, employee_id=uid(16, number)
            )
            await accounts.grant_role(ctx, account_id=found, role=role, valid_from=TODAY.replace(year=2020))


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(command: list[str], environment: dict[str, str], port: int) -> Iterator[int]:
    """Run a server until the block ends; yields its process id once the port answers."""
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=sys.stderr)
    try:
        await_port(process, port)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def await_port(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(2400):
        if process.poll() is not None:
            raise RuntimeError("the server ended before it answered")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the server did not come up")


def settle(pid: int, *, seconds: float = 180.0) -> None:
    """Wait until a server has done the day's own work, which begins with its first start on a day.

    Raises RuntimeError if it is busy for longer: what is measured beside other work says nothing.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        before = cpu_seconds(pid)
        time.sleep(2.0)
        if cpu_seconds(pid) - before < BUSY * 2.0:
            return
    raise RuntimeError("the server never came to rest")


def product(stage: Stage, port: int) -> list[str]:
    return [sys.executable, "main.py", "serve", "--data", str(stage.settings.data), "--port", str(port)]


def limit(port: int) -> list[str]:
    granian = str(Path(sys.executable).with_name("granian"))
    return [
        granian,
        "--interface",
        "asgi",
        "--port",
        str(port),
        "--loop",
        "uvloop",
        "--log-level",
        "warning",
        "bench.raw:app",
    ]


def run(people: int, database_url: str = "") -> Stage:
    return asyncio.run(stage(people, database_url))
