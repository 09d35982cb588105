"""Inputs below an input reach the operation as plain mappings, what was not sent left out."""

from __future__ import annotations

import strawberry

from schema.import_mutations import ColumnInput, plain


def test_inputs_below_an_input_become_mappings():
    given = [ColumnInput(header="no", field="code"), ColumnInput(header="x", field=None)]

    assert plain(given) == [{"header": "no", "field": "code"}, {"header": "x"}]
    assert plain(strawberry.ID("1")) == "1"
