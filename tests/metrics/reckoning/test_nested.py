"""A quarter beside its months: what is left when the shown ones are taken away."""

from __future__ import annotations

from datetime import date

import pytest

from server.kernel.period import add_months
from server.metrics.components import Component
from server.metrics.dictionary.load import load_builtin
from server.metrics.periods import Window
from server.metrics.reckoning.nested import (
    inner_months,
    month_at,
    remainder,
    slides,
    unfiltered,
    whole_months,
)

LEAVERS = load_builtin().measures["leavers"]
FLOW, STOCK = Component(LEAVERS, None, "flow"), Component(LEAVERS, None, "stock")
YEAR = Window(date(2025, 1, 1), date(2025, 12, 31))


def year(*people: int) -> dict[date, int]:
    return {date(2025, month, 1): count for month, count in enumerate(people, start=1)}


@pytest.mark.parametrize(
    ("people", "left"),
    [
        ((6, 3, 5), 3),  # the quarter minus two shown months is the hidden one
        ((6, 5, 5), 0),
        ((0, 3, 0), 3),
        ((2, 3, 9), 5),  # two hidden months, but five people together: enough
        ((2, 2, 9), 4),
    ],
)
def test_a_quarter(people, left):
    assert remainder(year(*people), 5) == left


def test_a_year_is_had_from_shown_quarters_and_the_months_of_the_hidden_one():
    months = [6, 3, 5, 6, 6, 6, 2, 3, 6, 6, 6, 6]
    assert remainder(year(*months), 5) == 3


def test_a_year_whose_hidden_quarters_are_enough_together_is_shown():
    assert remainder(year(6, 3, 5, 6, 6, 6, 6, 2, 6, 6, 6, 6), 5) == 5


def test_a_rolling_year_is_cut_at_the_quarters_it_holds():
    months = {
        date(2024, 5, 1): 6,
        date(2024, 6, 1): 2,
        date(2024, 7, 1): 6,
        date(2024, 8, 1): 6,
        date(2024, 9, 1): 6,
    }
    assert remainder(months, 5) == 2


def test_months_inside_a_window():
    assert [each[1].first.month for each in inner_months((FLOW, YEAR))] == list(range(1, 13))
    assert inner_months((FLOW, month_at(date(2024, 2, 1)))) == []
    assert inner_months((STOCK, YEAR)) == []
    assert month_at(date(2024, 2, 1)) == Window(date(2024, 2, 1), date(2024, 2, 29))


def test_a_window_that_cuts_through_a_month_has_none():
    assert whole_months(Window(date(2025, 1, 2), date(2025, 3, 31))) == []
    assert whole_months(Window(date(2025, 1, 1), date(2025, 3, 30))) == []


def test_a_component_without_its_condition():
    from server.metrics.lang.parse import parse_predicate  # noqa: PLC0415 (only here)

    narrowed = Component(LEAVERS, parse_predicate("exit_type = 'voluntary'"), "flow")
    assert unfiltered((narrowed, YEAR)) == (FLOW, YEAR)
    assert unfiltered((FLOW, YEAR)) is None


@pytest.mark.parametrize(
    ("first", "count", "is_sliding"),
    [((2025, 1), 12, False), ((2025, 4), 3, False), ((2025, 7), 6, False), ((2025, 4), 12, True), ((2025, 1), 2, True),
     ((2025, 2), 3, True)],
)  # fmt: skip
def test_windows_that_are_no_cell_of_the_calendar_slide(first, count, is_sliding):
    start = date(first[0], first[1], 1)
    assert slides([add_months(start, step) for step in range(count)]) is is_sliding
