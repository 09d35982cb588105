"""What pages ask about sources, batches, rows and conflicts beyond their own columns; sealed values by field class."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import orjson

from server.access.settings import read_number
from server.imports.columns import OWN_PREFIX, Field, match
from server.imports.kinds import label_of
from server.imports.models import RowState
from server.imports.own_fields import NONE, own_of
from server.imports.records import PLACE
from server.imports.rights import column_problem, may_read
from server.imports.run import CAMEL, fields_for, fields_here
from server.imports.staging import CELLS, FOUND, Staged, read_batch, read_staged, unpack
from server.imports.values import text_of
from server.kernel.clock import read_instant
from server.kernel.context import Context
from server.people.operations.access import Place, decide

SAMPLES = 3
Json = dict[str, Any]  # the members of a type of the contract


async def one(ctx: Context, sql: str, row_id: str) -> tuple[Any, ...] | None:
    """Return a single row by its id; `{0}` stands for the parameter."""
    rows = await ctx.store.reads.rows(sql.format("?1" if ctx.store.dialect == "sqlite" else "$1"), [row_id])
    return tuple(rows[0]) if rows else None


async def is_stale(ctx: Context, row_id: str) -> bool:
    """Tell whether a source has not loaded within its own days, or else those of the company."""
    found = await one(ctx, "select fresh_days,last_loaded_at from import_source where id={0}", row_id)
    if not found:
        return False
    days, loaded = found
    if loaded is None:
        return days is not None
    at: datetime = read_instant(loaded)
    return (
        at + timedelta(days=await read_number(ctx, "source_fresh_days") if days is None else days) < ctx.now
    )


async def priorities(ctx: Context, row_id: str) -> list[Json]:
    found = await one(ctx, "select ranks from import_source where id={0}", row_id)
    ranks: dict[str, int] = orjson.loads(found[0]) if found else {}
    return [
        {"field": camel(name), "label": label_of(ctx, "people", name), "rank": rank}
        for name, rank in sorted(ranks.items(), key=lambda each: (each[1], each[0]))
    ]


async def job_of(ctx: Context, row_id: str) -> str | None:
    found = await one(ctx, "select job_id from import_batch where id={0}", row_id)
    return found[0] if found else None


async def columns(ctx: Context, row_id: str) -> list[Json]:
    """Describe each column of a file: what it fills, why it may not, and a few of its values if they may be seen."""
    batch = await read_batch(ctx, row_id)
    known, own = await fields_here(ctx, batch.kind), await own_of(ctx, batch.kind)
    worded = {at: name for name, at in match(batch.headers, known, {}).fields.items()}
    table = await read_staged(ctx, batch, limit=SAMPLES)
    out = []
    for at, header in enumerate(batch.headers):
        if not header:
            continue
        name, suggestion = batch.mapping.get(header), worded.get(at)
        meant = name or suggestion
        problem = column_problem(ctx, batch.kind, meant, own) if meant else None
        seen = may_show(ctx, batch, meant, own)
        out.append(
            {
                "header": header,
                "field": camel(name) if name else None,
                "label": label_of(ctx, batch.kind, name, own) if name else None,
                "is_suggested": name is not None and name == suggestion,
                "is_remembered": name is not None and name != suggestion,
                "problem": ctx.say(*problem) if problem else None,
                "samples": [text_of(row[at]) for row in table.rows if at < len(row) and text_of(row[at])]
                if seen
                else [],
            }
        )
    return out


def may_show(ctx: Context, batch: Staged, name: str | None, own: Mapping[str, Field] = NONE) -> bool:
    """Tell whether the caller may see what a file says in a column: its uploader may, and who may see the data."""
    if batch.owner == ctx.principal.account_id:
        return True
    return name is not None and may_read(ctx, batch.kind, name, own)


async def missing(ctx: Context, row_id: str) -> list[str]:
    """Name the required fields that no column fills yet."""
    batch = await read_batch(ctx, row_id)
    filled = {name for name in batch.mapping.values() if name}
    needed = [each.name for each in fields_for(batch.kind, ctx.store.settings.zone) if each.required]
    if batch.kind == "people":
        needed = ["code"]
    return [label_of(ctx, batch.kind, name) for name in needed if name not in filled]


async def refusals(ctx: Context, row_id: str) -> list[Json]:
    """Tell what an undo left as it was."""
    batch = await read_batch(ctx, row_id)
    return [
        {
            "row": each["row"],
            "code": each["code"],
            "field": camel(each["field"]),
            "message": ctx.say(each["zh"], each["en"]),
        }
        for each in batch.refusals
    ]


async def cells(ctx: Context, row_id: str) -> list[Json]:
    """Return what was found about each cell of a row; values that the caller may not see are left out."""
    found = await one(ctx, "select batch_id,cells,found from staged_row where id={0}", row_id)
    if found is None or found[1] is None:
        return []
    batch = await read_batch(ctx, found[0])
    has_own = any((name or "").startswith(OWN_PREFIX) for name in batch.mapping.values())
    own = await own_of(ctx, batch.kind) if has_own else NONE
    return cells_of(ctx, batch, (row_id, found[1], found[2]), own)


def cells_of(
    ctx: Context, batch: Staged, row: tuple[str, str, str | None], own: Mapping[str, Field]
) -> list[Json]:
    """Return the cells of a staged row: its id, what it said and what was found, both sealed."""
    row_id, sealed, found = row
    vault = ctx.store.vault
    key = vault.key(batch.key)
    clear = vault.open_with(key, f"{CELLS}|{row_id}", sealed)
    told = vault.open_with(key, f"{FOUND}|{row_id}", found) if found else None
    if clear is None:
        return []
    given = dict(zip(batch.headers, [text_of(cell) for cell in unpack(clear)], strict=False))
    bare = [[name, header, None, None, None, None] for header, name in batch.mapping.items() if name]
    known: list[Any] = orjson.loads(told) if told else bare
    out = []
    for name, header, state, before, zh, en in known:
        shown, old = may_show(ctx, batch, name, own), may_read(ctx, batch.kind, name, own)
        out.append(
            {
                "field": camel(name),
                "label": label_of(ctx, batch.kind, name, own),
                "header": header,
                "state": RowState(state or RowState.UNCHANGED),
                "given": (given.get(header) or None) if header and shown else None,
                "before": before if old else None,
                "message": ctx.say(zh, en) if zh else None,
            }
        )
    return out


CONFLICT = (
    "select c.field,c.told,c.chosen_id,c.employee_id,k.wrapped,a.department_id from data_conflict c "
    "join person_key k on k.person_id=c.employee_id left join assignment a on a.employee_id=c.employee_id "
    "and a.is_primary and a.superseded_at is null where c.id={0} order by a.valid_from desc"
)


async def values(ctx: Context, row_id: str) -> list[Json]:
    """Return what each source says of a contested field, if the caller may see that field of that person."""
    found = await one(ctx, CONFLICT, row_id)
    if found is None:
        return []
    name, sealed, chosen, person, key, department = found
    clear = ctx.store.vault.open_with(ctx.store.vault.key(key), f"{PLACE}|{row_id}", sealed)
    told: dict[str, list[str]] = orjson.loads(clear) if clear else {}
    titles = await ctx.store.reads.rows("select id,name,title from import_source order by name")
    field = CAMEL[name]
    decision = decide(ctx, Place(person, department), field if "." in field else f"Employee.{field}", "read")
    plain = decision.allowed and decision.view == "plain"
    return [
        {
            "source": source,
            "title": title or source,
            "value": told[source_id][1] if plain else None,
            "seen_at": read_instant(told[source_id][2]),
            "is_chosen": source_id == chosen,
        }
        for source_id, source, title in titles
        if source_id in told
    ]


def camel(name: str) -> str:
    """Return a column's name as the contract spells it; the key of an own field is what it is."""
    if name.startswith(OWN_PREFIX):
        return name
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)
