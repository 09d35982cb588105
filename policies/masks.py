"""How a value shows when not plain: text to masked text, the alias, and the order of views."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

STARS = "****"
"""Always four, so that the mask does not tell how long the hidden part is."""


def phone(text: str) -> str | None:
    """Mask a mobile, landline or international number: `138****8888`, `0571****6666`, `+44****0018`."""
    text = unicodedata.normalize("NFKC", text).strip()
    text = re.split(r"(?i)\s*(?:ext\.?|转|x|#)", text)[0]
    digits = re.sub(r"\D", "", text)
    if not digits:
        return None
    if text.startswith("+86") or digits.startswith("0086"):
        return f"+86 {national(digits.removeprefix('00').removeprefix('86'))}"
    if text.startswith("+"):
        return f"+{masked_after(2, digits)}"
    return national(digits)


def national(digits: str) -> str:
    """Keep the mobile prefix or area code, and up to four last digits; at least four stay hidden."""
    return masked_after(area_length(digits), digits)


def masked_after(head: int, digits: str) -> str:
    tail = max(0, min(4, len(digits) - head - 4))
    if not tail:
        return STARS
    return digits[:head] + STARS + digits[-tail:]


def area_length(digits: str) -> int:
    """Area codes 010 and 02x have three digits, other 0xxx four; of anything else three digits stay."""
    return 4 if re.match(r"0[3-9]", digits) else min(3, len(digits) // 3)


FULL_ID, SHORT_ID = 15, 6


def idcard(text: str) -> str | None:
    """Mask an ID number but the first three and last four; of a shorter one (a passport) one and two stay."""
    if not text.isalnum() or not text.isascii():
        text = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if not text:
        return None
    if len(text) < SHORT_ID:
        return STARS
    head, tail = (3, 4) if len(text) >= FULL_ID else (1, 2)
    return text[:head] + "*" * (len(text) - head - tail) + text[-tail:]


def email(text: str) -> str | None:
    """Mask a mail address: `a***@example.com`; the domain belongs to the firm, not to the person."""
    name, at, domain = unicodedata.normalize("NFKC", text).strip().rpartition("@")
    if not domain:
        return None
    return f"{name[0]}***@{domain}" if at and name else "***"


_COMPOUND = """
欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶
太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良
漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 西门 第五 歐陽 諸葛 司馬
"""
COMPOUND = frozenset(_COMPOUND.split())
"""Chinese surnames of two characters (复姓)."""


def surname(text: str) -> str | None:
    """Keep the surname: `王*`, `欧阳*`, `Smith *`; one star however long the rest is."""
    text = unicodedata.normalize("NFKC", text).strip()
    if not text:
        return None
    if not text.isascii() and " " not in text:
        return f"{text[:2]}*" if text[:2] in COMPOUND and text[2:] else f"{text[0]}*"
    if "," in text:
        return f"{text.split(',')[0].strip()} *"
    given, _, family = text.rpartition(" ")
    return f"{family} *" if given else f"{text[0]}*"


def year(text: str) -> str | None:
    """Keep the year of an ISO date."""
    day = iso_day(text)
    return f"{day.year:04}" if day else None


def month(text: str) -> str | None:
    """Keep year and month of an ISO date."""
    day = iso_day(text)
    return f"{day.year:04}-{day.month:02}" if day else None


def iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


LOW, HIGH = Decimal(1) / 3, Decimal(2) / 3


def band(text: str) -> str | None:
    """Show a share of 0-1 as LOW, MEDIUM or HIGH, each a third; anything else shows nothing."""
    try:
        share = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not (share.is_finite() and 0 <= share <= 1):
        return None
    return "LOW" if share < LOW else "MEDIUM" if share < HIGH else "HIGH"


def none(_text: str) -> str | None:
    """Show nothing."""
    return None


MASKS: dict[str, Callable[[str], str | None]] = {
    "phone": phone,
    "idcard": idcard,
    "email": email,
    "surname": surname,
    "name": none,  # an alias needs the report it stands in: the reader gives it with `alias`
    "year": year,
    "month": month,
    "band": band,
    "none": none,
}

PLAIN, HIDDEN = "plain", "null"
_RANKS = {
    PLAIN: 1000,
    "month": 910,
    "year": 905,
    "surname": 905,
    "name": 890,
    "band": 500,
    "none": 0,
    HIDDEN: 0,
}
_GROUP = re.compile(r"k=([1-9][0-9]{0,2})")


def smallest_group(view: str) -> int | None:
    """Return n of a view `k=n` (totals of n people or more), else None."""
    found = _GROUP.fullmatch(view)
    return int(found[1]) if found else None


def is_view(view: str) -> bool:
    return view in MASKS or view in (PLAIN, HIDDEN) or smallest_group(view) is not None


def rank(view: str) -> int:
    """Order views by how much they show: plain > mask > band > k=5 > k=10 > null."""
    if view in _RANKS:
        return _RANKS[view]
    if view in MASKS:
        return 900
    n = smallest_group(view)
    if n is None:
        raise ValueError(f"unknown view {view!r}")
    return max(1, 400 - n)


def best(views: Iterable[str]) -> str:
    """Return the view that shows most; nothing at all is null."""
    return max(views, key=rank, default=HIDDEN)


def alias(index: int, language: str = "zh") -> str:
    """Return the alias at a place: 员工A … 员工Z, 员工AA …; the caller shuffles places, by report."""
    if index < 0:
        raise ValueError("an alias counts from 0")
    letters = ""
    while index >= 0:
        letters = chr(ord("A") + index % 26) + letters
        index = index // 26 - 1
    return f"员工{letters}" if language == "zh" else f"Person {letters}"
