"""What the engine knows of a GraphQL type: its table, columns, links and row scope, derived from the Tortoise model."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from tortoise import fields as orm
from tortoise.models import Model

from server.store import fields as own


class Kind(StrEnum):
    ID = "id"
    TEXT = "text"
    INT = "int"
    FLAG = "flag"
    DAY = "day"
    INSTANT = "instant"
    CENTI = "centi"
    JSON = "json"


@dataclass(frozen=True)
class Column:
    """A scalar. `sql` is a template over `{self}` and the entity's joins, as in `{em}.hired_on`.

    `sealed` names the place of a ciphertext ("employee.phone") in the row whose id is `row`; `blind` is its equality
    hash; `sort` replaces the column in ORDER BY; a `required` column is never null.
    """

    sql: str
    kind: Kind
    sealed: str = ""
    blind: str = ""
    sort: str = ""
    row: str = "{self}.id"
    required: bool = False


@dataclass(frozen=True)
class ToOne:
    """A link to one row of another entity; `lead` marks the edge to one's own line manager.

    A `required` link always leads somewhere.
    """

    target: str
    key: str
    lead: bool = False
    required: bool = False


@dataclass(frozen=True)
class ToMany:
    """A link to the rows of `target` whose `child` equals the `parent` of this row.

    Where `child` is computed, `near` spells a condition on `{parent}` which every such row meets today and which an
    index can answer.
    """

    target: str
    child: str
    parent: str = "{self}.id"
    near: str = ""
    order: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True)
class Join:
    """A table that belongs to the row. `fact` adds the two clocks; `required` rows always exist.

    An `initial` fact holds before it begins too, so that a future hire shows; `past` stands in for the table in a
    read at its own moment.
    """

    table: str
    on: str
    fact: bool = False
    initial: bool = False
    required: bool = False
    past: Join | None = None


@dataclass(frozen=True)
class Classed:
    """Rows that name their own class in `sql`: one of a class the reader may not read is not there for them.

    `fields` show as the row's class does; `classes` are all there can be.
    """

    sql: str
    classes: tuple[str, ...]
    fields: frozenset[str]


@dataclass(frozen=True)
class Keyed:
    """Values under keys, a row of `target` each, which a filter finds by key; templates over that row.

    Sealed values are equal by `blind`, a hash for `place`; `text` and `number` are there for values that lie open,
    and `searched` tells whether a search looks into them.
    """

    target: str
    child: str
    key: str
    field: str
    place: str
    blind: str
    text: str
    number: str
    searched: str


@dataclass(frozen=True)
class Entity:
    """One GraphQL type.

    `owner` is the column holding the employee a row belongs to ("" for public types). `exists` are the joins a row
    needs at a moment of the past, `there` the condition it meets today; `dated` are the columns which a read at its
    own moment takes from the join `v`.
    `team_rows` selects the ids of rows in a team, up to the column (of the fact `{it}`) that names the department, so
    that a team's rows are found from its departments instead of being looked for among all.
    `search` are the fields a search must be allowed to use, `searched` the SQL it looks into. `resolved` are the
    fields a resolver of the schema answers; the engine hands it the row's id in their place. Of an `is_current` fact
    only what holds on the read's day is there; what `hides_self` is never shown to the person it is about. `found` are
    conditions over `{value}` that stand for equality with a column where one row is asked for. An entity of wide and
    many rows `reads_through` them where they are searched, and sorts what was found.
    """

    name: str
    table: str
    columns: dict[str, Column]
    to_one: dict[str, ToOne] = field(default_factory=dict)
    to_many: dict[str, ToMany] = field(default_factory=dict)
    joins: dict[str, Join] = field(default_factory=dict)
    relations: dict[str, str] = field(default_factory=dict)
    team_rows: str = ""
    owner: str = ""
    is_fact: bool = False
    exists: tuple[str, ...] = ()
    there: str = ""
    dated: frozenset[str] = frozenset()
    search: tuple[str, ...] = ()
    searched: tuple[str, ...] = ()
    order: tuple[tuple[str, bool], ...] = ()
    resolved: frozenset[str] = frozenset()
    classed: Classed | None = None
    keyed: dict[str, Keyed] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)
    is_current: bool = False
    hides_self: bool = False
    reads_through: bool = False

    def has(self, name: str) -> bool:
        return any(name in known for known in (self.columns, self.to_one, self.to_many, self.resolved))


PUBLIC = {"org": ""}
KINDS: tuple[tuple[type[orm.Field[object]], Kind], ...] = (
    (own.TextId, Kind.ID),
    (own.Instant, Kind.INSTANT),
    (own.Minor, Kind.CENTI),
    (own.Flag, Kind.FLAG),
    (orm.DateField, Kind.DAY),
    (orm.IntField, Kind.INT),
    (orm.BigIntField, Kind.INT),
    (own.Sealed, Kind.TEXT),
    (orm.Field, Kind.TEXT),
)


def derive(model: type[Model]) -> dict[str, Column]:
    """Return the plain columns of a model; a sealed one knows its place and, if it has one, its blind index."""
    table = model._meta.db_table
    known = model._meta.fields_map
    out: dict[str, Column] = {}
    for name, kind_field in known.items():
        if isinstance(kind_field, orm.relational.RelationalField | own.Blind):
            continue
        kind = next(kind for cls, kind in KINDS if isinstance(kind_field, cls))
        sealed = f"{table}.{name}" if isinstance(kind_field, own.Sealed) else ""
        blind = f"{{self}}.{name}_hash" if f"{name}_hash" in known else ""
        out[name] = Column(f"{{self}}.{name}", kind, sealed=sealed, blind=blind, required=not kind_field.null)
    return out
