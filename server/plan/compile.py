"""From a root field to its statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

import orjson
from graphql import (
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_named_type,
    is_object_type,
)
from graphql.execution.collect_fields import FieldDetailsList, FragmentDetails
from graphql.execution.values import VariableValues

from server.kernel.errors import Trouble
from server.plan.cursor import Cursors
from server.plan.dialect import Dialect
from server.plan.listing import Direct, Listing
from server.plan.select import Document, Selector
from server.plan.shape import ConnectionShape, ObjectShape
from server.plan.source import Getter, Moment, Source, Statement
from server.plan.tree import Leaf, Tree, arguments
from server.plan.where import Filter, Scope, snake


@dataclass(frozen=True)
class Root:
    """How a root field finds its rows: a list, one row by the arguments given, the caller's own, or one known id.

    `where` is a fixed condition on them, a template over `{self}`.
    """

    entity: str
    kind: Literal["list", "row", "me", "id"] = "list"
    id: str = ""
    where: str = ""


@dataclass(frozen=True)
class RootPlan:
    """A compiled root field; `trouble` is what it answers instead, `constant` an answer that needs no statement."""

    key: str
    sql: str = ""
    getters: tuple[Getter, ...] = ()
    shape: ConnectionShape | ObjectShape | None = None
    masked: tuple[dict[str, str], ...] = ()
    required: bool = False
    as_of: Getter | None = None
    as_known: Getter | None = None
    trouble: Trouble | None = None
    constant: str | None = None
    parts: tuple[tuple[str, bool], ...] = ()

    def text(self, row: Sequence[object]) -> str | None:
        """Return the JSON of the root's one row: its column, or its columns glued together."""
        if not self.parts:
            return cast("str | None", row[0])
        pairs = (
            f"{name}:{value if is_json else orjson.dumps(value).decode()}"
            for (name, is_json), value in zip(self.parts, row, strict=True)
        )
        return "{" + ",".join(pairs) + "}"


def masked_of(selector: Selector) -> tuple[dict[str, str], ...]:
    return tuple(entry.entry() for entry in dict.fromkeys(selector.masked))


@dataclass(frozen=True)
class Compiler:
    """Compiles the root fields of one operation for one kind of caller."""

    schema: GraphQLSchema
    operation: OperationDefinitionNode
    fragments: dict[str, FragmentDetails]
    variables: VariableValues
    dialect: Dialect
    scope: Scope
    roots: Mapping[str, Root]
    cursors: Cursors

    def root(
        self,
        key: str,
        details: FieldDetailsList,
        root: Root | None = None,
        target: GraphQLNamedType | None = None,
    ) -> RootPlan:
        name = details[0].node.name.value
        query = cast("GraphQLObjectType", self.schema.query_type)
        if name == "__typename":
            return RootPlan(key, constant=orjson.dumps(query.name).decode())
        returned = query.fields[name].type if target is None else target
        required = isinstance(returned, GraphQLNonNull)
        try:
            return self.compiled(key, details, root or self.roots[name], get_named_type(returned), required)
        except Trouble as trouble:
            return RootPlan(key, required=required, trouble=trouble)

    def compiled(
        self, key: str, details: FieldDetailsList, root: Root, target: GraphQLNamedType, required: bool
    ) -> RootPlan:
        given = {} if root.kind == "id" else arguments(details[0].node, self.variables.coerced)
        as_of, as_known = getter(given.pop("asOf", None)), getter(given.pop("asKnownAt", None))
        statement = Statement(self.dialect, Moment(as_of is not None, as_known is not None))
        document = Document(self.schema, self.operation, self.fragments, self.variables)
        selector = Selector(document, self.scope, statement, Listing, self.cursors)
        entity = self.scope.entities[root.entity]
        listing = Listing(selector, Source(statement, entity, [], strict=True), [], entity.order)
        gql = cast(
            "GraphQLObjectType", target if is_object_type(target) else self.schema.type_map[root.entity]
        )
        shape: ConnectionShape | ObjectShape | None
        if root.where:
            listing.conditions.append(listing.inner.sql(root.where))
        if root.kind == "list":
            made, shape = listing.connection(gql, details, key)
            if isinstance(made, Direct):
                return self.in_columns(key, made, statement, masked_of(selector), required, as_of, as_known)
            expression = made
        else:
            listing.conditions += self.restrict(listing, root, given)
            expression, shape = listing.row(gql, details, key)
        sql, getters = statement.finish(f"select {expression}")
        return RootPlan(key, sql, getters, shape or None, masked_of(selector), required, as_of, as_known)

    def in_columns(
        self,
        key: str,
        made: Direct,
        statement: Statement,
        masked: tuple[dict[str, str], ...],
        required: bool,
        as_of: Getter | None,
        as_known: Getter | None,
    ) -> RootPlan:
        """Select each part as a column of its own, so that the database need not read its own JSON again."""
        if not made.parts:
            return RootPlan(key, constant="{}")
        sql, getters = statement.finish("select " + ",".join(part for _, part, _ in made.parts))
        names = tuple((orjson.dumps(name).decode(), is_json) for name, _, is_json in made.parts)
        return RootPlan(key, sql, getters, None, masked, required, as_of, as_known, parts=names)

    def restrict(self, listing: Listing, root: Root, given: dict[str, Tree]) -> list[str]:
        """Return the condition that picks the one row asked for."""
        if root.kind == "me":
            return [listing.statement.named(f"{listing.inner.alias}.id=:me")]
        if root.kind == "id":
            return [f"{listing.inner.alias}.id={listing.statement.param(lambda _: root.id)}"]
        filters = Filter(self.scope, listing.inner, listing.sights)
        picked = []
        for name, tree in given.items():
            if snake(name) in listing.entity.columns:
                plain = filters.one(name, {"eq": tree})  # asks the policy whether the column may be used
                picked.append(found_by(listing, snake(name), tree) or plain)
        return picked or ["1=0"]


def found_by(listing: Listing, name: str, tree: Tree) -> str:
    """Return the entity's own condition for a value of a column; "" where it has none."""
    if (template := listing.entity.found.get(name)) is None or not isinstance(tree, Leaf):
        return ""
    return listing.inner.sql(template.replace("{value}", listing.statement.param(tree.getter())))


def getter(tree: Tree | None) -> Getter | None:
    return tree.getter() if isinstance(tree, Leaf) else None
