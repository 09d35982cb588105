"""The tree of departments as it stood on any day, and as it was known at any moment."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from server.kernel.clock import spell_instant
from server.kernel.context import Context
from server.metrics.components import Frame

MOST_LEVELS = 64
"""A chain longer than this can only be a ring."""
READ = (
    "select d.id,d.code,d.name,d.parent_id,v.valid_from,v.name,v.parent_id from department d "
    "left join department_version v on v.department_id=d.id and {known}"
)
NOW_KNOWN = "v.superseded_at is null"
THEN_KNOWN = "v.recorded_at<={0} and (v.superseded_at is null or v.superseded_at>{0})"


@dataclass(frozen=True)
class Standing:
    """How a department was named and where it hung, from a day on."""

    since: date
    name: str
    parent: str | None


@dataclass(frozen=True)
class Node:
    """A department through time, oldest standing first; the first also holds before it begins, the last for ever."""

    key: str
    code: str
    standings: tuple[Standing, ...]

    def on(self, day: date) -> Standing:
        later = bisect_right(self.standings, day, key=lambda each: each.since)
        return self.standings[max(later - 1, 0)]


@dataclass
class Tree:
    """All departments through time."""

    nodes: Mapping[str, Node]
    _parents: dict[date, Mapping[str, str | None]] = field(default_factory=dict)

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """Ids by code, and by id."""
        return {node.code: key for key, node in self.nodes.items()} | {key: key for key in self.nodes}

    @cached_property
    def changes(self) -> tuple[date, ...]:
        """The days on which a department came to hang elsewhere, in order."""
        days = {
            later.since
            for node in self.nodes.values()
            for before, later in zip(node.standings, node.standings[1:], strict=False)
            if before.parent != later.parent
        }
        return tuple(sorted(days))

    def era(self, day: date) -> int:
        """Number the stretch of days that share one tree."""
        return bisect_right(self.changes, day)

    def parents_on(self, day: date) -> Mapping[str, str | None]:
        start = self.changes[self.era(day) - 1] if self.era(day) else date.min
        if start not in self._parents:
            self._parents[start] = {
                key: parent if (parent := node.on(start).parent) in self.nodes else None
                for key, node in self.nodes.items()
            }
        return self._parents[start]

    def ancestors(self, key: str, day: date) -> tuple[str, ...]:
        """Return the department itself and all above it, upwards; empty for one that is not known."""
        parents = self.parents_on(day)
        out: list[str] = []
        here: str | None = key if key in parents else None
        while here is not None and here not in out and len(out) < MOST_LEVELS:
            out.append(here)
            here = parents[here]
        return tuple(out)

    def closure(self, day: date) -> list[tuple[str, str]]:
        """Return every pair of a department and one that holds it (itself too)."""
        return [(key, above) for key in self.nodes for above in self.ancestors(key, day)]

    def under(self, tops: Iterable[str], day: date) -> frozenset[str]:
        """Return the subtrees of some departments, given by code or id; unknown ones are empty."""
        wanted = {self.keys[top] for top in tops if top in self.keys}
        return frozenset(key for key in self.nodes if not wanted.isdisjoint(self.ancestors(key, day)))

    def depth(self, key: str, day: date) -> int:
        return max(len(self.ancestors(key, day)) - 1, 0)


async def read_tree(ctx: Context, frame: Frame) -> Tree:
    """Read the tree as known at the frame's moment, in one statement."""
    mark = "?1" if ctx.store.dialect == "sqlite" else "$1"
    if frame.known_at is None:
        sql, args = READ.format(known=NOW_KNOWN), []
    else:
        sql, args = READ.format(known=THEN_KNOWN.format(mark)), [spell_instant(frame.known_at)]
    return make_tree(await ctx.store.reads.rows(sql, args))


def make_tree(rows: Iterable[tuple[object, ...]]) -> Tree:
    """Put rows (id, code, name and parent now, first day, name and parent then) together; no version: as it is now."""
    codes: dict[str, str] = {}
    standings: dict[str, list[Standing]] = {}
    for key, code, name, parent, since, name_then, parent_then in rows:
        here = str(key)
        codes[here] = str(code)
        first, called, above = (
            (date.min, name, parent)
            if since is None
            else (date.fromisoformat(str(since)), name_then, parent_then)
        )
        standings.setdefault(here, []).append(
            Standing(first, str(called), None if above is None else str(above))
        )
    return Tree(
        {
            key: Node(key, codes[key], tuple(sorted(found, key=lambda each: each.since)))
            for key, found in standings.items()
        }
    )
