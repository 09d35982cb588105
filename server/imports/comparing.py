"""Rows of facts beside what is known of them: whether they say the same, what differs, and which days they bear."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from server.imports.logical import slots
from server.kernel.clock import read_instant, spell_instant
from server.kernel.context import Context
from server.metrics.definitions import Source, SourceColumn


def differences(source: Source, told: Mapping[str, Any], held: Mapping[str, Any]) -> dict[str, str | None]:
    """Return what is known of the columns that change, by the names files have for them."""
    out: dict[str, str | None] = {}
    for slot in slots(source):
        if slot.name in told and comparable(told[slot.name]) != comparable(held[slot.name]):
            value = held[slot.name]
            is_scaled = isinstance(value, int) and slot.column.type == "decimal"
            out[slot.column.name] = (
                None if value is None else f"{value / 10**slot.column.scale:g}" if is_scaled else str(value)
            )
    return out


def same(source: Source, told: Mapping[str, Any], held: Mapping[str, Any]) -> bool:
    return all(
        comparable(told[slot.name]) == comparable(held[slot.name])
        for slot in slots(source)
        if slot.name in told
    )


def comparable(value: object) -> object:
    """Spell a value as the read pool does."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):
        return spell_instant(value)
    return value.isoformat() if isinstance(value, date) else value


def days_of(ctx: Context, source: Source, columns: Mapping[str, Any]) -> list[date]:
    """Return the local days a row bears."""
    zone = ZoneInfo(ctx.store.settings.zone)
    out = []
    for slot in slots(source):
        value = columns.get(slot.name)
        if value is None or slot.column.type not in ("date", "timestamp"):
            continue
        read = value if isinstance(value, date) else read_day(slot.column, str(value))
        out.append(read.astimezone(zone).date() if isinstance(read, datetime) else read)
    return out


def read_day(column: SourceColumn, text: str) -> date:
    return date.fromisoformat(text) if column.type == "date" else read_instant(text)
