"""Every page document is valid against the schema, so a renamed field fails here first."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphql import build_schema, parse, validate

from schema.root import build
from ui.people.steps import STEPS

UI = Path(__file__).parents[2] / "ui"
FILES = sorted(path for path in UI.rglob("*.graphql") if "node_modules" not in path.parts)


@pytest.fixture(scope="module")
def schema():
    return build_schema(build().as_str())


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(UI)))
def test_document_is_valid(path, schema):
    assert [error.message for error in validate(schema, parse(path.read_text("utf-8")))] == []


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_step_is_valid_and_knows_its_inputs(step, schema):
    kind = schema.get_type(step.mutation[0].upper() + step.mutation[1:] + "Input")

    assert [error.message for error in validate(schema, parse(step.document))] == []
    assert {one.name for one in step.inputs} <= set(kind.fields)
