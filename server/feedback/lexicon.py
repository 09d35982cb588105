"""Weighs praise and blame in Chinese and English by word lists of our own, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from pathlib import Path
from typing import Any

import yaml

from server.feedback.likeness import HAN, WORD

CLAUSE = re.compile(r"[，。！？；、,.!?;\n…~～]+")
ASKS = re.compile(
    r"[?？]\s*$|请问|想问|想了解|问一?下|咨询|(吗|呢)\s*$|什么时候|多久能|会不会|能不能|可不可以|有没有|什么区别"
    r"|^(can|could|do|does|is|are|will|would|when|where|what|which|how|who|may)\b[^.!]*$"
)
EVEN, ASIDE, ASKED, NEAR, FAR, UNSAID = 1.0, 0.5, 0.4, 3, 20.0, -1.0
"""A clause's weight; that of what stands before a turn; of what is asked; how near a negator stands; what tempers a
sum; what a denial weighs in which nothing we know is denied."""
Lexicon = Mapping[str, float]


@dataclass(frozen=True)
class Words:
    """One language's words of feeling."""

    weights: Lexicon
    negators: frozenset[str]
    raisers: frozenset[str]
    lowerers: frozenset[str]
    turns: frozenset[str]
    neutral: frozenset[str]


def score_of(total: float) -> int:
    """Temper a sum of weights to a score from -100 to 100."""
    return round(100 * total / sqrt(total * total + FAR))


def lexical_weight(text: str) -> float:
    """Weigh a text as it is compared; what follows a "but" weighs more, what is asked less."""
    total = sign_weight(text) + sum(weight for weight, shape in shapes() if shape.search(text))
    total += sum(language_weight(text, language) for language in ("zh", "en"))
    return total * (ASKED if ASKS.search(text) else EVEN)


def language_weight(text: str, language: str) -> float:
    words = words_of(language)
    total = 0.0
    for clause in CLAUSE.split(text):
        tokens = cut(clause, language)
        parts = turned(tokens, words)
        if len(parts) > 1:
            total *= ASIDE
        for place, part in enumerate(parts):
            total += (EVEN if place == len(parts) - 1 else ASIDE) * part_weight(part, words)
    return total


def turned(tokens: Sequence[str], words: Words) -> list[list[str]]:
    """Split a clause where it turns."""
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token in words.turns:
            parts.append([])
        parts[-1].append(token)
    return parts


def part_weight(tokens: Sequence[str], words: Words) -> float:
    total = 0.0
    for place, token in enumerate(tokens):
        if (weight := words.weights.get(token)) is None:
            continue
        before = tokens[max(0, place - NEAR) : place]
        negated = sum(each in words.negators for each in before) % 2
        factor = (1.5 if words.raisers & set(before) else 1) * (0.6 if words.lowerers & set(before) else 1)
        total += weight * factor * (-0.8 if negated else 1)
    if not total and words.negators & set(tokens):
        return UNSAID
    return total


def cut(clause: str, language: str) -> list[str]:
    """Cut a clause into the longest words we know, in order; unknown characters of Chinese stand for themselves."""
    return cut_han(clause) if language == "zh" else cut_latin(clause)


def cut_han(clause: str) -> list[str]:
    longest, known = han_words()
    out: list[str] = []
    for run in HAN.findall(clause):
        place = 0
        while place < len(run):
            size = next(
                (size for size in range(longest, 1, -1) if run[place : place + size] in known),
                1,
            )
            out.append(run[place : place + size])
            place += size
    return out


def cut_latin(clause: str) -> list[str]:
    tokens = [token.replace("’", "'") for token in WORD.findall(clause)]
    words = words_of("en")
    known = words.weights.keys() | words.neutral
    out: list[str] = []
    place = 0
    while place < len(tokens):
        size = next((n for n in (3, 2) if " ".join(tokens[place : place + n]) in known), 1)
        out.append(" ".join(tokens[place : place + size]))
        place += size
    return out


def sign_weight(text: str) -> float:
    signs = word_lists()["sentiment"]["signs"]
    good = sum(text.count(sign) for sign in signs["positive"])
    return 2.0 * (good - sum(text.count(sign) for sign in signs["negative"]))


@lru_cache(maxsize=1)
def shapes() -> tuple[tuple[float, re.Pattern[str]], ...]:
    """Return what tells a feeling by its shape: how long it took, what cannot be done."""
    known = word_lists()["sentiment"]["shapes"]
    return tuple((float(weight), re.compile(shape)) for weight, listed in known.items() for shape in listed)


@lru_cache(maxsize=1)
def han_words() -> tuple[int, frozenset[str]]:
    words = words_of("zh")
    known = frozenset(words.weights).union(
        words.negators, words.raisers, words.lowerers, words.turns, words.neutral
    )
    return max(map(len, known)), known


@lru_cache(maxsize=2)
def words_of(language: str) -> Words:
    lists = word_lists()["sentiment"][language]
    weights = {word: float(weight) for weight, words in lists["positive"].items() for word in words}
    weights |= {word: -float(weight) for weight, words in lists["negative"].items() for word in words}
    return Words(
        weights, *(frozenset(lists[name]) for name in ("negators", "raisers", "lowerers", "turns", "neutral"))
    )


@lru_cache(maxsize=1)
def word_lists() -> dict[str, Any]:  # as the file has it
    return dict(yaml.safe_load((Path(__file__).parent / "words.yaml").read_text("utf-8")))
