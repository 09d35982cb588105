"""Migrations under guard: whatever fails or is killed leaves the data as they were.

A SQLite file is changed in a copy, which takes its place by one rename after every check; PostgreSQL
changes in one transaction. Tortoise's own way loses rows and indexes on SQLite when it rebuilds a table.
"""

from __future__ import annotations

import importlib
import os
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiosqlite
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.context import TortoiseContext
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.executor import MigrationExecutor
from tortoise.migrations.operations import AlterModelOptions
from tortoise.migrations.recorder import MigrationRecorder
from tortoise.migrations.schema_editor import AsyncpgSchemaEditor, SqliteSchemaEditor
from tortoise.migrations.writer import MigrationWriter, slugify_migration_name
from tortoise.models import Model
from tortoise.transactions import in_transaction
from tortoise.utils import generate_schema_for_client

from server.kernel.secrets import Secrets
from server.kernel.settings import Settings
from server.store.config import APP, MIGRATIONS, MODEL_MODULES, connection_name, tortoise_config
from server.store.inspect import check_file, restore_indexes, row_counts
from server.store.lock import take_lock
from server.store.store import Store

DRAFT = "zhiren.db.next"
BACKUPS = "backups"
TABLES = "SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1"
ADVISORY_LOCK = 0x5A485245  # "ZHRE": processes that start together migrate one after the other


class SchemaPending(Exception):
    """The database lacks migrations; the message says what to run."""


@dataclass(frozen=True)
class Chain:
    """A chain of migrations and the models it leads to."""

    modules: list[str] = field(default_factory=lambda: MODEL_MODULES)
    package: str = MIGRATIONS


OURS = Chain()


async def migrate(settings: Settings, chain: Chain = OURS, *, by_steps: bool = False) -> list[str]:
    """Bring the database to the chain's end; return the names of the migrations run.

    An empty database gets our tables straight from the models, which is several times quicker than the steps;
    `by_steps` takes them nonetheless, and a test holds the two ways together.
    """
    is_short = chain is OURS and not by_steps
    if settings.is_sqlite:
        return await _migrate_sqlite(settings, chain, is_short=is_short)
    return await _migrate_postgres(settings, chain, is_short=is_short)


async def pending(settings: Settings, chain: Chain = OURS) -> list[str]:
    """Return the names of the migrations that the database lacks."""
    if settings.is_sqlite and not settings.sqlite_path.exists():
        return _names(chain)
    async with _connected(settings, chain) as (_, client):
        return await _plan(client, settings, chain)


async def require_schema(settings: Settings, chain: Chain = OURS) -> None:
    """Refuse to start on a database that lacks migrations, with SchemaPending."""
    if lacking := await pending(settings, chain):
        raise SchemaPending(f"the database lacks {', '.join(lacking)}; run `main.py migrate`")


async def open_fresh(settings: Settings, secrets: Secrets) -> Store:
    """Migrate and open, for demos and first starts."""
    await migrate(settings)
    return await Store.open(settings, secrets)


async def create_all(settings: Settings, chain: Chain = OURS) -> None:
    """Make every table straight from the models, without the chain. For tests only."""
    async with _connected(settings, chain) as (tortoise, client):
        await tortoise.generate_schemas(safe=True)
        await _after(client, settings, chain)


async def drift(chain: Chain = OURS) -> list[str]:
    """Describe what the models have that the chain does not: empty when a new migration is not needed."""
    return [operation.describe() for writer in await _changes(chain) for operation in writer.operations]


async def make(name: str, chain: Chain = OURS) -> list[Path]:
    """Write the migration that the models need, named `name`; no file when none is needed."""
    made = []
    for writer in await _changes(chain):
        writer.name = f"{writer.name[:4]}_{slugify_migration_name(name)}"
        path = writer.path()
        path.write_text(_spell(name, writer), "utf-8")
        made.append(path)
    importlib.invalidate_caches()
    return made


def _spell(name: str, writer: MigrationWriter) -> str:
    """Spell a migration. It is not atomic by itself: the runner sees to that, and Tortoise's own way cuts
    statements at every semicolon, those in comments too.
    """
    body = (
        writer.as_string()
        .replace("from tortoise import migrations\n", "from server.store.steps import Steps\n", 1)
        .replace("(migrations.Migration):\n", "(Steps):\n    atomic = False\n", 1)
    )
    return f'"""Schema change: {name.replace("_", " ")}."""\n\n{body}'


async def _migrate_sqlite(settings: Settings, chain: Chain, *, is_short: bool) -> list[str]:
    """Change a copy and put it in place by one rename: a failure or a kill leaves nothing to undo."""
    settings.data.mkdir(parents=True, exist_ok=True)
    lock = take_lock(settings.data)
    try:
        if not await pending(settings, chain):
            return []
        with _draft(settings) as draft:
            if settings.sqlite_path.exists():
                await _copy(settings.sqlite_path, draft)
            done = await _change_draft(settings, draft, chain, is_short=is_short)
            await _stand_alone(draft)
            _swap(settings, draft, done[0])
        return done
    finally:
        os.close(lock)


async def _change_draft(settings: Settings, draft: Path, chain: Chain, *, is_short: bool) -> list[str]:
    async with _connected(settings, chain, file=draft) as (tortoise, client):
        await client.execute_script("PRAGMA synchronous=OFF")
        before = await row_counts(client)
        done = await _plan(client, settings, chain)
        if is_short and not before:
            await _build(client, done)
        else:
            await _run(client, settings, chain)
        models = _models(tortoise)
        await restore_indexes(client, models)
        await check_file(
            client, models, {t: n for t, n in before.items() if t not in _rewritten(done, chain)}
        )
        await _after(client, settings, chain)
    return done


async def _migrate_postgres(settings: Settings, chain: Chain, *, is_short: bool) -> list[str]:
    async with (
        _connected(settings, chain) as (tortoise, _),
        in_transaction(connection_name(settings)) as client,
    ):
        await client.execute_query("SELECT pg_advisory_xact_lock($1)", [ADVISORY_LOCK])
        is_empty = not await client.execute_query_dict(TABLES)
        await MigrationRecorder(client).ensure_schema(AsyncpgSchemaEditor(client))
        done = await _plan(client, settings, chain)
        if done and is_short and is_empty:
            await _build(client, done)
        elif done:
            await _run(client, settings, chain)
            await restore_indexes(client, _models(tortoise))
        if done:
            await _after(client, settings, chain)
            # Columns that are new have no statistics, and without them PostgreSQL reads whole tables for a page.
            await client.execute_script("ANALYZE")
        return done


async def _build(client: BaseDBAsyncClient, names: list[str]) -> None:
    """Make every table from the models and note the steps as done."""
    recorder = MigrationRecorder(client)
    if client.capabilities.dialect == "sqlite":
        await recorder.ensure_schema(SqliteSchemaEditor(client))
    await generate_schema_for_client(client, safe=False)
    for name in names:
        await recorder.record_applied(APP, name)


async def _plan(client: BaseDBAsyncClient, settings: Settings, chain: Chain) -> list[str]:
    return [step.migration.name for step in await _executor(client, settings, chain).plan()]


async def _run(client: BaseDBAsyncClient, settings: Settings, chain: Chain) -> None:
    await _executor(client, settings, chain).migrate(direction="forward")


def _executor(client: BaseDBAsyncClient, settings: Settings, chain: Chain) -> MigrationExecutor:
    return MigrationExecutor(client, _config(settings, chain)["apps"])


async def _after(client: BaseDBAsyncClient, settings: Settings, chain: Chain) -> None:
    """Run the statements that model modules ask for, such as triggers; they are repeatable."""
    for name in chain.modules:
        statements = getattr(importlib.import_module(name), "after_migration", None)
        for statement in statements(connection_name(settings)) if statements else ():
            await client.execute_query(statement)


def _rewritten(done: list[str], chain: Chain) -> set[str]:
    """Name the tables whose rows these migrations add or remove on purpose: `changes_rows = ("table",)`."""
    modules = [importlib.import_module(f"{chain.package}.{name}") for name in done]
    return {table for module in modules for table in getattr(module.Migration, "changes_rows", ())}


def _names(chain: Chain) -> list[str]:
    folder = Path(next(iter(importlib.import_module(chain.package).__path__)))
    return sorted(file.stem for file in folder.glob("[0-9]*.py"))


async def _changes(chain: Chain) -> list[MigrationWriter]:
    config = _config(Settings(), chain)
    tortoise = TortoiseContext()
    with tortoise:
        await tortoise.init(config, init_connections=False)
        assert tortoise.apps is not None  # noqa: S101 (made by init)
        writers = await MigrationAutodetector(tortoise.apps, config["apps"]).changes()
    for writer in writers:  # these touch no table: a docstring was edited
        writer.operations = [each for each in writer.operations if not isinstance(each, AlterModelOptions)]
    return [writer for writer in writers if writer.operations]


def _models(tortoise: TortoiseContext) -> list[type[Model]]:
    assert tortoise.apps is not None  # noqa: S101 (made by init)
    return list(tortoise.apps[APP].values())


@asynccontextmanager
async def _connected(
    settings: Settings, chain: Chain, *, file: Path | None = None
) -> AsyncIterator[tuple[TortoiseContext, BaseDBAsyncClient]]:
    """Bind the chain's models to an unguarded connection, on `file` if given."""
    tortoise, config = TortoiseContext(), _config(settings, chain)
    if file is not None:
        config["connections"][connection_name(settings)]["credentials"]["file_path"] = str(file)
    with tortoise:
        try:
            await tortoise.init(config)
            yield tortoise, tortoise.connections.get(connection_name(settings))
        finally:
            await tortoise.close_connections()


def _config(settings: Settings, chain: Chain) -> dict[str, dict[str, dict[str, dict[str, str]]]]:
    return tortoise_config(settings, guarded=False, modules=chain.modules, migrations=chain.package)


@contextmanager
def _draft(settings: Settings) -> Iterator[Path]:
    """Lend the place for the changed copy; whatever is left there, now or from a killed run, is removed."""
    draft = settings.data / DRAFT
    _remove(draft)
    try:
        yield draft
    finally:
        _remove(draft)


def _remove(file: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + end).unlink(missing_ok=True)


async def _copy(source: Path, target: Path) -> None:
    async with aiosqlite.connect(source, isolation_level=None) as connection:
        await connection.execute("VACUUM INTO ?", [str(target)])
    await _stand_alone(source)


async def _stand_alone(file: Path) -> None:
    """Fold the write-ahead log into the file; fails while anyone else has the file open."""
    async with aiosqlite.connect(file, isolation_level=None) as connection:
        await connection.execute_fetchall("PRAGMA journal_mode=DELETE")
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def _swap(settings: Settings, draft: Path, first: str) -> None:
    """Keep the old file as a backup and put the new one in its place, at once or not at all."""
    if settings.sqlite_path.exists():
        backup = settings.data / BACKUPS / f"before-{first}.db"
        backup.parent.mkdir(mode=0o700, exist_ok=True)
        backup.unlink(missing_ok=True)
        try:
            os.link(settings.sqlite_path, backup)
        except OSError:
            shutil.copy2(settings.sqlite_path, backup)
    draft.chmod(0o600)
    draft.replace(settings.sqlite_path)
    with suppress(OSError):
        folder = os.open(settings.data, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


if __name__ == "__main__":
    import asyncio

    if sys.argv[1:2] == ["make"] and len(sys.argv) == 3:  # noqa: PLR2004 (the command's own words)
        sys.exit(0 if asyncio.run(make(sys.argv[2])) else "the models need no migration")
    sys.exit("say: python -m server.store.migrate make NAME")
