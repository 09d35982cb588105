"""The queue itself: put in, claim under a lease, renew, finish or fail. All of it runs inside store.write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import orjson
from tortoise.expressions import Q

from server.jobs.models import Job, OutboxMessage, WorkState
from server.kernel.context import Context
from server.kernel.ids import new_id
from server.store.base import stamp

T = TypeVar("T", OutboxMessage, Job)

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 8
MOST_AT_ONCE = 1000
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
MOST_DOUBLINGS = 10
LONGEST_ERROR = 2000


class Again(Exception):
    """Raised by a handler whose work did not succeed and that knows itself when to try next; never, without a wait.

    One that was not tried, since it is not yet time, costs no attempt.
    """

    def __init__(self, why: str, wait: timedelta | None, *, was_tried: bool = True) -> None:
        super().__init__(why)
        self.wait = wait
        self.was_tried = was_tried


@dataclass(frozen=True)
class Task:
    """A claimed piece of work; `name` is a message's topic or a job's kind, `payload` its JSON text."""

    table: type[OutboxMessage | Job]
    id: str
    name: str
    payload: str
    attempts: int
    lease: str
    created_by: str | None

    def read(self) -> dict[str, object]:
        """Return the payload as the mapping it was."""
        value: dict[str, object] = orjson.loads(self.payload)
        return value


async def enqueue(
    ctx: Context, topic: str, key: str, payload: object, *, after: datetime | None = None
) -> None:
    """Add a message to the outbox, in the transaction of its change; the same key is told once, not before `after`."""
    text = orjson.dumps(payload, default=str).decode()
    message = OutboxMessage(**stamp(ctx), topic=topic, key=key, payload=text, next_at=after or ctx.now)
    await OutboxMessage.bulk_create([message], ignore_conflicts=True)


async def enqueue_all(
    ctx: Context, topic: str, messages: Mapping[str, object], *, after: datetime | None = None
) -> None:
    """Add many messages of a topic, payloads by key; each key is told once, not before `after`."""
    made = [
        OutboxMessage(
            **stamp(ctx),
            topic=topic,
            key=key,
            payload=orjson.dumps(payload, default=str).decode(),
            next_at=after or ctx.now,
        )
        for key, payload in messages.items()
    ]
    await OutboxMessage.bulk_create(made, batch_size=MOST_AT_ONCE, ignore_conflicts=True)


async def submit(
    ctx: Context, kind: str, args: object, *, total: int = 0, after: datetime | None = None
) -> str:
    """Add a job and return its id."""
    text = orjson.dumps(args, default=str).decode()
    job = await Job.create(**stamp(ctx), kind=kind, args=text, total=total, next_at=after or ctx.now)
    return job.id


async def claim(now: datetime, names: set[str], *, limit: int = 1) -> list[Task]:
    """Take due work of these names under a lease; work whose lease has run out is due again."""
    tasks = [
        await _take(row, row.topic, row.payload, now)
        for row in await _due(OutboxMessage, "topic", names, now, limit)
    ]
    left = limit - len(tasks)
    if left > 0:
        tasks += [
            await _take(row, row.kind, row.args, now) for row in await _due(Job, "kind", names, now, left)
        ]
    return tasks


async def release_all(now: datetime) -> int:
    """Make due again what is marked as running, and return how much; only for one who knows that nobody runs it."""
    values = {"state": WorkState.QUEUED, "lease": None, "lease_until": None, "updated_at": now}
    released = [
        await table.filter(state=WorkState.RUNNING).update(**values) for table in (OutboxMessage, Job)
    ]
    return sum(released)


async def renew(task: Task, now: datetime) -> bool:
    """Hold on to the lease; False if someone else has taken the work over meanwhile."""
    return bool(await task.table.filter(id=task.id, lease=task.lease).update(lease_until=now + LEASE))


async def progress(task: Task, done: int, total: int, now: datetime) -> bool:
    """Show how far a job is, which also holds its lease."""
    values = {"progress": done, "total": total, "lease_until": now + LEASE, "updated_at": now}
    return bool(await Job.filter(id=task.id, lease=task.lease).update(**values))


async def finish(task: Task, result: str | None, now: datetime) -> bool:
    """Mark as done; False if the lease was lost, and then nothing changes."""
    kept = "receipt" if task.table is OutboxMessage else "result"
    values = {"state": WorkState.DONE, kept: result, "lease": None, "lease_until": None, "error": None}
    return bool(await task.table.filter(id=task.id, lease=task.lease).update(**values, updated_at=now))


async def fail(
    task: Task,
    error: str,
    now: datetime,
    *,
    for_good: bool = False,
    wait: timedelta | None = None,
    was_tried: bool = True,
) -> bool:
    """Put back with a growing pause, or `wait`, or give up after the last attempt; False if the lease was lost."""
    final = for_good or (was_tried and task.attempts >= MOST_ATTEMPTS)
    values = {
        "attempts": task.attempts if was_tried else task.attempts - 1,
        "state": WorkState.FAILED if final else WorkState.QUEUED,
        "next_at": now + (wait or pause(task.attempts)),
        "error": error[:LONGEST_ERROR],
    }
    changed = await task.table.filter(id=task.id, lease=task.lease).update(
        **values, lease=None, lease_until=None, updated_at=now
    )
    return bool(changed)


def pause(attempts: int) -> timedelta:
    """Double the pause with each attempt, up to an hour."""
    return min(FIRST_PAUSE * (1 << min(attempts - 1, MOST_DOUBLINGS)), LONGEST_PAUSE)


async def _due(table: type[T], column: str, names: set[str], now: datetime, limit: int) -> list[T]:
    waiting = Q(state=WorkState.QUEUED, next_at__lte=now) | Q(state=WorkState.RUNNING, lease_until__lt=now)
    found = table.filter(waiting, **{f"{column}__in": sorted(names)}).order_by("next_at", "id").limit(limit)
    return await found.select_for_update(skip_locked=True)


async def _take(row: OutboxMessage | Job, name: str, payload: str, now: datetime) -> Task:
    task = Task(type(row), row.id, name, payload, row.attempts + 1, new_id(), row.created_by)
    values = {"state": WorkState.RUNNING, "lease": task.lease, "lease_until": now + LEASE}
    await task.table.filter(id=row.id).update(**values, attempts=task.attempts, updated_at=now)
    return task
