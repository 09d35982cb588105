"""Writes many cards and lines at once: what is new in bulk, what changed by one statement out of a JSON list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

import orjson

from server.kernel.clock import spell_instant
from server.kernel.context import Context
from server.store.base import Row

Columns = Mapping[str, str]
"""Columns with their types in PostgreSQL."""
CARD: Final[Columns] = {
    "plan_id": "text",
    "department_id": "text",
    "rater_id": "text",
    "score": "bigint",
    "so_far": "bigint",
    "self_score": "bigint",
    "rating": "text",
    "reason": "text",
    "is_final": "bool",
    "final_on": "date",
    "run_id": "text",
    "computed_at": "text",
    "updated_at": "text",
}
LINE: Final[Columns] = {
    "place": "int",
    "weight": "int",
    "value": "text",
    "points": "bigint",
    "n": "int",
    "reason": "text",
    "receipt": "text",
    "source_hash": "text",
    "updated_at": "text",
}
"""What the scoring of a cycle changes; versions stay, since nobody's entry is touched."""
PUBLISHED: Final[Columns] = {
    "state": "text", "rank": "int", "published_at": "text", "updated_at": "text",
}  # fmt: skip
CLOSED: Final[Columns] = {"state": "text", "rank": "int", "closed_at": "text", "updated_at": "text"}


async def update_rows(
    ctx: Context, model: type[Row], columns: Columns, rows: Sequence[Mapping[str, Any]], *, bump: bool = False
) -> None:
    """Change rows, each a mapping of `id` and these columns, of mixed types; inside store.write.

    `bump` raises their versions, so that whoever looks at an older one is told.
    """
    if not rows:
        return
    packed = orjson.dumps([plain(row) for row in rows]).decode()
    sql = statement(ctx.store.dialect, model._meta.db_table, columns, bump=bump)
    await model._meta.db.execute_query(sql, [packed])


def statement(dialect: str, table: str, columns: Columns, *, bump: bool) -> str:
    changed = ",".join(f"{name}=j.{name}" for name in columns) + (
        f",version={table}.version+1" if bump else ""
    )
    if dialect == "sqlite":
        taken = ",".join(f"value->>'{name}' as {name}" for name in ("id", *columns))
        listed = f"(select {taken} from json_each(?)) j"  # noqa: S608 (constants)
    else:
        typed = ",".join(f"{name} {kind}" for name, kind in {"id": "text", **columns}.items())
        listed = f"jsonb_to_recordset($1::jsonb) as j({typed})"
    return f"update {table} set {changed} from {listed} where {table}.id=j.id"  # noqa: S608 (constants)


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row as JSON takes it."""
    return {name: as_text(value) for name, value in row.items()}


def as_text(value: object) -> object:
    if isinstance(value, datetime):
        return spell_instant(value)
    return str(value) if isinstance(value, StrEnum) else value
