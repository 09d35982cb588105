"""New priorities of sources decide anew what stands: a job writes what comes first now, as far as one may."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from server.imports.models import ConflictRule, DataConflict
from server.imports.records import keys_of, owner_of, reckon
from server.imports.settling import opened, write_value, written
from server.jobs import submit
from server.jobs.following import tell
from server.kernel.context import Context
from server.kernel.errors import Trouble
from server.people.operations.access import allow, find_target

REDECIDE: Final = "imports.redecide"
WHY: Final = {"zh": "来源优先级变更后改用", "en": "Taken over when priorities changed"}
Chosen = dict[tuple[str, str], str | None]


async def reckon_all(ctx: Context) -> None:
    """Bring every conflict in line with the priorities, and leave the values that now stand otherwise to a job."""
    before = await chosen()
    await reckon(ctx, sorted({person for person, _ in before}), None)
    rows = await DataConflict.filter(superseded_at=None, rule=ConflictRule.PRIORITY).order_by("id")
    ids = [row.id for row in rows if before.get((owner_of(row), row.field)) != chosen_of(row)]
    if ids:
        await submit(ctx, REDECIDE, {"conflicts": ids}, total=len(ids))


async def chosen() -> Chosen:
    rows = await DataConflict.filter(superseded_at=None)
    return {(owner_of(row), row.field): chosen_of(row) for row in rows}


def chosen_of(row: DataConflict) -> str | None:
    return getattr(row, "chosen_id", None)


async def redecide(ctx: Context, conflicts: Sequence[str], job: str) -> str:
    """Write the values that come first now; returns "written/left". Each stands by itself, and twice does no harm."""
    done = 0
    for number, conflict in enumerate(conflicts, 1):
        done += await ctx.store.write(lambda conflict=conflict: _take_over(ctx, conflict))  # type: ignore[misc]
        tell(job, number, len(conflicts))
    return f"{done}/{len(conflicts) - done}"


async def _take_over(ctx: Context, conflict: str) -> int:
    """Write one value and say why beside it; what the caller may not write, or is settled otherwise by now, is left."""
    found = DataConflict.filter(id=conflict, superseded_at=None, rule=ConflictRule.PRIORITY, reason="")
    row = await found.select_for_update().get_or_none()
    source = chosen_of(row) if row else None
    if row is None or source is None:
        return 0
    try:
        target = await find_target(ctx, owner_of(row), None)
        allow(ctx, target.place, "settleConflict", *written(row.field))
    except Trouble:
        return 0
    told = opened(ctx, (await keys_of([target.person.id])).get(target.person.id, ""), row)
    await write_value(ctx, target, row.field, str(told[source][0]))
    await DataConflict.filter(id=row.id).update(reason=WHY[ctx.language])
    return 1
