"""Reads what customers write, in Chinese and English, by word lists of our own: language, sentiment and topic.

Nothing is learned and nothing is downloaded. Irony, comparison with others and what stands between the lines are not
understood; `python -m bench.topics` tells how often that matters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import log2, sqrt
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import yaml

MOST_READ = 2000
"""Characters of a text that are read; what is said is said by then."""
WIDTH = 4096
"""Places of a vector; n-grams are sorted into them by their checksum."""
HAN = re.compile(r"[\u3400-\u9fff]+")
WORD = re.compile(r"[a-z][a-z'’-]*[a-z]|[a-z]")
CLAUSE = re.compile(r"[，。！？；、,.!?;\n…~～]+")
ASKS = re.compile(r"[?？]\s*$|请问|想问|想了解|吗\s*$")
EVEN, ASIDE, NEAR, FAR, UNSAID = 1.0, 0.5, 3, 20.0, -1.0
"""A clause's weight; that of what stands before a turn, or is asked; how near a negator stands; what tempers a sum;
what a denial weighs in which nothing we know is denied."""
RATED, MIDDLE = 2.0, 3
LEAST_SCORE, LEAST_MATCH, LEAST_LIKE = 20, 1.0, 0.16
WEIGHT_OF_LIKE = 2.5
WHOLE = 10_000

Vector = np.ndarray[Any, np.dtype[np.float32]]
Lexicon = Mapping[str, float]


class Sentiment(StrEnum):
    POSITIVE = "POSITIVE"
    NEUTRAL = "NEUTRAL"
    NEGATIVE = "NEGATIVE"


@dataclass(frozen=True)
class Feeling:
    """A text's sentiment; `score` runs from -100 to 100."""

    sentiment: Sentiment
    score: int


@dataclass(frozen=True)
class KnownTopic:
    """A topic as it is kept: its code and the words and short phrases it is known by."""

    code: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Topic:
    """The topic that fits best, "" where none does; `share` is how much of all that fits is its, in ten-thousandths."""

    code: str
    share: int


@dataclass(frozen=True)
class Words:
    """One language's words of feeling."""

    weights: Lexicon
    negators: frozenset[str]
    raisers: frozenset[str]
    lowerers: frozenset[str]
    turns: frozenset[str]
    neutral: frozenset[str]


def language_of(text: str) -> str:
    """Return "zh", "en", or "" for a text without words; a Chinese character says as much as a short word."""
    found = plain(text)
    han = sum(len(run) for run in HAN.findall(found))
    words = len(WORD.findall(found))
    if not han and not words:
        return ""
    return "zh" if han >= words else "en"


def sentiment_of(text: str, rating: int | None = None) -> Feeling:
    """Tell whether a text praises or blames, clause by clause; what follows a "but" weighs more.

    A `rating` of 1 to 5 speaks with it: most people who rate say in words what happened, not how they feel.
    """
    found = plain(text)
    total = sign_weight(found) + (0 if rating is None else RATED * (rating - MIDDLE))
    for language in ("zh", "en"):
        total += language_weight(found, language)
    score = round(100 * total / sqrt(total * total + FAR)) if total else 0
    if abs(score) < LEAST_SCORE:
        return Feeling(Sentiment.NEUTRAL, score)
    return Feeling(Sentiment.POSITIVE if score > 0 else Sentiment.NEGATIVE, score)


def topic_of(text: str, known: Sequence[KnownTopic]) -> Topic:
    """Find the topic a text is about: words that stand in it count first, likeness of its letters after."""
    found = plain(text)
    if not known or not found:
        return Topic("", 0)
    shelf = shelf_of(tuple(known))
    matches = shelf.matches(found)
    likes = shelf.vectors @ vector(found)
    if matches.max() < LEAST_MATCH and likes.max() < LEAST_LIKE:
        return Topic("", 0)
    points = matches + WEIGHT_OF_LIKE * likes
    best = int(points.argmax())
    return Topic(known[best].code, round(WHOLE * float(points[best]) / float(points.sum())))


@lru_cache(maxsize=1)
def usual_topics() -> tuple[Mapping[str, Any], ...]:
    """Return the topics a company starts with: code, name in both languages, suggests, words; of mixed types."""
    return tuple(word_lists()["topics"])


# --- Sentiment ---


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
    return total * (ASIDE if ASKS.search(text) else EVEN)


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


# --- Topics ---


@dataclass(frozen=True)
class Shelf:
    """Known topics made ready: a pattern and weight for each word, a vector for each topic."""

    words: tuple[tuple[str, int, float], ...]
    vectors: Vector

    def matches(self, text: str) -> np.ndarray[Any, np.dtype[np.float32]]:
        out = np.zeros(len(self.vectors), np.float32)
        padded = f" {' '.join(WORD.findall(text))} "
        for word, topic, weight in self.words:
            if (f" {word}" in padded) if word.isascii() else (word in text):
                out[topic] += weight
        return out


@lru_cache(maxsize=8)
def shelf_of(known: tuple[KnownTopic, ...]) -> Shelf:
    spelled = [(plain(word), place) for place, topic in enumerate(known) for word in topic.words]
    words = tuple((word, place, weight_of(word)) for word, place in spelled if word)
    shared = np.array([vector(" ".join(topic.words).lower()) for topic in known])
    rare = np.log1p(len(known) / (1.0 + (shared > 0).sum(axis=0)))
    weighed = shared * rare
    lengths = np.linalg.norm(weighed, axis=1, keepdims=True)
    return Shelf(words, (weighed / np.where(lengths == 0, 1, lengths)).astype(np.float32))


def weight_of(word: str) -> float:
    """A longer word says more; a letter of Chinese says as much as three of English."""
    return log2(1 + (len(word) / 3 if word.isascii() else len(word)))


def vector(text: str) -> Vector:
    """Return a text's n-grams, sorted into places, as a vector of length one."""
    out = np.zeros(WIDTH, np.float32)
    for gram in grams(text):
        out[crc32(gram.encode()) % WIDTH] += 1
    length = float(np.linalg.norm(out))
    return out / length if length else out


def grams(text: str) -> Iterable[str]:
    """Pairs of Chinese characters, and four letters in a row of English words and their edges."""
    for run in HAN.findall(text):
        yield from (run[place : place + 2] for place in range(len(run) - 1))
    for word in WORD.findall(text):
        edged = f"<{word}>"
        yield from (edged[place : place + 4] for place in range(max(1, len(edged) - 3)))


def plain(text: str) -> str:
    """Return a text as it is compared: full-width forms folded, small letters, no more than is read."""
    return unicodedata.normalize("NFKC", text[:MOST_READ]).lower().strip()
