"""How figures of goals are spelled and typed: shares as percentages, everything else as it is."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from ui.texts import NO_VALUE

PERCENT = ("%", "％")
HUNDRED = Decimal(100)


def shown(value: str | None, unit: str) -> str:
    """Spell a figure: 0.85 of a share is 85%."""
    if value in (None, ""):
        return NO_VALUE
    number = Decimal(str(value))
    return f"{plain(number * HUNDRED)}%" if unit == "percent" else plain(number)


def editable(value: str | None, unit: str) -> str:
    """Spell a figure as it can be typed back: every digit of it, and no separators."""
    if value in (None, ""):
        return ""
    number = Decimal(str(value))
    return f"{(number * HUNDRED).normalize():f}%" if unit == "percent" else f"{number.normalize():f}"


def typed_number(text: str) -> str | None:
    """Read what was typed: 85% is 0.85; what is no number goes as it is, to be refused by its field."""
    bare = text.strip()
    if not bare:
        return None
    try:
        if bare.endswith(PERCENT):
            return str(Decimal(bare.rstrip("%％").strip()) / HUNDRED)
        return str(Decimal(bare))
    except InvalidOperation:
        return None


def plain(number: Decimal) -> str:
    """Spell a number to two places, without needless zeros."""
    short = number.quantize(Decimal("0.01")).normalize()
    return f"{short:,f}"
