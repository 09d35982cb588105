"""What every test may ask for: settings, keys, and an open store on each of the two databases."""

from __future__ import annotations

import server.store.driver  # isort: skip  # noqa: F401 (the swap to the current SQLite comes first)

import asyncio
import importlib
import os
import shutil
import subprocess
import threading
import uuid
from collections.abc import AsyncIterator, Coroutine, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest
from xdist.scheduler import LoadScopeScheduling

from server.kernel.context import Context, Grant, Principal
from server.kernel.secrets import Secrets, new_secrets
from server.kernel.settings import Settings
from server.store.config import MODEL_MODULES
from server.store.migrate import create_all
from server.store.store import Store
from tests.people.town import plant
from tests.plan.world import context

T = TypeVar("T")
ROOT = Path(__file__).parents[1]
NOW = datetime(2025, 4, 5, 9, 30, tzinfo=UTC)
TOGETHER = ("tests/browser", "tests/commands", "tests/demo", "tests/journeys", "tests/ui/test_documents.py")
"""What shares something costly to make: with several workers, each of these runs on one of them."""


class Together(LoadScopeScheduling):  # type: ignore[misc] # it carries no types
    """Deals the groups out whole, the largest first, and every other test to whoever is free."""

    def _split_scope(self, nodeid: str) -> str:
        return next((group for group in TOGETHER if nodeid.startswith(group)), nodeid)


@pytest.hookimpl(optionalhook=True)  # without pytest-xdist nobody asks
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    return Together(config, log)


@pytest.fixture(scope="session")
def secrets() -> Secrets:
    return new_secrets()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """SQLite in an empty folder of the test's own."""
    return Settings(data=tmp_path)


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The scratch PostgreSQL: the one named, else a private one. Without any, tests fail, never skip."""
    if named := os.environ.get("ZHIREN_TEST_DATABASE_URL"):
        return named
    started = subprocess.run(
        [ROOT / "scripts/postgres.sh", "start"], capture_output=True, text=True, check=False
    )
    if started.returncode:
        pytest.fail(f"no PostgreSQL for the tests: {started.stderr.strip()}", pytrace=False)
    return started.stdout.strip()


class Scratch:
    """PostgreSQL databases made for one run and dropped at its end, over connections that outlive a test's loop."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        self.connections: dict[str, asyncpg.Connection] = {}
        self.emptying = ""

    def at(self, name: str) -> str:
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Wait for what is done beside the tests."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result()

    async def _execute(self, url: str, statements: str) -> None:
        connection = await asyncpg.connect(url)
        try:
            await connection.execute(statements)
        finally:
            await connection.close()

    def create(self) -> str:
        name = f"zhiren_test_{uuid.uuid4().hex[:12]}"
        self.run(self._execute(self.url, f"CREATE DATABASE {name}"))
        return name

    def empty(self, name: str) -> None:
        """Remove every row, and put back what a new database begins with."""
        self.run(self._empty(name))

    async def _empty(self, name: str) -> None:
        if name not in self.connections:
            self.connections[name] = await asyncpg.connect(self.at(name))
        connection = self.connections[name]
        if not self.emptying:
            self.emptying = await _emptying(connection)
        await connection.execute(self.emptying)

    def drop(self, name: str) -> None:
        if connection := self.connections.pop(name, None):
            self.run(connection.close())
        self.run(self._execute(self.url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))


async def _emptying(connection: asyncpg.Connection) -> str:
    """Return one statement that empties every table: deleting few rows is ten times quicker than truncating."""
    tables = await connection.fetch(
        "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
    )
    makers = [getattr(importlib.import_module(module), "after_migration", None) for module in MODEL_MODULES]
    rows = [
        statement
        for make in makers
        if make
        for statement in make("postgres")
        if statement.lower().startswith("insert")
    ]
    return ";".join(
        [
            "SET session_replication_role = replica",  # no trigger keeps the audit log, no key its order
            *(f"DELETE FROM {table}" for (table,) in tables),
            *rows,
            "ALTER TABLE audit_entry ENABLE TRIGGER USER",  # a test may have put it aside
        ]
    )


@pytest.fixture(scope="session")
def scratch(postgres_url: str) -> Scratch:
    return Scratch(postgres_url)


@pytest.fixture(scope="session")
def postgres_database(scratch: Scratch) -> Iterator[str]:
    """A PostgreSQL database with every table, one a worker; each test leaves it empty."""
    name = scratch.create()
    asyncio.run(create_all(Settings(database_url=scratch.at(name))))
    yield name
    scratch.drop(name)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table, from which each test's own is copied."""
    settings = Settings(data=tmp_path_factory.mktemp("template"))
    asyncio.run(create_all(settings))
    return settings.sqlite_path


@pytest.fixture
async def sqlite_store(settings: Settings, secrets: Secrets, sqlite_template: Path) -> AsyncIterator[Store]:
    shutil.copy(sqlite_template, settings.sqlite_path)
    store = await Store.open(settings, secrets)
    yield store
    await store.close()


@pytest.fixture
async def postgres_settings(
    tmp_path: Path, scratch: Scratch, postgres_database: str
) -> AsyncIterator[Settings]:
    yield Settings(data=tmp_path, database_url=scratch.at(postgres_database))
    scratch.empty(postgres_database)


@pytest.fixture
async def postgres_store(postgres_settings: Settings, secrets: Secrets) -> AsyncIterator[Store]:
    store = await Store.open(postgres_settings, secrets)
    yield store
    await store.close()


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> Store:
    """An open store with every table and no rows, on each database in turn."""
    return cast(Store, request.getfixturevalue(f"{request.param}_store"))


@pytest.fixture
async def town(store: Store) -> Store:
    """A store with the sample world planted. What stands below calls in it."""
    await plant(store)
    return store


@pytest.fixture
def hr(town: Store) -> Context:
    """E1, at the top."""
    return context(town, "hr_manager")


@pytest.fixture
def boss(town: Store) -> Context:
    """E2, who leads D2."""
    return context(town, "department_manager")


@pytest.fixture
def staff(town: Store) -> Context:
    """E3, who works in D2 under E2."""
    return context(town, "employee")


@dataclass(frozen=True)
class AnyPolicy:
    """Stands where only the policy's version matters."""

    version: str = "test-policy"


@pytest.fixture
def ctx(store: Store) -> Context:
    """A context of the HR manager at a fixed moment, without a real policy."""
    return make_context(store)


def make_context(store: Store, **given: Any) -> Context:
    who = Principal("0190-hr", "hr", "王敏", grants=(Grant("hr_manager"),))
    policy: Any = AnyPolicy()
    return Context(
        **{"principal": who, "now": NOW, "today": date(2025, 4, 5), "policy": policy, "store": store} | given
    )
