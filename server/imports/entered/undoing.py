"""Takes back what a file entered: a new row goes if nothing refers to it, a changed one is what it was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from tortoise.fields import DateField

from server.imports.entered import TABLES
from server.imports.entered.entry import Entry
from server.imports.masters_written import HELD, SINCE, is_referred_to
from server.kernel.context import Context

if TYPE_CHECKING:
    from server.imports.undo import Undone


async def undo_entries(ctx: Context, move: Mapping[str, Any], done: Undone) -> int:
    """Take the rows of one table back, the last first; return how many went back. Inside store.write."""
    entry, count = TABLES[move["table"]], 0
    parts = {model for model, _ in entry.parts}
    for number, row_id, old in reversed(move["lines"]):
        row: Any = await entry.model.get_or_none(id=row_id)  # a row of the model
        told = move["before"][row_id]
        if row is None or entry.picture(row) != told["now"]:
            done.refuse(number, None, "", *SINCE)
        elif old is None and await is_referred_to(entry.model, row_id, besides=parts):
            done.refuse(number, None, "", *HELD)
        else:
            await take_back(ctx, entry, row, told["was"], is_new=old is None)
            count += 1
    return count


async def take_back(
    ctx: Context, entry: Entry, row: Any, was: Mapping[str, Any], *, is_new: bool
) -> None:  # `row` is one of the model
    if is_new:
        for model, column in entry.parts:
            await model.filter(**{column: row.id}).delete()
        await entry.model.filter(id=row.id).delete()
        return
    values = {name: typed(entry, name, value) for name, value in was.items()}
    await entry.model.filter(id=row.id).update(**values, version=row.version + 1, updated_at=ctx.now)


def typed(
    entry: Entry, name: str, value: Any
) -> Any:  # a column's value, as the ledger and as the model have it
    is_day = isinstance(entry.model._meta.fields_map[name], DateField)
    return date.fromisoformat(value) if is_day and value is not None else value
