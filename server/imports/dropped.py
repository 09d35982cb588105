"""Whole lists: whom a source told of before and its new list does not name. They are listed, never changed by it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from server.imports.check import Checker
from server.imports.landing import Landing
from server.imports.ledger import BATCH, batched
from server.imports.models import DropState, ImportBatch, SourceDrop, SourceRecord
from server.imports.values import text_of
from server.kernel.context import Context
from server.people.models import Employee, Employment
from server.people.operations.access import link
from server.people.rules import plain
from server.store.base import stamp

WAITING = (DropState.OPEN, DropState.STILL_HERE)


def codes_in(checker: Checker) -> frozenset[str]:
    """Return every code that a file names, in refused rows too: who stands in one is not missing."""
    at = checker.matching.fields["code"]
    return frozenset(plain(text_of(row[at])) for row in checker.table.rows if at < len(row))


async def missing(source_id: str, told: Collection[str], codes: Collection[str]) -> dict[str, str]:
    """Return whom the source told of, as employed, who are employed here and not in its file: to their code there.

    Inside store.write.
    """
    live = SourceRecord.filter(source_id=source_id, superseded_at=None, left_on=None).order_by("seen_at")
    known = {
        str(person): str(code)
        for person, code in await live.values_list("employee_id", "code")
        if person not in told and code not in codes
    }
    out: dict[str, str] = {}
    for some in batched(sorted(known)):
        ours = dict(await Employee.filter(id__in=some).values_list("id", "code"))
        here = Employment.filter(employee_id__in=some, superseded_at=None, valid_to=None, left_on=None)
        employed = {str(each) for each in await here.values_list("employee_id", flat=True)}
        out |= {one: known[one] for one in some if one in employed and ours[one] not in codes}
    return out


async def expect_drops(ctx: Context, landing: Landing, told: Collection[str], codes: Collection[str]) -> None:
    """Note at a dry run whom a whole list lacks; what an earlier dry run noted goes. Inside store.write."""
    await SourceDrop.filter(batch_id=landing.batch_id, state=DropState.EXPECTED).delete()
    await write_drops(ctx, landing, told, codes, DropState.EXPECTED)


async def note_drops(ctx: Context, landing: Landing, told: Collection[str], codes: Collection[str]) -> None:
    """List whom a whole list lacks, once it is applied; who is in the file has returned. Inside store.write."""
    await SourceDrop.filter(batch_id=landing.batch_id, state=DropState.EXPECTED).delete()
    waiting = SourceDrop.filter(source_id=landing.source_id, state__in=WAITING)
    back = [row for row in await waiting if link(row, "employee_id") in told]
    await end_drops(ctx, back, DropState.RETURNED, landing.batch_id)
    await write_drops(ctx, landing, told, codes, DropState.OPEN)


async def write_drops(
    ctx: Context, landing: Landing, told: Collection[str], codes: Collection[str], state: DropState
) -> None:
    """Write who is missing and how many wait; what was answered about somebody before still holds."""
    batch = await ImportBatch.get(id=landing.batch_id)
    found = await missing(landing.source_id, told, codes) if batch.is_complete else {}
    waiting = await SourceDrop.filter(source_id=landing.source_id, state__in=WAITING)
    before = {link(row, "employee_id"): row for row in waiting}
    rows = [new_drop(ctx, landing, each, found[each], state, before.get(each)) for each in sorted(found)]
    if state is DropState.OPEN:
        repeated = [before[person] for person in found if person in before]
        await end_drops(ctx, repeated, DropState.REPEATED, landing.batch_id)
    await SourceDrop.bulk_create(rows, batch_size=BATCH)
    asked = sum(row.decided_at is None for row in rows)
    await ImportBatch.filter(id=landing.batch_id).update(dropped=asked)


def new_drop(
    ctx: Context, landing: Landing, person: str, code: str, state: DropState, before: SourceDrop | None
) -> SourceDrop:
    """Return the row of one person; somebody said to be still here is not asked about again."""
    answered: dict[str, Any] = {}
    if before is not None and before.state == DropState.STILL_HERE:
        answered = {name: getattr(before, name) for name in ("reason", "decided_at", "decided_by")}
        state = DropState.STILL_HERE if state is DropState.OPEN else state
    about = {"employee_id": person, "source_id": landing.source_id, "batch_id": landing.batch_id}
    return SourceDrop(**stamp(ctx), **about, **{"state": state, "code": code, **answered})


async def end_drops(ctx: Context, rows: Sequence[SourceDrop], state: DropState, batch_id: str) -> None:
    for some in batched([row.id for row in rows]):
        await SourceDrop.filter(id__in=some).update(state=state, ended_in=batch_id, updated_at=ctx.now)


async def withdraw_drops(ctx: Context, batch_id: str) -> None:
    """Take back what a batch said of who is missing: its own list goes, and what it ended waits again."""
    own = SourceDrop.filter(batch_id=batch_id)
    await own.update(state=DropState.WITHDRAWN, updated_at=ctx.now)
    for row in await SourceDrop.filter(ended_in=batch_id).exclude(state=DropState.WITHDRAWN):
        again: dict[str, Any] = {"employee_id": link(row, "employee_id"), "source_id": link(row, "source_id")}
        if newer := await SourceDrop.filter(**again, state__in=WAITING).first():
            values: dict[str, Any] = {"state": DropState.REPEATED, "ended_in": link(newer, "batch_id")}
        else:
            state = DropState.STILL_HERE if row.decided_at else DropState.OPEN
            values = {"state": state, "ended_in": None}
        await SourceDrop.filter(id=row.id).update(**values, updated_at=ctx.now)
