"""Reads the rows of worked examples: checks their tables and columns before anything is loaded, and types them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from server.imports.logical import BadValue, day_of, models, slots, spelled
from server.kernel.clock import read_instant
from server.kernel.errors import InvalidInput
from server.metrics.definitions import Dictionary, Source

Row = Mapping[str, Any]  # a logical row, of mixed types
Tables = Mapping[str, list[Row]]
UNITS = ("dept_tree", "department")
"""Tables of an example that describe the organization and are no logical source."""
CLOCKS = ("recorded_at", "superseded_at")
UNIT_COLUMNS = frozenset(
    {
        "ancestor_id",
        "dept_id",
        "depth",
        "code",
        "name",
        "parent",
        "parent_id",
        "valid_from",
        "valid_to",
        *CLOCKS,
    }
)
PEOPLE_COLUMNS = frozenset({"position", "job_family", "grade", "location", "manager_id", "is_critical"})
"""What an employment may say of its only assignment."""
NEEDED = {"employment": ("spell_id", "start_date"), "assignment": ("dept_id", "valid_from")}


@dataclass(frozen=True)
class Standing:
    """Where a department hangs from a day on (None: since ever); `clocks` say when that was known."""

    since: date | None
    parent: str | None
    clocks: Row = field(default_factory=dict)


def checked(tables: Tables, dictionary: Dictionary, zone: str) -> dict[str, list[Row]]:
    """Return the rows with their dates read; InvalidInput names a table, column or value that cannot be kept."""
    return {name: [row_of(name, row, dictionary, zone) for row in rows] for name, rows in tables.items()}


def row_of(table: str, row: Row, dictionary: Dictionary, zone: str) -> Row:
    source = None if table in UNITS else dictionary.sources.get(table)
    if source is None and table not in UNITS:
        raise wrong(f"没有数据源“{table}”", f"there is no source '{table}'")
    known = columns_of(source)
    if unknown := sorted(row.keys() - known - {*CLOCKS}):
        raise wrong(f"{table} 没有列“{unknown[0]}”", f"{table} has no column '{unknown[0]}'")
    if missing := [name for name in needed(table, source) if row.get(name) is None]:
        raise wrong(f"{table} 缺少列“{missing[0]}”", f"{table} lacks column '{missing[0]}'")
    try:
        clocks(row, zone)
        return {**row, **(typed(source, row) if source else days(row))}
    except ValueError as error:
        raise wrong(f"{table} 的值无效：{error}", f"{table}: {error}") from error


def wrong(zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("tables",))


def columns_of(source: Source | None) -> frozenset[str]:
    if source is None:
        return UNIT_COLUMNS
    return frozenset(source.columns) | (PEOPLE_COLUMNS if source.name in NEEDED else frozenset())


def needed(table: str, source: Source | None) -> Iterable[str]:
    """Name the columns without which a row cannot be kept."""
    if table in NEEDED or source is None:
        return NEEDED.get(table, ())
    kept = models()[source.table]._meta.fields_map
    return [
        slot.column.name
        for slot in slots(source)
        if not (slot.column.null or kept[slot.name].null or kept[slot.name].default is not None)
    ]


def typed(source: Source, row: Row) -> Row:
    """Try every value against its column, and return the dates."""
    out = {}
    for name, value in row.items():
        column = source.columns.get(name)
        if column is not None and value is not None:
            kept = spelled(column, value)
            if column.type == "date":
                out[name] = kept
    return out


def days(row: Row) -> Row:
    return {
        name: day_of(None, row[name])  # type: ignore[arg-type] # the column is not looked at
        for name in ("valid_from", "valid_to")
        if row.get(name) is not None
    }


def clocks(row: Row, zone: str) -> dict[str, datetime]:
    """Return when a row was recorded and superseded, if it says so; a bare day means its first moment."""
    return {name: moment_of(name, row[name], zone) for name in CLOCKS if row.get(name) is not None}


def moment_of(name: str, value: object, zone: str) -> datetime:
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, date):
        return datetime.combine(value, time(), ZoneInfo(zone)).astimezone(UTC)
    try:
        return read_instant(str(value))
    except ValueError as error:
        raise BadValue(name, f"not a moment with its offset: {value!r}") from error


def standings_of(tables: Tables, zone: str = "UTC") -> dict[str, list[Standing]]:
    """Return where each department hung, oldest first, from a closure of the tree or from plain rows."""
    out: dict[str, dict[date | None, Standing]] = {}
    for row in tables.get("dept_tree", []):
        found = out.setdefault(str(row["dept_id"]), {})
        since = row.get("valid_from")
        if row.get("depth") == 1:
            found[since] = Standing(since, str(row["ancestor_id"]))
    rows: dict[str, list[Standing]] = {
        code: list(found.values()) or [Standing(None, None)] for code, found in out.items()
    }
    for row in tables.get("department", []):
        parent = row.get("parent_id") or row.get("parent")
        above = None if parent is None else str(parent)
        code = str(row.get("dept_id") or row["code"])
        rows.setdefault(code, []).append(Standing(row.get("valid_from"), above, clocks(row, zone)))
    return {code: sorted(found, key=lambda each: each.since or date.min) for code, found in rows.items()}
