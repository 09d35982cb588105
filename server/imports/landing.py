"""How a checked file lands: its batch, its ledger, what its source says, and where sources disagree."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import orjson

from server import audit
from server.imports.late import settle_late
from server.imports.ledger import Watch
from server.imports.models import DataCheck, ImportBatch, ImportChange, ImportSource, ImportState
from server.imports.people import Plan
from server.imports.records import keep_records, reckon
from server.imports.result import Result
from server.kernel.context import Context
from server.metrics.kept.dirty import touched
from server.store.base import stamp

LINES = 500
"""How many rows of facts share a line of the ledger."""
Line = tuple[int, str, str | None]
"""The row's number, the id of what it made, and of what that took the place of."""


@dataclass(frozen=True)
class File:
    """Where the rows come from."""

    kind: str
    source: str
    name: str
    digest: str


@dataclass(frozen=True)
class Landing:
    """The batch that is being written, and its source."""

    batch_id: str
    source_id: str


async def find_source(ctx: Context, name: str) -> ImportSource:
    """Return the source of this name, making it the first time."""
    made = ImportSource(**stamp(ctx), name=name[:64])
    await ImportSource.bulk_create([made], ignore_conflicts=True)
    return await ImportSource.get(name=name[:64])


async def land(ctx: Context, file: File, result: Result) -> Landing:
    """Write the batch of a file that was handed in whole, as the command does."""
    source = await find_source(ctx, file.source)
    batch = await ImportBatch.create(
        **stamp(ctx), **counts(result), kind=file.kind, source_id=source.id, file_name=file.name[:200],
        digest=file.digest, state=ImportState.APPLIED, applied_at=ctx.now, applied_by=ctx.principal.account_id,
        is_complete=file.kind == "people" and source.is_complete,
    )  # fmt: skip
    await loaded(ctx, source.id)
    return Landing(batch.id, source.id)


async def loaded(ctx: Context, source_id: str) -> None:
    await ImportSource.filter(id=source_id).update(last_loaded_at=ctx.now, updated_at=ctx.now)
    await settle_late(ctx, source_id)


def counts(result: Result) -> dict[str, Any]:  # handed on as keywords
    return {
        "rows": result.rows,
        "added": result.created,
        "changed": result.updated,
        "unchanged": result.unchanged,
        "rejected": result.rejected,
    }


async def land_people(
    ctx: Context, plan: Plan, batch: Landing | None, write: Callable[[], Awaitable[None]]
) -> None:
    """Write a plan; with a batch also what became of whom, what the source says, and where sources disagree."""
    if batch is None:
        await write()
        return
    watch = Watch(ctx, plan)
    await watch.begin()
    await write()
    await keep_records(ctx, batch.source_id, plan.told, batch.batch_id)
    troubled = await reckon(ctx, sorted(plan.told), batch.batch_id)
    await watch.end(batch.batch_id)
    await ImportBatch.filter(id=batch.batch_id).update(conflicts=len(troubled))


async def note_check(ctx: Context, batch_id: str, result: Result) -> None:
    """Keep what a file brought, refused, compared and found contradicted: figures are made of it.

    Only what sources say of people is compared with what others say.
    """
    batch = await ImportBatch.get(id=batch_id)
    compared = result.accepted if batch.kind == "people" else 0
    await DataCheck.create(
        **stamp(ctx), recorded_at=ctx.now, source_key=_key(batch_id), ran_on=ctx.today, rows_read=result.rows,
        rows_rejected=result.rejected, rows_checked=compared, rows_conflict=batch.conflicts if compared else 0,
    )  # fmt: skip
    await touched(ctx, "data_check", ctx.today, ctx.today)


async def forget_check(ctx: Context, batch_id: str) -> None:
    """Let a file that was taken back count no more."""
    held = DataCheck.filter(source_key=_key(batch_id), superseded_at=None)
    for check in await held:
        await touched(ctx, "data_check", check.ran_on, check.ran_on)
    await held.update(superseded_at=ctx.now, updated_at=ctx.now)


def _key(batch_id: str) -> str:
    return f"import:{batch_id}"


async def keep_lines(
    ctx: Context,
    batch_id: str,
    table: str,
    lines: Sequence[Line],
    before: Mapping[str, Mapping[str, object]] = MappingProxyType({}),
) -> None:
    """Keep what became of rows of one table; `before` are the columns of rows that were changed in place."""
    rows = []
    for at in range(0, len(lines), LINES):
        some = lines[at : at + LINES]
        changed = {row_id: before[row_id] for _, row_id, _ in some if row_id in before}
        moves = orjson.dumps({"table": table, "lines": some, "before": changed}).decode()
        rows.append(ImportChange(**stamp(ctx), batch_id=batch_id, number=some[0][0], moves=moves))
    await ImportChange.bulk_create(rows)


async def tell_audit(ctx: Context, file: File, result: Result) -> None:
    """Leave one entry for the whole file, with its hash and the counts."""
    numbers = {name: (None, value) for name, value in result.as_json().items() if isinstance(value, int)}
    told = numbers | {"source": (None, file.source), "file": (None, file.digest)}
    await audit.record(
        ctx, f"imports.{file.kind}", subject_type="Import", subject_id=file.source[:36], changes=told
    )
