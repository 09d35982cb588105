"""What a quality check comes to, and which contacts are drawn."""

from __future__ import annotations

from datetime import date

import pytest

from server.kernel.errors import InvalidInput
from server.performance.quality.rules import (
    Drawable,
    Question,
    SheetWeights,
    agreement_of,
    check_weights,
    draw,
    is_double,
    mean_of,
    monday,
    score_of,
)
from tests.performance.judged import NO, PARTLY, SKIP, YES

SHEET = (Question("a", 3000), Question("b", 7000), Question("c", 0, is_critical=True))
WEEK = date(2025, 6, 16)


@pytest.mark.parametrize(
    ("answers", "score", "has_failed"),
    [
        ((YES, YES, YES), 10000, False),
        ((YES, PARTLY, YES), 6500, False),
        ((NO, YES, YES), 7000, False),
        ((SKIP, PARTLY, YES), 5000, False),
        ((YES, YES, NO), 0, True),
        ((YES, YES, SKIP), 10000, False),
        ((YES, YES, PARTLY), 10000, False),
    ],
)
def test_answers_are_weighed_and_a_failed_critical_question_leaves_nothing(answers, score, has_failed):
    found = score_of(SHEET, dict(zip("abc", answers, strict=True)))

    assert (found.score, found.has_failed_critical) == (score, has_failed)


def test_a_third_is_rounded_half_up():
    thirds = (Question("a", 3333), Question("b", 3333), Question("c", 3334))

    assert score_of(thirds, {"a": YES, "b": YES, "c": NO}).score == 6666
    assert score_of(thirds, {"a": NO, "b": NO, "c": YES}).score == 3334


def test_at_least_one_question_applies():
    with pytest.raises(InvalidInput) as caught:
        score_of(SHEET, {"a": SKIP, "b": SKIP, "c": YES})
    assert caught.value.path == ("input", "answers")


def test_two_raters_agree_where_they_answered_alike():
    one = {"a": YES, "b": NO, "c": YES}

    assert agreement_of(one, one) == 10000
    assert agreement_of(one, {"a": YES, "b": PARTLY, "c": YES}) == 6667
    assert mean_of([8000, 8501]) == 8251


@pytest.mark.parametrize(
    ("weights", "said"), [((9500,), "95"), ((5000, 5001), "100.01"), ((-1, 10001), "100"), ((), "0")]
)
def test_weights_add_up_to_exactly_a_hundred(weights, said):
    with pytest.raises(SheetWeights) as caught:
        check_weights(weights)
    assert f"add up to {said} %" in caught.value.en

    check_weights((4000, 6000))


def test_a_draw_is_the_same_each_time_and_takes_few_of_each():
    contacts = [Drawable(f"c{n}", f"p{n % 3}", WEEK) for n in range(30)]

    drawn = draw(contacts, WEEK, 2, seed="S")

    assert drawn == draw(list(reversed(contacts)), WEEK, 2, seed="S")
    assert [each.agent_id for each in drawn] == ["p0", "p0", "p1", "p1", "p2", "p2"]
    assert drawn != draw(contacts, WEEK, 2, seed="T")
    assert draw(contacts, WEEK, 99, seed="S")[:1] == drawn[:1]


def test_a_share_of_the_contacts_has_two_raters():
    refs = [f"c{n}" for n in range(1000)]

    assert sum(is_double("S", ref, 20) for ref in refs) == 200 + OFF
    assert not any(is_double("S", ref, 0) for ref in refs)
    assert all(is_double("S", ref, 100) for ref in refs)


OFF = 17
"""How far the lot lies from the percentage for this seed."""


def test_a_week_begins_on_monday():
    assert monday(date(2025, 6, 22)) == WEEK
    assert monday(WEEK) == WEEK
