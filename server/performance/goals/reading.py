"""Reads the numbers out of a goal's title, in Chinese and English: from what, to what, by how much. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from server.performance.goals.attainment import ChangeKind
from server.performance.goals.spelling import in_digits

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Said:
    """What a title says, in the unit of a metric: a share counts from 0 to 1.

    `is_ambiguous`: "+5 %" of a share may be meant of itself or in points.
    """

    kind: ChangeKind | None = None
    baseline: Decimal | None = None
    change: Decimal | None = None
    is_ambiguous: bool = False


NOTHING = Said()
PERCENT = frozenset({"%", "％"})
UP_WORDS = r"提升|提高|增加|增长|上升|增至|升|增|rais\w*|increas\w*|improv\w*|grow\w*|\bup"
DOWN_WORDS = (
    r"缩短|降低|减少|下降|压缩|压降|下调|降|减|reduc\w*|cut|lower\w*|decreas\w*|shorten\w*|drop\w*|fewer|less"
)
MONTHS = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"


def amount(name: str) -> str:
    """Spell a number and the unit behind it, as the groups `name` and `name_unit`."""
    units = r"%\s+of\s+itself|%|％|个?百分点|percentage\s+points?|pp\b|points?\b"
    return rf"(?P<{name}>\d+(?:\.\d+)?)\s*(?P<{name}_unit>{units})?"


WHEN = re.compile(
    r"\d{4}\s*年(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*[日号])?|\b20\d\d-\d\d-\d\d\b|\b20\d\d(?:-?Q[1-4]|-\d\d)?\b|\bQ[1-4]\b|"
    r"\bH[12]\b|第?[一二三四1-4]\s*季度|\d{1,2}\s*月(?:底|末|份|\s*\d{1,2}\s*[日号])?|"
    r"\d+\s*(?:周|个月|个?季度|年)(?:之)?内|"
    r"\b(?:within|over|in|for)\s+(?:the\s+)?(?:next\s+)?\d+\s+(?:weeks?|months?|quarters?|years?)\b|"
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTHS}(?=\W|$)|\b{MONTHS}\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d|\s*%)",
    re.IGNORECASE,
)
"""Years, quarters, months, days and spans of them are no aims."""
FROM_TO = re.compile(
    rf"(?:从|由|自|\bfrom)\s*{amount('start')}.{{0,24}}?(?:至|到|为|\bto|→|[-—=]>)\s*{amount('end')}",
    re.IGNORECASE,
)
ARROW = re.compile(
    rf"{amount('start')}\s*(?:→|⇒|[-—=]+>|\bto\b|(?:{UP_WORDS}|{DOWN_WORDS})?(?:至|到|为))\s*{amount('end')}",
    re.IGNORECASE,
)
REACH = re.compile(
    r"(?:(?<!不)(?:超过|突破|高于|低于|大于|小于|少于|多于)|[至到为达]|不[低少高多超][于过]|[≥≤]|[<>]=?|"
    r"\bto|\bwithin|\breach|\bat(?:\s+(?:least|most))?|\bbelow|\babove|\bunder|\b(?:more|less|fewer)\s+than)"
    rf"\s*{amount('end')}",
    re.IGNORECASE,
)
BOUND = re.compile(
    rf"{amount('end')}\s*(?:秒|分钟|个?小时|天|元|次)?\s*(?:及以|以|之)[上下内]|{amount('high')}\s+or\s+(?:more|less|fewer|better)",
    re.IGNORECASE,
)
STANDS = re.compile(
    r"(?:基线|现状|目前|当前|现在|现为|原为|原来|上期|去年|\bbaseline|\bcurrently|\btoday|\bnow)\D{0,6}?"
    rf"{amount('start')}|(?:\bfrom|从|由)\s*{amount('before')}",
    re.IGNORECASE,
)
BY = re.compile(rf"(?P<sign>[-+−])?\s*{amount('end')}", re.IGNORECASE)
CHANGING = re.compile(rf"(?:\bby|{UP_WORDS}|{DOWN_WORDS})\s*(?:了|约|about|some)?\s*$", re.IGNORECASE)
FALLING = re.compile(
    r"缩短|降低|减少|下降|压缩|压降|下调|控制|少于|reduc|\bcut|lower|decreas|shorten|\bdrop|fewer|\bless",
    re.IGNORECASE,
)


def read(title: str, *, is_share: bool) -> Said:
    """Read a title about a figure, of which it matters whether it is a share."""
    text = WHEN.sub(" ", in_digits(WHEN.sub(" ", title)))
    if found := FROM_TO.search(text) or ARROW.search(text):
        return Said(ChangeKind.ABSOLUTE, *both(found, is_share=is_share))
    stands = STANDS.search(text)
    baseline = standing(stands, is_share=is_share) if stands else None
    rest = STANDS.sub(" ", text)
    if found := REACH.search(rest):
        return Said(ChangeKind.ABSOLUTE, baseline, value(found, "end", is_share=is_share))
    if found := BOUND.search(rest):
        name = "end" if found["end"] else "high"
        return Said(ChangeKind.ABSOLUTE, baseline, value(found, name, is_share=is_share))
    found = changed_by(rest)
    return change(found, rest, baseline, is_share=is_share) if found else Said(baseline=baseline)


def changed_by(text: str) -> re.Match[str] | None:
    """Find the number that says by how much: after a word of change or a sign before one with a unit, then any."""
    found = list(BY.finditer(text))
    return max(found, key=lambda each: weight_of(each, text), default=None)


def weight_of(found: re.Match[str], text: str) -> int:
    changes = bool(found["sign"]) or CHANGING.search(text[: found.start()]) is not None
    return 2 * changes + bool(found["end_unit"])


def change(found: re.Match[str], text: str, baseline: Decimal | None, *, is_share: bool) -> Said:
    """Read "by so much": per cent of itself, points of a share, or so many of whatever the figure counts."""
    unit = found["end_unit"] or ""
    sign = -1 if found["sign"] in ("-", "−") or FALLING.search(text) else 1
    number = sign * Decimal(found["end"])
    if unit.endswith("itself"):
        return Said(ChangeKind.RELATIVE, baseline, number / HUNDRED)
    if unit in PERCENT or (is_share and not unit and abs(number) > 1):
        return Said(None if is_share else ChangeKind.RELATIVE, baseline, number / HUNDRED, is_share)
    of_hundred = is_share and bool(unit)
    return Said(ChangeKind.POINTS, baseline, number / HUNDRED if of_hundred else number)


def both(found: re.Match[str], *, is_share: bool) -> tuple[Decimal, Decimal]:
    """Read two ends of which one may carry the unit of both: "85 → 90%", "从 2 降到 1"."""
    names = ("start", "end")
    in_hundred = any(found[f"{name}_unit"] in PERCENT for name in names)
    in_hundred = in_hundred or (is_share and any(Decimal(found[name]) > 1 for name in names))
    start, end = (Decimal(found[name]) / (HUNDRED if in_hundred else 1) for name in names)
    return start, end


def standing(found: re.Match[str], *, is_share: bool) -> Decimal:
    return value(found, "start" if found["start"] else "before", is_share=is_share)


def value(found: re.Match[str], name: str, *, is_share: bool) -> Decimal:
    """Read a value; a bare number above one can only be meant in per cent where the figure is a share."""
    number = Decimal(found[name])
    in_hundred = found[f"{name}_unit"] in PERCENT or (is_share and number > 1)
    return number / HUNDRED if in_hundred else number
