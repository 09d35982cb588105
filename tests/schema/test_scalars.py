"""Scalars on the wire: ISO dates, instants with Z, decimals as text; what is malformed is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from schema.scalars import SCALARS

SPELLED: dict[object, Any] = dict(SCALARS)  # whose functions Strawberry types as optional
DATE, INSTANT, DECIMAL = SPELLED[date], SPELLED[datetime], SPELLED[Decimal]
NOON = datetime(2025, 3, 31, 12, 0, tzinfo=UTC)


def test_a_date_is_iso_both_ways():
    assert DATE.serialize(date(2025, 3, 31)) == "2025-03-31"
    assert DATE.serialize("2025-03-31") == "2025-03-31"
    assert DATE.parse_value("2025-03-31") == date(2025, 3, 31)


def test_an_instant_is_answered_in_utc_with_z():
    elsewhere = NOON.astimezone(timezone(timedelta(hours=8)))

    assert INSTANT.serialize(elsewhere) == "2025-03-31T12:00:00.000Z"
    assert INSTANT.serialize("2025-03-31T12:00:00.000Z") == "2025-03-31T12:00:00.000Z"
    assert INSTANT.parse_value("2025-03-31T20:00:00+08:00") == NOON


def test_a_decimal_is_text_and_keeps_its_places():
    assert DECIMAL.serialize(Decimal("9000.50")) == "9000.50"
    assert DECIMAL.parse_value("9000.50") == Decimal("9000.50")


@pytest.mark.parametrize(
    ("scalar", "text"),
    [
        (DATE, "2025-02-30"),
        (DATE, "31/03/2025"),
        (INSTANT, "2025-03-31T12:00:00"),
        (INSTANT, "noon"),
        (DECIMAL, "ten"),
    ],
)
def test_what_is_malformed_is_refused(scalar, text):
    with pytest.raises(ValueError):  # noqa: PT011 (what graphql-core turns into an answer)
        scalar.parse_value(text)
