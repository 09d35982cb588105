"""The forms of the schema: names first, labels apart, and all of it to keep."""

from __future__ import annotations

import json
from typing import Any

import brotli
from graphql import build_schema, introspection_from_schema, print_schema

from ui.console.sdl import labels, names, pack, whole

SCHEMA = build_schema(
    """
    "查询 | Query" type Query { "人员 | People: all = {some}" people(first: Int = 5, where: PersonWhere): [Person!] }
    "人 | Person" type Person { "工号 | Code" code: String kind: Kind }
    "条件 | Conditions" input PersonWhere { "工号 | Code" code: String = "a: b" }
    "新增 | Adding" input AddInput { "工号 | Code" code: String }
    "类别 | Kind" enum Kind { "一 | One" ONE }
    """
)
TOLD = dict(introspection_from_schema(SCHEMA))


def test_names_carry_the_labels_of_types_and_entries():
    found: Any = build_schema(names(TOLD, "en"))

    assert found.type_map["Person"].description == "Person"
    assert found.type_map["PersonWhere"].description is None
    assert found.query_type.fields["people"].description == "People: all = {some}"
    assert found.type_map["Person"].fields["code"].description is None
    assert found.type_map["AddInput"].fields["code"].description is None
    assert "people(first: Int = 5, where: PersonWhere)" in print_schema(found)
    assert 'code: String = "a: b"' in print_schema(found)


def test_labels_are_told_by_type_and_member_in_one_language():
    assert json.loads(labels(TOLD, "zh")) == {
        "Query": {"people": "人员"},
        "Person": {"code": "工号"},
        "AddInput": {"code": "工号"},
        "Kind": {"ONE": "一"},
    }
    assert json.loads(labels(TOLD, "en"))["Kind"] == {"ONE": "One"}


def test_the_whole_says_everything_in_both_languages():
    assert whole(TOLD) == print_schema(SCHEMA) + "\n"


def test_a_text_is_packed_beside_itself():
    found = pack("人")

    assert found.plain.decode() == "人"
    assert brotli.decompress(found.packed) == found.plain
