"""What a running server holds: the store and everything that stands on it, opened together and closed together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any, Literal

import strawberry

from policies import Policy
from server.access.accounts import Accounts
from server.access.passwords import Hasher
from server.access.principals import Signed, Teams
from server.access.settings import adopt
from server.kernel.clock import Clock
from server.kernel.context import Context, Language
from server.kernel.ids import new_id
from server.kernel.secrets import Secrets
from server.kernel.settings import Settings
from server.plan.engine import Engine
from server.store.store import Store
from server.web.execute import Executor
from server.web.health import Health, Meters
from server.web.looks import LookLog

GLANCE_SECONDS = 20.0


@dataclass(frozen=True)
class Parts:
    """What `main` puts together; nothing here is looked up elsewhere."""

    settings: Settings
    secrets: Secrets
    clock: Clock
    schema: strawberry.Schema
    policy: Callable[[], Policy]
    make_engine: Callable[[strawberry.Schema, Store], Engine]
    make_call: Callable[
        [Context, Engine, Accounts], Any
    ]  # the schema's own shape, which this floor does not know
    teams: Callable[[Store], Teams]
    open_store: Callable[[], AbstractAsyncContextManager[Store]] | None = None
    background: Sequence[Callable[[House, asyncio.Event], Awaitable[None]]] = ()
    wall: Clock | None = None
    hasher: Hasher | None = None
    has_own_log: bool = True
    """Whether to set up the log of this process; a test keeps its own."""


class House:
    """The opened parts; before `open` and after it there is only `parts`."""

    store: Store
    accounts: Accounts
    engine: Engine
    executor: Executor
    looks: LookLog

    def __init__(self, parts: Parts) -> None:
        self.parts, self.secrets = parts, parts.secrets
        self.health, self.meters = Health(), Meters()

    @property
    def settings(self) -> Settings:
        """Return the settings that hold: once open, with what the company changed."""
        return self.store.settings if self.health.is_open else self.parts.settings

    @settings.setter
    def settings(self, settings: Settings) -> None:
        self.store.settings = settings

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Open the store and start the background work; finish it all at the end."""
        async with (self.parts.open_store or self._opened)() as store:
            self.store = store
            await adopt(store, at_start=True)
            clock = replace(self.parts.clock, zone=store.settings.zone)
            parts = self.parts = replace(self.parts, clock=clock)
            self.accounts = Accounts(
                store, parts.clock, parts.policy, parts.teams(store), wall=parts.wall, hasher=parts.hasher
            )
            self.engine = parts.make_engine(parts.schema, store)
            self.looks = LookLog(store, self.engine, self.health)
            self.executor = Executor(parts.schema, self.engine, self.call, self.looks)
            stop = asyncio.Event()
            tasks = [
                asyncio.create_task(self.looks.run(stop), name="looks"),
                asyncio.create_task(follow_settings(store, stop), name="settings"),
            ]
            tasks += [asyncio.ensure_future(work(self, stop)) for work in parts.background]
            self.health.is_open = True
            try:
                yield
            finally:
                self.health.is_open = False
                stop.set()
                await asyncio.gather(*tasks)
                await self.accounts.close()

    def call(self, ctx: Context) -> Any:  # the schema's own shape
        return self.parts.make_call(ctx, self.engine, self.accounts)

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[Store]:
        store = await Store.open(self.settings, self.secrets)
        try:
            yield store
        finally:
            await store.close()

    def context(
        self, signed: Signed, *, request_id: str = "", language: str = "", purpose: str = ""
    ) -> Context:
        """Make the context of one request; the language asked for beats the account's, which beats the setting."""
        chosen = language or signed.language or self.settings.language
        return Context(
            signed.principal,
            self.parts.clock.now(),
            self.parts.clock.today(),
            self.parts.policy(),
            self.store,
            spoken(chosen),
            request_id or new_id(),
            purpose,
        )


async def follow_settings(store: Store, stop: asyncio.Event) -> None:
    """Take over now and then what another process has changed."""
    while not stop.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), GLANCE_SECONDS)
            return
        await adopt(store)


def spoken(language: str) -> Language:
    known: dict[str, Literal["zh", "en"]] = {"zh": "zh", "en": "en"}
    return known.get(language[:2].lower(), "zh")
