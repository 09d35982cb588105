"""Parts from kept cells: filters, scopes and the tree decide which departments count for which group."""

from __future__ import annotations

from datetime import date

import pytest

from server.metrics.asked import DimFilter
from server.metrics.components import Frame
from server.metrics.kept.books import WHOLE_MONTH
from server.metrics.kept.dirty import NOWHERE
from server.metrics.kept.kept_parts import Cut, month_parts, nobody_twice, stock_parts
from server.metrics.kept.rollup import Cell
from server.metrics.live.tree import Node, Standing, Tree
from tests.metrics.town import component

DAY, JUNE = date(2024, 6, 30), date(2024, 6, 1)
OLD = date(2019, 1, 1)


def node(key, parent, *later):
    return Node(
        key, key, (Standing(OLD, key, parent), *(Standing(since, key, above) for since, above in later))
    )


TREE = Tree(
    {"top": node("top", None), "a": node("a", "top"), "b": node("b", "top"), "t": node("t", "a", (JUNE, "b"))}
)
STANDING = {"a": (1, 1), "b": (2, 2), "t": (4, 4), NOWHERE: (8, 8)}


def values(frame, day=DAY):
    found = stock_parts(component("posts", "stock"), day, STANDING, Cut(frame, TREE))
    return {"/".join(key or "-" for key in group): part.value for group, part in found.items()}


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (Frame(), {"": 15}),
        (Frame(by=("department",)), {"top": 7, "a": 1, "b": 6, "t": 4, "-": 8}),
        (Frame(departments=frozenset("bt")), {"": 6}),
        (Frame(by=("department",), departments=frozenset("t")), {"top": 4, "b": 4, "t": 4}),
        (Frame(where=(DimFilter("department", ("b",), under=True),)), {"": 6}),
        (Frame(where=(DimFilter("department", ("b",)),)), {"": 2}),
        (Frame(where=(DimFilter("department", ("b",), under=True, negated=True),)), {"": 9}),
        (Frame(departments=frozenset("x")), {"": 0}),
    ],
)
def test_cuts(frame, expected):
    assert values(frame) == expected


def test_the_tree_is_that_of_the_day():
    assert values(Frame(by=("department",)), date(2024, 5, 31)) == {"top": 7, "a": 5, "b": 2, "t": 4, "-": 8}


def test_nobody_twice_compares_the_whole_with_its_parts():
    parts = [("a", Cell(3, 3, 3)), ("b", Cell(2, 2, 2))]

    assert nobody_twice([*parts, (WHOLE_MONTH, Cell(5, 5, 5))])
    assert not nobody_twice([*parts, (WHOLE_MONTH, Cell(5, 5, 4))])


def test_whoever_wants_persons_gets_no_lower_bound():
    months = {JUNE: [("a", Cell(30, 30, 30)), ("t", Cell(25, 25, 25)), (WHOLE_MONTH, Cell(55, 55, 50))]}
    by = Frame(by=("department",))

    assert month_parts(component("leavers"), months, Cut(Frame(by=by.by, want_persons=True), TREE)) is None
    found = month_parts(component("leavers"), months, Cut(by, TREE)) or {}
    assert (found["top",].people, found["top",].people_at_least) == (30, True)
    assert (found["a",].people, found["a",].people_at_least) == (30, False)
