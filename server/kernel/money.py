"""Money: integer minor units in the tables, Decimal in Python, text with two places on the wire."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

CENT = Decimal("0.01")


def to_minor(amount: Decimal | str) -> int:
    """Return the amount in minor units; ValueError if it has more than two places or is no number."""
    try:
        value = Decimal(amount)
    except InvalidOperation as error:
        raise ValueError("not a number") from error
    if not value.is_finite() or value != value.quantize(CENT):
        raise ValueError("at most two places")
    return int(value * 100)


def from_minor(minor: int) -> str:
    """Spell minor units for the wire: 123456 -> '1234.56'."""
    return f"{Decimal(minor).scaleb(-2):.2f}"
