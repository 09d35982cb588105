"""Reads the numbers out of a goal's title, in Chinese and English: from what, to what, by how much. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from server.performance.goals.attainment import ChangeKind

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


def amount(name: str) -> str:
    """Spell a number and the unit behind it, as the groups `name` and `name_unit`."""
    units = r"%|％|个?百分点|percentage\s+points?|pp\b|points?\b"
    return rf"(?P<{name}>\d+(?:\.\d+)?)\s*(?P<{name}_unit>{units})?"


WHEN = re.compile(
    r"\d{4}\s*年(?:\s*\d{1,2}\s*月)?|\b20\d\d(?:-?Q[1-4]|-\d\d)?\b|\bQ[1-4]\b|第?[一二三四1-4]\s*季度|\d{1,2}\s*月(?:底|末|份)?",
    re.IGNORECASE,
)
"""Years, quarters and months are no aims."""
FROM_TO = re.compile(
    rf"(?:从|由|自|\bfrom)\s*{amount('start')}.{{0,24}}?(?:至|到|为|\bto)\s*{amount('end')}", re.IGNORECASE
)
REACH = re.compile(
    rf"(?:[至到为达]|不[低少高多超][于过]|[≥≤]|[<>]=|\bto|\bwithin|\breach|\bat\s+(?:least|most)|\bbelow|\babove)"
    rf"\s*{amount('end')}",
    re.IGNORECASE,
)
STANDS = re.compile(
    rf"(?:基线|现状|目前|当前|\bbaseline|\bcurrently)\D{{0,6}}?{amount('start')}", re.IGNORECASE
)
BY = re.compile(rf"(?P<sign>[-+−])?\s*{amount('end')}", re.IGNORECASE)
FALLING = re.compile(
    r"缩短|降低|减少|下降|压缩|控制|少于|reduc|\bcut|lower|decreas|shorten|\bdrop|fewer|\bless", re.IGNORECASE
)
PERCENT = frozenset({"%", "％"})


def read(title: str, *, is_share: bool) -> Said:
    """Read a title about a figure, of which it matters whether it is a share."""
    text = WHEN.sub(" ", title)
    if found := FROM_TO.search(text):
        return Said(ChangeKind.ABSOLUTE, value(found, "start"), value(found, "end"))
    stands = STANDS.search(text)
    baseline = value(stands, "start") if stands else None
    rest = STANDS.sub(" ", text)
    if found := REACH.search(rest):
        return Said(ChangeKind.ABSOLUTE, baseline, value(found, "end"))
    found = BY.search(rest)
    return change(found, rest, baseline, is_share=is_share) if found else Said(baseline=baseline)


def change(found: re.Match[str], text: str, baseline: Decimal | None, *, is_share: bool) -> Said:
    """Read "by so much": per cent of itself, points of a share, or so many of whatever the figure counts."""
    unit = found["end_unit"] or ""
    sign = -1 if found["sign"] in ("-", "−") or FALLING.search(text) else 1
    number = sign * Decimal(found["end"])
    if unit in PERCENT:
        return Said(None if is_share else ChangeKind.RELATIVE, baseline, number / HUNDRED, is_share)
    of_hundred = is_share and bool(unit)
    return Said(ChangeKind.POINTS, baseline, number / HUNDRED if of_hundred else number)


def value(found: re.Match[str], name: str) -> Decimal:
    number = Decimal(found[name])
    return number / HUNDRED if found[f"{name}_unit"] in PERCENT else number
