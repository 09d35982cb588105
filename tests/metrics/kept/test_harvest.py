"""What is computed to be kept: every department's own cells, and the whole month's with people counted once."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from server.metrics.components import Frame, Part
from server.metrics.kept.books import WHOLE_MONTH
from server.metrics.kept.dirty import NOWHERE
from server.metrics.kept.harvest import cell_of, flat, in_turn, is_regular, months
from server.metrics.kept.rollup import Cell
from server.metrics.live.tree import read_tree
from server.people.models import Timesheet
from tests.metrics.town import Town, component, dictionary, uid

JUNE = date(2024, 6, 1)
OVERTIME = component("overtime_hours")


async def world(store):
    town = Town().department("top").department("A", "top").department("B", "top").person("q")
    town.person("p").post("p", "A", "2020-01-01", "2024-06-15", is_initial=True).post("p", "B", "2024-06-15")
    for who, on, hours in (("p", 3, 100), ("p", 4, 50), ("p", 20, 25), ("q", 9, 10)):
        town.event(Timesheet, employee=who, work_on=date(2024, 6, on), overtime_hours=hours)
    await town.build(store)


async def test_departments_have_their_own_cells_and_the_month_its_people_once(ctx, store):
    await world(store)
    tree = await read_tree(ctx, Frame())

    found = await months(ctx, dictionary(), tree, {(OVERTIME, JUNE): None}, JUNE)

    p, q = uid("p"), uid("q")
    assert dict(found[OVERTIME, JUNE]) == {
        uid("A"): Cell(150, 2, 1, frozenset({p})),
        uid("B"): Cell(25, 1, 1, frozenset({p})),
        NOWHERE: Cell(10, 1, 1, frozenset({q})),
        WHOLE_MONTH: Cell(185, 4, 2, frozenset({p, q})),
    }


async def test_some_departments_alone(ctx, store):
    await world(store)
    tree = await read_tree(ctx, Frame())

    found = await months(ctx, dictionary(), tree, {(OVERTIME, JUNE): frozenset({uid("B")})}, JUNE)

    assert {place for place, _ in found[OVERTIME, JUNE]} == {uid("B"), WHOLE_MONTH}


async def test_a_flat_tree_has_no_parents(ctx, store):
    await world(store)
    tree = flat(await read_tree(ctx, Frame()))

    assert set(tree.parents_on(JUNE).values()) == {None}
    assert tree.changes == ()


def test_many_months_come_by_the_year():
    keys = [(OVERTIME, date(year, month, 1)) for year in (2023, 2024) for month in range(1, 13)]

    assert [len(turn) for turn in in_turn(keys)] == [12, 12]


def test_a_cell_is_a_whole_number_or_refused():
    assert cell_of(Part(Fraction(3, 4), 2), 100) == Cell(75, 2)
    assert cell_of(Part(Fraction(30), 30, 30, frozenset("x")), 1).persons is None
    with pytest.raises(ArithmeticError):
        cell_of(Part(Fraction(1, 3), 1), 100)


@pytest.mark.parametrize(
    ("posts", "is_fine"),
    [
        ([("A", "2020-01-01", "2024-06-15", True), ("B", "2024-06-15", None, False)], True),
        ([("A", "2020-01-01", "2024-06-16", True), ("B", "2024-06-15", None, False)], False),
        (
            [("A", "2020-01-01", "2021-01-01", False), ("B", "2024-06-15", None, True)],
            False,
        ),  # the first holds before
    ],
)
async def test_nobody_is_in_two_places_on_one_day(ctx, store, posts, is_fine):
    town = Town().department("A").department("B").person("p")
    for place, since, until, is_initial in posts:
        town.post("p", place, since, until, is_initial=is_initial)
    await town.build(store)

    assert await is_regular(ctx, frozenset({uid("A")})) == is_fine
    assert await is_regular(ctx, frozenset({"nobody"}))
