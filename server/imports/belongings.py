"""What else belongs to a person, in every table that names them: handed over at a merge, fetched back at its undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tortoise.expressions import Q
from tortoise.models import Model

from server.imports.logical import models
from server.imports.models import DataConflict, EmployeeMerge, KnownDifferent
from server.imports.records import keys_of
from server.imports.restore import Copied, copy_rows, resealed, sealed_columns
from server.imports.undo_people import links
from server.kernel.context import Context

LEFT_ALONE = {DataConflict, EmployeeMerge, KnownDifferent}
"""Tables that speak of the two records as such."""
OWNER = "employee_id"


@dataclass
class Belongings:
    """Rows that went over: `copied` as (table, old id, new id), `moved` in place as (table, column, id)."""

    copied: list[tuple[str, str, str]] = field(default_factory=list)
    moved: list[tuple[str, str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        return {"copied": self.copied, "moved": self.moved}

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> Belongings:
        return cls([tuple(each) for each in found["copied"]], [tuple(each) for each in found["moved"]])


async def hand_over(
    ctx: Context, keep: str, drop: str, copied: Copied, *, besides: Sequence[str]
) -> Belongings:
    """Give everything that names `drop` to `keep`; facts are superseded and told anew, other rows change hands."""
    out = Belongings()
    for model, column in links():
        table = str(model._meta.db_table)
        if model in LEFT_ALONE or (table in besides and column == OWNER):
            continue
        if "superseded_at" in model._meta.fields_map:
            rows = await model.filter(**{column: drop, "superseded_at": None})
            new = Copied()
            await copy_rows(ctx, model, rows, new, change={column: keep})
            ids = [str(row.pk) for row in rows]
            await model.filter(id__in=ids).update(superseded_at=ctx.now, updated_at=ctx.now)
            out.copied += [(table, old, made) for old, made in new.ids.items()]
            copied.ids |= new.ids
        else:
            ids = await change_hands(ctx, model, column, drop, keep)
            out.moved += [(table, column, row_id) for row_id in ids]
    return out


async def fetch_back(ctx: Context, keep: str, drop: str, found: Belongings, copied: Copied) -> bool:
    """Give everything back that went over; False if some of it has changed since."""
    for table in sorted({table for table, _, _ in found.copied}):
        model, pairs = models()[table], [(old, new) for name, old, new in found.copied if name == table]
        new_ids = [new for _, new in pairs]
        if await model.filter(id__in=new_ids, superseded_at=None).count() != len(new_ids):
            return False
        await model.filter(id__in=new_ids).update(superseded_at=ctx.now, updated_at=ctx.now)
        back = Copied()
        await copy_rows(ctx, model, await model.filter(id__in=[old for old, _ in pairs]), back)
        copied.ids |= back.ids | {new: back.ids[old] for old, new in pairs}
    for table, column in sorted({(table, column) for table, column, _ in found.moved}):
        only = [row_id for name, link, row_id in found.moved if (name, link) == (table, column)]
        await change_hands(ctx, models()[table], column, keep, drop, only=only)
    return True


async def change_hands(
    ctx: Context, model: type[Model], column: str, old: str, new: str, *, only: Sequence[str] | None = None
) -> list[str]:
    """Let rows name the one instead of the other, sealed anew; a row the other has already stays. Return their ids."""
    wanted: dict[str, Any] = {column: old} | ({} if only is None else {"id__in": list(only)})
    sealed = sealed_columns(model) if column == OWNER else []
    keys = await keys_of([old, new]) if sealed else {}
    done = []
    for row in await model.filter(**wanted):
        if await is_taken(model, row, column, new):
            continue
        values: dict[str, Any] = {column: new}
        for name in sealed:
            if (value := getattr(row, name)) is not None:
                values[name] = resealed(
                    ctx, model, name, value, (keys.get(old, ""), str(row.pk)), (keys[new], str(row.pk))
                )
        await model.filter(id=row.pk).update(**values)
        done.append(str(row.pk))
    return done


async def is_taken(model: type[Model], row: Any, column: str, person: str) -> bool:  # any model's row
    """Tell whether the other person already has the one row of its kind that they may have."""
    single = model._meta.fields_map.get(column)
    if single is not None and getattr(single, "unique", False):
        return await model.exists(Q(**{column: person}))
    name = column.removesuffix("_id")
    for group in model._meta.unique_together:
        if column in group or name in group:
            same: dict[str, Any] = {each: getattr(row, each) for each in group if each not in (column, name)}
            if await model.exists(Q(**{column: person}), **same):
                return True
    return False
