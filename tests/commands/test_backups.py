"""A backup is whole and of one moment, its way back is proven, and nothing that holds something is written over."""

from __future__ import annotations

import argparse
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from server.audit.anchors import write_anchor
from server.audit.chain import record
from server.commands import backups, postgres_dump
from server.commands.backups import BackupRefused, bring_back, make, read_manifest
from server.kernel.clock import Clock
from server.kernel.secrets import save_secrets
from server.kernel.settings import Settings
from server.people.models import Location
from server.store.base import stamp
from tests.conftest import NOW, make_context


@pytest.fixture
async def kept(store, secrets, tmp_path):
    """A store with two places, two audit entries and an anchor, its keys beside it."""
    save_secrets(secrets, store.settings.data)
    ctx = make_context(store)

    async def work() -> None:
        for code in ("L1", "L2"):
            await Location.create(**stamp(ctx), code=code, name=code)
            await record(ctx, "people.create_location", subject_type="Location", subject_id=code, changes={})

    await store.write(work)
    await write_anchor(store, Clock(pinned=NOW))
    return store


async def test_a_backup_beside_the_running_store_counts_what_it_holds(kept, tmp_path_factory):
    to = tmp_path_factory.mktemp("backups")

    target, manifest = await make(kept.settings, to)

    assert (manifest.tables["location"], manifest.tables["audit_entry"], manifest.chain_seq) == (2, 2, 2)
    assert manifest.dialect == kept.dialect
    assert "keys.json" not in manifest.files
    assert not (target / "keys.json").exists()
    assert read_manifest(target) == manifest
    assert orjson.loads((kept.settings.data / "last-backup.json").read_bytes())["rows"] == manifest.rows
    assert [each.name for each in to.iterdir()] == [target.name]


async def test_a_backup_that_failed_is_noted_until_one_succeeds(kept, tmp_path_factory, monkeypatch):
    to, noted = tmp_path_factory.mktemp("backups"), kept.settings.data / "failed-backup.json"
    monkeypatch.setattr("server.commands.backups.described", None)

    with pytest.raises(TypeError):
        await make(kept.settings, to)
    assert orjson.loads(noted.read_bytes())["trouble"] == "TypeError"
    monkeypatch.undo()
    await make(kept.settings, to)

    assert not noted.exists()
    assert len(list(to.iterdir())) == 1


async def test_a_restored_sqlite_copy_equals_the_backup(sqlite_store, secrets, tmp_path_factory):
    save_secrets(secrets, sqlite_store.settings.data)
    (sqlite_store.settings.data / "zhiren.toml").write_text('company = "悦邻"\nkeys = "secret"\n', "utf-8")
    to, empty = tmp_path_factory.mktemp("backups"), tmp_path_factory.mktemp("target") / "new"
    target, manifest = await make(sqlite_store.settings, to, tmp_path_factory.mktemp("safe") / "keys.json")

    found, problems = await bring_back(target, Settings(data=empty), sqlite_store.settings.data / "keys.json")

    assert (found, problems) == (manifest, [])
    assert (empty / "zhiren.toml").read_text("utf-8") == 'company = "悦邻"\n'
    assert (empty / "keys.json").stat().st_mode & 0o077 == 0


async def test_a_restored_postgres_copy_equals_the_backup(postgres_store, secrets, scratch, tmp_path_factory):
    if shutil.which("pg_dump") is None:
        with pytest.raises(postgres_dump.NoProgram, match="pg_dump is not installed"):
            await make(postgres_store.settings, tmp_path_factory.mktemp("backups"))
        return
    save_secrets(secrets, postgres_store.settings.data)
    name = scratch.create()
    target, manifest = await make(postgres_store.settings, tmp_path_factory.mktemp("backups"))
    settings = Settings(data=tmp_path_factory.mktemp("target"), database_url=scratch.at(name))

    found, problems = await bring_back(target, settings, postgres_store.settings.data / "keys.json")

    assert (found, problems) == (manifest, [])
    scratch.drop(name)


async def test_a_copy_that_lost_rows_is_named(sqlite_store, secrets, tmp_path_factory):
    save_secrets(secrets, sqlite_store.settings.data)
    target, manifest = await make(sqlite_store.settings, tmp_path_factory.mktemp("backups"))
    data = tmp_path_factory.mktemp("target")
    shutil.copy2(target / "zhiren.db", data / "zhiren.db")
    save_secrets(secrets, data)

    more = replace(manifest, tables={**manifest.tables, "location": 7}, chain_hash="f" * 64)

    assert await backups.differences(more, Settings(data=data)) == [
        "location: 0 rows, 7 were backed up",
        "the audit chain ends elsewhere than the backup's",
    ]


async def test_a_changed_file_is_refused(sqlite_store, tmp_path_factory):
    target, _ = await make(sqlite_store.settings, tmp_path_factory.mktemp("backups"))
    with sqlite3.connect(target / "zhiren.db") as database:
        database.execute("UPDATE audit_head SET seq = 9")
    database.close()

    with pytest.raises(BackupRefused, match=r"zhiren\.db is not as it was backed up"):
        read_manifest(target)


async def test_a_target_that_holds_something_is_refused(sqlite_store, tmp_path_factory):
    target, _ = await make(sqlite_store.settings, tmp_path_factory.mktemp("backups"))

    with pytest.raises(BackupRefused, match="is not empty"):
        await bring_back(target, sqlite_store.settings, None)


async def test_keys_beside_the_backups_are_refused(sqlite_store, tmp_path_factory):
    to = tmp_path_factory.mktemp("backups")

    with pytest.raises(BackupRefused, match="apart from the backups"):
        await make(sqlite_store.settings, to, to / "keys" / "keys.json")

    assert list(to.iterdir()) == []


def test_what_is_no_backup_is_refused(tmp_path: Path, capsys):
    args = argparse.Namespace(source=tmp_path, keys=None, drill=True)

    assert backups.restore(args) == 2
    assert "holds no manifest.json" in capsys.readouterr().err
