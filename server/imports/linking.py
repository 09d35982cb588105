"""Saying who a row of a file speaks of, where the dry run takes somebody known for a newcomer."""

from __future__ import annotations

from typing import Any

import orjson

from server.imports.batches import OPEN, find_batch
from server.imports.models import ImportBatch, StagedRow
from server.imports.reading import one
from server.imports.rights import allow_import
from server.imports.staging import CELLS, Staged, read_batch, unpack
from server.imports.steps import VALIDATE, begin
from server.imports.values import text_of
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, not_found
from server.people.operations.record import operation
from server.people.rules import clean_code

ALIKE = "Query.duplicateCandidates"
"""Who may look for duplicates may see that a row looks like somebody, and why."""


async def alike(ctx: Context, row_id: str) -> list[tuple[str, list[str]]]:
    """Return whom a row of newcomers looks like, and why; nothing to those who may not look for duplicates."""
    if not ctx.policy.decide_for(ctx.principal.roles, "org", ALIKE, "read").allowed:
        return []
    found = await one(ctx, "select alike from staged_row where id={0}", row_id)
    known: list[tuple[str, list[str]]] = orjson.loads(found[0]) if found and found[0] else []
    return known


async def is_linked(ctx: Context, row_id: str) -> bool:
    """Tell whether somebody said who the row speaks of."""
    found = await one(ctx, "select batch_id,cells from staged_row where id={0}", row_id)
    if found is None or found[1] is None:
        return False
    batch = await read_batch(ctx, found[0])
    return bool(batch.linked) and code_of(ctx, batch, row_id, found[1]) in batch.linked


@operation
async def link_import_row(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    row: int,
    employee_id: str | None = None,
    version: int | None = None,
) -> str:
    """Say that a row speaks of somebody it looks like, or with nobody that it does not; the file is checked anew."""
    allow_import(ctx, "linkImportRow")
    await find_batch(id, *OPEN)
    batch = await read_batch(ctx, id)
    staged = await StagedRow.get_or_none(batch_id=id, number=row)
    if staged is None or staged.cells is None:
        raise not_found()
    if employee_id is not None and employee_id not in [each for each, _ in await alike(ctx, staged.id)]:
        raise InvalidInput(
            "该行与此人并不相像，请重新检查文件。",
            "The row does not look like this person; check the file again.",
            path=("input", "employeeId"),
        )
    linked: dict[str, Any] = dict(batch.linked)
    linked.pop(code := code_of(ctx, batch, staged.id, staged.cells), None)
    if employee_id is not None:
        linked[code] = employee_id
    await begin(ctx, id, VALIDATE, version)
    await ImportBatch.filter(id=id).update(linked=orjson.dumps(linked).decode())
    return id


def code_of(ctx: Context, batch: Staged, row_id: str, sealed: str) -> str:
    """Return the code that a row gives; "" where no column is one."""
    vault = ctx.store.vault
    clear = vault.open_with(vault.key(batch.key), f"{CELLS}|{row_id}", sealed)
    header = next((each for each, name in batch.mapping.items() if name == "code"), None)
    if clear is None or header is None:
        return ""
    cells, at = unpack(clear), batch.headers.index(header)
    return clean_code(text_of(cells[at])) if at < len(cells) else ""
