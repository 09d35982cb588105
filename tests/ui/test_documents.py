"""Every page document is valid against the schema, so a renamed field fails here first."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphql import FragmentDefinitionNode, OperationDefinitionNode, build_schema, parse, validate

from schema.root import build
from server.plan import limits
from server.plan.limits import Pricing
from ui.people.steps import STEPS

UI = Path(__file__).parents[2] / "ui"
FILES = sorted(path for path in UI.rglob("*.graphql") if "node_modules" not in path.parts)


@pytest.fixture(scope="module")
def schema():
    return build_schema(build().as_str())


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(UI)))
def test_document_is_valid(path, schema):
    assert [error.message for error in validate(schema, parse(path.read_text("utf-8")))] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(UI)))
def test_document_is_within_the_limits(path):
    """What its lists ask for is counted as the server counts it, so that a page never asks for too much."""
    document = parse(path.read_text("utf-8"))
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}

    limits.check(document)
    for operation in document.definitions:
        if isinstance(operation, OperationDefinitionNode):
            assert Pricing(fragments, {}).cost(operation.selection_set) <= limits.COST


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_step_is_valid_and_knows_its_inputs(step, schema):
    kind = schema.get_type(step.mutation[0].upper() + step.mutation[1:] + "Input")

    assert [error.message for error in validate(schema, parse(step.document))] == []
    assert {one.name for one in step.inputs} <= set(kind.fields)
