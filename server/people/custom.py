"""Values of added fields as they are kept: read from text by type, spelled one way; touches no table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from server.kernel.errors import InvalidInput
from server.kernel.money import from_minor, to_minor
from server.people import rules
from server.people.models import CustomType

KEY = re.compile(r"[a-z][A-Za-z0-9_]{0,39}")
LONGEST_TEXT = 500
MOST_CHOICES, LONGEST_CHOICE = 100, 60
LARGEST_NUMBER = 10**15
YES = frozenset({"true", "yes", "y", "1", "是", "有"})
NO = frozenset({"false", "no", "n", "0", "否", "无"})


@dataclass(frozen=True)
class Kept:
    """A value as it is kept: its one spelling, and the number it is, in hundredths, if it is one."""

    text: str
    number: int | None = None


def read_value(kind: CustomType | str, choices: Sequence[str], text: str, path: str) -> Kept:
    """Read a value of a type; InvalidInput says what would be right."""
    plain = rules.plain(text)
    match CustomType(kind):
        case CustomType.NUMBER:
            return number(plain, path)
        case CustomType.DATE:
            return Kept(day(plain, path).isoformat())
        case CustomType.FLAG:
            return Kept(flag(plain, path))
        case CustomType.CHOICE:
            if plain not in choices:
                listed = "、".join(choices[:8])
                raise wrong(path, f"请从选项中选择：{listed}。", f"Choose one of: {', '.join(choices[:8])}.")
            return Kept(plain)
    if not 1 <= len(plain) <= LONGEST_TEXT or "\0" in plain:
        raise wrong(path, "须为 1 到 500 个字符。", "It has 1 to 500 characters.")
    return Kept(plain)


def number(text: str, path: str) -> Kept:
    try:
        minor = to_minor(Decimal(text.replace(",", "")))
    except (ValueError, InvalidOperation) as error:
        raise wrong(path, "须为最多两位小数的数字。", "It is a number with at most two places.") from error
    if abs(minor) >= LARGEST_NUMBER:
        raise wrong(path, "数字过大。", "The number is too large.")
    return Kept(from_minor(minor), minor)


def day(text: str, path: str) -> date:
    try:
        found = date.fromisoformat(text.replace("/", "-").replace(".", "-"))
    except ValueError as error:
        raise wrong(path, "日期写作 2026-10-31。", "Write the date as 2026-10-31.") from error
    return rules.clean_day(found, path)


def flag(text: str, path: str) -> str:
    low = text.lower()
    if low in YES or low in NO:
        return "true" if low in YES else "false"
    raise wrong(path, "请填“是”或“否”。", "Write yes or no.")


def clean_choices(kind: CustomType | str, choices: Sequence[str]) -> list[str]:
    """Return the choices, each once; a field of another type has none."""
    found = list(dict.fromkeys(one for choice in choices if (one := rules.plain(choice))))
    if CustomType(kind) is not CustomType.CHOICE:
        return []
    if not 2 <= len(found) <= MOST_CHOICES or any(len(one) > LONGEST_CHOICE for one in found):  # noqa: PLR2004 (a choice)
        raise wrong(
            "choices",
            "请给出 2 到 100 个选项，每个不超过 60 个字符。",
            "Give 2 to 100 choices of at most 60 characters each.",
        )
    return found


def clean_key(text: str) -> str:
    found = rules.plain(text)
    if not KEY.fullmatch(found):
        raise wrong(
            "key",
            "字段键以小写字母开头，只含字母、数字和下划线，最多 40 个字符。",
            "A key starts with a small letter and has letters, digits and underscores, 40 at most.",
        )
    return found


def clean_label(text: str, path: str) -> str:
    found = " ".join(rules.plain(text).split())
    if not 1 <= len(found) <= 60:  # noqa: PLR2004 (the column's length)
        raise wrong(path, "名称须为 1 到 60 个字符。", "A label has 1 to 60 characters.")
    return found


def wrong(path: str, zh: str, en: str) -> InvalidInput:
    return rules.invalid(path, zh, en)
