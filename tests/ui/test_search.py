"""The people list's address: read, asked, written back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.datastructures import QueryParams

from ui.people.search import Search, as_tree, children_of

TEAMS: list[Mapping[str, Any]] = [
    {"id": "a", "name": "公司", "parent": None},
    {"id": "b", "name": "门店", "parent": {"id": "a"}},
    {"id": "c", "name": "城西", "parent": {"id": "b"}},
]


def read(text: str) -> Search:
    return Search.read(QueryParams(text))


def test_a_department_stands_for_all_beneath_it():
    asked = read("department=b&status=ACTIVE&status=NONSENSE").filter(children_of(TEAMS))

    assert asked == {
        "where": {"department": {"id": {"in": ["b", "c"]}}, "status": {"in": ["ACTIVE"]}},
        "orderBy": [{"name": "ASC"}],
        "search": None,
    }


def test_heads_sort_up_then_down():
    assert read("").sorted_by("hired") == "/people?sort=hired"
    assert read("sort=hired").sorted_by("hired") == "/people?sort=-hired"
    assert read("sort=-hired").direction("hired") == "descending"
    assert read("sort=salary").sort == "name"


def test_a_chip_removes_only_its_own_value():
    assert (
        read("q=wf&status=ACTIVE&status=NOTICE").without("status", "ACTIVE") == "/people?q=wf&status=NOTICE"
    )


def test_going_back_asks_for_the_last_rows_before():
    assert read("before=x&size=50").page() == {"last": 50, "before": "x"}
    assert read("size=7").page() == {"first": 25, "after": None}


def test_departments_come_as_a_tree():
    assert [(row["id"], row["depth"]) for row in as_tree(TEAMS)] == [("a", 0), ("b", 1), ("c", 2)]
