"""Heaps of texts that no topic fits: who says the same is found by the letters they share, and told by a few words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Any

import numpy as np

from server.feedback.likeness import HAN, all_grams, examples, plain

APART = 0.92
"""How far apart, on average, the texts of one heap may be; chosen on sentences that are not measured by."""
SHARPNESS = 1.5
"""How much more a rare n-gram weighs than a frequent one."""
MOST_WORDS, LONGEST = 8, 24
SHORTEST = 2
TELLING, COMMON = 4, 0.02
"""A word tells a heap that stands in it so many times as often as elsewhere, and in few of all sentences."""


@dataclass(frozen=True)
class Heap:
    """Texts alike, by their places in what was given: the most typical first; and the words that tell them apart."""

    members: tuple[int, ...]
    words: tuple[str, ...]


def heap_up(texts: Sequence[str], language: str, least: int) -> list[Heap]:
    """Return the heaps of at least so many texts of one language, the largest first."""
    read = [tuple(all_grams(plain(text))) for text in texts]
    if len(read) < max(least, 2):
        return []
    alike = likeness_of(read, language)
    groups: dict[int, list[int]] = {}
    for place, number in enumerate(grouped(1 - alike)):
        groups.setdefault(number, []).append(place)
    found = [
        Heap(
            tuple(sorted(group, key=lambda one: (-alike[one, group].sum(), one))),
            telling(read, group, language),
        )
        for group in groups.values()
        if len(group) >= least
    ]
    return sorted(found, key=lambda heap: (-len(heap.members), heap.members))


def likeness_of(read: Sequence[Sequence[str]], language: str) -> Any:
    """Return how alike each two texts are, by the n-grams that stand in more than one of them."""
    from scipy.sparse import csr_array  # noqa: PLC0415 (a second to load, and only at night)

    known, base = background(language)
    here = Counter(gram for grams in read for gram in set(grams))
    places = {gram: place for place, gram in enumerate(gram for gram, count in here.items() if count > 1)}
    total = base + len(read)
    at, ends, values = list[int](), [0], list[float]()
    for grams in read:
        counts = Counter(gram for gram in grams if gram in places)
        row = [
            (1 + log(count)) * log(1 + total / (known[gram] + here[gram])) ** SHARPNESS
            for gram, count in counts.items()
        ]
        length = float(np.linalg.norm(row)) or 1.0
        values += [value / length for value in row]
        at += [places[gram] for gram in counts]
        ends.append(len(at))
    rows = csr_array((values, at, ends), shape=(len(read), max(1, len(places))))
    return (rows @ rows.T).toarray()


def grouped(apart: Any) -> list[int]:
    """Join the nearest again and again, by the mean of their distances, until none are near enough."""
    from scipy.cluster.hierarchy import fcluster, linkage  # noqa: PLC0415 (likewise)

    pairs = np.triu_indices(len(apart), 1)
    return list(map(int, fcluster(linkage(apart[pairs].clip(0), "average"), APART, "distance")))


@lru_cache(maxsize=2)
def background(language: str) -> tuple[Counter[str], int]:
    """Count in how many of our own sentences an n-gram stands: what everybody says tells nothing."""
    known = examples("zh" if language == "zh" else "en")
    return Counter(gram for each in known for gram in set(all_grams(plain(each.text)))), len(known)


def telling(read: Sequence[Sequence[str]], group: Sequence[int], language: str) -> tuple[str, ...]:
    """Return the words and phrases that stand in a heap far more often than elsewhere, none within another."""
    known, base = background(language)
    inside, chosen = set(group), list[str]()
    counts = Counter(gram for one in group for gram in set(read[one]))
    others = Counter(gram for place, grams in enumerate(read) if place not in inside for gram in set(grams))
    elsewhere = base + len(read) - len(group) + 1

    def weight(gram: str) -> float:
        share, other = counts[gram] / len(group), (others[gram] + known[gram] + 1) / elsewhere
        return counts[gram] * len(gram) ** 0.5 * log(share / other) if share > TELLING * other else 0

    least = max(2, len(group) // 8)
    words = {
        gram.strip("<>"): weight(gram)
        for gram, count in counts.items()
        if count >= least and known[gram] <= COMMON * base and is_word(gram)
    }
    for word in sorted(words, key=lambda each: (-words[each], each)):
        if len(chosen) < MOST_WORDS and words[word] and not any(overlap(word, one) for one in chosen):
            chosen.append(word)
    return tuple(chosen)


def overlap(one: str, other: str) -> bool:
    """Tell whether two words are parts of each other, or pieces of one run of Chinese characters."""
    cut = HAN.fullmatch(one) and (one[-1] == other[0] or one[0] == other[-1])
    return one in other or other in one or bool(cut)


def is_word(gram: str) -> bool:
    """Tell whether an n-gram can stand for itself: two Chinese characters or more, or whole English words."""
    whole = bool(HAN.fullmatch(gram)) or " " in gram or (gram.startswith("<") and gram.endswith(">"))
    return whole and SHORTEST <= len(gram.strip("<>")) <= LONGEST
