"""The guarded runner: rows, indexes, references survive; what fails or is killed changes nothing."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest
from tortoise.exceptions import OperationalError

from server.kernel.settings import Settings
from server.store import config
from server.store.inspect import SchemaDamaged
from server.store.lock import DataInUse, take_lock
from server.store.migrate import (
    Chain,
    SchemaPending,
    drift,
    make,
    migrate,
    open_fresh,
    pending,
    require_schema,
)
from tests.store.conftest import SAMPLE

ROOT = Path(__file__).parents[2]

HEAD = """from tortoise import migrations
from tortoise.migrations import operations as ops
from server.store.fields import Text

class Migration(migrations.Migration):
    atomic = False
    dependencies = [("models", "0001_initial")]
"""
SQLITE_INDEXES = """
SELECT m.name, i."unique", (SELECT group_concat(name) FROM pragma_index_info(i.name))
FROM sqlite_master m, pragma_index_list(m.name) i WHERE m.type = 'table' AND m.name LIKE 'sample%'
"""
WIDER_NAME = 'ops.AlterField("Shelf", "name", Text(80, unique=True, description="名称 | Name"))'
WIDER_TITLE = 'ops.AlterField("Book", "title", Text(80, description="书名 | Title"))'


@pytest.fixture(params=["sqlite", "postgres"])
async def empty(request, tmp_path, scratch):
    """Settings of a database without tables."""
    name = scratch.create() if request.param == "postgres" else None
    yield Settings(data=tmp_path, database_url=scratch.at(name) if name else "")
    if name:
        scratch.drop(name)


@pytest.fixture
async def folder(package):
    """A chain's folder that holds the first migration of the sample tables."""
    folder = package("sample_chain")
    await make("initial", chain())
    return folder


def chain() -> Chain:
    return Chain([SAMPLE], "sample_chain")


def second(folder: Path, *operations: str, extra: str = "") -> None:
    (folder / "0002_second.py").write_text(f"{HEAD}{extra}    operations = [{', '.join(operations)}]\n")


async def ask(settings: Settings, *statements: str):
    """Run statements past the store; return the last one's rows."""
    if settings.is_sqlite:
        with closing(sqlite3.connect(settings.sqlite_path)) as connection, connection:
            return [connection.execute(statement).fetchall() for statement in statements][-1]
    session = await asyncpg.connect(settings.database_url)
    try:
        return [[tuple(row) for row in await session.fetch(statement)] for statement in statements][-1]
    finally:
        await session.close()


async def fill(settings: Settings) -> None:
    """One shelf with two books."""
    origin = "'2025-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z', 1"
    shelf = (
        f"INSERT INTO sample_shelf (id, name, created_at, updated_at, version) VALUES ('s1', '甲', {origin})"
    )
    book = (
        "INSERT INTO sample_book (id, shelf_id, title, mood, is_new, valid_from, recorded_at, created_at, updated_at,"
        " version) VALUES ('{0}', 's1', '{0}', 'GOOD', {1}, '2025-01-01', '2025-01-01T00:00:00.000Z', "
        + origin
        + ")"
    )
    true = "1" if settings.is_sqlite else "true"
    await ask(settings, shelf, book.format("b1", true), book.format("b2", true))


async def books(settings: Settings):
    return await ask(
        settings, "SELECT b.id, s.name FROM sample_book b JOIN sample_shelf s ON s.id = b.shelf_id ORDER BY 1"
    )


async def indexes(settings: Settings):
    if settings.is_sqlite:
        sql = SQLITE_INDEXES
        return set(await ask(settings, sql))
    return set(await ask(settings, "SELECT indexdef FROM pg_indexes WHERE tablename LIKE 'sample%'"))


async def test_an_empty_database_is_brought_to_the_end_quickly(empty, folder):
    assert await pending(empty, chain()) == ["0001_initial"]
    started = time.monotonic()

    assert await migrate(empty, chain()) == ["0001_initial"]

    assert time.monotonic() - started < 3
    assert await migrate(empty, chain()) == []
    assert await pending(empty, chain()) == []
    await fill(empty)
    assert await books(empty) == [("b1", "甲"), ("b2", "甲")]


async def test_rebuilding_tables_keeps_child_rows_indexes_and_references(empty, folder):
    await migrate(empty, chain())
    await fill(empty)
    before = await indexes(empty)
    second(folder, WIDER_NAME, WIDER_TITLE)

    assert await migrate(empty, chain()) == ["0002_second"]

    assert await books(empty) == [("b1", "甲"), ("b2", "甲")]
    assert await indexes(empty) == before
    with pytest.raises((sqlite3.IntegrityError, asyncpg.IntegrityConstraintViolationError)):
        await ask(empty, *(["PRAGMA foreign_keys=ON"] if empty.is_sqlite else []), "DELETE FROM sample_shelf")


@pytest.mark.parametrize(
    ("operation", "trouble"),
    [
        ("ops.RunSQL(\"DELETE FROM sample_book WHERE id = 'b2'\")", "sample_book: 2 rows became 1"),
        (
            "ops.RunSQL(\"UPDATE sample_book SET shelf_id = 'gone'\")",
            "sample_book: a reference leads nowhere",
        ),
    ],
)
async def test_damage_on_sqlite_is_refused_and_the_data_stay(settings, folder, operation, trouble):
    await migrate(settings, chain())
    await fill(settings)
    second(folder, operation)

    with pytest.raises(SchemaDamaged, match=trouble):
        await migrate(settings, chain())

    assert await books(settings) == [("b1", "甲"), ("b2", "甲")]
    assert await pending(settings, chain()) == ["0002_second"]
    assert sorted(file.name for file in settings.data.iterdir()) == ["zhiren.db", "zhiren.lock"]


async def test_postgres_knows_its_tables_after_a_migration(scratch, tmp_path, folder):
    name = scratch.create()
    settings = Settings(data=tmp_path, database_url=scratch.at(name))
    try:
        await migrate(settings, chain())

        unknown = (
            "SELECT relname FROM pg_class WHERE relname LIKE 'sample%' AND relkind='r' AND reltuples < 0"
        )
        assert await ask(settings, unknown) == []
    finally:
        scratch.drop(name)


async def test_a_lost_index_is_made_again(settings, folder):
    await migrate(settings, chain())
    before = await indexes(settings)
    second(folder, "ops.RunSQL('DROP INDEX idx_sample_book_lent_at_9d5ee4')")
    (name,) = [
        row[0]
        for row in await ask(
            settings, "SELECT name FROM sqlite_master WHERE name LIKE 'idx_sample_book_lent%'"
        )
    ]
    second(folder, f"ops.RunSQL('DROP INDEX {name}')")

    await migrate(settings, chain())

    assert await indexes(settings) == before


async def test_a_lost_reference_is_refused(settings, folder):
    await migrate(settings, chain())
    second(folder, "ops.RunSQL('ALTER TABLE sample_book DROP COLUMN shelf_id')")

    with pytest.raises((SchemaDamaged, OperationalError)):
        await migrate(settings, chain())

    assert await pending(settings, chain()) == ["0002_second"]


async def test_rows_may_change_where_the_migration_says_so(settings, folder):
    await migrate(settings, chain())
    await fill(settings)
    second(folder, "ops.RunSQL('DELETE FROM sample_book')", extra='    changes_rows = ("sample_book",)\n')

    assert await migrate(settings, chain()) == ["0002_second"]
    assert await books(settings) == []


async def test_the_old_file_is_kept_as_a_backup(settings, folder):
    await migrate(settings, chain())
    await fill(settings)
    second(folder, WIDER_NAME)
    await migrate(settings, chain())

    kept = sqlite3.connect(settings.data / "backups" / "before-0002_second.db")
    assert kept.execute("SELECT count(*) FROM sample_book").fetchall() == [(2,)]
    assert kept.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    kept.close()


async def test_a_migration_that_fails_halfway_changes_nothing(empty, folder):
    await migrate(empty, chain())
    await fill(empty)
    second(folder, WIDER_TITLE, "ops.RunSQL('DELETE FROM sample_book')", "ops.RunSQL('SELECT no_such_thing')")

    with pytest.raises(Exception, match="no_such_thing"):
        await migrate(empty, chain())

    assert await books(empty) == [("b1", "甲"), ("b2", "甲")]
    assert await pending(empty, chain()) == ["0002_second"]


KILLS_ITSELF = """
    def die(*given):
        __import__("os").abort()

    operations = [ops.RunSQL("DELETE FROM sample_book"), ops.RunPython(die)]
"""


async def test_a_migration_that_is_killed_changes_nothing_and_can_be_run_again(empty, folder):
    await migrate(empty, chain())
    await fill(empty)
    (folder / "0002_second.py").write_text(HEAD + KILLS_ITSELF)
    code = (
        "import sys, asyncio, pathlib; sys.path.insert(0, sys.argv[1]); import server.store.driver\n"
        "from server.store.migrate import *\nfrom server.kernel.settings import Settings\n"
        "asyncio.run(migrate(Settings(data=pathlib.Path(sys.argv[2]), database_url=sys.argv[3]),"
        f" Chain([{SAMPLE!r}], 'sample_chain')))"
    )
    arguments = [str(folder.parent), str(empty.data), empty.database_url]

    killed = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, check=False
    )

    assert killed.returncode == -6
    assert await books(empty) == [("b1", "甲"), ("b2", "甲")]
    second(folder, WIDER_NAME)
    sys.modules.pop("sample_chain.0002_second", None)
    assert await migrate(empty, chain()) == ["0002_second"]
    assert await books(empty) == [("b1", "甲"), ("b2", "甲")]
    assert not (empty.data / "zhiren.db.next").exists()


async def test_a_running_server_or_an_open_reader_is_not_pulled_from_under(settings, folder):
    await migrate(settings, chain())
    second(folder, WIDER_NAME)
    held = take_lock(settings.data)
    with pytest.raises(DataInUse):
        await migrate(settings, chain())
    os.close(held)

    reader = sqlite3.connect(settings.sqlite_path)
    reader.execute("PRAGMA journal_mode=WAL").fetchall()
    reader.execute("SELECT count(*) FROM sample_shelf").fetchall()
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        await migrate(settings, chain())
    reader.close()

    assert await migrate(settings, chain()) == ["0002_second"]


async def test_a_database_that_lacks_a_migration_is_refused(empty, folder):
    with pytest.raises(SchemaPending, match=r"0001_initial; run `main\.py migrate`"):
        await require_schema(empty, chain())

    await migrate(empty, chain())
    await require_schema(empty, chain())


async def test_two_processes_that_start_together_migrate_once(scratch, tmp_path, folder):
    name = scratch.create()
    both = Settings(data=tmp_path, database_url=scratch.at(name))

    done = await asyncio.gather(migrate(both, chain()), migrate(both, chain()))

    assert sorted(done) == [[], ["0001_initial"]]
    scratch.drop(name)


async def test_drift_names_what_the_models_have_and_the_chain_has_not(folder):
    assert await drift(chain()) == []
    assert await make("nothing", chain()) == []

    more = Chain([SAMPLE, "server.store.models"], "sample_chain")
    assert await drift(more) == ["Create model IdempotencyKey", "Create model PersonKey"]
    (file,) = await make("people keys", more)
    assert file.name == "0002_people_keys.py"
    assert file.read_text("utf-8").startswith('"""Schema change: people keys."""')
    assert await drift(more) == []


async def test_open_fresh_migrates_and_opens(settings, secrets, folder, monkeypatch):
    monkeypatch.setattr("server.store.migrate.OURS", chain())
    monkeypatch.setattr(config, "MODEL_MODULES", [SAMPLE])
    monkeypatch.setattr(migrate, "__defaults__", (chain(),))

    store = await open_fresh(settings, secrets)

    assert await store.reads.rows("SELECT count(*) FROM sample_shelf") == [(0,)]
    await store.close()
