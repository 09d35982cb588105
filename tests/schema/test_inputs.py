"""What of an input reaches an operation."""

from __future__ import annotations

import strawberry

from schema.inputs import Once, given, given_with, needed, optional, split_changes

ID = strawberry.ID("1")


@strawberry.input
class LineInput:
    text: str = needed("内容", "Text")
    note: str | None = optional("说明", "Note")


@strawberry.input
class ListInput(Once):
    id: strawberry.ID = needed("编号", "Id")
    lines: list[LineInput] | None = optional("各行", "Lines")
    remark: str | None = optional("备注", "Remark")


def test_what_was_not_sent_or_sent_as_null_is_not_handed_on():
    assert given(ListInput(id=ID, remark=None)) == {"id": "1"}
    assert given(ListInput(id=ID, idempotency_key="k")) == {"id": "1", "idempotency_key": "k"}


def test_null_clears_in_an_update():
    assert split_changes(ListInput(id=ID, remark=None, idempotency_key="k")) == {
        "id": "1",
        "idempotency_key": "k",
        "changes": {"remark": None},
    }


def test_inputs_in_lists_are_turned_into_what_the_operation_takes():
    handed = given_with({"lines": dict})

    assert handed(ListInput(id=ID, lines=[LineInput(text="一", note=None), LineInput(text="二")])) == {
        "id": "1",
        "lines": [{"text": "一"}, {"text": "二"}],
    }
    assert handed(ListInput(id=ID, lines=None)) == {"id": "1"}
