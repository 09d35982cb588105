"""Scalars as they go over the wire: dates in ISO, instants with Z, money and shares as decimal text."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

import strawberry
from strawberry.scalars import JSON
from strawberry.types.scalar import ScalarDefinition

from server.kernel.clock import read_instant, spell_instant
from server.kernel.labels import label
from server.kernel.upload import Upload


def _date(value: object) -> date:
    return date.fromisoformat(str(value))


def _instant(value: object) -> datetime:
    return read_instant(str(value))


def _upload(value: object) -> Upload:
    if not isinstance(value, Upload):
        raise ValueError("not a file of a multipart request")  # noqa: TRY004 (what a scalar raises)
    return value


def _no_answer(_: object) -> str:
    raise ValueError("files come in, they are never answered")


def _decimal(value: object) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError("not a decimal") from error


def _spell_decimal(value: object) -> str:
    """Money comes as text already; other numbers are spelled without an exponent."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _spell_date(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _spell_instant(value: object) -> str:
    return spell_instant(value) if isinstance(value, datetime) else str(value)


SCALARS: dict[object, ScalarDefinition] = {
    date: strawberry.scalar(
        name="Date",
        serialize=_spell_date,
        parse_value=_date,
        description=label("日期，如 2026-10-31", "A date, as in 2026-10-31"),
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        serialize=_spell_instant,
        parse_value=_instant,
        description=label("带时区的时刻，返回 UTC", "An instant with its offset; answered in UTC"),
    ),
    Decimal: strawberry.scalar(
        name="Decimal",
        serialize=_spell_decimal,
        parse_value=_decimal,
        description=label(
            "十进制数，以文本传送；金额为两位小数", "A decimal number, sent as text; money has two places"
        ),
    ),
    Upload: strawberry.scalar(
        name="Upload",
        serialize=_no_answer,
        parse_value=_upload,
        description=label("上传的文件（multipart 请求）", "A file of a multipart request"),
    ),
    JSON: strawberry.scalar(
        name="JSON",
        serialize=lambda value: value,
        parse_value=lambda value: value,
        description=label("任意 JSON", "Any JSON"),
    ),
}
