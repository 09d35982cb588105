"""Reads what customers write, in Chinese and English: language, sentiment and topic.

Word lists of our own speak first (`words.yaml`); what they cannot tell is learned, once a process, from sentences of
our own (`examples.yaml`). Nothing is downloaded. Irony, comparison with others and what stands between the lines are
not understood; `python -m bench.topics` tells how often that matters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import log2
from typing import Any

import numpy as np

from server.feedback.lexicon import ASKS, lexical_weight, score_of, word_lists
from server.feedback.likeness import HAN, WORD, Learned, Matrix, Vector, examples, learn, plain, vector

RATED, MIDDLE, TEMPERED = 2.0, 3, 0.5
"""What each step from the middle of a rating weighs; what is left of a lean that was rated in the middle."""
LEAST_SCORE, LEAST_MATCH, LEAST_LIKE = 20, 1.0, 0.16
WEIGHT_OF_LIKE, WEIGHT_OF_HINT, MOST_HINT = 2.5, 0.2, 4.0
LEAST_ALONE = 0.1
"""How far a text must lean by what was learned where no word says the same; keeps praise from being taken for blame."""
LEAST_LEAN, SPAN, EVEN_AT_MOST = 1.0, 4.0, 0.9
"""What a text weighs at least that was learned to praise or blame; what more where that is sure; what at most one that
does neither."""
OWN, LEAST_LEARNED = 2.0, 0.15
"""How much more a company's own words say than all that was learned; how well a topic must fit."""
WHOLE = 10_000


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


def language_of(text: str) -> str:
    """Return "zh", "en", or "" for a text without words; a Chinese character says as much as a short word."""
    found = plain(text)
    han = sum(len(run) for run in HAN.findall(found))
    words = len(WORD.findall(found))
    if not han and not words:
        return ""
    return "zh" if han >= words else "en"


def sentiment_of(text: str, rating: int | None = None) -> Feeling:
    """Tell whether a text praises or blames: words of feeling clause by clause, and what was learned.

    A `rating` of 1 to 5 speaks with it: most people who rate say in words what happened, not how they feel.
    """
    found = plain(text)
    total = leaned(found, lexical_weight(found))
    if rating is not None:
        total = RATED * (rating - MIDDLE) + (TEMPERED * total if rating == MIDDLE else total)
    score = score_of(total)
    if abs(score) < LEAST_SCORE:
        return Feeling(Sentiment.NEUTRAL, score)
    return Feeling(Sentiment.POSITIVE if score > 0 else Sentiment.NEGATIVE, score)


def topic_of(text: str, known: Sequence[KnownTopic]) -> Topic:
    """Find the topic a text is about: a company's own words count first, what was learned of usual topics after.

    A topic without examples is known by its words, and by the likeness of its letters.
    """
    found = plain(text)
    if not known or not found:
        return Topic("", 0)
    shelf = shelf_of(tuple(known))
    fitting = {} if shelf.unlearned.all() else fits(found, lexical_weight(found))
    points = shelf.own_points(found)
    points += [max(0.0, fitting.get(topic.code, 0.0)) for topic in known]
    best, none = int(points.argmax()), max(0.0, fitting.get("", 0.0))
    if points[best] < max(none, LEAST_LEARNED):
        return Topic("", 0)
    return Topic(known[best].code, round(WHOLE * float(points[best]) / float(points.sum() + none)))


@lru_cache(maxsize=1)
def usual_topics() -> tuple[Mapping[str, Any], ...]:
    """Return the topics a company starts with: code, name in both languages, suggests, words; of mixed types."""
    return tuple(word_lists()["topics"])


# --- What is learned ---


@lru_cache(maxsize=2)
def learned(language: str) -> Learned:
    """Learn topics and sentiment marks of one language at once; both are labels of the same sentences."""
    given = examples(language)
    texts = [plain(each.text) for each in given]
    hints = np.array([hints_of(text, lexical_weight(text)) for text in texts])
    return learn(texts, hints, [{each.topic, each.mark} for each in given])


def fits(text: str, lexical: float) -> dict[str, float]:
    """Return how well usual topics ("" none of them) and marks of sentiment fit; nothing of a text without words."""
    language = language_of(text)
    return learned(language).weigh(text, hints_of(text, lexical)) if language else {}


def leaned(text: str, lexical: float) -> float:
    """Weigh a text by its words and by what was learned; that decides which way it leans, and if it does."""
    if not (found := fits(text, lexical)):
        return lexical
    lean = found["P"] - found["N"]
    alone = abs(score_of(lexical)) < LEAST_SCORE or lean * lexical < 0
    if found["0"] > max(found["P"], found["N"]) or (alone and abs(lean) < LEAST_ALONE):
        return float(np.clip(lexical, -EVEN_AT_MOST, EVEN_AT_MOST))
    size = LEAST_LEAN + SPAN * abs(lean)
    return float(np.sign(lean)) * (max(size, abs(lexical)) if lean * lexical > 0 else size)


def hints_of(text: str, lexical: float) -> Matrix:
    """Return what the word lists tell of a text: matches and likeness of each usual topic, and its feeling."""
    shelf, score = usual_shelf(), score_of(lexical)
    matches = np.minimum(shelf.matches(text), MOST_HINT)
    likes = WEIGHT_OF_LIKE * (shelf.vectors @ vector(text))
    told = [score / 100, score >= LEAST_SCORE, score <= -LEAST_SCORE, ASKS.search(text) is not None]
    return WEIGHT_OF_HINT * np.concatenate([matches, likes, told])


# --- Topics ---


@dataclass(frozen=True)
class Shelf:
    """Known topics made ready: a pattern and weight for each word, a vector for each topic.

    `own` are words that are not among the usual ones of a topic with examples, `unlearned` the topics without.
    """

    words: tuple[tuple[str, int, float], ...]
    own: tuple[tuple[str, int, float], ...]
    unlearned: Vector
    vectors: Vector

    def matches(self, text: str) -> Vector:
        return matched(self.words, text, len(self.vectors))

    def own_points(self, text: str) -> Vector:
        matches = matched(self.own, text, len(self.vectors))
        likes = self.unlearned * (self.vectors @ vector(text)) if self.unlearned.any() else self.unlearned
        if matches.max() < LEAST_MATCH and likes.max() < LEAST_LIKE:
            return np.zeros_like(matches)
        return OWN * matches + WEIGHT_OF_LIKE * likes


def matched(words: Sequence[tuple[str, int, float]], text: str, width: int) -> Vector:
    out = np.zeros(width, np.float32)
    padded = f" {' '.join(WORD.findall(text))} "
    for word, topic, weight in words:
        if (f" {word}" in padded) if word.isascii() else (word in text):
            out[topic] += weight
    return out


@lru_cache(maxsize=8)
def shelf_of(known: tuple[KnownTopic, ...]) -> Shelf:
    usual = {each["code"]: {plain(str(word)) for word in each["words"]} for each in usual_topics()}
    spelled = [(plain(word), place) for place, topic in enumerate(known) for word in topic.words]
    words = tuple((word, place, weight_of(word)) for word, place in spelled if word)
    own = tuple(each for each in words if each[0] not in usual.get(known[each[1]].code, ()))
    unlearned = np.array([topic.code not in usual for topic in known], np.float32)
    shared = np.array([vector(" ".join(topic.words).lower()) for topic in known])
    rare = np.log1p(len(known) / (1.0 + (shared > 0).sum(axis=0)))
    weighed = shared * rare
    lengths = np.linalg.norm(weighed, axis=1, keepdims=True)
    return Shelf(words, own, unlearned, (weighed / np.where(lengths == 0, 1, lengths)).astype(np.float32))


@lru_cache(maxsize=1)
def usual_shelf() -> Shelf:
    return shelf_of(
        tuple(KnownTopic(each["code"], tuple(map(str, each["words"]))) for each in usual_topics())
    )


def weight_of(word: str) -> float:
    """A longer word says more; a letter of Chinese says as much as three of English."""
    return log2(1 + (len(word) / 3 if word.isascii() else len(word)))
