"""Makes random valid documents over the schema: selections, aliases, fragments, filters, orders, pages, moments."""

from __future__ import annotations

from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
)

from tests.plan.world import uid

TEXTS = (
    "D1",
    "E3",
    "王",
    "e",
    "",
    "%",
    "_",
    "2025-04",
    "客服",
    "x'y",
    "13800000003",
    "13899990003",
    "9000.50",
)
VALUES = {
    "String": [f'"{text}"' for text in TEXTS],
    "ID": [f'"{uid(code)}"' for code in ("E1", "E3", "D2")],
    "Int": ["0", "1", "2", "5"],
    "Boolean": ["true", "false"],
    "Date": ['"2024-02-05"', '"2025-01-01"', '"2025-06-30"', '"2030-01-01"', '"1999-12-31"'],
    "DateTime": ['"2025-01-15T00:00:00Z"', '"2024-01-01T00:00:00.000Z"', '"2026-01-01T08:00:00+08:00"'],
    "Decimal": ['"1.00"', '"160.50"', '"9000.5"', "0", "0.5"],
}
ROOTS = ("me", "employee", "employees", "department", "departments", "positions", "locations", "orgChart")
CURSORS = ("after", "before")
RESOLVED = {"metric", "staffing", "career", "competencies", "total", "budget", "schemeName", "steps"}
"""Fields the engine does not answer itself; a document with one of them is not compiled."""


class Generator:
    """One document each call, the same ones for the same seed."""

    def __init__(self, schema: GraphQLSchema, seed: int, roots: tuple[str, ...] = ROOTS) -> None:
        self.schema, self.chance, self.roots = schema, Random(seed), roots
        self.count = 0

    def document(self) -> str:
        query = self.schema.query_type
        assert query
        chosen = self.chance.sample(self.roots, self.chance.choice((1, 1, 2)))
        return "{ " + " ".join(self.field(query, name, 2) for name in chosen) + " }"

    def field(self, parent: GraphQLObjectType, name: str, depth: int) -> str:
        if name == "__typename":
            return name
        found = parent.fields[name]
        inner = get_named_type(found.type)
        alias = ""
        if self.chance.random() < 0.15:
            self.count += 1
            alias = f"a{self.count}: "
        directive = (
            self.chance.choice(("@include(if: true)", "@skip(if: true)"))
            if self.chance.random() < 0.04
            else ""
        )
        text = f"{alias}{name}{self.arguments(found.args)} {directive}"
        return text if is_leaf_type(inner) else f"{text} {{ {self.selection(inner, depth)} }}"

    def selection(self, gql: GraphQLObjectType, depth: int) -> str:
        deeper = depth if gql.name.endswith(("Connection", "Edge", "PageInfo")) else depth - 1
        fields = {n: f for n, f in gql.fields.items() if n not in RESOLVED}
        names = [n for n, f in fields.items() if deeper > 0 or is_leaf_type(get_named_type(f.type))]
        most = min(len(names), 3 if gql.name.endswith("Connection") else 5)
        chosen = [*self.chance.sample(names, self.chance.randint(1, most)), "__typename"]
        parts = [
            self.field(gql, name, deeper) for name in chosen[: -1 if self.chance.random() < 0.8 else None]
        ]
        if self.chance.random() < 0.15:
            return f"... on {gql.name} {{ {' '.join(parts)} }}"
        return " ".join(parts)

    def arguments(self, args: dict[str, Any]) -> str:
        if {"id", "code"} <= args.keys():
            key = self.chance.choice(('code: "D2"', 'code: "E3"', f'id: "{uid("E3")}"', f'id: "{uid("D2")}"'))
            return f"({key})"
        word = self.chance.choice(("first", "last"))
        given = []
        for name, argument in args.items():
            if name in CURSORS or (name in ("first", "last") and name != word) or self.chance.random() < 0.7:
                continue
            given.append(f"{name}: {self.literal(argument.type, 2)}")
        return f"({', '.join(given)})" if given else ""

    def literal(self, kind: GraphQLInputType, depth: int) -> str:
        if isinstance(kind, GraphQLList):
            return f"[{self.literal(kind.of_type, depth)}]"
        if isinstance(kind, GraphQLNonNull):
            return self.literal(kind.of_type, depth)
        if isinstance(kind, GraphQLEnumType):
            return str(self.chance.choice(list(kind.values)))
        if not isinstance(kind, GraphQLInputObjectType):
            return str(self.chance.choice(VALUES[kind.name]))
        names = [n for n, f in kind.fields.items() if depth > 0 or not nests(f.type)]
        if kind.name.endswith("Order") or not names:
            names = names[:1] if not names else [self.chance.choice(names)]
        chosen = self.chance.sample(names, min(len(names), self.chance.choice((1, 1, 2))))
        return "{" + ", ".join(f"{n}: {self.literal(kind.fields[n].type, depth - 1)}" for n in chosen) + "}"


def nests(kind: GraphQLInputType) -> bool:
    return get_named_type(kind).name.endswith("Where")
