"""What a cell of the grid holds, and how a row stands by its worst cell."""

from __future__ import annotations

import pytest

from tests.ui.performance.lines import FIGURE, PEOPLE, RATED, card, line, told
from ui.performance.grid_rows import columns_of, line_of, plain

COLUMNS = columns_of([RATED, FIGURE], "zh")
ONE = ("ka", "SERVICE")


def test_a_column_says_its_weight_and_what_it_is_measured_against():
    assert [(one.name, one.weight, one.is_put, one.aim) for one in COLUMNS] == [
        ("服务态度", "60", True, "0–100"),
        ("客户满意度", "40", False, "≥ 90%"),
    ]
    assert [one.name for one in columns_of([RATED], "en")] == ["Service"]


@pytest.mark.parametrize(
    ("said", "state", "gaps", "score"),
    [
        ({}, "saved", 0, "86.4"),
        ({ONE: told("CONFLICT", "90")}, "conflict", 0, "86.4"),
        ({ONE: told("OUT_OF_RANGE", "942", message="请填 0–100 之间的数。")}, "wrong", 0, "86.4"),
    ],
    ids=["as_kept", "conflict", "wrong"],
)
def test_the_worst_cell_speaks_for_its_row(said, state, gaps, score):
    row = line_of(PEOPLE["ka"], card(), COLUMNS, said)

    assert (row.state, row.gaps, row.score) == (state, gaps, score)


def test_a_row_with_gaps_has_no_sum_yet():
    row = line_of(PEOPLE["kb"], card("kb", None), COLUMNS, {})

    assert (row.state, row.gaps, row.score) == ("gap", 1, "")


def test_a_figure_of_few_answers_says_as_what_it_counts():
    few = line(FIGURE, "0.5", "72.73") | {"n": 2, "groupValue": "0.75", "countedValue": "0.727273"}

    cells = line_of(PEOPLE["ka"], card() | {"lines": {"nodes": [few]}}, COLUMNS, {}).cells

    assert (cells[1].text, cells[1].few) == ("72.7", "n=2 · 50% → 72.73%")


def test_numbers_are_plain():
    assert [plain(value) for value in ("88.00", "0.50", "100", None)] == ["88", "0.5", "100", ""]
