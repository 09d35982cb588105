"""Fields of the engine answer by response key, those of resolvers by name."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from strawberry.types import get_object_definition

from schema.planned import PageInfo


def test_a_row_answers_by_alias_and_an_object_by_name():
    fields = get_object_definition(PageInfo, strict=True).fields
    field: Any = next(each for each in fields if each.python_name == "end_cursor")
    info = SimpleNamespace(path=SimpleNamespace(key="alias"))

    assert field.get_result({"alias": "3"}, info, [], {}) == "3"
    assert field.get_result(PageInfo(end_cursor="4"), info, [], {}) == "4"
