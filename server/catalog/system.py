"""How the house stands: version, database, queues, audit chain, keys, last backup. Counts, never contents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import orjson

from server.audit.anchors import read_anchors
from server.catalog.days import DAILY
from server.jobs.models import WorkState
from server.kernel.clock import read_instant
from server.kernel.context import Context
from server.people.operations.exits import REOPEN, TOPICS
from server.store.store import Store
from server.web.health import VERSION

HEARD = (*TOPICS.values(), REOPEN, DAILY)
"""The topics of messages that a handler hears; other work is done by jobs."""
LAST_BACKUP = "last-backup.json"
"""Written by the command `backup` into the data folder: when, where to, how many rows."""


@dataclass(frozen=True)
class System:
    """What an operator looks at first."""

    version: str
    database: str
    database_bytes: int
    policy_version: str
    jobs_waiting: int
    jobs_failed: int
    deliveries_waiting: int
    deliveries_failed: int
    audit_entries: int
    anchored_seq: int | None
    anchored_at: datetime | None
    key_id: str
    keys_to_rewrap: int
    last_backup_at: datetime | None


async def state_of(ctx: Context) -> System:
    """Look at everything once."""
    store = ctx.store
    jobs, messages = await counted(store, "job"), await counted(store, "outbox_message")
    ((entries,),) = await store.reads.rows("SELECT seq FROM audit_head WHERE id = 1")
    anchors, _ = read_anchors(store)
    last = anchors[-1] if anchors else None
    name, size = await database_of(store)
    return System(
        version=VERSION,
        database=name,
        database_bytes=size,
        policy_version=ctx.policy.version,
        jobs_waiting=jobs.get(WorkState.QUEUED, 0) + jobs.get(WorkState.RUNNING, 0),
        jobs_failed=jobs.get(WorkState.FAILED, 0),
        deliveries_waiting=await messages_waiting(store),
        deliveries_failed=messages.get(WorkState.FAILED, 0),
        audit_entries=entries,
        anchored_seq=last.seq if last else None,
        anchored_at=read_instant(last.at) if last else None,
        key_id=store.secrets.current,
        keys_to_rewrap=await keys_left(store),
        last_backup_at=last_backup(store.settings.data),
    )


async def counted(store: Store, table: str) -> dict[str, int]:
    rows = await store.reads.rows(f"SELECT state, count(*) FROM {table} GROUP BY state")  # noqa: S608 (constants)
    return {str(state): int(number) for state, number in rows}


async def messages_waiting(store: Store) -> int:
    """Count the messages that somebody is going to hear; what nobody listens to is a record and waits for no one."""
    marks = ",".join(
        f"?{number}" if store.dialect == "sqlite" else f"${number}" for number, _ in enumerate(HEARD, 1)
    )
    sql = f"SELECT count(*) FROM outbox_message WHERE state IN ('QUEUED','RUNNING') AND topic IN ({marks})"  # noqa: S608 (marks)
    ((number,),) = await store.reads.rows(sql, HEARD)
    return int(number)


async def keys_left(store: Store) -> int:
    """Count the personal keys which an older master key still wraps."""
    mark = "?1" if store.dialect == "sqlite" else "$1"
    sql = f"SELECT count(*) FROM person_key WHERE erased_at IS NULL AND wrapped NOT LIKE {mark}"  # noqa: S608 (a parameter's mark)
    ((number,),) = await store.reads.rows(sql, [f"{store.secrets.current}.%"])
    return int(number)


async def database_of(store: Store) -> tuple[str, int]:
    """Return what the database is and how large."""
    if store.dialect == "sqlite":
        ((version,),) = await store.reads.rows("SELECT sqlite_version()")
        return f"SQLite {version}", store.settings.sqlite_path.stat().st_size
    ((version,),) = await store.reads.rows("SHOW server_version")
    ((size,),) = await store.reads.rows("SELECT pg_database_size(current_database())")
    return f"PostgreSQL {version}", int(size)


def last_backup(data: Path) -> datetime | None:
    file = data / LAST_BACKUP
    return read_instant(str(orjson.loads(file.read_bytes())["at"])) if file.exists() else None
