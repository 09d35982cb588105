"""Selections as SQL: an object is one JSON expression, a link a join or a correlated page of rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol, cast

from graphql import (
    FieldNode,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLString,
    OperationDefinitionNode,
    get_named_type,
)
from graphql.execution.collect_fields import FieldDetailsList, FragmentDetails, collect_subfields
from graphql.execution.values import VariableValues

from server.plan.cursor import Cursors
from server.plan.dialect import Dialect, quoted
from server.plan.entity import Column, Entity, Kind, ToMany, ToOne
from server.plan.shape import HIDDEN_KEY, ConnectionShape, Masked, ObjectShape, ValueFix
from server.plan.sight import HIDDEN, Sight, View, visible
from server.plan.source import Source, Statement
from server.plan.where import Scope, snake


@dataclass(frozen=True)
class Document:
    """The GraphQL side of a compilation."""

    schema: GraphQLSchema
    operation: OperationDefinitionNode
    fragments: dict[str, FragmentDetails]
    variables: VariableValues

    def subfields(self, parent: GraphQLObjectType, details: FieldDetailsList) -> dict[str, FieldDetailsList]:
        collected = collect_subfields(
            self.schema, self.fragments, self.variables, self.operation, parent, details
        )
        return collected.grouped_field_set

    def field_type(self, parent: GraphQLObjectType, name: str) -> GraphQLObjectType:
        return cast("GraphQLObjectType", get_named_type(parent.fields[name].type))


class Nested(Protocol):
    """A connection in parts, which a parent row takes as one JSON object."""

    def nested(self, dialect: Dialect) -> str: ...


class Connected(Protocol):
    """A page of rows that can be spelled as a connection (see listing.py)."""

    def connection(
        self, gql: GraphQLObjectType, details: FieldDetailsList, path: str
    ) -> tuple[str | Nested, ConnectionShape | None]: ...


@dataclass
class Selector:
    """Compiles selections for one root field; collects what was masked on the way."""

    document: Document
    scope: Scope
    statement: Statement
    listing: Callable[[Selector, Source, list[str], tuple[tuple[str, bool], ...]], Connected]
    cursors: Cursors
    masked: list[Masked] = field(default_factory=list)

    def object(
        self,
        source: Source,
        sights: list[Sight],
        gql: GraphQLObjectType,
        details: FieldDetailsList,
        path: str,
    ) -> tuple[str, ObjectShape]:
        """Return the JSON expression of one row and what is left to finish in it."""
        pairs: list[tuple[str, str]] = []
        shape = ObjectShape()
        for key, nodes in self.document.subfields(gql, details).items():
            pairs.append((key, self.field(source, sights, gql, key, nodes, f"{path}.{key}", shape)))
        if shape.rows:
            pairs.append((HIDDEN_KEY, self.opener(source, shape)))
        return self.statement.dialect.object(pairs), shape

    def field(
        self,
        source: Source,
        sights: list[Sight],
        gql: GraphQLObjectType,
        key: str,
        nodes: FieldDetailsList,
        path: str,
        shape: ObjectShape,
    ) -> str:
        node: FieldNode = nodes[0].node
        if node.name.value == "__typename":
            return quoted(gql.name)
        name, entity = snake(node.name.value), source.entity
        views = self.scope.eye.views(sights, f"{entity.name}.{node.name.value}")
        self.note(views, path)
        if all(view.view == HIDDEN for view in views):
            return "null"
        if column := entity.columns.get(name):
            is_text = get_named_type(gql.fields[node.name.value].type) is GraphQLString
            return self.column(source, column, views, key, shape, is_text=is_text)
        if name in entity.resolved:
            return self.handed(source, views)
        if one := entity.to_one.get(name):
            return self.one(source, name, one, views, gql, key, nodes, path, shape)
        return self.many(source, entity.to_many[name], views, gql, key, nodes, path, shape)

    def handed(self, source: Source, views: list[View]) -> str:
        """Spell the row's id, for the resolver that answers the field where it may be seen."""
        row, shown = source.column("self", "id"), plain_where(views)
        return f"case when {shown} then {row} end" if shown else row

    def note(self, views: list[View], path: str) -> None:
        for view in views:
            if view.view != "plain":
                kind = "hidden" if view.view == HIDDEN else "masked"
                self.masked.append(Masked(path, kind, view.view, view.rule, view.relation))

    def column(
        self,
        source: Source,
        column: Column,
        views: list[View],
        key: str,
        shape: ObjectShape,
        *,
        is_text: bool,
    ) -> str:
        """Spell a scalar; a mask needs text to show, elsewhere the value is hidden."""
        raw = source.sql(column.sql)
        kept = [view if is_text or view.view == "plain" else replace(view, view=HIDDEN) for view in views]
        if column.sealed or any(view.view not in ("plain", HIDDEN) for view in kept):
            return self.finished(source, column, kept, key, shape, raw)
        return choose([(view.condition, self.shown(view.view, column, raw)) for view in kept])

    def shown(self, view: str, column: Column, raw: str) -> str:
        """Spell a column that needs no finishing."""
        if view == HIDDEN:
            return HIDDEN
        if column.kind is Kind.FLAG:
            return self.statement.dialect.flag(raw)
        if column.kind is Kind.CENTI:
            return self.statement.dialect.centi(raw, required=column.required)
        return self.statement.dialect.stored(raw) if column.kind is Kind.JSON else raw

    def finished(
        self, source: Source, column: Column, views: list[View], key: str, shape: ObjectShape, raw: str
    ) -> str:
        kinds = tuple(dict.fromkeys(view.view for view in views if view.view != HIDDEN))
        row = shape.row(source.sql(column.row)) if column.sealed else 0
        shape.values.append(ValueFix(key, kinds, column.sealed, row))
        person = source.column("self", "id")

        def spell(view: str) -> str:
            if view == HIDDEN:
                return HIDDEN
            payload = person if view == "name" else raw
            return f"'{kinds.index(view)}'||{payload}"

        return choose([(view.condition, spell(view.view)) for view in views])

    def opener(self, source: Source, shape: ObjectShape) -> str:
        """Spell what opens a row's sealed values: the wrapped key of its person, and the ids of the rows."""
        has_own_key = "k" in source.entity.joins
        owner = source if has_own_key else source.owning(self.scope.people)
        return self.statement.dialect.array_of([owner.column("k", "wrapped"), *shape.rows])

    def one(
        self,
        source: Source,
        name: str,
        link: ToOne,
        views: list[View],
        gql: GraphQLObjectType,
        key: str,
        nodes: FieldDetailsList,
        path: str,
        shape: ObjectShape,
    ) -> str:
        target = self.scope.entities[link.target]
        child = source.branch(name, target, source.sql(link.key))
        sights = self.scope.sights(child)
        if link.lead:
            sights = sights + self.lead(source, target)
        inner_type = self.document.field_type(gql, nodes[0].node.name.value)
        expression, inner = self.object(child, sights, inner_type, nodes, path)
        if inner:
            shape.children.append((key, inner))
        there = "" if link.required else f"{child.alias}.id is not null"
        shown = " and ".join(part for part in (there, visible(sights), plain_where(views)) if part)
        return f"case when {shown} then {expression} end" if shown else expression

    def lead(self, source: Source, target: Entity) -> list[Sight]:
        """One's own manager is in view, but only through one's own row."""
        eye = self.scope.eye
        mine = source.sql("{self}.id=:me")
        return [
            Sight(grant.role, "lead", mine)
            for grant in eye.principal.grants
            if eye.policy.decide(grant.role, "lead", f"{target.name}.id", "read").allowed
        ]

    def many(
        self,
        source: Source,
        link: ToMany,
        views: list[View],
        gql: GraphQLObjectType,
        key: str,
        nodes: FieldDetailsList,
        path: str,
        shape: ObjectShape,
    ) -> str:
        target = self.scope.entities[link.target]
        inner = Source(self.statement, target, [], strict=True)
        if target.owner and source.entity.name == self.scope.people.name:
            inner.owner = source
        child_key = inner.sql(link.child) if "{" in link.child else inner.column("self", link.child)
        parent = source.sql(link.parent)
        matched = [f"{child_key}={parent}"]
        if link.near and not self.statement.moment.is_past:
            matched.append(inner.sql(link.near.replace("{parent}", parent)))
        listing = self.listing(self, inner, matched, link.order or target.order)
        expression, child = listing.connection(
            self.document.field_type(gql, nodes[0].node.name.value), nodes, path
        )
        if child:
            shape.children.append((key, child))
        shown = plain_where(views)
        dialect = self.statement.dialect
        nested = expression if isinstance(expression, str) else expression.nested(dialect)
        return f"case when {shown} then {nested} end" if shown else nested


def choose(cases: list[tuple[str, str]]) -> str:
    """Spell the CASE over views, best first; the last branch holds for every remaining row in view."""
    merged: list[tuple[list[str], str]] = []
    for condition, expression in cases:
        if merged and merged[-1][1] == expression:
            merged[-1][0].append(condition)
        else:
            merged.append(([condition], expression))
    *narrow, (_, last) = merged
    if not narrow:
        return last
    whens = " ".join(f"when {' or '.join(conditions)} then {expression}" for conditions, expression in narrow)
    return f"case {whens} else {last} end"


def plain_where(views: list[View]) -> str:
    """Return where a link may be followed: "" always."""
    spelled = choose([(view.condition, "1=1" if view.view == "plain" else "1=0") for view in views])
    return "" if spelled == "1=1" else f"({spelled})"
