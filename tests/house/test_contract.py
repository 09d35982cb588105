"""The contract: every name is described in both languages, every operation is tried by four callers."""

from __future__ import annotations

from functools import cache

from graphql import GraphQLEnumType, GraphQLNamedType, GraphQLObjectType, GraphQLSchema, build_schema
from graphql.type import is_introspection_type, is_specified_scalar_type

from server.kernel.labels import SEPARATOR
from tests.house.source import ROOT
from tests.schema.callers import CASES

PLUMBING = ("Connection", "Edge", "PageInfo")  # Relay's own words, explained by Relay
GENERATED = ("Where", "Filter", "OrderBy", "Order")  # made from the fields, which carry the words


@cache
def contract() -> GraphQLSchema:
    return build_schema((ROOT / "schema/schema.graphql").read_text())


def own_types() -> list[GraphQLNamedType]:
    return [
        named
        for name, named in contract().type_map.items()
        if not (
            is_introspection_type(named)
            or is_specified_scalar_type(named)
            or name.endswith(PLUMBING + GENERATED)
        )
    ]


def test_every_type_is_described_in_both_languages():
    assert [named.name for named in own_types() if SEPARATOR not in (named.description or "")] == []


def test_every_field_is_described_in_both_languages():
    undescribed = [
        f"{named.name}.{name}"
        for named in own_types()
        if not isinstance(named, GraphQLEnumType)
        for name, field in getattr(named, "fields", {}).items()
        if SEPARATOR not in (field.description or "")
    ]

    assert undescribed == []


def operations(*roots: GraphQLObjectType | None) -> list[str]:
    chosen = roots or (contract().query_type, contract().mutation_type, contract().subscription_type)
    return [name for root in chosen if root for name in root.fields]


def test_every_operation_is_tried_by_four_callers():
    assert [name for name in operations() if name not in CASES] == []


def test_no_case_is_left_of_an_operation_that_is_gone():
    assert [name for name in CASES if name not in operations()] == []


def test_each_case_asks_the_operation_it_is_filed_under():
    assert [name for name, case in CASES.items() if name not in case.document] == []


def test_each_change_is_checked_to_have_left_things_alone_when_refused():
    changes = operations(contract().mutation_type) if contract().mutation_type else []

    assert [name for name in changes if name in CASES and not CASES[name].untouched] == []
