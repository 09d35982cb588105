"""What people answer about those whom a whole list lacks: still here, and why; or they have left by the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from server import audit
from server.imports.dropped import WAITING
from server.imports.ledger import batched
from server.imports.models import DropState, ImportBatch, SourceDrop
from server.imports.rights import allow_import
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, not_found
from server.people.models import Employment
from server.people.operations.access import link
from server.people.operations.record import operation

MOST, LONGEST_REASON = 1000, 200


@operation
async def settle_source_drops(
    ctx: Context, *, ids: Sequence[str], is_still_here: bool = True, reason: str | None = None
) -> str:
    """Say that people whom a whole list lacks are still here, and why; or open the question again.

    Return how many that changed and how many stood so already, as "3/1". Who has left is told by the form of leaving.
    """
    allow_import(ctx, "settleSourceDrops")
    why = (reason or "").strip()
    check_answer(ids, why, is_still_here=is_still_here)
    rows = await SourceDrop.filter(id__in=list(ids), state__in=WAITING).select_for_update()
    if len(rows) != len(set(ids)):
        raise not_found()
    wanted = DropState.STILL_HERE if is_still_here else DropState.OPEN
    changed = [row for row in rows if row.state != wanted]
    who = {"decided_at": ctx.now, "decided_by": ctx.principal.account_id} if is_still_here else {}
    values: dict[str, Any] = {"decided_at": None, "decided_by": None, **who, "state": wanted, "reason": why}
    for row in changed:
        await SourceDrop.filter(id=row.id).update(**values, version=row.version + 1, updated_at=ctx.now)
        told: dict[str, tuple[object, object]] = {"state": (row.state, wanted), "reason": (row.reason, why)}
        await audit.record(
            ctx, "imports.settle_drop", subject_type="SourceDrop", subject_id=row.id, changes=told
        )
    for batch in sorted({link(row, "batch_id") for row in changed}):
        left = await SourceDrop.filter(batch_id=batch, state=DropState.OPEN).count()
        await ImportBatch.filter(id=batch).update(dropped=left)
    return f"{len(changed)}/{len(rows) - len(changed)}"


def check_answer(ids: Sequence[str], why: str, *, is_still_here: bool) -> None:
    """Refuse too many at once, and a word without a reason: it stands until the source names them again."""
    if not 1 <= len(ids) <= MOST:
        zh, en = f"一次选 1 到 {MOST} 人。", f"Choose 1 to {MOST} people."
        raise InvalidInput(zh, en, path=("input", "ids"))
    if is_still_here and not 1 <= len(why) <= LONGEST_REASON:
        zh = "请写明为什么仍在职，最多 200 字。"
        en = "Say why they are still here, in at most 200 characters."
        raise InvalidInput(zh, en, path=("input", "reason"))


async def settle_left(ctx: Context) -> None:
    """Close, once a day, what asks about people who have left meanwhile by the record."""

    async def close() -> None:
        rows = await SourceDrop.filter(state__in=WAITING)
        people = {link(row, "employee_id"): row for row in rows}
        for some in batched(sorted(people)):
            gone = Employment.filter(
                employee_id__in=some, superseded_at=None, valid_to=None, left_on__isnull=False
            )
            left = [str(each) for each in await gone.values_list("employee_id", flat=True)]
            await SourceDrop.filter(employee_id__in=left, state__in=WAITING).update(
                state=DropState.LEFT, updated_at=ctx.now
            )

    await ctx.store.write(close)
