"""Norms by hand: spans cut by a change, and what a tree of departments adds up to."""

from __future__ import annotations

from datetime import date

import pytest

from server.kernel.errors import InvalidState
from server.people.norms import Norm, norms_beneath, own_norms, renorm
from server.people.rules import Revision, Span

JAN, APR, JUN = date(2025, 1, 1), date(2025, 4, 1), date(2025, 6, 1)


def test_the_first_norm_holds_from_its_day_on():
    assert renorm([], APR, 300) == Revision((), (Span(APR, None, {"fte": 300}),))


def test_a_change_cuts_the_norm_in_two():
    known = [Span(JAN, None, {"fte": 300}, "n1")]

    assert renorm(known, APR, 400) == Revision(
        ("n1",), (Span(JAN, APR, {"fte": 300}), Span(APR, None, {"fte": 400}))
    )


def test_a_change_of_the_first_day_replaces_the_norm():
    assert renorm([Span(JAN, None, {"fte": 300}, "n1")], JAN, 500).made == (Span(JAN, None, {"fte": 500}),)


def test_a_norm_learned_late_ends_where_the_next_begins():
    assert renorm([Span(JUN, None, {"fte": 300}, "n1")], APR, 200) == Revision(
        (), (Span(APR, JUN, {"fte": 200}),)
    )


def test_none_ends_the_norm():
    assert renorm([Span(JAN, None, {"fte": 300}, "n1")], APR, None) == Revision(
        ("n1",), (Span(JAN, APR, {"fte": 300}),)
    )


def test_what_does_not_hold_cannot_be_ended():
    with pytest.raises(InvalidState):
        renorm([], APR, None)


def test_the_norm_of_the_whole_goes_before_its_positions():
    norms = [Norm("D2", "P1", 200), Norm("D2", None, 900), Norm("D3", "P1", 100), Norm("D3", "P2", 250)]

    assert own_norms(norms) == {"D2": 900, "D3": 350}


def test_a_department_adds_up_all_beneath_it():
    # D1 above D2 above D3; D4 beside D2 has no norm: 9.00 + 3.50 = 12.50
    parents = {"D1": None, "D2": "D1", "D3": "D2", "D4": "D1"}

    assert norms_beneath({"D2": 900, "D3": 350}, parents) == {"D1": 1250, "D2": 1250, "D3": 350}
