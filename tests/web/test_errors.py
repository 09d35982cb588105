"""Error texts hold nothing of the schema that the caller did not write."""

from __future__ import annotations

import re

import pytest
from graphql import build_schema, parse, validate

from server.web.errors import OTHERWISE, frames, words_for

SCHEMA = build_schema(
    """
    type Query { salaryOf(bankAccount: Int!, kind: HiddenKind, filter: HiddenInput): HiddenType, plain: String }
    type HiddenType { idNumber: String } type OtherHidden { idNumber: String }
    enum HiddenKind { SECRETONE SECRETTWO } input HiddenInput { healthNote: String!, bonus: Int }
    union HiddenUnion = HiddenType
    """
)
HIDDEN = re.compile(r"Hidden|bankAccount|SECRET(ONE|TWO)|healthNote|idNumber|salaryOf|\bInt\b|String|Boolean")
MEANT = {
    "{ salaryO }": "Unknown field 'salaryO'.",
    "{ plain { x } }": "The selection below field 'plain' is wrong.",
    "{ plain(bank: 1) }": "Unknown argument 'bank'.",
    "{ s: salaryOf(bankAccount: 1, kind: SECRETON) { x: __typename } }": OTHERWISE[1],
    "{ s: salaryOf(bankAccount: 1, kind: 5) { x: __typename } }": OTHERWISE[1],
    "{ s: salaryOf { x: __typename } }": "A required argument is missing.",
    "{ s: salaryOf(bankAccount: 1, filter: {}) { x: __typename } }": OTHERWISE[1],
    "{ s: salaryOf(bankAccount: 1, filter: {x: 1}) { x: __typename } }": OTHERWISE[1],
    "{ plain @skp }": "Unknown directive '@skp'.",
    "{ ...F }": "Unknown fragment 'F'.",
    "{ plain } fragment F on Query { plain }": "Fragment 'F' is never used.",
    "{ ...F } fragment F on Query { ...F }": "Fragment 'F' spreads itself.",
    "{ ...F } fragment F on Hidde { plain }": "Unknown type 'Hidde'.",
    "query($v: Hidde) { plain }": "Unknown type 'Hidde'.",
    "query($v: Boolean) { plain }": "Variable '$v' is never used.",
    "{ plain @skip(if: $w) }": "Variable '$w' is not defined.",
    "query($v: String) { s: salaryOf(bankAccount: $v) { x: __typename } }": (
        "Variable '$v' does not fit where it is used."
    ),
    "query($v: HiddenType) { plain @skip(if: $v) }": "Variable '$v' has no input type.",
    "{ plain plain: __typename }": "Fields 'plain' conflict; give them different aliases.",
    "query A { plain } query A { plain }": "'A' is given twice.",
    "{ plain } { plain }": "Name each operation when there are several.",
    "{ plain @skip(if: true) @skip(if: true) }": "Directive '@skip' is given twice.",
    "query @skip(if: true) { plain }": "Directive '@skip' may not be used here.",
    "mutation { x }": "This kind of operation is not supported.",
    "type A { b: Boolean }": "Only operations and fragments can be run.",
    "{ ... on OtherHidden { x: __typename } }": "A fragment stands where its type cannot be.",
}


@pytest.mark.parametrize("source", MEANT)
def test_each_message_is_told_in_our_words(source):
    found = validate(SCHEMA, parse(source))

    said = [words_for(error.message)[1] for error in found]
    assert MEANT[source] in said
    assert not [text for text in said if HIDDEN.search(text.replace("'Hidde'", "").replace("'salaryO'", ""))]


def test_a_name_is_only_quoted_if_it_is_one():
    assert words_for("Cannot query field '<script>' on type 'X'.") == (*OTHERWISE, "")
    assert words_for("something new") == (*OTHERWISE, "")


async def test_variables_are_told_by_name_and_place(world):
    answer = await world.ask(
        "employee", "query($v: Int!) { hello(bankAccount: $v) }", variables={"v": "SECRETON"}
    )

    (error,) = answer.json()["errors"]
    assert error["extensions"] == {
        "code": "INVALID_INPUT", "zh": "变量“$v”的值有误。", "en": "Variable '$v' has an invalid value.",
        "inputPath": ["v"], "requestId": answer.headers["x-request-id"],
    }  # fmt: skip
    assert error["locations"] == [{"line": 1, "column": 7}]


async def test_five_errors_are_enough(world):
    answer = await world.ask("employee", "{ a b c d e f g h }")

    assert len(answer.json()["errors"]) == 5


async def test_a_circle_of_fragments_is_refused(world):
    answer = await world.ask("employee", "{ ...F } fragment F on Query { ...F }")

    assert "errors" in answer.json()
    assert answer.status_code == 200


def test_frames_say_where_but_not_what():
    with pytest.raises(ValueError, match="13800001234x") as caught:
        int("13800001234x")

    assert frames(caught.value)[0].endswith("test_frames_say_where_but_not_what")
    assert "13800001234x" not in frames(caught.value)[0]
