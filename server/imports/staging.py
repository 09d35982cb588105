"""The rows of a batch on their way in: packed and sealed when they arrive, opened to be checked and shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

import orjson

from server.imports.check import Checker
from server.imports.files import Table
from server.imports.models import RowState, StagedRow
from server.imports.outcomes import Outcome
from server.imports.values import Cell, text_of
from server.kernel.context import Context
from server.kernel.errors import not_found
from server.kernel.ids import new_id
from server.store.base import stamp

CELLS, FOUND = "staged_row.cells", "staged_row.found"
BATCH = 500
UPDATE = "update staged_row set state=?,person_id=?,found=?,alike=? where id=?"
COLUMNS = (
    "b.id,b.kind,b.state,b.headers,b.first_row,b.mapping,b.creates_places,b.key,b.version,b.created_by,b.job_id,"
    "b.rows,b.added,b.changed,b.unchanged,b.rejected,b.file_name,b.digest,b.refusals,b.is_complete,b.linked,s.id,s.name"
)


JSON_COLUMNS, FLAGS = (3, 5, 18, 20), (6, 19)


@dataclass(frozen=True)
class Staged:
    """A batch as it stands."""

    id: str
    kind: str
    state: str
    headers: list[str]
    first_row: int
    mapping: dict[str, str | None]
    creates_places: bool
    key: str
    version: int
    owner: str | None
    job_id: str | None
    counts: tuple[int, ...]
    file_name: str
    digest: str
    refusals: list[dict[str, Any]]
    is_complete: bool
    linked: dict[str, str]
    source_id: str
    source: str


async def read_batch(ctx: Context, batch_id: str) -> Staged:
    """Return a batch; NotFound if there is none."""
    mark = "?1" if ctx.store.dialect == "sqlite" else "$1"
    sql = f"select {COLUMNS} from import_batch b join import_source s on s.id=b.source_id where b.id={mark}"  # noqa: S608 (constants)
    rows = await ctx.store.reads.rows(sql, [batch_id])
    if not rows:
        raise not_found()
    named: dict[str, Any] = dict(zip((field.name for field in fields(Staged)), spread(rows[0]), strict=True))
    return Staged(**named)


def spread(row: Sequence[Any]) -> list[Any]:  # columns of mixed types
    """Return the columns of a batch in the order of its fields, JSON read and the counts as one."""
    out = list(row)
    for at in JSON_COLUMNS:
        out[at] = orjson.loads(out[at] or "{}")
    for at in FLAGS:
        out[at] = bool(out[at])
    return [*out[:11], tuple(out[11:16]), *out[16:]]


# --- Cells ---


def pack(cells: Sequence[Cell]) -> str:
    """Spell cells as JSON; days and moments keep what they are."""
    return orjson.dumps([_packed(cell) for cell in cells]).decode()


def _packed(cell: Cell) -> object:
    if isinstance(cell, datetime):
        return {"t": cell.isoformat()}
    return {"d": cell.isoformat()} if isinstance(cell, date) else cell


def unpack(text: str) -> list[Cell]:
    return [_unpacked(each) for each in orjson.loads(text)]


def _unpacked(found: Any) -> Cell:  # JSON of one cell
    if isinstance(found, dict):
        moment = found.get("t")
        return datetime.fromisoformat(moment) if moment else date.fromisoformat(found["d"])
    cell: Cell = found
    return cell


async def stage(ctx: Context, batch_id: str, key: str, table: Table) -> int:
    """Keep the rows of a table, sealed; empty ones are left out. Inside store.write."""
    made = []
    for number, cells in enumerate(table.rows, start=table.first_row):
        if any(text_of(cell) for cell in cells):
            row_id = new_id()
            sealed = ctx.store.vault.seal(key, f"{CELLS}|{row_id}", pack(cells))
            made.append(StagedRow(**stamp(ctx), id=row_id, batch_id=batch_id, number=number, cells=sealed))
    await StagedRow.bulk_create(made, batch_size=BATCH)
    return len(made)


async def read_staged(ctx: Context, batch: Staged, *, limit: int = 0) -> Table:
    """Return the table of a batch as it came, or its first rows; rows that were forgotten are not there."""
    mark = "?1" if ctx.store.dialect == "sqlite" else "$1"
    sql = f"select id,number,cells from staged_row where batch_id={mark} order by number"  # noqa: S608 (a mark)
    rows = await ctx.store.reads.rows(f"{sql} limit {limit}" if limit else sql, [batch.id])
    vault, out = ctx.store.vault, {}
    key = vault.key(batch.key)
    for row_id, number, sealed in rows:
        if (clear := vault.open_with(key, f"{CELLS}|{row_id}", sealed) if sealed else None) is not None:
            out[number] = unpack(clear)
    last = max(out, default=batch.first_row - 1)
    grid = [out.get(number, []) for number in range(batch.first_row, last + 1)]
    return Table(tuple(batch.headers), grid, batch.first_row)


# --- What was found ---


def findings(checker: Checker, outcomes: Mapping[int, Outcome]) -> dict[int, tuple[Outcome, str]]:
    """Return what was found about each row, with the JSON of its cells."""
    errors: dict[int, dict[str, tuple[str, str]]] = {}
    for error in checker.result.errors:
        errors.setdefault(error.row, {})[error.column] = (error.zh, error.en)
    out = {}
    wrong = Outcome(RowState.ERROR)
    for number in {*errors, *outcomes}:
        outcome = wrong if number in errors else outcomes[number]
        cells = list(_cells(checker, outcome, errors.get(number, {})))
        out[number] = (outcome, orjson.dumps(cells).decode())
    return out


def _cells(checker: Checker, outcome: Outcome, errors: Mapping[str, tuple[str, str]]) -> Any:
    """Yield [field, header, state, before, zh, en] for each cell that there is something to say about."""
    seen = set()
    for name, at in checker.matching.fields.items():
        header = checker.table.headers[at]
        seen.add(header)
        if found := errors.get(header) or errors.get(name):
            seen.add(name)
            yield [name, header, RowState.ERROR, None, *found]
        elif name in outcome.kept:
            kept = outcome.kept[name]
            state = RowState.CONFLICT if kept.is_conflict else RowState.UNCHANGED
            yield [name, header, state, outcome.before.get(name), kept.zh, kept.en]
        elif name in outcome.before:
            yield [name, header, RowState.CHANGED, outcome.before[name], None, None]
        else:
            new = outcome.state is RowState.NEW
            yield [name, header, RowState.NEW if new else RowState.UNCHANGED, None, None, None]
    for column, (zh, en) in errors.items():
        if column not in seen:
            yield [column, None, RowState.ERROR, None, zh, en]


async def keep_findings(ctx: Context, batch: Staged, found: Mapping[int, tuple[Outcome, str]]) -> None:
    """Write what was found beside the rows, sealed like them. Inside store.write."""
    vault = ctx.store.vault
    ids = dict(await StagedRow.filter(batch_id=batch.id).values_list("number", "id"))
    sql = UPDATE if ctx.store.dialect == "sqlite" else UPDATE.replace("?", "${}").format(1, 2, 3, 4, 5)
    values = [
        [
            str(outcome.state),
            outcome.person_id,
            vault.seal(batch.key, f"{FOUND}|{ids[number]}", cells),
            orjson.dumps(outcome.alike).decode() if outcome.alike else None,
            ids[number],
        ]
        for number, (outcome, cells) in found.items()
        if number in ids
    ]
    await StagedRow._meta.db.execute_many(sql, values)
