"""Answers kept in memory for as long as nothing they rest on has changed; never shared between scopes of viewers."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from weakref import WeakKeyDictionary

from server.metrics.components import Frame, Group, Part, Wanted
from server.metrics.definitions import Source
from server.metrics.kept.dirty import Watermark
from server.metrics.kept.rollup import hash_of
from server.metrics.live.tree import Tree
from server.store.reads import ReadPool

MOST_PARTS = 50_000
DEPARTMENT = "department"
Parts = Mapping[Group, Part]


@dataclass
class ResultCache:
    """Components of one store, the most recently asked for last; bounded by how many parts they hold."""

    entries: OrderedDict[Hashable, Parts] = field(default_factory=OrderedDict)
    size: int = 0
    tree: tuple[Watermark, Tree] | None = None

    def get(self, key: Hashable) -> Parts | None:
        found = self.entries.get(key)
        if found is not None:
            self.entries.move_to_end(key)
        return found

    def put(self, key: Hashable, parts: Parts) -> None:
        self.drop(key)
        self.entries[key] = parts
        self.size += weight(parts)
        while self.size > MOST_PARTS:
            self.drop(next(iter(self.entries)))

    def drop(self, key: Hashable) -> None:
        gone = self.entries.pop(key, None)
        if gone is not None:
            self.size -= weight(gone)


def weight(parts: Parts) -> int:
    return len(parts) + 1


_caches: WeakKeyDictionary[ReadPool, ResultCache] = WeakKeyDictionary()


def cache_of(reads: ReadPool) -> ResultCache:
    return _caches.setdefault(reads, ResultCache())


def can_cache(source: Source, frame: Frame) -> bool:
    """Whether all the cut of a question rests on is told of: departments, and columns of the rows themselves."""
    asked = {*frame.by, *(each.dimension for each in frame.where)}
    return all(name == DEPARTMENT or name in source.columns for name in asked)


def key_of(wanted: Wanted, frame: Frame, today: date, mark: Watermark) -> Hashable:
    """Name an answer by all that decides it: what, when, cut how, for whom, as of which day, over which data."""
    component, window = wanted
    return (hash_of(component), window, frame, today, mark)
