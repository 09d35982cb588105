"""The columns a file of facts may have: what each may be called, and how its cells are read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from tortoise.models import Model

from server.imports import shops
from server.imports import values as cells
from server.imports.columns import Field
from server.imports.logical import BadValue, Slot, models, slots, spelled
from server.imports.result import BadCell
from server.imports.values import Cell
from server.kernel.spans import span_of
from server.metrics.definitions import Source

WORDS = {
    "Employee": "工号|员工编号|员工号|员工|客服工号|客服|坐席|employee|employee number|employee code|agent|person|code",
    "Department": "部门|部门编码|部门名称|所属部门|department|department code|dept|unit",
    "Location": "地点|门店|工作地点|location|store|site",
}
SECONDS, MICROSECOND, MILLION = "_seconds", timedelta(microseconds=1), 1_000_000
"""How the names of columns end that hold a length of time."""
LOOSE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]+(\d{1,2})(?=:))?(.*)$")


def fields_of(source: Source, zone: str) -> tuple[Field, ...]:
    """Return the columns a file of this source may have; a time without an offset is one of `zone`."""
    model = models()[source.table]
    own = [field_of(slot, model, zone, source.name) for slot in slots(source)]
    words = (f"{source.name}_id", "编号", "单号", "id", *shops.wordings(source.name, source.key))
    return (Field(source.key, shops.bare, "|".join(words)), *own, *shops.EXTRAS.get(source.name, ()))


def field_of(slot: Slot, model: type[Model], zone: str, source: str) -> Field:
    kept = model._meta.fields_map[slot.name]
    needed = not slot.column.null and not kept.null and kept.default is None
    label = str(kept.description or model._meta.fields_map[slot.name.removesuffix("_id")].description or "")
    words = [slot.name, *label.split(" | "), *WORDS.get(slot.target, "").split("|")]
    words += shops.wordings(source, slot.column.name)
    return Field(
        slot.column.name,
        reader(slot, zone, source),
        "|".join(word for word in words if word),
        required=needed,
    )


def reader(slot: Slot, zone: str, source: str) -> Callable[[Cell], object]:
    """Return what reads a cell of the column; BadCell says what it should have been."""
    if slot.target or slot.column.type == "id":
        return shops.bare
    if (source, slot.column.name) == ("feedback", "score"):
        return shops.score_of
    if slot.column.type == "date":
        return cells.day_of
    column, is_after = slot.column, (source, slot.column.name) in shops.AFTER

    def read(cell: Cell) -> object:
        if is_after and (span := span_of(cells.text_of(cell))) is not None:
            return span
        try:
            if column.name.endswith(SECONDS):
                return spelled(column, seconds_of(cell))
            if column.type == "timestamp":
                return moment_of(cell, zone)
            return spelled(column, plain(column.type, cells.text_of(shops.worded(source, column.name, cell))))
        except ValueError as error:
            wanted = error.wanted if isinstance(error, BadValue) else "2025-03-01 10:00"
            raise BadCell("INVALID_VALUE", f"“{cells.text_of(cell)}”不是有效的值，应为：{wanted}。",
                          f"'{cells.text_of(cell)}' is no valid value: {wanted}.") from error  # fmt: skip

    return read


def seconds_of(cell: Cell) -> Decimal:
    """Read a length of time in seconds; BadCell says how one is written."""
    text = re.sub(r"[,\s]", "", cells.text_of(cell))
    if (span := span_of(text)) is None:
        raise BadCell("INVALID_DURATION", f"“{cells.text_of(cell)}”不是时长，请写成 200、3分20秒 或 00:03:20。",
                      f"'{cells.text_of(cell)}' is no length of time; write 200, 3m20s or 00:03:20.")  # fmt: skip
    return Decimal(span // MICROSECOND) / MILLION


def plain(kind: str, text: str) -> str:
    """Take from a number what people write around it."""
    return re.sub(r"[,¥元秒\s]", "", text) if kind == "decimal" else text


def moment_of(cell: Cell, zone: str) -> datetime:
    """Read a moment: ISO with or without an offset, a date and time as spreadsheets hold them, or a bare day."""
    if isinstance(cell, date) and not isinstance(cell, datetime):
        cell = datetime.combine(cell, time())
    found = cell if isinstance(cell, datetime) else datetime.fromisoformat(padded(cells.text_of(cell)))
    return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def padded(text: str) -> str:
    """Write 2025/3/1 9:05 as ISO does."""
    if found := LOOSE.match(text):
        year, month, day, hour, rest = found.groups()
        text = f"{year}-{month:0>2}-{day:0>2}" + (f"T{hour:0>2}{rest}" if hour else rest)
    return text
