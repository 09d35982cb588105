"""Whether figures, added and subtracted, would give away a few people: an exact audit by linear algebra.

Every figure shown is the sum over a set of rows. By arithmetic on figures a caller reaches exactly the linear span of
those sets. Rows that lie in the same sets cannot be told apart, so they are gathered into pieces; a caller learns about
fewer than `k` people if the span holds something that rests on pieces of fewer than `k` people alone.
The span is worked out modulo a prime, which finds all that rational arithmetic finds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Rows = Mapping[str, str]
"""Row key to the person it belongs to."""
PRIME = (1 << 31) - 1
MOST_SETS = 1500
"""With more sets than this a question costs too much to check, and counts as giving something away."""

Matrix = NDArray[np.int64]


def betrays(known: Sequence[Rows], new: Rows, k: int) -> bool:
    """Whether showing `new` beside what is `known` already gives away fewer than `k` people."""
    near = connected(known, new)
    if len(near) >= MOST_SETS:
        return True
    if leaves_few(near, new, k):
        return True
    shown = [*near, new]
    pieces = cut(shown)
    sizes = [len(people) for people in pieces.values()]
    order = sorted(range(len(sizes)), key=lambda at: sizes[at] < k)  # the large pieces first
    small_from = sum(size >= k for size in sizes)
    if small_from == len(sizes):
        return False
    matrix = np.zeros((len(shown), len(sizes)), dtype=np.int64)
    signatures = list(pieces)
    for column, at in enumerate(order):
        matrix[list(signatures[at]), column] = 1
    weights = np.array([sizes[at] for at in order])
    return any(weights[row != 0].sum() < k for row in resting_on(matrix, small_from))


def leaves_few(near: Sequence[Rows], new: Rows, k: int) -> bool:
    """Whether a set less disjoint sets inside it, the new one among them, leaves 1 to k-1 people.

    A basis of the span need not name such a remainder, so it is looked for by itself: the largest parts first.
    """
    ordered = sorted([*near, new], key=len, reverse=True)
    for whole in ordered:
        if not new.keys() <= whole.keys():
            continue
        left = whole.keys() - new.keys() if len(whole) > len(new) else set(whole)
        for part in [None, *ordered]:
            if part is not None and part.keys() <= left and len(part) < len(whole):
                left = left - part.keys()
            if 0 < len({whole[row] for row in left}) < k:
                return True
    return False


def connected(known: Sequence[Rows], new: Rows) -> list[Rows]:
    """Return the known sets that hang together with the new one through shared rows; others cannot play a part."""
    left = {name: rows.keys() for name, rows in enumerate(known) if rows}
    reached, edge = set(new), set(new)
    out: list[Rows] = []
    while edge:
        touched = [name for name, rows in left.items() if not edge.isdisjoint(rows)]
        edge = set().union(*(left.pop(name) for name in touched)) - reached if touched else set()
        out += [known[name] for name in touched]
        reached |= edge
    return out


def cut(shown: Sequence[Rows]) -> dict[tuple[int, ...], set[str]]:
    """Cut all rows into pieces that lie in the same sets; return the sets of each piece, and its people."""
    inside: dict[str, list[int]] = defaultdict(list)
    person: dict[str, str] = {}
    for number, rows in enumerate(shown):
        person |= rows
        for row in rows:
            inside[row].append(number)
    pieces: dict[tuple[int, ...], set[str]] = defaultdict(set)
    for row, numbers in inside.items():
        pieces[tuple(numbers)].add(person[row])
    return pieces


def resting_on(matrix: Matrix, first: int) -> Matrix:
    """Return a reduced basis of what the rows span on the columns from `first` alone."""
    work = matrix.copy()
    rank = 0
    for column in range(work.shape[1]):
        found = np.flatnonzero(work[rank:, column])
        if not found.size:
            continue
        work[[rank, rank + found[0]]] = work[[rank + found[0], rank]]
        work[rank] = work[rank] * pow(int(work[rank, column]), -1, PRIME) % PRIME
        others = np.flatnonzero(work[:, column])
        others = others[others != rank]
        work[others] = (work[others] - np.outer(work[others, column], work[rank]) % PRIME) % PRIME
        rank += 1
        if rank == work.shape[0]:
            break
    basis = work[:rank]
    return basis[~basis[:, :first].any(axis=1)]
