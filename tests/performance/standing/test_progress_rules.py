"""How a running card stands: gap, next step, projection and what-if."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.performance.plans.models import Aim, ComponentBasis, Scoring
from server.performance.plans.points import Component
from server.performance.standing.progress_rules import Known, full_value, standing_of, what_if

METRIC = ComponentBasis.METRIC
STEPS = ((Decimal("0.8"), 8000), (Decimal("0.9"), 10000))


def known(code: str, weight: int, points: str | None, **more) -> Known:
    return Known(Component(code, weight, basis=METRIC), weight, points=points and Decimal(points), **more)  # type: ignore[arg-type]


def test_a_score_of_73_lacks_7_points_to_a_target_of_80_and_the_next_step_has_the_most_to_gain():
    # training 60 × 50 %, conversion 85 × 30 %, retention 87.5 × 20 %: 30 + 25.5 + 17.5 = 73
    stood = standing_of(
        [known("training", 5000, "60"), known("conversion", 3000, "85"), known("retention", 2000, "87.5")],
        Decimal(80), 45, 90,
    )  # fmt: skip

    assert (stood.score, stood.gap, stood.next_code) == (Decimal("73.00"), Decimal("-7.00"), "training")
    # (100−60)×50 % = 20, (100−85)×30 % = 4.5, (100−87.5)×20 % = 2.5
    assert [each.gain for each in stood.stands] == [Decimal("20.00"), Decimal("4.50"), Decimal("2.50")]


def test_a_heavy_component_close_to_full_goes_behind_a_light_one_that_is_far():
    stood = standing_of([known("a", 8000, "98"), known("b", 2000, "50")], Decimal(80), 1, 90)

    assert stood.next_code == "b"  # 2 × 80 % = 1.6 against 50 × 20 % = 10


def test_what_nobody_knows_yet_leaves_its_weight_to_the_rest():
    stood = standing_of([known("a", 6000, "70"), known("b", 4000, None, is_hidden=True)], Decimal(80), 1, 90)

    assert (stood.score, stood.stands[1].gain) == (Decimal("70.00"), None)


def test_with_everything_full_there_is_no_next_step():
    assert standing_of([known("a", 10000, "100")], Decimal(80), 1, 90).next_code is None


def test_nothing_known_gives_no_score_and_no_gap():
    stood = standing_of([known("a", 10000, None)], Decimal(80), 1, 90)

    assert (stood.score, stood.gap, stood.projected, stood.next_code) == (None, None, None, None)


def test_a_count_goes_on_at_its_pace_and_a_share_stays():
    count = Component("calls", 5000, basis=METRIC, scoring=Scoring.RATIO, target=Decimal(100))
    share = Component("csat", 5000, basis=METRIC)
    stood = standing_of(
        [
            Known(count, 5000, Decimal(40), Decimal(40), grows=True),
            Known(share, 5000, Decimal("0.9"), Decimal(90)),
        ],
        Decimal(80), 45, 90,
    )  # fmt: skip

    # 40 in half of the days is 80 in all: (80 + 90) / 2; today (40 + 90) / 2
    assert (stood.score, stood.projected) == (Decimal("65.00"), Decimal("85.00"))


@pytest.mark.parametrize(
    ("component", "full"),
    [
        (Component("r", 1), "100.00"),
        (Component("s", 1, basis=METRIC), "1"),
        (Component("d", 1, basis=METRIC, direction=Aim.DOWN), "0"),
        (Component("t", 1, basis=METRIC, scoring=Scoring.RATIO, target=Decimal(30)), "30"),
        (Component("p", 1, basis=METRIC, scoring=Scoring.STEPS, steps=STEPS), "0.9"),
    ],
    ids=["rating", "share", "share, less is better", "ratio", "steps"],
)  # fmt: skip
def test_the_value_that_is_worth_full_points(component, full):
    assert full_value(component) == Decimal(full)


def test_what_if_puts_a_value_in_place_and_leaves_the_rest():
    knowns = [known("csat", 5000, "60"), known("qa", 5000, "80")]

    assert what_if(knowns, {"csat": Decimal("0.9")}) == Decimal("85.00")
    assert what_if(knowns, {}) == Decimal("70.00")


cards = st.lists(st.tuples(st.integers(1, 10000), st.integers(0, 10000)), min_size=1, max_size=8)


@given(cards)
def test_full_points_in_the_next_step_gain_what_it_says(parts):
    total = sum(weight for weight, _ in parts)
    knowns = [known(str(at), weight, str(Decimal(points) / 100)) for at, (weight, points) in enumerate(parts)]
    stood = standing_of(knowns, Decimal(80), 1, 90)
    best = max(((10000 - points) * weight for weight, points in parts), default=0)

    if stood.next_code is not None:
        weight, points = parts[int(stood.next_code)]
        gained = Decimal((10000 - points) * weight) / (100 * total)
        lifted = what_if(knowns, {stood.next_code: Decimal(1)})
        assert lifted is not None
        assert stood.score is not None
        assert abs(lifted - stood.score - gained) <= Decimal("0.01")
        assert (
            10000 - points
        ) * weight >= best - 5000  # gains are rounded to hundredths before they are compared
