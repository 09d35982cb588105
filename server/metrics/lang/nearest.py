"""Did you mean: the known words nearest to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST = 64
SHORTEST_PART = 3
SHORTEST_PREFIX = 4
OFFERED = 3


def nearest(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return up to three known words a few slips from `word`, beginning like it, or holding it; the closest first."""
    if not word or len(word) > LONGEST:
        return ()
    asked = word.casefold()
    allowed = max(2, len(asked) // 3) if len(asked) > SHORTEST_PART else 1
    ranked = []
    for each in known:
        held = each.casefold()
        slips = distance(asked, held, allowed)
        if slips <= allowed:
            ranked.append((slips, each))
        elif (
            len(asked) > SHORTEST_PREFIX and distance(asked, held[: len(asked) + 1], allowed) <= allowed // 2
        ):
            ranked.append((allowed + 1, each))
        elif min(len(asked), len(held)) >= SHORTEST_PART and (asked in held or held in asked):
            ranked.append((allowed + abs(len(held) - len(asked)), each))
    return tuple(each for _, each in sorted(ranked)[:OFFERED])


def distance(one: str, other: str, most: int) -> int:
    """Count the slips (a letter more, less, other, or two swapped) between two words; `most` + 1 if beyond `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    second: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, rival in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != rival))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == rival:
                cost = min(cost, second[j - 2] + 1)
            row.append(cost)
        if min(row) > most and min(last) > most:
            return most + 1
        second, last = last, row
    return min(last[-1], most + 1)
