"""What is left to do in Python once a statement has answered: opening sealed values, aliases, cursors."""

from __future__ import annotations

from dataclasses import dataclass, field

HIDDEN_KEY = "\u0001"
ROWS, MORE = "\u0001rows", "\u0001more"


@dataclass(frozen=True)
class ValueFix:
    """A text of the form `<view number><payload>`: open it if sealed, then mask it as that view says."""

    key: str
    views: tuple[str, ...]
    place: str = ""
    row: int = 0


@dataclass
class ObjectShape:
    """An object with values or children that need finishing; `rows` are the row ids its sealed values belong to."""

    values: list[ValueFix] = field(default_factory=list)
    children: list[tuple[str, ObjectShape | ConnectionShape]] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)

    def row(self, sql: str) -> int:
        """Return where the row id spelled `sql` stands among the ids handed along."""
        if sql not in self.rows:
            self.rows.append(sql)
        return self.rows.index(sql) + 1

    def __bool__(self) -> bool:
        return bool(self.values or self.children)


@dataclass(frozen=True)
class Part:
    """A field of a connection under its response key: the item of each row it takes, or the parts it has itself."""

    key: str
    name: str
    item: int = 0
    inner: tuple[Part, ...] = ()


@dataclass
class ConnectionShape:
    """A connection whose rows came as `[keys, item, …]`, to be put together as it was asked for."""

    order: str
    backwards: bool
    starts_later: bool
    typename: str
    parts: list[Part] = field(default_factory=list)
    items: list[ObjectShape] = field(default_factory=list)


@dataclass(frozen=True)
class Masked:
    """One entry of `extensions.masked`: what is not shown plainly under a path, and by which rule."""

    path: str
    kind: str
    shown: str
    rule: str
    relation: str

    def entry(self) -> dict[str, str]:
        return {
            "path": self.path,
            "kind": self.kind,
            "shown": self.shown,
            "rule": self.rule,
            "relation": self.relation,
        }
