"""Filters, sort orders and search as SQL; a field may be used only where it is plain for every row in view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias, cast

from server.kernel.clock import read_instant, spell_instant
from server.kernel.errors import FieldNotFilterable, InvalidInput
from server.kernel.money import to_minor
from server.plan.entity import Column, Entity, Keyed, Kind, ToMany, ToOne
from server.plan.keyed import UnderKey
from server.plan.sight import NO_RULE, UNCLASSIFIED, Eye, Sight, visible
from server.plan.source import Getter, Source, Values
from server.plan.tree import Leaf, Tree

Condition: TypeAlias = dict[str, Tree]
"""The shape of every filter; the schema has made sure of it."""
ORDERING = {"lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
LONGEST_LIST, LARGEST = 1000, 2**63


def snake(name: str) -> str:
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in name)


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


@dataclass(frozen=True)
class Scope:
    """What filters need to know: the registry of entities, the eye, and the blind index of sealed columns."""

    entities: dict[str, Entity]
    people: Entity
    eye: Eye
    blind: Callable[[str, str], str]

    def sights(self, source: Source) -> list[Sight]:
        return self.eye.sights(source, self.people)

    def may_use(self, entity: Entity, name: str, sights: list[Sight]) -> None:
        """Raise FieldNotFilterable unless the field is plain for every row in view."""
        spelled = f"{entity.name}.{camel(name)}"
        for view in self.eye.views(sights, spelled):
            if view.view != "plain":
                zh, en = grounds(view.rule)
                raise FieldNotFilterable(
                    f"不能按 {spelled} 筛选或排序：{zh}。",
                    f"You can't filter or sort by {spelled}: {en}.",
                    rule=view.rule,
                )


def grounds(rule: str) -> tuple[str, str]:
    """Say in both languages why a field does not show in full."""
    if rule == UNCLASSIFIED:
        return "它还没有归入数据类别", "it has no data class yet"
    if rule == NO_RULE:
        return "没有规则允许您看它", "no rule shows it to you"
    return f"按规则 {rule} 它对您没有完全开放", f"rule {rule} doesn't show it to you in full"


def convert(kind: Kind, value: object, dialect_bind: Callable[[object], object]) -> object:
    """Bring a filter value to the form the column is stored in; InvalidInput if it is none."""
    try:
        match kind:
            case Kind.DAY:
                return dialect_bind(value if isinstance(value, date) else date.fromisoformat(str(value)))
            case Kind.INSTANT:
                return spell_instant(value if isinstance(value, datetime) else read_instant(str(value)))
            case Kind.CENTI:
                return within(to_minor(Decimal(str(value))))
            case Kind.INT:
                return within(int(str(value)))
            case Kind.ID | Kind.TEXT:
                return storable(str(value))
    except (ValueError, ArithmeticError) as error:
        raise InvalidInput(
            f"筛选值“{value}”无法识别。", f"The filter value {value!r} can't be read."
        ) from error
    return value


def within(number: int) -> int:
    """Return the number if a database can compare it; ValueError if it has no room for it."""
    if abs(number) >= LARGEST:
        raise ValueError("too large")
    return number


def storable(text: str) -> str:
    """Return the text if it can stand in a table; ValueError for a zero byte, which PostgreSQL refuses."""
    if "\0" in text:
        raise ValueError("a zero byte")
    return text


class Filter:
    """Compiles one `where` against one row variable."""

    def __init__(self, scope: Scope, source: Source, sights: list[Sight]) -> None:
        self.scope, self.source, self.sights = scope, source, sights
        self.statement, self.entity = source.statement, source.entity

    def sql(self, tree: Tree) -> str:
        parts = [part for key, item in cast("Condition", tree).items() if (part := self.one(key, item))]
        return " and ".join(parts)

    def one(self, key: str, tree: Tree) -> str:
        self.statement.condition()
        if key in ("and", "or"):
            return self.several(key, branches(tree))
        if key == "not":
            inner = self.sql(tree)
            return self.negated(inner) if inner else ""
        name = snake(key)
        if name in self.entity.columns:
            return self.column(name, self.entity.columns[name], tree)
        if name in self.entity.to_one:
            return self.linked(name, self.entity.to_one[name], tree)
        if name in self.entity.keyed:
            return self.by_key(self.entity.keyed[name], tree)
        return self.listed(name, self.entity.to_many[name], tree)

    def negated(self, condition: str) -> str:
        """What is unknown does not hold, so its opposite does."""
        return f"not coalesce(({condition}),false)"

    def several(self, word: str, trees: list[Tree]) -> str:
        """Join branches; an empty one always holds, and `or` of none never does."""
        parts = [self.sql(tree) for tree in trees]
        if word == "or" and not parts:
            return "1=0"
        if word == "or" and "" in parts:
            return ""
        found = [f"({part})" for part in parts if part]
        return f"({f' {word} '.join(found)})" if found else ""

    def column(self, name: str, column: Column, tree: Tree) -> str:
        self.scope.may_use(self.entity, name, self.sights)
        operators = cast("Condition", tree).items()
        return " and ".join(self.compare(name, column, op, operand) for op, operand in operators)

    def compare(self, name: str, column: Column, op: str, tree: Tree) -> str:
        if column.sealed:
            return self.sealed(name, column, op, tree)
        sql, kind = self.source.sql(column.sql), column.kind
        if op == "isNull":
            return self.null(sql, tree)
        if op == "in":
            bind = self.statement.dialect.bind
            return self.member(sql, tree, lambda value: convert(kind, value, bind))
        param = self.statement.param(self.value_of(kind, cast("Leaf", tree)))
        return self.spelled(sql, op, param)

    def spelled(self, sql: str, op: str, param: str) -> str:
        dialect = self.statement.dialect
        if op == "eq":
            return f"{sql}={param}"
        if op == "ne":
            return dialect.differs(sql, param)
        if op == "contains":
            return f"{dialect.position(sql, param)}>0"
        if op == "startsWith":
            return f"{dialect.position(sql, param)}=1"
        return f"{sql}{ORDERING[op]}{param}"

    def sealed(self, name: str, column: Column, op: str, tree: Tree) -> str:
        spelled = f"{self.entity.name}.{camel(name)}"
        if op == "isNull":
            return self.null(self.source.sql(column.sql), tree)
        if op not in ("eq", "in") or not column.blind:
            raise FieldNotFilterable(
                f"{spelled} 已加密，只能按等于筛选。",
                f"{spelled} is encrypted; only equality works.",
                rule="encrypted",
            )
        sql, place, blind = self.source.sql(column.blind), column.sealed, self.scope.blind
        if op == "in":
            return self.member(sql, tree, lambda value: blind(place, str(value)))
        get = cast("Leaf", tree).getter()
        return f"{sql}={self.statement.param(lambda values: blind(place, str(get(values))))}"

    def null(self, sql: str, tree: Tree) -> str:
        """The yes or no of `isNull` may be a variable, so it is part of the SQL as a parameter would not be."""
        get = cast("Leaf", tree).getter()
        param = self.statement.param(lambda values: 1 if get(values) else 0)
        one = f"cast({param} as integer)"
        return f"(({sql} is null and {one}=1) or ({sql} is not null and {one}=0))"

    def value_of(self, kind: Kind, leaf: Leaf) -> Getter:
        get, bind = leaf.getter(), self.statement.dialect.bind
        return lambda values: convert(kind, get(values), bind)

    def member(self, sql: str, tree: Tree, read: Callable[[object], object]) -> str:
        """Spell `in`; the list stands in the document or is a variable."""
        dialect, getters = self.statement.dialect, [cast("Leaf", item).getter() for item in branches(tree)]
        whole = tree.getter() if isinstance(tree, Leaf) else None

        def several(values: Values) -> object:
            found = as_list(whole(values)) if whole else [get(values) for get in getters]
            if len(found) > LONGEST_LIST:
                raise InvalidInput("in 最多 1000 个值。", "in takes at most 1000 values.", path=("where",))
            return dialect.array([read(value) for value in found])

        return dialect.member(sql, self.statement.param(several))

    def linked(self, name: str, link: ToOne, tree: Tree) -> str:
        self.scope.may_use(self.entity, name, self.sights)
        target = self.scope.entities[link.target]
        inner = self.sub_select(Source(self.statement, target, [], strict=True), "id", tree, [])
        return f"{self.source.sql(link.key)} in ({inner})"

    def listed(self, name: str, link: ToMany, tree: Tree) -> str:
        self.scope.may_use(self.entity, name, self.sights)
        words = cast("Condition", tree).items()
        found = [(word, self.some(link, item)) for word, item in words]
        return " and ".join(inside if word == "some" else self.negated(inside) for word, inside in found)

    def by_key(self, keyed: Keyed, tree: Tree) -> str:
        return UnderKey(self.scope, self.source, keyed).sql(cast("Condition", tree))

    def some(self, link: ToMany, tree: Tree) -> str:
        """Spell that a visible row of the link fits; rows of the same person are in view as that person is."""
        target = self.scope.entities[link.target]
        child = Source(self.statement, target, [], strict=True)
        present = child.present()
        if not (target.owner and self.entity.name == self.scope.people.name):
            return f"{self.source.sql(link.parent)} in ({self.sub_select(child, link.child, tree, present)})"
        child.owner = self.source
        sights = self.scope.sights(child)
        if target.classed:  # what is in view depends on each row of the link too
            inner = self.picked(child, link.child, tree, sights, [visible(sights), *present])
            return f"{self.source.sql(link.parent)} in ({inner})"
        inner = self.picked(child, link.child, tree, sights, present)
        return " and ".join(
            part for part in (f"{self.source.sql(link.parent)} in ({inner})", visible(sights)) if part
        )

    def sub_select(self, child: Source, column: str, tree: Tree, present: list[str]) -> str:
        sights = self.scope.sights(child)
        return self.picked(child, column, tree, sights, [visible(sights, f"{child.alias}.id"), *present])

    def picked(self, child: Source, column: str, tree: Tree, sights: list[Sight], within: list[str]) -> str:
        """Spell the keys of the rows that fit."""
        key = child.sql(column) if "{" in column else child.column("self", column)
        fits = Filter(self.scope, child, sights).sql(tree)
        conditions = [part for part in (fits, *within, f"{key} is not null") if part]
        tables = " ".join([f"{child.entity.table} {child.alias}", *child.tables])
        return f"select {key} from {tables} where {' and '.join(conditions)}"


def branches(tree: Tree) -> list[Tree]:
    """Return the items of a list; one alone may stand without brackets, and an empty variable has none."""
    if isinstance(tree, list):
        return tree
    return [tree] if isinstance(tree, dict) else []


def as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
