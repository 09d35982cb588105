"""A rule is left out only where it could not have found anything."""

from __future__ import annotations

import pytest
from graphql import parse, specified_rules, validate

from server.plan.validation import NEEDS, rules_for
from tests.web.conftest import SCHEMA

SCHEMA_CORE = SCHEMA._schema
WRONG = {
    "an undefined variable": "{ employee(id: $id) { name } }",
    "an unused variable": "query A($id: ID!) { hello }",
    "a variable given twice": "query A($n: String, $n: String) { hello(name: $n) }",
    "a variable of an output type": "query A($n: Employee) { hello(name: $n) }",
    "a variable of an unknown type": "query A($n: Nothing) { hello(name: $n) }",
    "a variable in the wrong place": "query A($n: Int) { hello(name: $n) }",
    "an unknown directive": "{ hello @nothing }",
    "a directive twice": "{ hello @skip(if: true) @skip(if: true) }",
    "a directive in the wrong place": "query @skip(if: true) { hello }",
    "an unknown fragment": "{ ...F }",
    "a fragment of another type": "{ me { ... on Department { name } } }",
    "a fragment of an unknown type": "{ me { ... on Nothing { name } } }",
    "a fragment of a scalar": "{ me { ... on String { name } } }",
    "an unused fragment": "{ hello } fragment F on Query { hello }",
    "a fragment given twice": "{ ...F } fragment F on Query { hello } fragment F on Query { hello }",
    "a circle of fragments": "{ ...F } fragment F on Query { ...F }",
    "two fields of a subscription": "subscription { ticks other: ticks }",
    "two operations of one name": "query A { hello } query A { hello }",
    "a nameless operation among others": "{ hello } query A { hello }",
    "an unknown field": "{ nothing }",
    "an unknown argument": '{ hello(nothing: "x") }',
    "an argument twice": '{ hello(name: "x", name: "y") }',
    "a value of the wrong type": "{ hello(name: 1) }",
    "fields in conflict": '{ hello(name: "x") hello(name: "y") }',
    "no selection below an object": "{ me }",
    "a selection below a scalar": "{ hello { x } }",
    "a type definition": "type A { b: Int } { hello }",
    "an input field twice": '{ employees(where: {name: {eq: "x", eq: "y"}}) { totalCount } }',
}


@pytest.mark.parametrize("case", WRONG)
def test_what_every_rule_together_finds_is_found(case):
    document = parse(WRONG[case])

    everything = validate(SCHEMA_CORE, document)
    found = validate(SCHEMA_CORE, document, rules_for(WRONG[case]))

    assert everything
    assert [each.message for each in found] == [each.message for each in everything]


def test_a_plain_document_needs_less_than_half_of_the_rules():
    assert len(rules_for("{ employees { nodes { name } } }")) < len(specified_rules) / 2


def test_a_document_with_every_mark_needs_all_rules():
    assert rules_for("query A($a: Int) @x { ...F } fragment F on Query { subscription }") == tuple(
        specified_rules
    )


def test_every_rule_that_may_be_left_out_is_one_of_the_specification():
    assert set(NEEDS) <= set(specified_rules)
