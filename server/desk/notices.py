"""Telling people what waits or what happened: one notice a matter and person, settled together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from server.desk.models import Notice
from server.jobs import enqueue
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, not_found
from server.kernel.labels import split
from server.kernel.rights import allow
from server.store.base import stamp
from server.store.idempotency import repeatable

LONGEST_TITLE = 300
MOST_AT_ONCE = 200
TOLD = "desk.told"
"""The topic under which the floor above learns of new notices, to bring them to whoever wants them elsewhere."""


async def notify(
    ctx: Context,
    employee_ids: Iterable[str],
    kind: str,
    *,
    title: str,
    link: str,
    key: str,
    due_on: date | None = None,
) -> None:
    """Tell each person once about the matter `key`; use inside the store.write of the change it tells of.

    `title` is a label. `link` is a path of the pages, and nothing else: a notice leads nowhere outside.
    """
    zh, en = split(title)
    if not link.startswith("/") or link.startswith("//"):
        raise ValueError(f"a notice leads to a page of ours, not to {link!r}")
    notices = [
        Notice(
            **stamp(ctx), employee_id=each, kind=kind, key=key, link=link, due_on=due_on,
            title_zh=zh[:LONGEST_TITLE], title_en=en[:LONGEST_TITLE],
        )
        for each in dict.fromkeys(employee_ids)
    ]  # fmt: skip
    if notices:
        await Notice.bulk_create(notices, ignore_conflicts=True)
        await enqueue(ctx, TOLD, notices[0].id, {"notices": [each.id for each in notices]})


async def settle_notices(ctx: Context, key_prefix: str) -> int:
    """Mark what was told about these matters as done, and return how many that were; inside store.write."""
    open_ones = Notice.filter(key__startswith=key_prefix, done_at=None)
    return await open_ones.update(done_at=ctx.now, updated_at=ctx.now)


async def wake_notices(ctx: Context, key_prefix: str, since: datetime) -> int:
    """Open anew what was settled since a moment, for a change that is taken back; inside store.write."""
    settled = Notice.filter(key__startswith=key_prefix, done_at__gte=since)
    return await settled.update(done_at=None, updated_at=ctx.now)


@repeatable
async def mark_notices_read(ctx: Context, *, ids: Sequence[str] = ()) -> str:
    """Mark notices of one's own as read, all that are unread if none is named; return how many were."""
    allow(ctx, "Mutation.markNoticesRead", own=True)
    if len(ids) > MOST_AT_ONCE:
        raise InvalidInput(
            f"一次最多 {MOST_AT_ONCE} 条。", f"At most {MOST_AT_ONCE} at a time.", path=("input", "ids")
        )
    mine = Notice.filter(employee_id=ctx.principal.employee_id or "")
    if ids:
        mine = mine.filter(id__in=list(ids))
        if await mine.count() != len(set(ids)):
            raise not_found()
    return str(await mine.filter(read_at=None).update(read_at=ctx.now, updated_at=ctx.now))
