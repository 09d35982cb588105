"""What the people list was asked for: read from the address, turned into GraphQL variables, written back as links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from ui.page import query
from ui.people.own import PREFIX, Own, read_own
from ui.reach import EVERYTHING
from ui.words import WORDS

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

SIZES = (25, 50, 100)
SORTS: Mapping[str, str] = {"name": "name", "code": "code", "hired": "hiredOn", "status": "status"}


@dataclass(frozen=True)
class Search:
    """The list's address, parsed; unknown values, and what the reader may not narrow by, are dropped."""

    text: str
    departments: tuple[str, ...]
    statuses: tuple[str, ...]
    types: tuple[str, ...]
    entities: tuple[str, ...]
    own: tuple[tuple[str, tuple[str, ...]], ...]
    sort: str
    size: int
    after: str
    before: str
    start: int
    usual: str = "name"
    view: str = ""
    usual_size: int = SIZES[0]

    @classmethod
    def read(
        cls,
        given: QueryParams,
        can: frozenset[str] = EVERYTHING,
        usual_size: int = SIZES[0],
        own: Iterable[Own] | None = None,
    ) -> Search:
        """Read an address; `own` are the added fields the reader may narrow by, None leaves that to the server."""
        keys = None if own is None else {one.key for one in own}
        usual = next((name for name in ("name", "code") if name in can), "")
        sort = given.get("sort", usual)
        size = given.get("size", "")
        start = given.get("at", "")
        return cls(
            text=given.get("q", "").strip()[:100] if "search" in can else "",
            departments=tuple(given.getlist("department")) if "department" in can else (),
            statuses=_known(given.getlist("status"), WORDS["status"]) if "status" in can else (),
            types=_known(given.getlist("type"), WORDS["employment_type"]) if "type" in can else (),
            entities=tuple(given.getlist("entity")) if "entity" in can else (),
            own=tuple(
                (key, values) for key, values in read_own(given).items() if keys is None or key in keys
            ),
            sort=sort if sort.lstrip("-") in can & SORTS.keys() else usual,
            size=int(size) if size in map(str, SIZES) else usual_size,
            after=given.get("after", ""),
            before=given.get("before", ""),
            start=int(start) if start.isascii() and start.isdigit() else 1,
            usual=usual,
            view=given.get("view", "")[:36],
            usual_size=usual_size,
        )

    def filter(self, tree: Mapping[str, list[str]]) -> dict[str, Any]:
        """Return `where` and `orderBy`; a department stands for everything beneath it."""
        where: dict[str, Any] = {}
        if self.departments:
            where["department"] = {"id": {"in": sorted(_subtrees(self.departments, tree))}}
        if self.statuses:
            where["status"] = {"in": list(self.statuses)}
        if self.types:
            where["employmentType"] = {"in": list(self.types)}
        if self.entities:
            where["legalEntity"] = {"id": {"in": list(self.entities)}}
        if self.own:
            where["and"] = [{"customField": {"key": key, "in": list(values)}} for key, values in self.own]
        way = "DESC" if self.sort.startswith("-") else "ASC"
        return {
            "where": where or None,
            "orderBy": [{SORTS[self.sort.lstrip("-")]: way}] if self.sort else None,
            "search": self.text or None,
        }

    def page(self) -> dict[str, Any]:
        if self.before:
            return {"last": self.size, "before": self.before}
        return {"first": self.size, "after": self.after or None}

    def link(self, place: str = "/people", **changes: Any) -> str:
        """Return this search with some of it changed; a changed search begins at its first page."""
        kept: dict[str, Any] = {
            "q": self.text,
            "department": self.departments,
            "status": self.statuses,
            "type": self.types,
            "entity": self.entities,
            **{PREFIX + key: values for key, values in self.own},
            "sort": "" if self.sort == self.usual else self.sort,
            "size": "" if self.size == self.usual_size else self.size,
            "view": self.view,
        }
        written = query(
            {key: list(value) if isinstance(value, tuple) else value for key, value in kept.items()},
            **changes,
        )
        return place + ("" if written == "?" else written)

    def without(self, group: str, value: str) -> str:
        chosen = self.chosen(group)
        changes: dict[str, Any] = {group: [kept for kept in chosen if kept != value]}
        return self.link(**changes)

    def chosen(self, group: str) -> tuple[str, ...]:
        """Return what one group of the filter is narrowed to."""
        given = {
            "department": self.departments,
            "status": self.statuses,
            "type": self.types,
            "entity": self.entities,
        }
        return given[group] if group in given else dict(self.own).get(group.removeprefix(PREFIX), ())

    def sorted_by(self, column: str) -> str:
        """Return the link of a head: once up, again down."""
        return self.link(sort=f"-{column}" if self.sort == column else column)

    def direction(self, column: str) -> str:
        return {column: "ascending", f"-{column}": "descending"}.get(self.sort, "none")

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.statuses) or self.is_drawn_in

    @property
    def is_drawn_in(self) -> bool:
        """Whether something besides text and status narrows the list."""
        return bool(self.departments or self.types or self.entities or self.own)


def children_of(departments: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    tree: dict[str, list[str]] = {}
    for row in departments:
        tree.setdefault((row.get("parent") or {}).get("id", ""), []).append(row["id"])
    return tree


def as_tree(departments: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return departments in tree order, each with its depth."""
    tree, known = children_of(departments), {row["id"]: row for row in departments}
    roots = [row["id"] for row in departments if (row.get("parent") or {}).get("id") not in known]

    def walk(ids: Iterable[str], depth: int) -> Iterable[dict[str, Any]]:
        for one in ids:
            yield {**known[one], "depth": depth}
            yield from walk(tree.get(one, []), depth + 1)

    return list(walk(roots, 0))


def subtree_counts(departments: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Return people per department, those beneath included."""
    rows = list(departments)
    tree, own = (
        children_of(rows),
        {row["id"]: (row.get("employees") or {}).get("totalCount", 0) for row in rows},
    )
    return {row["id"]: sum(own.get(one, 0) for one in _subtrees([row["id"]], tree)) for row in rows}


def branching(
    rows: list[dict[str, Any]], people: Mapping[str, int], chosen: Iterable[str]
) -> list[dict[str, Any]]:
    """Drop departments without people, and parents that hold no one besides one child's people."""
    kept = [row for row in rows if people[row["id"]] or row["id"] in set(chosen)]
    return [
        row
        for row, below in zip_longest(kept, kept[1:])
        if not (below and below["depth"] > row["depth"] and people[below["id"]] == people[row["id"]])
    ]


def folded(rows: list[dict[str, Any]], chosen: Iterable[str], most: int = 8) -> list[dict[str, Any]]:
    """Break a long tree into pieces: shallow rows stay in view, each run of deeper ones folds under `rows`.

    A fold that holds a chosen row is open.
    """
    depth = max((d for d in range(9) if sum(row["depth"] <= d for row in rows) <= most), default=0)
    pieces: list[dict[str, Any]] = []
    for row in rows:
        if row["depth"] <= depth or len(rows) <= most:
            pieces.append({"rows": [row], "fold": False, "open": True})
        elif pieces and pieces[-1]["fold"]:
            pieces[-1]["rows"].append(row)
        else:
            pieces.append({"rows": [row], "fold": True, "open": False})
    wanted = set(chosen)
    for piece in pieces:
        piece["open"] = piece["open"] or any(row["id"] in wanted for row in piece["rows"])
    return pieces


def _subtrees(roots: Iterable[str], tree: Mapping[str, list[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += tree.get(one, [])
    return found


def _known(values: list[str], words: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value in words))
