"""Row variables of a statement: aliases, joins that appear when first named, and the numbered parameters."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from server.plan.dialect import Dialect
from server.plan.entity import Entity, Join
from server.plan.limits import too_large

Getter: TypeAlias = "Callable[[Values], object]"
HOLE = re.compile(r"\{(\w+)\}\.(\w+)")
MARK = re.compile("\x02(\\d+)\x03")
MOST_TABLES, MOST_CONDITIONS = 60, 100
NAMED = re.compile(r"(?<!:):([a-z_][a-z_0-9]*)")


@dataclass
class Values:
    """What a plan's parameters are read from when it runs."""

    variables: dict[str, object]
    fixed: dict[str, object]
    limit: int = 0
    keys: tuple[object, ...] = ()


@dataclass(frozen=True)
class Moment:
    """Whether the read names its own day (`asOf`) or its own knowledge (`asKnownAt`)."""

    as_of: bool = False
    as_known: bool = False

    @property
    def is_past(self) -> bool:
        return self.as_of or self.as_known


@dataclass
class Statement:
    """One SQL statement under construction."""

    dialect: Dialect
    moment: Moment
    getters: list[Getter] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    count: int = 0
    conditions: int = 0

    def alias(self) -> str:
        self.count += 1
        return f"t{self.count}"

    def condition(self) -> None:
        """Count one more condition of a filter; a database refuses to nest them without end."""
        self.conditions += 1
        if self.conditions > MOST_CONDITIONS:
            raise too_large(f"条件超过 {MOST_CONDITIONS} 个", f"more than {MOST_CONDITIONS} conditions")

    def param(self, getter: Getter) -> str:
        """Return a mark for a value; only marks that reach the finished text become parameters (see `finish`)."""
        self.getters.append(getter)
        return f"\x02{len(self.getters) - 1}\x03"

    def fixed(self, name: str) -> str:
        """Return the mark of a fixed value (`me`, `as_of`, `team0` …), the same one each time."""
        if name not in self.marks:
            self.marks[name] = self.param(lambda values: values.fixed[name])
        return self.marks[name]

    def finish(self, sql: str) -> tuple[str, tuple[Getter, ...]]:
        """Return the text with numbered parameters, and what each is read from."""
        used: dict[str, int] = {}

        def number(found: re.Match[str]) -> str:
            return self.dialect.param(used.setdefault(found[1], len(used) + 1))

        text = MARK.sub(number, sql)
        return text, tuple(self.getters[int(mark)] for mark in used)

    def named(self, sql: str) -> str:
        return NAMED.sub(lambda found: self.fixed(found[1]), sql)

    def clock(self, alias: str, *, initial: bool) -> str:
        """Return the two-clock condition for a fact table: in force on the day, and known."""
        started = f" or {alias}.is_initial" if initial and not self.moment.as_of else ""
        day = (
            f"({alias}.valid_from<=:as_of{started}) and ({alias}.valid_to is null or {alias}.valid_to>:as_of)"
        )
        return self.named(f"{day} and {self.known(alias)}")

    def known(self, alias: str) -> str:
        if not self.moment.as_known:
            return f"{alias}.superseded_at is null"
        still = f"({alias}.superseded_at is null or {alias}.superseded_at>:as_known)"
        return self.named(f"{alias}.recorded_at<=:as_known and {still}")


class Source:
    """One row of an entity under an alias; `{self}.x` and `{join}.x` in templates resolve through it.

    A `strict` source picks rows, so it may join what always exists inwardly; others must not lose their row.
    """

    def __init__(
        self, statement: Statement, entity: Entity, tables: list[str], *, strict: bool = False
    ) -> None:
        self.statement, self.entity, self.tables, self.strict = statement, entity, tables, strict
        self.alias = statement.alias()
        self.joined: dict[str, str] = {}
        self.owner: Source | None = None
        self.one: dict[str, Source] = {}

    def sql(self, template: str) -> str:
        """Spell a template; an empty one is the always-true condition and stays empty."""
        return self.statement.named(HOLE.sub(lambda found: self.column(found[1], found[2]), template))

    def column(self, place: str, name: str) -> str:
        at = self.dated(place, name)
        return f"{self.alias if at == 'self' else self.join(at)}.{name}"

    def dated(self, place: str, name: str) -> str:
        """A read at its own moment takes dated columns from the version then in force."""
        is_past = self.statement.moment.is_past
        return "v" if is_past and place == "self" and name in self.entity.dated else place

    def present(self) -> list[str]:
        """Return what holds for a row that exists; a read at its own moment shows what then existed and was known."""
        moment = self.statement.moment
        if moment.is_past:
            for join in self.entity.exists:
                self.join(join)
        if self.entity.hides_self:
            person = f"{self.alias}.{self.entity.owner}"
            return [self.statement.dialect.differs(person, self.statement.fixed("me"))]
        if not self.entity.is_fact:
            return [self.sql(self.entity.there)] if self.entity.there and not moment.is_past else []
        if self.entity.is_current:
            return [self.statement.clock(self.alias, initial=False)]
        begun = [self.statement.named(f"{self.alias}.valid_from<=:as_of")] if moment.as_of else []
        return [self.statement.known(self.alias), *begun]

    def add(self, verb: str, table: str, alias: str, on: str) -> None:
        """Add a table to the FROM clause; QueryTooLarge before the database's own limit."""
        if len(self.tables) >= MOST_TABLES:
            raise too_large("涉及的关联太多", "it follows too many links")
        self.tables.append(f"{verb} {table} {alias} on {on}")

    def join(self, name: str) -> str:
        if name not in self.joined:
            rule = self.rule(name)
            alias = self.joined[name] = self.statement.alias()
            self.add(self.verb(rule), rule.table, alias, self.joined_on(rule, alias))
        return self.joined[name]

    def rule(self, name: str) -> Join:
        rule = self.entity.joins[name]
        return rule.past if rule.past and self.statement.moment.is_past else rule

    def verb(self, rule: Join) -> str:
        return "join" if self.strict and rule.required else "left join"

    def joined_on(self, rule: Join, alias: str) -> str:
        on = self.sql(rule.on.replace("{it}", alias))
        return f"{on} and {self.statement.clock(alias, initial=rule.initial)}" if rule.fact else on

    def owning(self, people: Entity) -> Source:
        """Return the employee row this row belongs to, joined when it is not already there."""
        if self.entity.name == people.name:
            return self
        if self.owner is None:
            key = self.column("self", self.entity.owner)
            self.owner = Source(self.statement, people, self.tables, strict=self.strict)
            verb = "join" if self.strict else "left join"
            self.add(verb, people.table, self.owner.alias, f"{self.owner.alias}.id={key}")
        return self.owner

    def branch(self, field_name: str, target: Entity, key: str) -> Source:
        """Return the to-one row behind a link, joined once for each link."""
        if field_name not in self.one:
            child = Source(self.statement, target, self.tables)
            self.add("left join", target.table, child.alias, f"{child.alias}.id={key}")
            self.one[field_name] = child
        return self.one[field_name]


class Page(Source):
    """The rows of a page: an inner select picks and orders them, the outer one (this) widens them with joins.

    Columns named here are carried out of the inner select, also those of joins it already made.
    """

    def __init__(self, statement: Statement, inner: Source) -> None:
        super().__init__(statement, inner.entity, [])
        self.inner = inner
        self.carried: dict[tuple[str, str], str] = {("self", "id"): "id"}

    def column(self, place: str, name: str) -> str:
        at = self.dated(place, name)
        if at == "self" or at in self.inner.joined:
            label = self.carried.setdefault((at, name), name if at == "self" else f"{at}__{name}")
            return f"{self.alias}.{label}"
        return f"{self.join(at)}.{name}"

    def inner_columns(self) -> list[str]:
        return [
            f"{self.inner.column(place, name)} as {label}" for (place, name), label in self.carried.items()
        ]
