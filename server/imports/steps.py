"""The steps of a batch whose columns are matched: dry run, application, undo. Each is asked for, then done as a job."""

from __future__ import annotations

from typing import Any

import orjson

from server import audit
from server.imports.batches import OPEN, find_batch
from server.imports.dropped import codes_in, expect_drops, note_drops
from server.imports.landing import File, Landing, counts, loaded, note_check
from server.imports.models import ImportBatch, ImportState
from server.imports.own_fields import own_of
from server.imports.rights import allow_import, column_problem, frozen, may_add
from server.imports.run import MOST_SECONDS, Options, Ready, check_table
from server.imports.staging import Staged, findings, keep_findings, read_batch, read_staged
from server.imports.undo import Undone, undo_batch
from server.jobs import submit
from server.jobs.following import tell
from server.kernel.context import Context
from server.kernel.errors import Conflict, Denied, InvalidState
from server.people.operations.record import operation
from server.store.base import change_row

VALIDATE, APPLY, REVERT = "imports.validate", "imports.apply", "imports.revert"
TOTAL = 100
LONGEST_REASON = 200


@operation
async def validate_import(ctx: Context, *, id: str, version: int | None = None) -> str:  # noqa: A002 (the contract's word)
    """Ask for a dry run: every cell is compared with what is known, nothing is written to people."""
    allow_import(ctx, "validateImport")
    await find_batch(id, *OPEN)
    await begin(ctx, id, VALIDATE, version)
    return id


@operation
async def apply_import(ctx: Context, *, id: str, version: int | None = None) -> str:  # noqa: A002 (the contract's word)
    """Ask that a checked batch is applied: rows with errors are left out, the others go in as one."""
    allow_import(ctx, "applyImport")
    batch = await find_batch(id, ImportState.VALIDATED)
    await require_columns_allowed(ctx, batch)
    if batch.rows == batch.rejected:
        raise InvalidState(
            "没有可以导入的行，请先更正错误。", "No row can be applied; correct the errors first."
        )
    await begin(ctx, id, APPLY, version)
    return id


@operation
async def revert_import(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    reason: str = "",
    version: int | None = None,
) -> str:
    """Ask for the undo of a batch: exactly what it changed, but for what was changed since."""
    allow_import(ctx, "revertImport")
    batch = await find_batch(id, ImportState.APPLIED)
    await require_columns_allowed(ctx, batch)
    await ImportBatch.filter(id=id).update(reason=reason[:LONGEST_REASON])
    await begin(ctx, id, REVERT, version)
    return id


async def require_columns_allowed(ctx: Context, batch: ImportBatch) -> None:
    """Refuse a batch with a column that the caller may not bring in, whoever matched it."""
    mapping: dict[str, str | None] = orjson.loads(batch.mapping)
    own = await own_of(ctx, batch.kind)
    for name in mapping.values():
        if name and (problem := column_problem(ctx, batch.kind, name, own)):
            raise Denied(*problem, path=("input", "id"))


async def begin(ctx: Context, batch_id: str, work: str, version: int | None) -> None:
    """Put the work in line and remember which it is."""
    job = await submit(ctx, work, {"batch": batch_id}, total=TOTAL)
    await change_row(ctx, ImportBatch, batch_id, version=version, job_id=job, failure=None)


# --- What the jobs do ---


def options_of(ctx: Context, batch: Staged) -> Options:
    named = [name for name in batch.mapping.values() if name]
    return Options(
        batch.source,
        create_departments=batch.creates_places,
        mapping={header: batch.mapping.get(header) for header in batch.headers if header},
        partial=True,
        frozen=frozen(ctx, named),
        may_add=may_add(ctx),
        linked=batch.linked,
    )


async def checked(ctx: Context, batch: Staged, job: str) -> Ready:
    table = await read_staged(ctx, batch)
    tell(job, 20, TOTAL)
    return await check_table(ctx, batch.kind, table, options_of(ctx, batch))


async def run_validate(ctx: Context, batch_id: str, job: str) -> str:
    """Check the batch and write beside each row what was found."""
    batch = await read_batch(ctx, batch_id)
    ready = await checked(ctx, batch, job)
    found = findings(ready.checker, ready.outcomes())
    tell(job, 60, TOTAL)
    conflicts = sum(outcome.state == "CONFLICT" for outcome, _ in found.values())
    landing = Landing(batch_id, batch.source_id)

    async def keep() -> None:
        await find_batch(batch_id, *OPEN)
        await keep_findings(ctx, batch, found)
        if batch.kind == "people":
            await expect_drops(ctx, landing, ready.told, codes_in(ready.checker))
        await change_row(
            ctx,
            ImportBatch,
            batch_id,
            **counts(ready.result),
            conflicts=conflicts,
            state=ImportState.VALIDATED,
        )

    await ctx.store.write(keep, seconds=MOST_SECONDS)
    return f"{ready.result.accepted}/{ready.result.rows}"


async def run_apply(ctx: Context, batch_id: str, job: str) -> str:
    """Apply the batch in one transaction, if it would still do what the dry run showed."""
    batch = await read_batch(ctx, batch_id)
    if batch.state == ImportState.APPLIED:
        return "applied already"
    ready = await checked(ctx, batch, job)
    tell(job, 40, TOTAL)
    result = ready.result
    if (result.rows, result.created, result.updated, result.unchanged, result.rejected) != batch.counts:
        raise Conflict(
            "检查之后数据有了变动，请重新检查再导入。", "The data changed since the dry run; check it again."
        )

    async def write() -> None:
        await find_batch(batch_id, ImportState.VALIDATED)
        landing = Landing(batch_id, batch.source_id)
        await ready.apply(landing)
        if batch.kind == "people":
            await note_drops(ctx, landing, ready.told, codes_in(ready.checker))
        await note_check(ctx, batch_id, result)
        await loaded(ctx, batch.source_id)
        done: dict[str, Any] = {
            "applied_at": ctx.now,
            "applied_by": ctx.principal.account_id,
            "state": ImportState.APPLIED,
        }
        await change_row(ctx, ImportBatch, batch_id, **done)
        told = {name: (None, count) for name, count in counts(result).items()}
        file = File(batch.kind, batch.source, batch.file_name, batch.digest)
        await audit.record(
            ctx, "imports.apply", subject_type="ImportBatch", subject_id=batch_id,
            changes={**told, "source": (None, file.source), "file": (None, file.digest)},
        )  # fmt: skip

    await ctx.store.write(write, seconds=MOST_SECONDS)
    return f"{result.created}+{result.updated}"


async def run_revert(ctx: Context, batch_id: str, job: str) -> str:
    """Undo the batch in one transaction; what was changed since is left, with the reason beside it."""
    batch = await read_batch(ctx, batch_id)
    if batch.state == ImportState.REVERTED:
        return "undone already"
    tell(job, 10, TOTAL)

    async def write() -> Undone:
        await find_batch(batch_id, ImportState.APPLIED)
        done = await undo_batch(ctx, batch_id, lambda part: tell(job, 10 + part * 80 // TOTAL, TOTAL))
        await change_row(
            ctx, ImportBatch, batch_id, state=ImportState.REVERTED, reverted_at=ctx.now, kept=len(done.refusals),
            refusals=orjson.dumps(done.refusals).decode(),
        )  # fmt: skip
        told = {"undone": (None, done.undone), "kept": (None, len(done.refusals))}
        await audit.record(
            ctx, "imports.revert", subject_type="ImportBatch", subject_id=batch_id, changes=told
        )
        return done

    done = await ctx.store.write(write, seconds=MOST_SECONDS)
    return f"{done.undone}, kept {len(done.refusals)}"
