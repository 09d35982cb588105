"""Names as they are compared: without case, width, brackets and the word for rate; and as they sound in pinyin."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pypinyin import lazy_pinyin

from server.metrics.definitions import Metric

REMEMBERED = 8192
QUALIFIER = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
"""What tells variants of a name apart: the words in brackets."""
RATE = re.compile(r"百分比|比例|比率|占比|率|\b(?:rates?|ratios?|percentages?|percent|share of|share)\b|%")
NOISE = re.compile(r"[\W_]+")
SPACES = re.compile(r"\s+")


@lru_cache(REMEMBERED)
def folded(name: str) -> str:
    """Return a name without difference of case, width and spacing: two that are equal so are the same name."""
    return SPACES.sub(" ", unicodedata.normalize("NFKC", name).casefold()).strip()


@lru_cache(REMEMBERED)
def stem(name: str) -> str:
    """Return what a name is about: 离职率(平均口径), 离职比例 and 离职率 are all 离职."""
    text = unqualified(name)
    bare = NOISE.sub("", RATE.sub("", text))
    return bare or NOISE.sub("", text) or folded(name)


def unqualified(name: str) -> str:
    """Return a name without the words in brackets."""
    text = folded(name)
    while (shorter := QUALIFIER.sub("", text)) != text:
        text = shorter
    return text.strip()


def is_qualified(name: str) -> bool:
    """Whether a name says which variant it means."""
    return QUALIFIER.search(folded(name)) is not None


@lru_cache(REMEMBERED)
def pinyin(name: str) -> str:
    """Return a name as it is typed: 离职率 is lizhilv; empty for one without Chinese."""
    text = folded(name)
    return "" if text.isascii() else NOISE.sub("", "".join(lazy_pinyin(text))).replace("ü", "v")


@lru_cache(REMEMBERED)
def initials(name: str) -> str:
    """Return the first letters of a name's sounds, or of its English words: 离职率 is lzl."""
    text = folded(name)
    parts = text.replace("-", " ").split() if text.isascii() else lazy_pinyin(text)
    return "".join(part[0] for part in parts if part[:1].isalnum())


def names_of(metric: Metric) -> tuple[str, ...]:
    """Return everything a metric is called, its full names first."""
    return (metric.name.zh, metric.name.en, *metric.synonyms)


def stems_of(metric: Metric) -> frozenset[str]:
    return frozenset(stem(name) for name in names_of(metric) if name.strip())
