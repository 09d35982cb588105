"""What commands share: settings and keys from their arguments, an open store, a context, and exit codes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from policies import Policy, load
from server.kernel.clock import Clock
from server.kernel.context import SYSTEM, Context
from server.kernel.ids import new_id
from server.kernel.secrets import Secrets, load_secrets, new_secrets, save_secrets
from server.kernel.settings import Settings, load_settings
from server.store.lock import is_locked
from server.store.migrate import require_schema
from server.store.store import Store

DONE, PARTLY, NOTHING = 0, 1, 2


@dataclass(frozen=True)
class Command:
    """A command: its words, its help, its arguments and what it does."""

    name: str
    help: str
    run: Callable[[argparse.Namespace], int]
    arguments: Callable[[argparse.ArgumentParser], None] = lambda _: None


def say(text: str) -> None:
    """Progress goes to stderr, so that stdout holds only the result."""
    print(text, file=sys.stderr, flush=True)


def settings_of(args: argparse.Namespace, **more: object) -> Settings:
    return load_settings(**{"data": args.data, **more})


def clock_of(settings: Settings) -> Clock:
    """Return the clock; a demo may stand still at nine in the morning of its day."""
    if not settings.today:
        return Clock(settings.zone)
    day = datetime.combine(datetime.fromisoformat(settings.today).date(), time(9), ZoneInfo(settings.zone))
    return Clock(settings.zone, day)


def ensure_secrets(settings: Settings) -> Secrets:
    """Return the keys, made on first use of an empty data folder."""
    settings.data.mkdir(parents=True, exist_ok=True)
    if not settings.keys and not (settings.data / "keys.json").exists():
        save_secrets(new_secrets(), settings.data)
    return load_secrets(settings.data, settings.keys)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Store]:
    """Open the migrated store, as its owner or, beside a running server, as a guest."""
    await require_schema(settings)
    beside = settings.is_sqlite and is_locked(settings.data)
    store = await Store.open(
        settings, load_secrets(settings.data, settings.keys), seat="guest" if beside else "owner"
    )
    try:
        yield store
    finally:
        await store.close()


def system_context(store: Store, policy: Policy | None = None) -> Context:
    """Return the context of the house itself, for commands an operator runs."""
    clock = clock_of(store.settings)
    return Context(SYSTEM, clock.now(), clock.today(), policy or load(), store, "zh", new_id())


def add_data(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    """Take `--data`; a command's own sub-command suppresses the default, so as not to undo what stood before it."""
    parser.add_argument("--data", type=Path, default=default, help="data folder (or ZHIREN_DATA)")
