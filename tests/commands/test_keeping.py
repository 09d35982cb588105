"""migrate, check, audit verify: each says what it found, and fails when something is wrong."""

from __future__ import annotations

import asyncio

import asyncpg
import pysqlite3
import pytest

from tests.commands.desk import Desk

TAMPER = (
    "UPDATE audit_entry SET actor_name = 'nobody' WHERE seq = 2",
    "DELETE FROM audit_entry WHERE seq = 2",
)


def meddle(desk: Desk, statement: str) -> None:
    """Change the database behind the program's back, as somebody with its password could."""
    if desk.settings.is_sqlite:
        database = pysqlite3.connect(str(desk.settings.sqlite_path))
        triggers = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            database.execute(f"DROP TRIGGER {name}")
        database.execute(statement)
        database.commit()
        database.close()
        return

    async def on_postgres() -> None:
        connection = await asyncpg.connect(desk.settings.database_url)
        await connection.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        await connection.execute(statement)
        await connection.close()

    asyncio.run(on_postgres())


def test_migrate_makes_every_table_and_a_second_run_has_nothing_to_do(empty_desk: Desk):
    first, second = empty_desk.run("migrate"), empty_desk.run("migrate")

    assert (first.code, second.code) == (0, 0)
    assert first.err.startswith("applied 0001_initial")
    assert second.err == "nothing to do\n"


def test_check_names_what_is_pending(empty_desk: Desk):
    found = empty_desk.run("check")

    assert found.code == 2
    assert "pending migration 0001_initial: run `main.py migrate`" in found.err


def test_check_of_a_sound_house_is_ready(any_desk: Desk):
    found = any_desk.run("check")

    assert (found.code, found.err) == (0, "ready\n")


def test_check_without_keys_says_what_is_missing(desk: Desk):
    (desk.data / "keys.json").unlink()

    found = desk.run("check")

    assert found.code == 2
    assert "keys.json" in found.err


def test_audit_verify_counts_the_entries_of_init(any_desk: Desk):
    found = any_desk.run("audit", "verify")

    assert (found.code, found.err) == (0, "checked 5 entries\n")


@pytest.mark.parametrize("statement", TAMPER, ids=["changed", "removed"])
def test_audit_verify_of_a_changed_history_fails_and_names_the_entry(any_desk: Desk, statement: str):
    meddle(any_desk, statement)

    found, checked = any_desk.run("audit", "verify"), any_desk.run("check")

    assert found.code == 2
    assert "broken at entry 2" in found.err
    assert checked.code == 2
    assert "audit chain broken at 2" in checked.err
