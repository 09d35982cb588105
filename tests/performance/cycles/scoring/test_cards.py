"""From lines to a card: its score, that of its figures alone, one's own, and what a figure becomes on a line."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from server.metrics.persons import PersonFigure
from server.metrics.words import CellStatus
from server.performance.cycles.scoring.cards import Held, digest, figure_values, points_in, spelled, totals
from server.performance.plans.models import ComponentBasis, MissingRule
from server.performance.plans.points import Component

STEPS = (90, 80, 70, 60)
RATED = Component("SERVICE", 6000)
FIGURE = Component("CSAT", 4000, basis=ComponentBasis.METRIC, metric="csat")
GOOD = PersonFigure(Decimal("0.857143"), CellStatus.OK, Decimal(6), Decimal(7), 7, "z1.r")


def test_the_score_of_the_figures_alone_tells_nothing_of_a_rating():
    low, high = (
        totals([Held(RATED, 6000, points), Held(FIGURE, 4000, 8000)], STEPS) for points in (1000, 9900)
    )

    assert (low["so_far"], high["so_far"]) == (8000, 8000)
    assert (low["score"], high["score"]) == (3800, 9140)
    assert (low["rating"], high["rating"]) == ("E", "A")


def test_a_missing_figure_does_not_block_what_is_known_so_far():
    blocking = Component("QA", 5000, basis=ComponentBasis.METRIC, metric="qa", missing=MissingRule.BLOCK)

    found = totals([Held(blocking, 5000, None), Held(FIGURE, 5000, 7000)], STEPS)

    assert (found["score"], found["reason"], found["so_far"]) == (None, "BLOCKED", 7000)


def test_ones_own_ratings_stand_in_for_others_once_there_are_any():
    held = [Held(RATED, 6000, 5000, 9000), Held(FIGURE, 4000, 8000)]

    assert totals(held, STEPS)["self_score"] == 8600  # 90 * 0.6 + 80 * 0.4
    assert totals([Held(RATED, 6000, 5000), Held(FIGURE, 4000, 8000)], STEPS)["self_score"] is None


def test_nothing_known_is_no_score():
    found = totals([Held(RATED, 6000, None), Held(FIGURE, 4000, None)], STEPS)

    assert (found["score"], found["so_far"], found["rating"], found["reason"]) == (
        None,
        None,
        None,
        "NO_VALUES",
    )


def test_a_line_takes_value_sample_and_receipt_of_its_figure():
    values = figure_values(FIGURE, GOOD, None)

    assert values == {
        "value": "0.857143",
        "group_value": None,
        "counted_value": None,
        "points": 8571,
        "n": 7,
        "reason": "",
        "receipt": "z1.r",
        "source_hash": digest(GOOD, None),
    }
    assert figure_values(FIGURE, None, None)["reason"] == "NO_DATA"
    empty = PersonFigure(None, CellStatus.EMPTY_DENOMINATOR)
    assert figure_values(FIGURE, empty, None)["reason"] == "EMPTY_DENOMINATOR"


def test_few_answers_keep_what_they_were_drawn_to_and_what_counts():
    drawn, half = replace(FIGURE, is_shrunk=True), PersonFigure(Decimal("0.5"), CellStatus.OK, n=2)

    values = figure_values(drawn, half, Decimal("0.75"))

    # (2 × 0.50 + 20 × 0.75) ÷ 22 = 16 ÷ 22
    assert (values["value"], values["group_value"], values["counted_value"], values["points"]) == (
        "0.5", "0.75", "0.727273", 7273,
    )  # fmt: skip
    assert figure_values(drawn, half, None)["counted_value"] is None


def test_the_digest_changes_with_the_source_and_not_with_the_receipt():
    again = PersonFigure(GOOD.value, GOOD.status, GOOD.numerator, GOOD.denominator, GOOD.n, "z1.other")
    more = PersonFigure(GOOD.value, GOOD.status, Decimal(12), Decimal(14), 14, "z1.r")

    assert digest(GOOD, None) == digest(again, None)
    assert digest(GOOD, None) != digest(more, None)
    assert digest(GOOD, None) != digest(GOOD, Decimal("0.8"))


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, None), (Decimal("0.800000"), "0.8"), (Decimal("1E+2"), "100"), (Decimal("4.50"), "4.5")],
    ids=str,
)
def test_a_value_is_spelled_without_needless_zeros(value, text):
    assert spelled(value) == text


def test_what_was_typed_becomes_points_on_its_scale():
    five = Component("S", 100, scale_low=100, scale_high=500)

    assert (points_in(five, "4"), points_in(five, None), points_in(RATED, "88.5")) == (7500, None, 8850)
