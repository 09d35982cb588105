"""The people list's address: read, asked, written back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.datastructures import QueryParams

from ui.people.search import Search, as_tree, branching, children_of, folded, subtree_counts

TEAMS: list[Mapping[str, Any]] = [
    {"id": "a", "name": "公司", "parent": None},
    {"id": "b", "name": "门店", "parent": {"id": "a"}},
    {"id": "c", "name": "城西", "parent": {"id": "b"}},
]


def read(text: str) -> Search:
    return Search.read(QueryParams(text))


def test_what_the_reader_may_not_narrow_by_is_dropped():
    given = QueryParams("q=li&status=ACTIVE&department=b&type=HOURLY&sort=-status")

    blind = Search.read(given, frozenset())
    payroll = Search.read(given, frozenset({"name", "code", "search"}))

    assert blind.filter({}) == {"where": None, "orderBy": None, "search": None}
    assert blind.link() == "/people"
    assert payroll.filter({}) == {"where": None, "orderBy": [{"name": "ASC"}], "search": "li"}


def test_people_are_counted_with_those_beneath():
    counted = [{**row, "employees": {"totalCount": n}} for row, n in zip(TEAMS, (1, 0, 4), strict=True)]

    assert subtree_counts(counted) == {"a": 5, "b": 4, "c": 4}


def test_departments_without_people_of_their_own_choice_are_left_out():
    kept = branching(as_tree(TEAMS), {"a": 5, "b": 4, "c": 4}, ())

    assert [row["id"] for row in kept] == ["a", "c"]
    assert branching([], {}, ()) == []


def test_a_long_tree_folds_below_and_opens_for_what_is_chosen():
    rows = [{"id": "r", "depth": 0}, *({"id": f"s{i}", "depth": 1} for i in range(12))]

    shut, wide = folded(rows, ()), folded(rows, ("s3",))

    assert [(len(piece["rows"]), piece["fold"], piece["open"]) for piece in shut] == [
        (1, False, True),
        (12, True, False),
    ]
    assert wide[1]["open"]
    assert len(folded(rows[:5], ())) == 5


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
