"""A document that asks for the id alone keeps a root's arguments and only the variables these need."""

from __future__ import annotations

from graphql import FieldNode, OperationDefinitionNode, parse

from server.web.protected import asking_for_id


def test_asking_for_id():
    (operation,) = parse(
        'query A($a: ID!, $b: Int) { one(id: $a, code: "x") { phone } two(n: $b) }'
    ).definitions
    assert isinstance(operation, OperationDefinitionNode)
    root = operation.selection_set.selections[0]
    assert isinstance(root, FieldNode)

    assert asking_for_id(operation, root).split() == [
        "query",
        "($a:",
        "ID!)",
        "{",
        "row:",
        "one(id:",
        "$a,",
        "code:",
        '"x")',
        "{",
        "id",
        "}",
        "}",
    ]
