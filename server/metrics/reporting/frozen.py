"""Answers kept as they were: a table as plain JSON and back, and the hash of such content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import orjson

from server.metrics.asked import Cell, DimValue, PeriodColumn, Row, Table
from server.metrics.definitions import Label
from server.metrics.periods import Period, Window
from server.metrics.words import CellStatus, Grain, TargetState

Json = dict[str, Any]


@dataclass(frozen=True)
class FrozenTable:
    """One figure's part of a kept answer; `versions` maps a version's number to its (formula, hash)."""

    key: str
    version: int
    formula: str
    hash: str
    grain: Grain
    dimensions: tuple[str, ...]
    columns: tuple[PeriodColumn, ...]
    rows: tuple[Row, ...]
    total: Row | None
    versions: Mapping[int, tuple[str, str]]

    def cells(self) -> dict[tuple[str, tuple[str, ...]], Cell]:
        """Return every cell by period and group keys; the total's group is empty."""
        rows = [*self.rows, *([self.total] if self.total and self.dimensions else [])]
        return {
            (column.period.name, tuple(value.key for value in row.group)): cell
            for row in rows
            for column, cell in zip(self.columns, row.cells, strict=True)
        }


def freeze(table: Table, versions: Mapping[int, tuple[str, str]]) -> Json:
    """Return a table as plain JSON."""
    metric = table.metric
    return {
        "key": metric.key,
        "version": metric.version,
        "formula": metric.formula,
        "hash": metric.hash,
        "grain": str(table.grain),
        "dimensions": list(table.dimensions),
        "columns": [frozen_column(column) for column in table.columns],
        "rows": [frozen_row(row) for row in table.rows],
        "total": frozen_row(table.total) if table.total else None,
        "versions": {str(number): list(pair) for number, pair in sorted(versions.items())},
    }


def thaw(kept: Json) -> FrozenTable:
    """Return what `freeze` was given, but for the definition itself."""
    return FrozenTable(
        key=kept["key"],
        version=kept["version"],
        formula=kept["formula"],
        hash=kept["hash"],
        grain=Grain(kept["grain"]),
        dimensions=tuple(kept["dimensions"]),
        columns=tuple(thawed_column(each) for each in kept["columns"]),
        rows=tuple(thawed_row(each) for each in kept["rows"]),
        total=thawed_row(kept["total"]) if kept["total"] else None,
        versions={int(number): (pair[0], pair[1]) for number, pair in kept["versions"].items()},
    )


def content_hash(content: object) -> str:
    """Return the SHA-256 of JSON content, whatever the order of its keys."""
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def frozen_column(column: PeriodColumn) -> Json:
    window = column.period.window
    return {
        "period": column.period.name,
        "grain": str(column.period.grain),
        "from": window.first.isoformat(),
        "to": window.last.isoformat(),
        "isComplete": column.is_complete,
        "version": column.version,
    }


def thawed_column(kept: Json) -> PeriodColumn:
    window = Window(date.fromisoformat(kept["from"]), date.fromisoformat(kept["to"]))
    return PeriodColumn(
        Period(kept["period"], Grain(kept["grain"]), window), kept["isComplete"], kept["version"]
    )


def frozen_row(row: Row) -> Json:
    return {
        "group": [
            {
                "dimension": each.dimension,
                "key": each.key,
                "label": list(each.label),
                "depth": each.depth,
                "parent": each.parent,
            }
            for each in row.group
        ],
        "cells": [frozen_cell(cell) for cell in row.cells],
    }


def thawed_row(kept: Json) -> Row:
    group = tuple(
        DimValue(each["dimension"], each["key"], Label(*each["label"]), each["depth"], each["parent"])
        for each in kept["group"]
    )
    return Row(group, tuple(thawed_cell(each) for each in kept["cells"]))


def frozen_cell(cell: Cell) -> Json:
    return {
        "value": spelled(cell.value),
        "status": str(cell.status),
        "numerator": spelled(cell.numerator),
        "denominator": spelled(cell.denominator),
        "pending": cell.pending,
        "people": cell.people,
        "target": str(cell.target) if cell.target else None,
        "receipt": cell.receipt,
    }


def thawed_cell(kept: Json) -> Cell:
    return Cell(
        value=number(kept["value"]),
        status=CellStatus(kept["status"]),
        numerator=number(kept["numerator"]),
        denominator=number(kept["denominator"]),
        pending=kept["pending"],
        people=kept["people"],
        target=TargetState(kept["target"]) if kept["target"] else None,
        receipt=kept["receipt"],
    )


def spelled(value: Decimal | None) -> str | None:
    """Spell a number without trailing zeros and never in exponent form."""
    if value is None:
        return None
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def keys_of(tables: Sequence[FrozenTable]) -> list[str]:
    return [table.key for table in tables]
