"""Compares texts letter by letter: as they are compared, their n-grams, and what is learned from labelled examples.

Learned is a ridge regression over n-grams weighed by how rare they are, one target a label; small, solved exactly and
therefore the same everywhere. Parameters were chosen by cross-validation on `examples.yaml` alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import yaml

MOST_READ = 2000
"""Characters of a text that are read; what is said is said by then."""
WIDTH = 4096
"""Places of a vector; n-grams are sorted into them by their checksum."""
RIDGE = 1.0
HAN = re.compile(r"[\u3400-\u9fff]+")
WORD = re.compile(r"[a-z][a-z'’-]*[a-z]|[a-z]")

Vector = np.ndarray[Any, np.dtype[np.float32]]
Matrix = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Example:
    """What a customer could write, with its sentiment (P, N or 0) and its topic, "" where none fits."""

    mark: str
    topic: str
    text: str


@dataclass(frozen=True)
class Learned:
    """What was learned: for each n-gram its place and rarity, for each place and hint what it says of each label."""

    labels: tuple[str, ...]
    places: dict[str, int]
    rarity: Matrix
    weights: Matrix
    of_hints: Matrix
    usual: Matrix

    def weigh(self, text: str, hints: Matrix) -> dict[str, float]:
        """Return how well each label fits; about 1 where one surely does, its frequency where nothing is known."""
        at, values = spread(text, self.places, self.rarity)
        found = self.usual + hints @ self.of_hints + values @ self.weights[at]
        return dict(zip(self.labels, map(float, found), strict=True))


@lru_cache(maxsize=2)
def examples(language: str) -> tuple[Example, ...]:
    """Return the labelled sentences of one language; `none` there means that no topic fits."""
    kept = yaml.safe_load((Path(__file__).parent / "examples.yaml").read_text("utf-8"))[language]
    return tuple(
        Example(line[0], "" if topic == "none" else topic, line[2:])
        for topic, lines in kept.items()
        for line in lines.splitlines()
    )


def learn(texts: Sequence[str], hints: Matrix, labels: Sequence[AbstractSet[str]]) -> Learned:
    """Learn labels from texts as they are compared and what else is known of them, one row of hints a text."""
    names = tuple(sorted({name for said in labels for name in said}))
    seen = Counter(gram for text in texts for gram in set(all_grams(text)))
    places = {gram: place for place, gram in enumerate(seen)}
    rarity = np.log1p(len(texts) / np.fromiter(seen.values(), np.float64, len(seen)))
    rows = [spread(text, places, rarity) for text in texts]
    targets = np.array([[name in said for name in names] for said in labels], np.float64)
    usual = targets.mean(axis=0)
    kernel = likenesses(rows, len(seen)) + hints @ hints.T + RIDGE * np.eye(len(texts))
    shares = np.linalg.solve(kernel, targets - usual)
    weights = np.zeros((len(seen), len(names)))
    for (at, values), share in zip(rows, shares, strict=True):
        weights[at] += np.outer(values, share)
    return Learned(names, places, rarity, weights, hints.T @ shares, usual)


def likenesses(rows: Sequence[tuple[Any, Matrix]], width: int) -> Matrix:
    """Return how alike each two texts are; only n-grams that stand in more than one say something of that."""
    holders: list[list[tuple[int, float]]] = [[] for _ in range(width)]
    for row, (at, values) in enumerate(rows):
        for place, value in zip(at.tolist(), values.tolist(), strict=True):
            holders[place].append((row, value))
    out = np.diag([float(values @ values) for _, values in rows])
    for held in holders:
        if len(held) > 1:
            index = np.array([row for row, _ in held])
            values = np.array([value for _, value in held])
            shared = np.outer(values, values)
            np.fill_diagonal(shared, 0)
            out[index[:, None], index] += shared
    return out


def spread(text: str, places: dict[str, int], rarity: Matrix) -> tuple[Any, Matrix]:
    """Return the places of a text's n-grams and what each weighs; together a vector of length one."""
    counts = Counter(place for gram in all_grams(text) if (place := places.get(gram)) is not None)
    at = np.fromiter(counts.keys(), np.intp, len(counts))
    values = (1 + np.log(np.fromiter(counts.values(), np.float64, len(counts)))) * rarity[at]
    length = float(np.linalg.norm(values))
    return at, values / length if length else values


def all_grams(text: str) -> Iterable[str]:
    """One to three Chinese characters; English words, pairs of them, three to five letters; question and number."""
    for run in HAN.findall(text):
        for size in (1, 2, 3):
            yield from (run[place : place + size] for place in range(len(run) - size + 1))
    words = [word.replace("’", "'") for word in WORD.findall(text)]
    for word in words:
        edged = f"<{word}>"
        yield edged
        for size in (3, 4, 5):
            if len(edged) > size:
                yield from (edged[place : place + size] for place in range(len(edged) - size + 1))
    yield from map(" ".join, pairwise(words))
    yield from (sign for sign, shape in (("?", "[?？]"), ("#", "[0-9]")) if re.search(shape, text))


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
