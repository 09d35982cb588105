"""A file comes in and its columns are matched; nothing about anybody changes here."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from server import audit
from server.imports.columns import Field, fold, match
from server.imports.files import Table, read_table
from server.imports.landing import find_source
from server.imports.models import ImportBatch, ImportSource, ImportState
from server.imports.rights import allow_import, column_problem
from server.imports.run import MOST_SECONDS, fields_here, wording
from server.imports.staging import stage
from server.kernel.context import Context
from server.kernel.errors import Denied, InvalidInput, InvalidState, not_found
from server.kernel.ids import new_id
from server.kernel.upload import Upload
from server.people.operations.access import link
from server.people.operations.record import operation
from server.store.base import change_row, stamp
from server.store.idempotency import once

LONGEST_SOURCE = 64
Mapped = dict[str, str | None]


async def upload_import(
    ctx: Context, *, file: Upload, kind: str, source: str, idempotency_key: str | None = None
) -> str:
    """Take a file in, sealed row by row, and suggest what its columns are: as the last time, else by their wording."""
    allow_import(ctx, "uploadImport")
    known = await fields_here(ctx, kind)
    if not source.strip() or len(source) > LONGEST_SOURCE:
        raise InvalidInput(
            "请填写来源名称，最多 64 个字符。",
            "Name the source, in at most 64 characters.",
            path=("input", "source"),
        )
    if len(file.content) > ctx.store.settings.upload_limit:
        limit = ctx.store.settings.upload_limit >> 20
        raise InvalidInput(
            f"文件超过 {limit} MB 上限，请拆分后上传。",
            f"The file is over {limit} MB; split it.",
            path=("input", "file"),
        )
    remembered = await remembered_mapping(ctx, source.strip(), kind)
    table = await asyncio.to_thread(read_table, file.content, wording(known, remembered))
    if not any(table.rows):
        raise InvalidInput(
            "文件里没有数据行。", "The file has no rows below its header.", path=("input", "file")
        )
    request = {"operation": "upload_import", "file": file.digest, "kind": kind, "source": source}

    async def whole() -> str:
        return await once(
            ctx, idempotency_key, request, lambda: _keep(ctx, file, kind, source.strip(), table, remembered)
        )

    return await ctx.store.write(whole, seconds=MOST_SECONDS)


async def _keep(
    ctx: Context, file: Upload, kind: str, name: str, table: Table, remembered: Mapping[str, str | None]
) -> str:
    source, batch_id, key = await find_source(ctx, name), new_id(), ctx.store.vault.new_person_key()
    known = await fields_here(ctx, kind)
    mapping = suggested(ctx, kind, known, table.headers, remembered)
    await ImportBatch.create(
        **stamp(ctx), id=batch_id, kind=kind, source_id=source.id, file_name=file.base_name, digest=file.digest,
        headers=orjson.dumps(table.headers).decode(), first_row=table.first_row, key=key,
        mapping=orjson.dumps(mapping).decode(), is_complete=kind == "people" and source.is_complete,
    )  # fmt: skip
    rows = await stage(ctx, batch_id, key, table)
    await ImportBatch.filter(id=batch_id).update(rows=rows)
    told: dict[str, tuple[object, object]] = {
        "kind": (None, kind),
        "source": (None, name),
        "rows": (None, rows),
    }
    told["file"] = (None, file.digest)
    await audit.record(ctx, "imports.upload", subject_type="ImportBatch", subject_id=batch_id, changes=told)
    return batch_id


async def remembered_mapping(ctx: Context, source: str, kind: str) -> Mapped:
    """Return what the columns of this kind were the last time this source brought a file."""
    mark = "?1" if ctx.store.dialect == "sqlite" else "$1"
    sql = f"select mappings from import_source where name={mark}"  # noqa: S608 (a parameter's mark)
    rows = await ctx.store.reads.rows(sql, [source])
    found: Mapped = orjson.loads(rows[0][0]).get(kind, {}) if rows else {}
    return found


def suggested(
    ctx: Context, kind: str, known: Sequence[Field], headers: Sequence[str], given: Mapping[str, str | None]
) -> Mapped:
    """Suggest a field for each header, none where the caller may not bring it in."""
    own = {each.name: each for each in known if each.own}
    found = match(headers, known, {header: name for header, name in given.items() if header in headers})
    fields = {at: name for name, at in found.fields.items()}
    return {
        header: name if (name := fields.get(at)) and column_problem(ctx, kind, name, own) is None else None
        for at, header in enumerate(headers)
        if header
    }


OPEN = (ImportState.UPLOADED, ImportState.MAPPED, ImportState.VALIDATED, ImportState.FAILED)


async def find_batch(batch_id: str, *states: ImportState) -> ImportBatch:
    """Return a batch, locked, that stands in one of the states. Inside store.write."""
    found = await ImportBatch.filter(id=batch_id).select_for_update().get_or_none()
    if found is None:
        raise not_found()
    if found.state not in states:
        raise InvalidState(
            f"这批数据的状态是 {found.state}，不能这样操作，请刷新后再看。",
            f"This batch is {found.state}; that can't be done now. Reload it.",
        )
    return found


@operation
async def map_import(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    columns: Sequence[Mapping[str, Any]],  # header and field each
    creates_places: bool | None = None,
    is_complete: bool | None = None,
    version: int | None = None,
) -> str:
    """Say which column fills what; the next file of this kind from this source is matched the same way.

    A file that `is_complete` is the whole list of its source: who is not in it is listed, and nothing of them changed.
    """
    allow_import(ctx, "mapImport")
    batch = await find_batch(id, *OPEN)
    known = {field.name: field for field in await fields_here(ctx, batch.kind)}
    mapping: Mapped = orjson.loads(batch.mapping) | {
        each["header"]: own_name(known, each.get("field")) for each in columns
    }
    check_mapping(ctx, batch.kind, mapping, orjson.loads(batch.headers), known)
    if creates_places:
        allow_import(ctx, "createDepartment")
    values: dict[str, Any] = {"mapping": orjson.dumps(mapping).decode(), "state": ImportState.MAPPED}
    if creates_places is not None:
        values["creates_places"] = creates_places
    if is_complete is not None:
        values["is_complete"] = is_complete and batch.kind == "people"
    await change_row(ctx, ImportBatch, id, version=version, failure=None, **values)
    source = await ImportSource.get(id=link(batch, "source_id"))
    mappings = orjson.loads(source.mappings) | {batch.kind: mapping}
    await ImportSource.filter(id=source.id).update(mappings=orjson.dumps(mappings).decode())
    told: dict[str, tuple[object, object]] = {header: (None, name) for header, name in mapping.items()}
    await audit.record(ctx, "imports.map", subject_type="ImportBatch", subject_id=id, changes=told)
    return id


def own_name(known: Mapping[str, Field], name: str | None) -> str | None:
    """Return a field by its name, in snake or camel case; InvalidInput for one that nobody knows."""
    if not name or name in known:
        return name or None
    folded = {fold(each): each for each in known}
    if fold(name) not in folded:
        raise InvalidInput(
            f"没有“{name}”这个字段。", f"There is no field '{name}'.", path=("input", "columns")
        )
    return folded[fold(name)]


def check_mapping(
    ctx: Context, kind: str, mapping: Mapped, headers: Sequence[str], known: Mapping[str, Field]
) -> None:
    """Refuse a field filled twice, a header the file has not, and a column the caller may not bring in."""
    used: dict[str, str] = {}
    for header, name in mapping.items():
        if header not in headers:
            raise InvalidInput(
                f"文件里没有“{header}”这一列。",
                f"The file has no column '{header}'.",
                path=("input", "columns"),
            )
        if name is None:
            continue
        if name in used:
            raise InvalidInput(
                f"“{used[name]}”和“{header}”对应了同一个字段。",
                f"'{used[name]}' and '{header}' fill the same field.",
                path=("input", "columns"),
            )
        used[name] = header
        if problem := column_problem(ctx, kind, name, known):
            raise Denied(*problem, path=("input", "columns"))
