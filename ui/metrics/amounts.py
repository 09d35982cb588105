"""Amounts without a ready-made text: ticks of an axis, differences, parts of a fraction."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from ui.texts import NO_VALUE, Language

SHARES: Final = frozenset({"percent", "pp"})
MINUS = "−"
POINTS: Final = {"zh": " 个百分点", "en": " points"}
THOUSAND = 1000
MONTH = re.compile(r"(\d{4})-(\d\d)")
MOST_MARKS = 12


def amount(value: object, unit: str = "", places: int = 2) -> str:
    """Write a number; a share as percent with one place, others with as many places as they need."""
    if value is None:
        return NO_VALUE
    number = Decimal(str(value))
    if unit in SHARES:
        return f"{_plain(number * 100, 1)}%"
    return _plain(number, places)


def change(value: object, unit: str, language: Language) -> str:
    """Write a difference with its sign; between two shares it is points, not percent."""
    if value is None:
        return ""
    number = Decimal(str(value))
    size = _plain(abs(number) * 100, 1) if unit in SHARES else _plain(abs(number), 2)
    sign = "±" if not any(digit in size for digit in "123456789") else "+" if number > 0 else MINUS
    return f"{sign}{size}{POINTS[language] if unit in SHARES else ''}"


def fraction(numerator: object, denominator: object) -> str:
    """Write `3 ÷ 20`, or nothing where one side is unknown."""
    if numerator is None or denominator is None:
        return ""
    return f"{amount(numerator)} ÷ {amount(denominator)}"


@dataclass(frozen=True)
class Mark:
    """A period's name under its place; a minor one gives way on a phone."""

    place: int
    text: str
    is_minor: bool


def marks(names: Sequence[str], language: Language) -> list[Mark]:
    """Name at most a dozen periods, the last always; months say their year where it turns."""
    every = -(-len(names) // MOST_MARKS)
    chosen = [place for place in range(len(names)) if (len(names) - 1 - place) % every == 0]
    out, year = [], ""
    for number, place in enumerate(chosen):
        name, minor = names[place], (len(chosen) - 1 - number) % 3 != 0
        month = MONTH.fullmatch(name)
        if month and month[1] == year:
            name = _month(int(month[2]), language)
        year = month[1] if month else ""
        out.append(Mark(place, name, minor))
    return out


def _month(number: int, language: Language) -> str:
    return f"{number}月" if language == "zh" else calendar.month_abbr[number]


def _plain(number: Decimal, places: int) -> str:
    """Round half up, group thousands, drop idle zeros; the minus is a real one."""
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{abs(rounded):,f}"
    if "." in text and (abs(rounded) >= THOUSAND or places > 1):
        text = text.rstrip("0").rstrip(".")
    return f"{MINUS}{text}" if rounded < 0 else text
