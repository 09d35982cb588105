"""Each people mutation hands its input to the operation of its own name."""

from __future__ import annotations

import inspect

from strawberry.types import get_object_definition

from schema import people_mutations as pm
from schema import root
from server.people import operations


def test_each_mutation_has_its_operation_and_takes_what_its_input_holds():
    definition = get_object_definition(pm.PeopleMutation, strict=True)

    assert {field.python_name for field in definition.fields} <= set(operations.__all__)
    for field in definition.fields:
        known = inspect.signature(getattr(operations, field.python_name)).parameters
        (argument,) = field.arguments
        members = {each.python_name for each in get_object_definition(argument.type, strict=True).fields}
        if "changes" not in known and not any(each.kind is each.VAR_KEYWORD for each in known.values()):
            assert members <= {*known, "idempotency_key"}, field.python_name


def test_each_operation_has_its_mutation():
    offered = get_object_definition(root.Mutation, strict=True).fields

    assert set(operations.__all__) - {field.python_name for field in offered} == set()
