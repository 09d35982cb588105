"""Pages walk through every row once, in order, from either end."""

# ruff: noqa: E501 (a document reads best in one line)

from __future__ import annotations

from typing import Any

import pytest

from server.people import models as m
from tests.plan.harness import Bench, codes, write
from tests.plan.world import row, uid


async def walk(planted: Bench, root: str, sort: str, down: str, *, size: int, backwards: bool) -> list[str]:
    words = (
        ("last", "before", "hasPreviousPage", "startCursor")
        if backwards
        else ("first", "after", "hasNextPage", "endCursor")
    )
    page, cursor, more, edge = words
    source = f"query($c: String) {{ {root}({page}: {size}, {cursor}: $c, orderBy: [{{{sort}: {down}}}]) {{ nodes {{ id }} pageInfo {{ {more} {edge} }} }} }}"
    out: list[str] = []
    given: str | None = None
    while True:
        found = (await planted.data("hr_manager", source, {"c": given}))[root]
        ids = [each["id"] for each in found["nodes"]]
        out = [*ids, *out] if backwards else [*out, *ids]
        if not found["pageInfo"][more]:
            return out
        given = found["pageInfo"][edge]


def sortable(planted: Bench, entity: str) -> list[str]:
    kind: Any = planted.engine.schema.type_map[f"{entity}Order"]
    known = planted.engine.entities[entity].columns
    names = {name: "".join(f"_{c.lower()}" if c.isupper() else c for c in name) for name in kind.fields}
    return [name for name, column in names.items() if not known[column].sealed]


@pytest.mark.parametrize(
    ("entity", "root"), [("Employee", "employees"), ("Department", "departments"), ("Position", "positions")]
)
async def test_pages_walk_through_every_row_once_in_order(planted: Bench, entity: str, root: str):
    for sort in sortable(planted, entity):
        for down in ("ASC", "DESC"):
            whole = [
                each["id"]
                for each in (
                    await planted.data(
                        "hr_manager", f"{{ {root}(orderBy: [{{{sort}: {down}}}]) {{ nodes {{ id }} }} }}"
                    )
                )[root]["nodes"]
            ]
            assert len(whole) == len(set(whole)) > 0
            for backwards in (False, True):
                assert await walk(planted, root, sort, down, size=2, backwards=backwards) == whole, (
                    sort,
                    down,
                    backwards,
                )


async def test_nested_pages_walk_by_hours_stored_in_hundredths(planted: Bench):
    months = [
        m.Attendance(
            **row("B1") | {"id": uid(f"B{n}")},
            employee_id=uid("E3"),
            month=f"2024-0{n}",
            worked_hours=16000 + n % 3,
        )
        for n in range(1, 8)
    ]
    await write(planted.store, *months)
    source = "query($c: String) { me { attendance(first: 2, after: $c, orderBy: [{workedHours: DESC}, {lateCount: ASC}]) { nodes { month } pageInfo { hasNextPage endCursor } } } }"

    seen: list[str] = []
    given = None
    for _ in range(5):
        found = (await planted.data("employee", source, {"c": given}))["me"]["attendance"]
        seen += [each["month"] for each in found["nodes"]]
        given = found["pageInfo"]["endCursor"]

    assert seen == [
        "2025-04",
        "2025-05",
        "2024-02",
        "2024-05",
        "2024-01",
        "2024-04",
        "2024-07",
        "2024-03",
        "2024-06",
    ]
    assert not found["pageInfo"]["hasNextPage"]


@pytest.mark.parametrize("down", ["ASC", "DESC"])
async def test_nothing_sorts_last_either_way(planted: Bench, down: str):
    found = await planted.data(
        "hr_manager", f"{{ employees(orderBy: [{{leftOn: {down}}}]) {{ nodes {{ code }} }} }}"
    )

    assert codes(found) == ["E5", "E1", "E2", "E3", "E4", "E6"]


async def test_names_sort_by_pinyin(planted: Bench):
    found = await planted.data("hr_manager", "{ employees(orderBy: [{name: ASC}]) { nodes { name } } }")

    assert [each["name"] for each in found["employees"]["nodes"]] == [
        "陈佳",
        "李娜",
        "孙宁",
        "王芳",
        "赵磊",
        "周明",
    ]


MIXED = ("first: 1, before: $c", "last: 1, after: $c", "first: 1, last: 1", "after: $c, before: $c")


@pytest.mark.parametrize("given", MIXED)
async def test_pages_from_both_ends_at_once_have_no_meaning(planted: Bench, given: str):
    uses = "($c: String)" if "$c" in given else ""

    assert (
        await planted.code(
            "hr_manager", f"query{uses} {{ employees({given}) {{ totalCount }} }}", {"c": "x"} if uses else {}
        )
        == "INVALID_INPUT"
    )


async def test_a_search_of_feedback_reads_it_through_and_follows_no_index(planted: Bench):
    planted.statements.clear()
    for search in ('search: "d", ', ""):
        await planted.data(
            "hr_manager",
            f"{{ customerFeedbacks({search}orderBy: [{{receivedAt: ASC}}]) {{ nodes {{ id }} }} }}",
        )
    await planted.data("hr_manager", '{ departments(search: "d", orderBy: [{code: ASC}]) { nodes { id } } }')

    found = ["order by +" in each for each in planted.statements if "order by" in each]
    assert found == [planted.store.dialect == "sqlite", False, False]
