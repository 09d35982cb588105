"""What can be kept by month and department, and how kept cells add up."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from server.metrics.asked import DimFilter
from server.metrics.components import Frame, Part
from server.metrics.kept.rollup import Cell, Gathered, fits, hash_of, is_settled, keeps_months, months_in
from server.metrics.words import OrgView
from tests.metrics.town import component, window


@pytest.mark.parametrize(
    ("what", "is_kept"),
    [
        (component("leavers"), True),
        (component("contacts"), True),
        (component("headcount", "days"), True),
        (component("new_hires", "kept", duration=(3, "month")), True),
        (component("headcount", "stock"), False),
        (component("movers"), False),  # distinct people of two months are not their sum
        (component("hourly_pay_median"), False),
        (component("base_pay"), False),  # sealed
        (component("rows_checked"), False),  # of the whole organization alone
        (component("leavers", "flow", "start_date >= period_start()"), False),
    ],
)
def test_only_what_adds_up_is_kept_by_month(what, is_kept):
    assert keeps_months(what) == is_kept


def test_a_cohort_is_settled_once_its_last_members_window_has_closed():
    hires = component("new_hires", "matured", duration=(3, "month"))

    assert not is_settled(hires, date(2024, 11, 1), date(2025, 2, 28))
    assert is_settled(hires, date(2024, 11, 1), date(2025, 3, 1))
    assert is_settled(component("leavers"), date(2024, 11, 1), date(2024, 11, 5))


def test_windows_of_whole_months_are_taken_apart():
    assert months_in(window("2024-01-01..2024-03-31")) == [date(2024, n, 1) for n in (1, 2, 3)]
    assert months_in(window("2024-01-01..2024-03-30")) is None
    assert months_in(window("2024-01-02..2024-01-31")) is None


@pytest.mark.parametrize(
    ("frame", "does_fit"),
    [
        (Frame(), True),
        (Frame(by=("department",), where=(DimFilter("department", ("A",), under=True),)), True),
        (Frame(by=("location",)), False),
        (Frame(where=(DimFilter("channel", ("phone",)),)), False),
        (Frame(person="p"), False),
        (Frame(org_view=OrgView.AS_IS), False),
    ],
)
def test_only_departments_cut_kept_cells(frame, does_fit):
    assert fits(frame) == does_fit


def test_a_hash_tells_apart_whatever_changes_a_value():
    same = [component("leavers", "flow", "exit_type = 'voluntary'") for _ in range(2)]
    others = [
        component("leavers"),
        component("leavers", "flow", "exit_type = 'involuntary'"),
        component("hires"),
        component("new_hires", "matured", duration=(3, "month")),
        component("new_hires", "kept", duration=(3, "month")),
        component("new_hires", "kept", duration=(6, "month")),
    ]

    assert len({hash_of(each) for each in same}) == 1
    assert len({hash_of(each) for each in [*same, *others]}) == 7


def gathered(*cells):
    out = Gathered()
    for cell in cells:
        out.add(cell)
    return out


def test_people_in_several_cells_count_once_while_they_are_known():
    one, two = Cell(2, 2, 2, frozenset("ab")), Cell(3, 3, 2, frozenset("bc"))

    assert gathered(one, two).part(100, disjoint=False, named=True) == Part(
        Fraction(1, 20), 5, 3, frozenset("abc")
    )
    assert gathered(one, two).part(1, disjoint=False, named=False).persons is None


def test_large_cells_are_exact_only_where_nobody_can_be_in_two():
    one, two = Cell(30, 30, 30), Cell(25, 25, 25)

    assert gathered(one, two).part(1, disjoint=True, named=False).people == 55
    found = gathered(one, two).part(1, disjoint=False, named=False)
    assert (found.people, found.people_at_least) == (30, True)
    assert gathered(one).part(1, disjoint=False, named=False) == Part(Fraction(30), 30, 30)


def test_sources_without_persons_count_none():
    assert gathered(Cell(4, 4), Cell(5, 5)).part(1, disjoint=False, named=True) == Part(Fraction(9), 9)
