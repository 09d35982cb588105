"""Putting rows back: what was made is superseded, what it replaced is copied to hold again. Nothing is deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from tortoise.models import Model

from server.imports.ledger import BATCH, batched
from server.imports.models import EmployeeMerge, ImportChange
from server.imports.records import keys_of
from server.kernel.context import Context
from server.kernel.errors import InvalidState
from server.kernel.ids import new_id
from server.store.base import stamp
from server.store.fields import Sealed

NOTHING: Mapping[str, str] = MappingProxyType({})
OWNER = "employee_id"
OWN = frozenset({"id", "created_at", "created_by", "updated_at", "version", "recorded_at", "superseded_at"})


@dataclass
class Copied:
    """Which row now stands in the place of which."""

    ids: dict[str, str] = field(default_factory=dict)


async def put_back(
    ctx: Context, model: type[Model], moves: Iterable[tuple[Sequence[str], Sequence[str]]], copied: Copied
) -> None:
    """Supersede the rows made, and insert again what those superseded said. Inside store.write."""
    made: list[str] = []
    gone: list[str] = []
    for new, old in moves:
        made += new
        gone += old
    for some in batched(made):
        await model.filter(id__in=some).update(superseded_at=ctx.now, updated_at=ctx.now)
    for some in batched(gone):
        rows = await model.filter(id__in=some)
        await copy_rows(ctx, model, rows, copied)


async def copy_rows(
    ctx: Context,
    model: type[Model],
    rows: Sequence[Any],  # rows of the model
    copied: Copied,
    *,
    change: Mapping[str, str] = NOTHING,
) -> None:
    """Insert copies of rows, with columns changed; what is sealed is sealed anew for its owner and place."""
    sealed = sealed_columns(model)
    owners = {str(row.employee_id) for row in rows} if sealed else set()
    owners |= {change[OWNER]} if sealed and OWNER in change else set()
    keys = await keys_of(sorted(owners))
    made = []
    for row in rows:
        row_id = new_id()
        values = {name: getattr(row, name) for name in columns(model)} | dict(change)
        for name in sealed:
            if values[name] is not None:
                old = (keys.get(str(row.employee_id), ""), str(row.id))
                new = (keys.get(str(values[OWNER]), ""), row_id)
                values[name] = resealed(ctx, model, name, values[name], old, new)
        made.append(model(**stamp(ctx), **values, id=row_id, recorded_at=ctx.now))
        copied.ids[str(row.id)] = row_id
    await model.bulk_create(made, batch_size=BATCH)


def columns(model: type[Model]) -> list[str]:
    """Name the columns in which a row says something."""
    return [name for name in model._meta.db_fields if name not in OWN]


def sealed_columns(model: type[Model]) -> list[str]:
    return [name for name, kind in model._meta.fields_map.items() if isinstance(kind, Sealed)]


def resealed(
    ctx: Context, model: type[Model], name: str, sealed: str, old: tuple[str, str], new: tuple[str, str]
) -> str:
    """Open a value where it lay and seal it where it will lie; (key, row id) each."""
    place, vault = f"{model._meta.db_table}.{name}", ctx.store.vault
    clear = vault.open_with(vault.key(old[0]), f"{place}|{old[1]}", sealed)
    if clear is None:
        raise InvalidState(
            "有加密的数据无法打开，未作任何变动。请联系系统管理员。",
            "A sealed value can't be opened; nothing was changed. Ask the administrator.",
        )
    return vault.seal(new[0], f"{place}|{new[1]}", clear)


async def rename_ids(copied: Copied, people: Sequence[str]) -> None:
    """Let older entries of the ledger speak of the copies: what they made lives on in them."""
    if not copied.ids:
        return
    for some in batched(sorted(set(people))):
        for row in await ImportChange.filter(person_id__in=some):
            if (text := renamed(row.moves, copied)) != row.moves:
                await ImportChange.filter(id=row.id).update(moves=text)
    for merge in await EmployeeMerge.all():
        if (text := renamed(merge.moves, copied)) != merge.moves:
            await EmployeeMerge.filter(id=merge.id).update(moves=text)


def renamed(text: str, copied: Copied) -> str:
    """Replace ids in a text of JSON; they are unlike anything else."""
    parts = text.split('"')
    return '"'.join(copied.ids.get(part, part) for part in parts)
