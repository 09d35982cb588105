"""Documents made to exhaust are refused at once, in words that tell nothing of the schema."""

# ruff: noqa: E501 (a document reads best in one line)

from __future__ import annotations

import time
from typing import Any

import pytest
from graphql import get_introspection_query

from server.kernel.errors import QueryTooLarge
from server.plan.documents import Documents
from server.plan.limits import measure_input
from server.store.store import Store
from tests.plan.harness import SCHEMA, Bench, bench

GQL = SCHEMA._schema


def bomb(count: int) -> str:
    spreads = [f"fragment f{n} on Employee {{ ...f{n + 1} ...f{n + 1} }}" for n in range(count)]
    return "{ me { ...f0 } } " + " ".join(spreads) + f" fragment f{count} on Employee {{ id }}"


def bomb_of_links(count: int) -> str:
    spreads = [
        f"fragment f{n} on Employee {{ a: manager {{ ...f{n + 1} }} b: manager {{ ...f{n + 1} }} }}"
        for n in range(count)
    ]
    return "{ me { ...f0 } } " + " ".join(spreads) + f" fragment f{count} on Employee {{ id }}"


REFUSED = {
    "fragments that double": bomb(24),
    "fragments that double links": bomb_of_links(24),
    "a circle of fragments": "{ me { ...a } } fragment a on Employee { ...b } fragment b on Employee { ...a }",
    "a fragment of itself": "{ me { ...a } } fragment a on Employee { id ...a }",
    "a circle nobody uses": "{ me { id } } fragment a on Employee { manager { ...a } }",
    "very deep": "{me" * 6000,
    "deep beyond parsing": "{me{manager" * 600 + "{id}" + "}" * 1200,
    "deep inline fragments": "{ me {" + "...{" * 100 + "id" + "}" * 100 + "} }",
    "levels": "{ me { manager { manager { manager { manager { manager { manager { manager { id } } } } } } } } }",
    "aliases": "{ me { " + " ".join(f"a{n}: id" for n in range(16)) + " } }",
    "aliases through a fragment": "{ me { ...f } a: me { ...f } } fragment f on Employee { " + " ".join(f"b{n}: id" for n in range(8)) + " }",
    "fields": "{ me { " + "id " * 401 + "} }",
    "tokens": "{ me { " + "id " * 1600 + "} }",
    "characters": "{ me { id } } #" + "x" * 20_000,
    "directives": "{ me { " + "id @include(if: true) " * 21 + "} }",
    "many directives on one field": "{ me { id " + "@include(if: true) " * 21 + "} }",
    "root fields": "{ " + " ".join(f"a{n}: me {{ id }}" for n in range(16)) + " }",
    "root fields through a fragment": "{ ...r ...r ...r ...r } fragment r on Query { me { id } departments { totalCount } positions { totalCount } locations { totalCount } }",
    "definitions": " ".join(f"query q{n} {{ me {{ id }} }}" for n in range(31)),
    "deep filter": "{ employees(where: " + "{not: " * 30 + "{}" + "}" * 30 + ") { totalCount } }",
    "unparsably deep filter": "{ employees(where: " + "{not: " * 400 + "{}" + "}" * 400 + ") { totalCount } }",
    "deep introspection": "{ __schema { types { fields { type " + "{ ofType " * 20 + "{ name }" + " }" * 20 + " } } } }",
}  # fmt: skip


@pytest.mark.parametrize("title", REFUSED)
def test_what_would_exhaust_is_refused_at_once(title: str):
    documents = Documents(GQL, lambda _: True)
    spent = []
    for _ in range(3):
        started = time.thread_time()
        with pytest.raises(QueryTooLarge):
            documents.get(REFUSED[title])
        spent.append(time.thread_time() - started)

    assert min(spent) < 0.05


WIDE = "{ me { " + "id name code department { code name } " * 49 + "} }"


def test_the_largest_document_let_through_is_validated_in_time():
    started = time.thread_time()

    Documents(GQL, lambda _: True).get(WIDE)

    assert time.thread_time() - started < 1


def test_ordinary_introspection_passes():
    parsed = Documents(GQL, lambda _: True).get(get_introspection_query())

    assert parsed.operation(None).node.name


@pytest.fixture
async def planted(sqlite_store: Store) -> Bench:
    return await bench(sqlite_store)


COSTLY: tuple[tuple[str, dict[str, Any]], ...] = (
    ("{ employees(first: 200) { nodes { reports(first: 200) { nodes { id } } } } }", {}),
    ("query($n: Int) { employees(first: $n) { nodes { reports(first: $n) { nodes { id } } } } }", {"n": 150}),
    (
        "query($n: Int = 150) { employees(first: $n) { nodes { reports(last: $n) { edges { node { id } } } } } }",
        {},
    ),
    (
        "{ employees { ...l } } fragment l on EmployeeConnection { nodes { reports { nodes { reports { nodes { id } } } } } }",
        {},
    ),
)


@pytest.mark.parametrize(("source", "given"), COSTLY)
async def test_the_sizes_asked_for_make_the_cost(planted: Bench, source: str, given: dict[str, Any]):
    assert await planted.code("hr_manager", source, given) == "QUERY_TOO_LARGE"
    assert (await planted.ordinary("hr_manager", source, given))["codes"] == ["QUERY_TOO_LARGE"]
    assert planted.statements == [] or not any("reports" in each for each in planted.statements)


async def test_a_small_page_of_the_same_is_cheap(planted: Bench):
    answer = await planted.run("hr_manager", COSTLY[1][0], {"n": 20})

    assert answer.cost == 1 + 20 + 20 + 400


@pytest.mark.parametrize(
    ("size", "code"), [(201, "PAGE_TOO_LARGE"), (2_000_000, "PAGE_TOO_LARGE"), (-1, "INVALID_INPUT")]
)
async def test_a_page_has_a_largest_size(planted: Bench, size: int, code: str):
    assert await planted.code("hr_manager", f"{{ employees(first: {size}) {{ nodes {{ id }} }} }}") == code
    assert (
        await planted.code(
            "hr_manager", "query($n: Int) { me { reports(last: $n) { nodes { id } } } }", {"n": size}
        )
        == code
    )


async def test_conditions_and_links_have_a_largest_number(planted: Bench):
    source = "query($w: DepartmentWhere) { departments(where: $w) { totalCount } }"
    one = {"code": {"eq": "D1"}}

    assert await planted.code("hr_manager", source, {"w": {"or": [one] * 100}}) == "QUERY_TOO_LARGE"
    assert (await planted.data("hr_manager", source, {"w": {"or": [one] * 99}}))["departments"] == {
        "totalCount": 1
    }
    assert await planted.code("hr_manager", source, {"w": {"code": {"in": ["x"] * 1001}}}) == "INVALID_INPUT"
    assert (await planted.data("hr_manager", source, {"w": {"code": {"in": ["D1"] * 1000}}}))[
        "departments"
    ] == {"totalCount": 1}

    person = "id code department { code parent { code } manager { code } } position { code } location { city } manager { code }"
    deep = person
    for _ in range(5):
        deep = f"{person} manager {{ {deep} }} "
    assert await planted.code("hr_manager", f"{{ employees {{ nodes {{ {deep} }} }} }}") == "QUERY_TOO_LARGE"


def wide(levels: int) -> str:
    """Select every way to another person within some levels."""
    if levels <= 0:
        return "code"
    head, above = (f"manager {{ {wide(levels - step)} }}" if levels >= step else "code" for step in (2, 3))
    beside = "position { code } location { code }"
    return f"code {beside} manager {{ {wide(levels - 1)} }} department {{ {head} parent {{ {above} }} }}"


async def test_a_row_follows_a_largest_number_of_links(planted: Bench):
    planted.engine.documents.get(f"{{ me {{ {wide(4)} }} }}")

    assert await planted.code("hr_manager", f"{{ me {{ {wide(4)} }} }}") == "QUERY_TOO_LARGE"
    assert (await planted.data("hr_manager", f"{{ me {{ {wide(3)} }} }}"))["me"]["code"] == "E1"


async def test_variables_too_deep_or_too_many_are_refused(planted: Bench):
    deep: dict[str, Any] = {}
    for _ in range(900):
        deep = {"not": deep}
    for given in ({"w": deep}, {"w": {"code": {"in": ["x"] * 10_001}}}):
        assert (
            await planted.code(
                "hr_manager", "query($w: DepartmentWhere) { departments(where: $w) { totalCount } }", given
            )
            == "QUERY_TOO_LARGE"
        )
    measure_input({"a": [1, {"b": [2]}], "c": None})


AWKWARD = ('{code: {eq: "a\\u0000b"}}', '{name: {contains: "\\u0000"}}', '{code: {in: ["\\u0000"]}}')


@pytest.mark.parametrize("where", AWKWARD)
async def test_a_zero_byte_is_refused_before_the_database(planted: Bench, where: str):
    assert (
        await planted.code("hr_manager", f"{{ departments(where: {where}) {{ totalCount }} }}")
        == "INVALID_INPUT"
    )


@pytest.mark.parametrize(
    "number", ['"1e30"', '"NaN"', '"Infinity"', '"0.001"', '"1e999999"', '"92233720368547758.08"']
)
async def test_an_impossible_number_is_refused(planted: Bench, number: str):
    assert (
        await planted.code(
            "hr_manager", f"{{ employees(where: {{fte: {{gt: {number}}}}}) {{ totalCount }} }}"
        )
        == "INVALID_INPUT"
    )
