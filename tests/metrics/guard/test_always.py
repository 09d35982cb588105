"""What tables by department show at any time, which every freer question is weighed against."""

from __future__ import annotations

from datetime import date
from typing import Any

from server.metrics.agreed.governed import governed
from server.metrics.agreed.standing import Standing
from server.metrics.answers.planning import prepare
from server.metrics.asked import Ask, DimFilter, PeriodAsk
from server.metrics.components import Component
from server.metrics.dictionary.load import load_builtin
from server.metrics.guard.always import Cells, basic, known_sets, parents, universe
from server.metrics.lang.parse import parse_predicate
from server.metrics.live.tree import make_tree
from server.metrics.periods import Window
from server.metrics.reckoning.nested import month_at
from tests.metrics.answers.firm import APRIL_END, TREE
from tests.metrics.company import found, people, seen_by, staffed

MEASURES = load_builtin().measures
LEAVERS = Component(MEASURES["leavers"], None, "flow")
VOLUNTARY = Component(MEASURES["leavers"], parse_predicate("exit_type = 'voluntary'"), "flow")
HEADCOUNT = Component(MEASURES["headcount"], None, "stock")
JANUARY, FEBRUARY, MARCH = (month_at(date(2025, month, 1)) for month in (1, 2, 3))
QUARTER = Window(JANUARY.first, MARCH.last)
NODES = make_tree(
    [
        ("T", "T", "T", None, None, None, None),
        ("A", "A", "A", "T", None, None, None),
        ("B", "B", "B", "T", None, None, None),
    ]
)


def rows(*people_in):
    return {f"row{each}": f"person{each}" for each in people_in}


def test_what_happens_belongs_to_its_year_and_a_stock_to_its_day():
    assert universe((LEAVERS, MARCH)) == universe((VOLUNTARY, QUARTER)) == ("employment", "end_date", "2025")
    assert universe((HEADCOUNT, MARCH)) == ("employment", "active", "2025-03-31")


def test_a_condition_is_read_with_and_without_in_every_month():
    assert [(each.where is None, window.first.month) for each, window in basic((VOLUNTARY, MARCH))] == [
        *((False, month) for month in range(1, 13)),
        *((True, month) for month in range(1, 13)),
    ]
    assert list(basic((HEADCOUNT, MARCH))) == [(HEADCOUNT, MARCH)]


def test_a_department_s_sum_is_the_cell_above_it():
    assert parents([(), ("T",), ("A",), (None,)], NODES, MARCH) == {("T",): (), ("A",): ("T",), (None,): ()}


def test_small_cells_and_those_that_hide_them_are_not_known():
    sets: Any = {(LEAVERS, MARCH): {(): rows(*range(20)), ("A",): rows(*range(17)), ("B",): rows(17, 18, 19)}}
    assert Cells(LEAVERS, sets, NODES, 5).visible(MARCH) == [rows(*range(20))]
    sets = {(LEAVERS, MARCH): {(): rows(*range(20)), ("A",): rows(*range(15)), ("B",): rows(*range(15, 20))}}
    assert len(Cells(LEAVERS, sets, NODES, 5).visible(MARCH)) == 3


def test_a_quarter_that_gives_away_a_month_is_not_known():
    months = {JANUARY: range(6), FEBRUARY: range(6, 9), MARCH: range(10, 15)}
    sets: Any = {(LEAVERS, month): {(): rows(*some)} for month, some in months.items()}
    cells = Cells(LEAVERS, sets, NODES, 5)
    assert cells.visible(FEBRUARY) == []
    assert cells.visible(QUARTER) == []
    assert cells.visible(MARCH) == [rows(*range(10, 15))]


def test_a_condition_that_leaves_out_a_few_is_not_known():
    sets: Any = {(LEAVERS, MARCH): {(): rows(*range(8))}, (VOLUNTARY, MARCH): {(): rows(*range(6))}}
    assert Cells(VOLUNTARY, sets, NODES, 5).visible(MARCH) == []
    assert len(Cells(LEAVERS, sets, NODES, 5).visible(MARCH)) == 1


async def test_the_sets_come_from_the_rows(sqlite_store):
    stays = staffed(people("a", 9, "N1"), people("b", 7, "N2"), people("c", 2, "S"))
    general = seen_by(await found(sqlite_store, APRIL_END, TREE | stays), "general_manager")
    laid = governed(load_builtin(), Standing(), APRIL_END)
    ask = Ask("headcount_closing", PeriodAsk(named=("2025-03",)), where=(DimFilter("gender", ("F",)),))
    question: Any = prepare(general, laid, ask)
    known = await known_sets(
        general, question
    )  # N2 is hidden: with N1 it would give N, of which S is the rest
    assert {key: sorted(map(len, sets)) for key, sets in known.items()} == {
        ("employment", "active", "2025-03-31"): [9, 18, 18]
    }
