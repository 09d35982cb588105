"""A wrong document is refused in words that name nothing the caller did not send; a right one is kept."""

# ruff: noqa: E501 (a document reads best in one line)

from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest

from server.kernel.errors import QueryTooLarge
from server.plan.documents import Documents, InvalidDocument
from tests.plan.generate import Generator
from tests.plan.harness import SCHEMA, Bench

GQL = SCHEMA._schema


def words(text: str) -> set[str]:
    return set(re.findall(r"[_A-Za-z]\w*", text))


SCHEMA_NAMES = {name for name in GQL.type_map if not name.startswith("__")} | {
    word
    for kind in GQL.type_map.values()
    for word in (*getattr(kind, "fields", ()), *getattr(kind, "values", ()))
}
ENGLISH = {
    "have",
    "mean",
    "unknown",
    "required",
    "after",
    "on",
    "in",
    "of",
    "type",
    "field",
    "not",
    "name",
    "id",
    "value",
    "is",
    "to",
    "action",
    "at",
    "Int",
    "String",
    "Boolean",
    "and",
    "or",
    "position",
    "fields",
    "values",
    "employee",
    "by",
    "number",
    "found",
    "error",
}
MISTAKES = (
    "{ me { phon } }", "{ employe { id } }", "{ employees(wher: {}) { totalCount } }", '{ employees(first: "x") { totalCount } }',
    "{ employees(where: 3) { totalCount } }", "{ employees(where: {statu: {eq: LEFT}}) { totalCount } }", "{ me }", "{ me { department } }",
    "{ employees(where: {status: {eq: LEFTY}}) { totalCount } }", "{ employees(orderBy: [{name: UP}]) { totalCount } }", "{ explainAccess { role } }",
    "{ me { ... on Department { code } } }", "{ me { id { x } } }", "mutation { hireEmployee { id } }", "mutation { hireEmployee(input: {}) { id } }",
    "query($x: Employe) { me { id } }", "query($w: Int) { employees(where: $w) { totalCount } }", "{ me { id @includ(if: true) } }", "{ me(asOf: 3) { id } }",
    "fragment x on Emplyee { id } { me { ...x } }", "{ me { ...nothing } }", "{ departments { nodes { kind: name kind } } }", "subscription { x }", "{", "",
)  # fmt: skip


@pytest.mark.parametrize("source", MISTAKES)
def test_a_mistake_names_nothing_the_caller_did_not_send(source: str):
    with pytest.raises(InvalidDocument) as caught:
        Documents(GQL, lambda _: True).get(source)

    assert words(str(caught.value)) & SCHEMA_NAMES - words(source) - ENGLISH == set()
    assert "Did you mean" not in str(caught.value)


def test_mutilated_documents_name_nothing_either():
    made, chance = Generator(GQL, 7), Random(7)
    for _ in range(150):
        source = made.document()
        place = chance.randrange(len(source))
        broken = source[:place] + chance.choice('xq{}"3:') + source[place + chance.randrange(2) :]
        assert words(refusal(broken)) & SCHEMA_NAMES - words(broken) - ENGLISH == set(), broken


def refusal(source: str) -> str:
    try:
        Documents(GQL, lambda _: True).get(source)
    except InvalidDocument as error:
        return str(error)
    except QueryTooLarge:
        return ""
    return ""


BAD_VARIABLES = (
    {"w": {"statu": {"eq": "LEFT"}}},
    {"w": {"status": {"eq": "LEFTY"}}},
    {"w": 3},
    {"w": {"hiredOn": {"eq": "x"}}},
    {"w": {"and": [1]}},
)


@pytest.mark.parametrize("given", BAD_VARIABLES)
async def test_a_wrong_variable_names_nothing_either(planted: Bench, given: dict[str, Any]):
    source = "query($w: EmployeeWhere) { employees(where: $w) { totalCount } }"

    with pytest.raises(InvalidDocument) as caught:
        await planted.run("hr_manager", source, given)

    assert words(str(caught.value)) & SCHEMA_NAMES - words(source) - words(str(given)) - ENGLISH == set()


async def test_the_operation_to_run_must_be_named(planted: Bench):
    source = "query a { me { id } } query b { me { code } }"

    assert (await planted.compiled("hr_manager", source, name="b"))["data"] == {"me": {"code": "E1"}}
    assert (await planted.compiled("hr_manager", source))["codes"] == ["INVALID_INPUT"]
    assert (await planted.compiled("hr_manager", source, name="c"))["codes"] == ["INVALID_INPUT"]
    assert (await planted.compiled("hr_manager", "query a { me { code } }"))["data"] == {"me": {"code": "E1"}}


def test_documents_and_plans_are_forgotten_in_turn():
    documents = Documents(GQL, lambda _: True)
    documents.cache.size = 2
    for name in ("a", "b", "c"):
        documents.get(f"query {name} {{ me {{ id }} }}")
    assert len(documents.cache.items) == 2
    assert documents.persisted[documents.persist("{ me { id } }")] == "{ me { id } }"
