"""The chain: what an entry holds, that it cannot be changed, and that each way of tampering shows."""

from __future__ import annotations

import asyncio
import hashlib
import time
from dataclasses import replace

import aiosqlite
import asyncpg
import orjson
import pytest
from tortoise.exceptions import BaseORMException

from server.audit import HIDDEN, log_access, look, record, verify, write_anchor
from server.audit.chain import COLUMNS, Verdict, entry_hash
from server.audit.models import GENESIS
from server.kernel.clock import Clock
from server.kernel.secrets import new_secrets
from server.store.models import PersonKey
from tests.conftest import NOW

CLOCK = Clock(pinned=NOW)
ALL = f"SELECT {COLUMNS} FROM audit_entry ORDER BY seq"
UNGUARD = {
    "sqlite": ["DROP TRIGGER audit_entry_no_update", "DROP TRIGGER audit_entry_no_delete"],
    "postgres": ["ALTER TABLE audit_entry DISABLE TRIGGER USER"],
}


@pytest.fixture
def add(store, ctx):
    """Record a change of one person's pay."""

    async def add(number: int) -> None:
        await store.write(
            lambda: record(
                ctx,
                "people.change_pay",
                subject_type="Employee",
                subject_id=f"e{number}",
                changes={"pay": [HIDDEN, HIDDEN]},
            )
        )

    return add


@pytest.fixture
async def ten(add, store):
    """Ten entries, anchored at the sixth and the tenth."""
    for number in range(1, 11):
        await add(number)
        if number in (6, 10):
            await write_anchor(store, CLOCK)


@pytest.fixture
def tamper(store):
    """Run statements as someone who has the database in their hands."""

    async def tamper(*statements: str) -> None:
        if store.dialect == "sqlite":
            async with aiosqlite.connect(store.settings.sqlite_path) as connection:
                for statement in [*UNGUARD["sqlite"], *statements]:
                    await connection.execute(statement)
                await connection.commit()
            return
        session = await asyncpg.connect(store.settings.database_url)
        try:
            for statement in [*UNGUARD["postgres"], *statements]:
                await session.execute(statement)
        finally:
            await session.close()

    return tamper


async def test_an_entry_holds_who_did_what_when_and_why(store, ctx):
    asked = replace(ctx, request_id="r-1", purpose="年度调薪")
    changes = {"position": ["客服", "组长"], "phone": [HIDDEN, HIDDEN]}

    await store.write(
        lambda: record(
            asked, "people.promote_employee", subject_type="Employee", subject_id="e1", changes=changes
        )
    )

    (row,) = await store.reads.rows(ALL)
    assert row[0] == 1
    assert row[2:13] == (
        "2025-04-05T09:30:00.000Z", "0190-hr", "王敏", "people.promote_employee", "Employee", "e1", "年度调薪", "r-1",
        "test-policy", '{"phone":["•","•"],"position":["客服","组长"]}', GENESIS,
    )  # fmt: skip
    assert row[13] == hashlib.sha256(orjson.dumps(list(row[:13]))).hexdigest()


async def test_entries_made_at_once_form_one_chain(add, store):
    await asyncio.gather(*(add(number) for number in range(30)))

    assert await verify(store) == Verdict(ok=True, checked=30)


async def test_a_change_whose_entry_fails_is_not_made(store, ctx):
    async def work() -> None:
        await PersonKey.create(person_id="p1", wrapped="w")
        await record(ctx, "x" * 101, subject_type="Employee", subject_id="e1", changes={})

    with pytest.raises(BaseORMException):
        await store.write(work)

    assert await store.reads.rows("SELECT count(*) FROM person_key") == [(0,)]
    assert await store.reads.rows(ALL) == []


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET actor_name = 'x'", "DELETE FROM audit_entry"])
async def test_the_database_itself_refuses_to_change_entries(add, store, statement):
    await add(1)

    async def work() -> None:
        await PersonKey._meta.db.execute_query(statement)

    with pytest.raises(BaseORMException, match="audit entries cannot be changed"):
        await store.write(work)


async def test_truncating_is_refused_too(postgres_store):
    async def work() -> None:
        await PersonKey._meta.db.execute_script("TRUNCATE audit_entry")

    with pytest.raises(BaseORMException, match="audit entries cannot be changed"):
        await postgres_store.write(work)


async def test_an_untouched_chain_verifies(ten, store):
    assert await verify(store) == Verdict(ok=True, checked=10)


async def test_an_empty_chain_verifies(store):
    assert await verify(store) == Verdict(ok=True, checked=0)


INSERT = f"""
INSERT INTO audit_entry ({COLUMNS}) SELECT 5, 'x', at, actor_id, actor_name, action, subject_type, subject_id, purpose,
request_id, policy_version, changes, hash, hash FROM audit_entry WHERE seq = 4
"""
TAMPERED = {
    "a changed entry": (
        ["UPDATE audit_entry SET subject_id = 'e99' WHERE seq = 4"],
        4,
        "the entry was changed",
    ),
    "a deleted entry": (["DELETE FROM audit_entry WHERE seq = 4"], 4, "an entry is missing"),
    "an inserted entry": (
        [
            "UPDATE audit_entry SET seq = seq + 1000 WHERE seq >= 5",
            "UPDATE audit_entry SET seq = seq - 999 WHERE seq > 1000",
            INSERT,
        ],
        5,
        "the entry was changed",
    ),
    "two entries in each other's place": (
        [
            "UPDATE audit_entry SET seq = 1003 WHERE seq = 3",
            "UPDATE audit_entry SET seq = 3 WHERE seq = 4",
            "UPDATE audit_entry SET seq = 4 WHERE seq = 1003",
        ],
        3,
        "the entry does not follow the one before",
    ),
    "a cut tail, the head set to match": (
        [
            "UPDATE audit_head SET seq = 8, hash = (SELECT hash FROM audit_entry WHERE seq = 8)",
            "DELETE FROM audit_entry WHERE seq > 8",
        ],
        9,
        "entries up to 10 were anchored and are gone",
    ),
    "a wiped log, the head set back": (
        [f"UPDATE audit_head SET seq = 0, hash = '{GENESIS}'", "DELETE FROM audit_entry"],
        1,
        "entries up to 6 were anchored and are gone",
    ),
    "a changed head": (["UPDATE audit_head SET hash = 'x'"], 10, "the head does not match the last entry"),
    "a missing head": (["DELETE FROM audit_head"], 10, "the head does not match the last entry"),
}


@pytest.mark.parametrize("case", TAMPERED)
async def test_tampering_shows(ten, store, tamper, case):
    statements, first_bad, reason = TAMPERED[case]
    await tamper(*statements)

    verdict = await verify(store)

    assert (verdict.ok, verdict.first_bad_seq, verdict.reason) == (False, first_bad, reason)


async def test_a_chain_written_anew_from_some_point_on_shows_by_its_anchor(ten, store, tamper):
    rows = [list(row) for row in await store.reads.rows(ALL)]
    rows[2][4] = "someone else"
    updates = []
    for row in rows[2:]:
        row[12] = rows[row[0] - 2][13]
        row[13] = entry_hash(row[:13])
        updates.append(
            f"UPDATE audit_entry SET actor_name = '{row[4]}', prev_hash = '{row[12]}', hash = '{row[13]}' "
            f"WHERE seq = {row[0]}"
        )
    await tamper(*updates, f"UPDATE audit_head SET hash = '{rows[-1][13]}'")

    assert await verify(store) == Verdict(
        ok=False, checked=6, first_bad_seq=6, reason="the entry differs from its anchor"
    )


async def test_anchors_made_without_the_key_show(ten, store):
    genuine, store.secrets = store.secrets, new_secrets()
    await write_anchor(store, CLOCK)
    store.secrets = genuine

    assert await verify(store) == Verdict(ok=False, checked=0, reason="anchor line 3 is not ours")


async def test_a_look_at_protected_values_is_kept(store, ctx):
    asked = replace(ctx, request_id="r-9", purpose="复核")
    seen = look(
        asked,
        subject_type="Employee",
        subject_id="e1",
        field_group="pay",
        rule="400",
        document="pay.graphql",
        rows=3,
    )

    await store.write(lambda: log_access([seen]))

    columns = "at, actor_name, roles, subject_id, field_group, rule, document, rows, purpose, request_id"
    assert await store.reads.rows(f"SELECT {columns} FROM access_log") == [
        (
            "2025-04-05T09:30:00.000Z",
            "王敏",
            "hr_manager",
            "e1",
            "pay",
            "400",
            "pay.graphql",
            3,
            "复核",
            "r-9",
        )
    ]


@pytest.mark.slow
async def test_fifty_thousand_entries_are_checked_in_about_a_second(sqlite_store, tamper_free_rows):
    await tamper_free_rows(sqlite_store, 50_000)
    started = time.process_time()

    verdict = await verify(sqlite_store)

    assert verdict == Verdict(ok=True, checked=50_000)
    assert time.process_time() - started < 2.0


PLAIN = ("2025-04-05T09:30:00.000Z", "a", "王敏", "people.x", "Employee", "e", "", "", "p", "{}")


@pytest.fixture
def tamper_free_rows():
    """Fill a chain quickly, past the operation, with genuine hashes."""

    async def fill(store, number: int) -> None:
        rows, last = [], GENESIS
        for seq in range(1, number + 1):
            entry = [seq, f"id{seq}", *PLAIN, last]
            last = entry_hash(entry)
            rows.append([*entry, last])
        async with aiosqlite.connect(store.settings.sqlite_path) as connection:
            await connection.executemany(
                f"INSERT INTO audit_entry ({COLUMNS}) VALUES ({','.join('?' * 14)})", rows
            )
            await connection.execute("UPDATE audit_head SET seq = ?, hash = ?", [number, last])
            await connection.commit()

    return fill
