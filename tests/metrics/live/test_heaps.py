"""What gathers in one cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from server.metrics.components import Component, Frame
from server.metrics.live.heaps import Heap, Line, median
from tests.metrics.town import component


def heaped(what: Component, *values, frame=None):
    """Put rows of persons a, b, a, b … into a cell."""
    heap = Heap()
    for at, value in enumerate(values):
        heap.add(what, Line(0, ((),), "ab"[at % 2], str(at), date(2025, 1, 1), 1, {}), value)
    return heap.part(what, frame or Frame())


def test_means_leave_out_what_is_null_and_are_null_over_nothing():
    mean = component("hourly_pay_mean")

    assert heaped(mean, Fraction(10), None, Fraction(20)).value == 15
    assert heaped(mean, Fraction(10), None, Fraction(20)).rows == 3
    assert heaped(mean, None).value is None
    assert heaped(component("hourly_pay_median"), Fraction(1), Fraction(5), Fraction(3)).value == 3


def test_a_missing_amount_makes_a_sum_incomplete_only_where_the_measure_says_so():
    score = component("score_weighted")

    assert heaped(score, Fraction(9), None).incomplete == 1
    assert (
        heaped(replace(score, measure=replace(score.measure, incomplete_on_null=False)), None).incomplete == 0
    )


def test_the_largest_share_is_by_person():
    paid = component("incentive_paid")
    guarded = Frame(want_persons=True)

    assert heaped(paid, Fraction(2), Fraction(3), Fraction(4), frame=guarded).largest == Fraction(6, 9)
    assert heaped(paid, Fraction(2)).largest is None
    assert heaped(paid, Fraction(2), frame=guarded).persons == frozenset("a")


def test_what_is_counted_once_is_counted_once():
    buyers = component("buyers")

    assert heaped(buyers, "c1", "c2", "c1", None).value == 2
    assert heaped(buyers, "c1").people is None


def test_the_median_of_an_even_number_lies_between():
    assert median([]) is None
    assert median([Fraction(3), Fraction(1), Fraction(2)]) == 2
    assert median([Fraction(3), Fraction(1)]) == 2
