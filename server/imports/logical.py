"""Rows of a logical source, as files and worked examples spell them, turned into rows of the table behind it.

The dictionary says which column of the table each logical column reads; this goes the same way back.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from tortoise import Tortoise
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.models import Model

from server.kernel.clock import read_instant
from server.metrics.definitions import Source, SourceColumn
from server.store.config import APP, MODEL_MODULES

STORED = re.compile(r"\{s\}\.(\w+)")
Values = Mapping[str, object]


class BadValue(ValueError):
    """A value that its column cannot hold; says which column, and what it would take."""

    def __init__(self, column: str, wanted: str) -> None:
        super().__init__(f"{column}: {wanted}")
        self.column, self.wanted = column, wanted


@dataclass(frozen=True)
class Slot:
    """Where a logical column is kept: the column of the table, and what that points at ("" for a plain value)."""

    column: SourceColumn
    name: str
    target: str = ""


@dataclass(frozen=True)
class Known:
    """Ids by code, of what rows point at: "Employee", "Department", "Location"."""

    ids: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def find(self, target: str, code: str) -> str | None:
        return self.ids.get(target, {}).get(code)


@cache
def models() -> dict[str, type[Model]]:
    """Return every model by its table."""
    Tortoise.init_models(MODEL_MODULES, APP)
    found = (each for module in MODEL_MODULES for each in vars(importlib.import_module(module)).values())
    return {each._meta.db_table: each for each in found if isinstance(each, type) and issubclass(each, Model)}


def slots(source: Source) -> Iterator[Slot]:
    """Say where each column of the source that its own table stores is kept; the key is the row's own id."""
    model = models()[source.table]
    links = {
        f"{name}_id": str(each.model_name).rpartition(".")[2]
        for name, each in model._meta.fields_map.items()
        if isinstance(each, ForeignKeyFieldInstance)
    }
    for column in source.columns.values():
        found = STORED.search(column.sql)
        if found is None or column.name == source.key:
            continue
        yield Slot(column, found[1], links.get(found[1], ""))


def stored(source: Source, values: Values, known: Known) -> dict[str, Any]:
    """Return the table's columns for one logical row, sealed ones still in clear; empty values are left out.

    Raises BadValue for a value of the wrong kind, or a code that nobody has.
    """
    out: dict[str, Any] = {}
    for slot in slots(source):
        value = values.get(slot.column.name)
        if value is not None:
            out[slot.name] = linked(slot, value, known) if slot.target else spelled(slot.column, value)
    return out


def linked(slot: Slot, value: object, known: Known) -> str:
    found = known.find(slot.target, str(value))
    if found is None:
        raise BadValue(slot.column.name, f"no {slot.target} {value!r}")
    return found


def spelled(column: SourceColumn, value: object) -> Any:  # a column's own value
    """Turn a value into what the column stores."""
    try:
        return READERS[column.type](column, value)
    except (ValueError, InvalidOperation) as error:
        if isinstance(error, BadValue):
            raise
        raise BadValue(column.name, f"not a {column.type}: {value!r}") from error


def decimal_of(column: SourceColumn, value: object) -> int | str:
    number = Decimal(str(value))
    if column.sealed:
        return f"{number:.{column.scale}f}"
    scaled = number.scaleb(column.scale)
    if not number.is_finite() or scaled != int(scaled):
        raise BadValue(column.name, f"at most {column.scale} decimal places")
    return int(scaled)


def enum_of(column: SourceColumn, value: object) -> str:
    word = str(value)
    if word.lower() not in {each.lower() for each in column.values}:
        raise BadValue(column.name, f"one of {', '.join(column.values)}")
    return word.upper()


def flag_of(column: SourceColumn, value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word not in FLAGS:
        raise BadValue(column.name, "true or false")
    return FLAGS[word]


def day_of(_: SourceColumn, value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def moment_of(_: SourceColumn, value: object) -> datetime:
    return value if isinstance(value, datetime) else read_instant(str(value))


FLAGS = {
    "true": True,
    "false": False,
    "1": True,
    "0": False,
    "yes": True,
    "no": False,
    "是": True,
    "否": False,
}
READERS = {
    "id": lambda _, value: str(value),
    "text": lambda _, value: str(value),
    "int": lambda _, value: int(str(value)),
    "decimal": decimal_of,
    "bool": flag_of,
    "enum": enum_of,
    "date": day_of,
    "timestamp": moment_of,
}
