"""Many rows at once, past the models' objects, in which the hundred thousand facts of the demo would take too long."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any

from tortoise.models import Model

from server.kernel.clock import spell_instant

BATCH = 5000


@cache
def defaults_of(model: type[Model]) -> dict[str, Any]:
    """Return every column of a model's table with its default, in the table's order."""
    out: dict[str, Any] = {}
    for name in model._meta.db_fields:
        default = model._meta.fields_map[name].default
        out[name] = None if callable(default) else plain(default)
    return out


def plain(value: object) -> object:
    """Spell a value as the drivers take it."""
    if isinstance(value, Enum):
        return str(value.value)
    return spell_instant(value) if isinstance(value, datetime) else value


@dataclass
class Bulk:
    """Collects rows by table, and inserts them inside a transaction of the store."""

    dialect: str
    rows: dict[type[Model], list[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(list))
    number: int = 0

    def next_id(self) -> str:
        """Return the id the next row will have: the same each time, in order, shaped like any other."""
        return f"018f0000-0000-7000-8000-{self.number + 1:012x}"

    def add(self, model: type[Model], values: dict[str, Any]) -> str:
        """Add a row of mixed columns and return its id."""
        row_id = self.next_id()
        self.number += 1
        whole = {**defaults_of(model), "id": row_id, "version": 1, **values}
        self.rows[model].append(tuple(self.spelled(value) for value in whole.values()))
        return row_id

    def spelled(self, value: object) -> object:
        if type(value) is date and self.dialect == "sqlite":
            return value.isoformat()
        return plain(value) if isinstance(value, Enum | datetime) else value

    async def insert(self) -> None:
        for model, rows in self.rows.items():
            client = model._meta.db
            names = list(defaults_of(model))
            marks = ",".join("?" if self.dialect == "sqlite" else f"${at + 1}" for at in range(len(names)))
            columns = ",".join(f'"{name}"' for name in names)
            sql = f'insert into "{model._meta.db_table}" ({columns}) values ({marks})'  # noqa: S608 (the model's names)
            for at in range(0, len(rows), BATCH):
                await client.execute_many(sql, [list(row) for row in rows[at : at + BATCH]])
