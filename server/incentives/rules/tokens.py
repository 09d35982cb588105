"""Cuts a line of the rule form into words, numbers and signs; Chinese words stand for the English ones of the form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

SIGNS = {"≥": ">=", "≤": "<=", "：": ":", "，": ",", "、": ",", "％": "%", "＞": ">", "＜": "<"}
WORDS = {
    "当": "when",
    "若": "when",
    "且": "and",
    "并且": "and",
    "发": "pay",
    "奖励": "pay",
    "的": "of",
    "基本工资": "base pay",
    "每": "per",
    "超过": "over",
    "最多": "up to",
    "分段": "tiers",
    "分档": "steps",
    "从": "from",
    "起": "",
    "奖金池": "pool",
    "团队": "team",
    "按": "by",
    "平均": "equal",
    "得分": "score",
    "乘以": "multiply by",
    "提高": "up",
    "降低": "down",
    "相对": "relative",
    "百分点": "points",
    "点": "points",
    "上期": "last period",
    "去年同期": "last year",
    "荣誉": "honor",
    "封顶": "cap",
    "提升得分": "raise score",
    "元": "",
}
"""What may be written in Chinese instead; 元 and 起 may stand where they read well and mean nothing."""
TOKEN = re.compile(
    r"\s+|(?P<sign>>=|<=|[><:,%])|(?P<number>[+-]?\d[\d,]*(?:\.\d+)?)"
    r"|(?P<word>[A-Za-z_][\w.\-]*|[\u4e00-\u9fff][\w\u4e00-\u9fff（）()]*)|(?P<other>.)"
)
GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+-]?\d+(?:\.\d+)?")
KEYWORDS = frozenset(
    {
        "when", "and", "pay", "of", "base", "per", "over", "up", "to", "tiers", "steps", "from", "pool", "team", "by",
        "equal", "score", "multiply", "down", "relative", "points", "last", "period", "year", "honor", "cap", "raise",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Token:
    """A piece of a line and where it stands in it, from 1."""

    kind: Literal["word", "number", "sign", "other", "end"]
    text: str
    at: int

    @property
    def number(self) -> Fraction:
        return Fraction(self.text.replace(",", ""))


def tokens_of(line: str) -> list[Token]:
    """Return the tokens of one line, comments left out, with an end."""
    clean = "".join(SIGNS.get(sign, sign) for sign in line.partition("#")[0])
    found: list[Token] = []
    place = 0
    while match := TOKEN.match(clean, place):
        text = match.group()
        if match.group("number"):
            text = _number(clean, place)
        place += len(text)
        if match.lastgroup:
            found += _read(match.lastgroup, text, place - len(text) + 1)
    return [*found, Token("end", "", place + 1)]


def _number(line: str, place: int) -> str:
    """Return the number that begins here; a comma parts thousands only where three digits follow."""
    match = GROUPED.match(line, place)
    text = match.group() if match else line[place]
    if "," in text and line[place + len(text) : place + len(text) + 1].isdigit():
        return text.partition(",")[0]
    return text


def _read(kind: str, text: str, at: int) -> list[Token]:
    if kind != "word":
        return [Token(kind, text, at)]  # type: ignore[arg-type] # the groups of TOKEN
    if text in WORDS:
        return [Token("word", word, at) for word in WORDS[text].split()]
    lowered = text.lower()
    return [Token("word", lowered if lowered in KEYWORDS else text, at)]
