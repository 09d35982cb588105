"""Exact numbers: fractions all the way, rounded half up to six places where a value leaves the engine."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

PLACES = 6


def exact(value: Decimal | Fraction | int) -> Fraction:
    return value if isinstance(value, Fraction) else Fraction(value)


def rounded(value: Fraction | None, places: int = PLACES) -> Decimal | None:
    """Round half away from zero, without trailing zeros and never in exponent form."""
    if value is None:
        return None
    if value.denominator == 1:
        return Decimal(value.numerator)
    scale = 10**places
    whole = (abs(value.numerator) * scale * 2 + value.denominator) // (2 * value.denominator)
    text = f"{whole // scale}.{whole % scale:0{places}d}".rstrip("0").rstrip(".") if places else f"{whole}"
    return Decimal(f"-{text}" if value < 0 and whole else text)


def nearest_rank(values: Sequence[Fraction], percent: int) -> Fraction | None:
    """Return the smallest value that so many percent of all do not exceed: always one of them, never between two."""
    return sorted(values)[-(-percent * len(values) // 100) - 1] if values else None
