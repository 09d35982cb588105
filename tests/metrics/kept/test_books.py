"""The books: which months and ledgers are ready, and what has to be computed anew."""

from __future__ import annotations

from datetime import date

import pytest

from server.metrics.components import Frame
from server.metrics.kept.books import WHOLE_MONTH, Books, Kept, read_books, read_cells
from server.metrics.kept.dirty import Touch, touched, touched_all
from server.metrics.kept.ledger import Stretch
from server.metrics.kept.prepared import fetch
from server.metrics.kept.rollup import Cell, hash_of
from server.metrics.live.spelling import spelling
from server.metrics.periods import Window
from tests.metrics.town import Town, component, dictionary, uid

JUNE, JULY = date(2024, 6, 1), date(2024, 7, 1)
LEAVERS, HEADCOUNT = component("leavers"), component("headcount", "stock")
KEPT = Kept(1, 1, 10, JUNE, JULY)


def books(*touches, **marks):
    found = Books(marks={(1, JUNE, place): number for place, number in ({WHOLE_MONTH: 10} | marks).items()})
    for touch in touches:
        found.touches["employment"].append(touch)
    return found


def touch(number, department=None, first=JUNE, last=None):
    return Touch(number, "employment", first, last, department)


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (books(), frozenset()),
        (books(touch(9)), frozenset()),
        (books(touch(11)), None),
        (books(touch(11, "A"), touch(12, "B")), frozenset("AB")),
        (books(touch(11, "A"), A=12), frozenset()),
        (books(touch(13, "A"), A=12), frozenset("A")),
        (books(touch(11, first=JULY)), frozenset()),
        (books(touch(11, first=date(2024, 5, 1), last=date(2024, 5, 31))), frozenset()),
        (Books(), None),
    ],
)
def test_a_month_is_ready_but_for_what_newer_changes_reach(found, state):
    assert found.month_state(1, JUNE, {"employment"}) == state


def test_a_ledger_is_ready_but_for_the_departments_newer_changes_name():
    assert books(touch(9)).ledger_state(KEPT, {"employment"}) == frozenset()
    assert books(touch(11, "A")).ledger_state(KEPT, {"employment"}) == frozenset("A")
    assert books(touch(11, "A")).ledger_state(Kept(1, 1, 10, JUNE, JULY, True), {"employment"}) is None
    assert books(touch(11)).ledger_state(KEPT, {"employment"}) is None
    assert books(touch(11, "A")).ledger_state(KEPT, {"contact"}) == frozenset()
    assert books().ledger_state(Kept(1, 1, None, None, None), {"employment"}) is None


async def test_what_is_kept_is_read_in_one_statement_each(ctx, store):
    await Town().department("A").worker("p", "A", "2024-01-10", "2024-06-10").build(store)
    await store.write(lambda: touched_all(ctx, ["employment", "assignment"]))
    asked = [(LEAVERS, Window(JUNE, date(2024, 6, 30))), (HEADCOUNT, Window(JUNE, JUNE))]
    await fetch(ctx, dictionary(), asked, Frame())
    await store.write(lambda: touched(ctx, "employment", JULY, None, departments=["A"]))

    spelled, hashes = spelling(store.dialect), [hash_of(LEAVERS), hash_of(HEADCOUNT)]
    found = await read_books(store.reads, spelled, hashes, ["employment", "assignment", "contact"])
    flow, stock = (found.kept[each] for each in hashes)
    cells = await read_cells(
        store.reads, spelled, {(flow.id, JUNE)}, {(stock.id, Stretch(JUNE, date(2024, 5, 1), JUNE))}
    )

    assert {name: mark.count for name, mark in found.told.items()} == {"employment": 2, "assignment": 1}
    assert [each.department for each in found.touches["employment"]] == ["A"]
    assert (stock.first_month, stock.is_irregular) == (date(2024, 1, 1), False)
    assert sorted(cells.months[flow.id, JUNE]) == sorted(
        [(place, Cell(1, 1, 1, frozenset({uid("p")}))) for place in (WHOLE_MONTH, uid("A"))]
    )
    assert cells.stocks == {(stock.id, JUNE): {uid("A"): [1, 1]}}
