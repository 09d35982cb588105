"""Undoing what a batch did to people's own rows: newcomers withdraw unless something needs them, names go back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import orjson
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.models import Model

from server.imports.ledger import batched, open_column
from server.imports.logical import models
from server.imports.models import DataConflict, ImportChange, SourceDrop, StagedRow
from server.imports.records import keys_of
from server.kernel.context import Context
from server.people.models import Employee
from server.people.names import spell
from server.people.operations.seal import CLEAN, sealed_columns

if TYPE_CHECKING:
    from server.imports.undo import Line, Undone

LONGEST_CODE = 50
IGNORED = {ImportChange, StagedRow, DataConflict, SourceDrop}
"""Tables of the import itself."""
HELD = ("后来有其他数据引用此人，不能撤回。", "Other data has come to refer to this person since; they stay.")
Refs = Mapping[str, list[tuple[str, str]]]


async def still_needed(ctx: Context, lines: Sequence[Line]) -> dict[str, tuple[str, str]]:
    """Return which newcomers something else refers to, and why they stay; who refers to one that stays, stays too."""
    own = {row_id: line.person for line in lines for ids in line.made.values() for row_id in ids}
    refs = await references(ctx, [line.person for line in lines])
    refused: dict[str, tuple[str, str]] = {}
    while True:
        held = {
            person
            for person, found in refs.items()
            if person not in refused and any(holds(row_id, person, own, refused) for _, row_id in found)
        }
        if not held:
            return refused
        refused |= dict.fromkeys(held, HELD)


def holds(row_id: str, person: str, own: Mapping[str, str], refused: Mapping[str, object]) -> bool:
    """Tell whether a row keeps the person here: it is none of the batch's, or of another newcomer who stays."""
    owner = own.get(row_id)
    return owner is None or (owner != person and owner in refused)


async def references(ctx: Context, people: Sequence[str]) -> Refs:
    """Return every row in force that names one of these people, by person: (table, id)."""
    del ctx
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for model, column in links():
        live = {"superseded_at": None} if "superseded_at" in model._meta.fields_map else {}
        for some in batched(people):
            rows = model.filter(**{f"{column}__in": some}, **live)
            for row_id, person in await rows.values_list("id", column):
                found[str(person)].append((str(model._meta.db_table), str(row_id)))
    return found


def links() -> Iterator[tuple[type[Model], str]]:
    """Yield every column that names an employee, of tables whose rows have ids."""
    for model in models().values():
        fields = model._meta.fields_map
        if "id" not in fields or model in IGNORED:
            continue
        named = {
            f"{name}_id"
            for name, each in fields.items()
            if isinstance(each, ForeignKeyFieldInstance) and str(each.model_name).endswith(".Employee")
        }
        if "employee_id" in fields:
            named.add("employee_id")
        for column in sorted(named):
            yield model, column


async def withdraw_people(ctx: Context, people: Sequence[str]) -> None:
    """Give back the codes of newcomers who are no more, so that another may come in under them."""
    for some in batched(people):
        for row in await Employee.filter(id__in=some):
            code = f"{row.code[:LONGEST_CODE]}~{row.id[-8:]}"
            gone: dict[str, Any] = dict.fromkeys(("phone_hash", "email_hash", "id_number_hash"))
            await Employee.filter(id=row.id).update(
                code=code, is_withdrawn=True, version=row.version + 1, updated_at=ctx.now, **gone
            )


async def put_columns_back(
    ctx: Context, lines: Sequence[Line], done: Undone, codes: Mapping[str, str]
) -> None:
    """Give names and contacts back, where they still are what the batch made them."""
    changed = {line.person: line for line in lines if line.before and line.after}
    for some in batched(sorted(changed)):
        keys = await keys_of(some)
        for row in await Employee.filter(id__in=some):
            line, key = changed[row.id], keys[row.id]
            before, after = (
                orjson.loads(ctx.store.vault.open(key, f"import_change.{side}|{line.id}", str(text)))
                for side, text in (("before", line.before), ("after", line.after))
            )
            values: dict[str, Any] = {}
            for name, was in before.items():
                if open_column(ctx, key, row, name) != after[name]:
                    done.refuse(
                        line.row,
                        codes.get(row.id),
                        name,
                        "后来又改过，保持现状。",
                        "It was changed again since; it is left as it is.",
                    )
                elif name in CLEAN:
                    values |= sealed_columns(ctx, key, row.id, name, was)
                else:
                    pinyin, initials = spell(was)
                    values |= {"name": was, "name_pinyin": pinyin, "name_initials": initials}
            if values:
                await Employee.filter(id=row.id).update(**values, version=row.version + 1, updated_at=ctx.now)
