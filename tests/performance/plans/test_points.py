"""From values to points, weights over a cycle, what is missing: the worked examples, and what always holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.performance.plans.models import Aim, ComponentBasis, MissingRule, Scoring
from server.performance.plans.points import (
    BLOCKED,
    NO_VALUES,
    Component,
    Line,
    effective_weights,
    points_of,
    read_steps,
    segments_of,
    shrunk,
    spell_steps,
    weigh,
    whole,
)

RENORMALISE, ZERO, BLOCK = MissingRule
FIGURE = Component("C", 10000, basis=ComponentBasis.METRIC)
STAGED = tuple(
    Component(code, 2500, stages=dict(zip(("EARLY", "MID", "LATE"), weights, strict=True)))
    for code, weights in {
        "TRAINING": (5000, 2000, 2000),
        "CONVERSION": (2000, 5000, 2000),
        "RETENTION": (2000, 2000, 5000),
        "COLLABORATION": (1000, 1000, 1000),
    }.items()
)
FACTS = {"TRAINING": 90, "CONVERSION": 60, "RETENTION": 70, "COLLABORATION": 80}


def lines(*pairs: tuple[int, int | None], missing: MissingRule = RENORMALISE) -> list[Line]:
    return [
        Line(f"C{at}", weight, None if points is None else Decimal(points), missing)
        for at, (weight, points) in enumerate(pairs)
    ]


# --- Worked examples ---


def test_satisfaction_weighs_a_fifth():
    score = weigh(lines((5000, 90), (3000, 80), (2000, 95)))

    assert score.score == Decimal("88.00")
    assert [line.share for line in score.lines] == [Decimal("45.00"), Decimal("24.00"), Decimal("19.00")]


def test_hospital_indicators_weigh_three_tenths_together():
    assert weigh(lines((7000, 85), (3000, 95))).score == Decimal("88.00")


@pytest.mark.parametrize(("stage", "score"), [("EARLY", "79.00"), ("MID", "70.00"), ("LATE", "73.00")])
def test_a_stage_decides_what_weighs(stage, score):
    assert of_stages([(stage, 90)]) == Decimal(score)


def test_a_stage_that_changes_inside_a_cycle_counts_by_days():
    stages = [("EARLY", date(2025, 1, 1), date(2026, 2, 15)), ("MID", date(2026, 2, 15), None)]
    segments = segments_of(date(2026, 1, 1), date(2026, 3, 31), stages)

    assert segments == (("EARLY", 45), ("MID", 45))
    assert of_stages(segments) == Decimal("74.50")


def of_stages(segments):
    weights = effective_weights(STAGED, segments)
    return weigh([Line(code, weights[code], Decimal(points)) for code, points in FACTS.items()]).score


@pytest.mark.parametrize(("rule", "score"), [(RENORMALISE, "5.00"), (ZERO, "3.33"), (BLOCK, None)], ids=str)
def test_what_is_missing_does_what_its_rule_says(rule, score):
    found = weigh(lines((1, 5), (1, 5), (1, None), missing=rule))

    assert found.score == (score and Decimal(score))
    assert found.missing == ("C2",)
    assert found.reason == ("" if score else BLOCKED)


def test_without_any_value_there_is_no_score():
    found = weigh(lines((5000, None), (5000, None), missing=ZERO))

    assert (found.score, found.reason) == (None, NO_VALUES)


def test_what_weighs_nothing_is_not_missed():
    found = weigh([*lines((10000, 80)), Line("X", 0, None, BLOCK)])

    assert (found.score, found.missing) == (Decimal("80.00"), ())


# --- From a value to points ---


@pytest.mark.parametrize(
    ("changes", "value", "points"),
    [
        ({}, "0.875", "87.50"),
        ({"direction": Aim.DOWN}, "0.125", "87.50"),
        ({"scoring": Scoring.RATIO, "target": Decimal(200)}, "150", "75.00"),
        ({"scoring": Scoring.RATIO, "target": Decimal(200)}, "250", "100.00"),
        ({"scoring": Scoring.RATIO, "target": Decimal(200), "cap": 12000}, "250", "120.00"),
        ({"scoring": Scoring.RATIO, "target": Decimal(24), "direction": Aim.DOWN}, "36", "50.00"),
        ({"scoring": Scoring.RATIO, "target": Decimal(24), "direction": Aim.DOWN}, "60", "0.00"),
        ({"scoring": Scoring.RATIO, "target": Decimal(24), "direction": Aim.DOWN}, "0", "100.00"),
        ({"floor": 4000}, "0.1", "40.00"),
        ({}, "0.666666", "66.67"),
    ],
)
def test_a_figure_becomes_points(changes, value, points):
    assert points_of(replace(FIGURE, **changes), Decimal(value)) == Decimal(points)


@pytest.mark.parametrize(
    ("direction", "value", "points"),
    [
        (Aim.UP, "0.65", 0),
        (Aim.UP, "0.8", 80),
        (Aim.UP, "0.9", 80),
        (Aim.DOWN, "0.75", 80),
        (Aim.DOWN, "0.9", 0),
    ],
)
def test_the_best_threshold_reached_counts(direction, value, points):
    steps = ((Decimal("0.7"), 6000), (Decimal("0.8"), 8000))
    component = replace(FIGURE, scoring=Scoring.STEPS, steps=steps, direction=direction)

    assert points_of(component, Decimal(value)) == points


@pytest.mark.parametrize(
    ("low", "high", "value", "points"),
    [
        (0, 10000, "90", "90.00"),
        (100, 500, "3", "50.00"),
        (100, 500, "5", "100.00"),
        (100, 500, "7", "100.00"),
    ],
)
def test_a_rating_is_read_on_its_scale(low, high, value, points):
    assert points_of(Component("R", 1, scale_low=low, scale_high=high), Decimal(value)) == Decimal(points)


def test_nothing_known_is_no_points():
    assert points_of(FIGURE, None) is None


# --- Few answers ---


def test_three_answers_cannot_swing_a_score():
    component = replace(FIGURE, is_shrunk=True, prior_n=20)
    bad, good = (points_of(component, Decimal(share), 3, Decimal("0.9")) for share in (0, 1))

    assert (bad, good) == (Decimal("78.26"), Decimal("91.30"))
    assert points_of(component, Decimal("0.7"), 300, Decimal("0.9")) == Decimal("71.25")
    assert points_of(component, Decimal(0), 3) == Decimal("0.00"), "without a group it is taken as it is"


@given(
    st.fractions(0, 1), st.integers(0, 10_000), st.fractions(0, 1), st.integers(1, 1000)
)  # a share, on how many, the group's share, what the group stands for
def test_a_shrunk_value_lies_between_its_own_and_the_group(share, n, prior, prior_n):
    found = shrunk(share, n, prior, prior_n)

    assert min(share, prior) <= found <= max(share, prior)
    assert abs(found - prior) == abs(share - prior) * Fraction(n, n + prior_n)


# --- Weights ---

WEIGHTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=8)
SEGMENTS = st.lists(
    st.tuples(st.sampled_from(["EARLY", "MID", "LATE", None]), st.integers(1, 120)), min_size=1
)


def full(raw: list[int]) -> list[int]:
    """Make weights of any numbers that total 10,000."""
    total = sum(raw) or 1
    return whole(
        [Fraction(10_000 * each, total) if sum(raw) else Fraction(10_000, len(raw)) for each in raw], 10_000
    )


@given(WEIGHTS, st.lists(WEIGHTS, min_size=3, max_size=3), SEGMENTS)
def test_weights_total_a_hundred_over_any_stages(own, staged, segments):
    size = len(own)
    stages = [full((each * size)[:size]) for each in staged]
    components = [
        Component(f"C{at}", weight, stages=dict(zip(("EARLY", "MID", "LATE"), rest, strict=True)))
        for at, (weight, *rest) in enumerate(zip(full(own), *stages, strict=True))
    ]

    found = effective_weights(components, segments)

    assert sum(found.values()) == 10_000
    for each in components:
        assert (
            min([each.weight, *each.stages.values()])
            <= found[each.code]
            <= max([each.weight, *each.stages.values()]) + 1
        )


def test_without_days_the_components_own_weights_hold():
    assert effective_weights(STAGED, ()) == dict.fromkeys(FACTS, 2500)


POINTS = st.one_of(st.none(), st.integers(0, 10_000).map(lambda each: Decimal(each) / 100))


@given(
    st.lists(st.tuples(st.integers(0, 10_000), POINTS, st.sampled_from(MissingRule)), min_size=1, max_size=10)
)
def test_a_score_lies_among_its_points_and_is_the_sum_of_its_shares(given_lines):
    found = weigh([Line(str(at), *each) for at, each in enumerate(given_lines)])
    known = [points for weight, points, _ in given_lines if weight and points is not None]

    if found.score is None:
        assert found.reason in {BLOCKED, NO_VALUES}
    else:
        assert sum(line.share for line in found.lines) == found.score
        assert 0 <= found.score <= max(known)
        assert sum(line.weight for line in found.lines) == sum(weight for weight, _, _ in given_lines)


@given(st.lists(st.tuples(st.integers(1, 10_000), POINTS), min_size=1, max_size=8))
def test_nothing_scores_better_than_with_what_is_missing_left_out(pairs):
    out, zero = (
        weigh([Line(str(at), weight, points, rule) for at, (weight, points) in enumerate(pairs)])
        for rule in (RENORMALISE, ZERO)
    )

    assert (out.score is None) == (zero.score is None)
    assert out.score is None or zero.score is None or zero.score <= out.score


# --- Days of stages ---


@given(
    st.lists(st.integers(0, 400), unique=True, max_size=6).map(sorted),
    st.integers(0, 300),
    st.integers(0, 120),
)
def test_the_days_of_a_cycle_are_cut_without_gap(starts, first, length):
    day = date(2025, 1, 1).toordinal()
    begins = [date.fromordinal(day + each) for each in starts]
    stages = [
        (f"S{at}", begin, begins[at + 1] if at + 1 < len(begins) else None) for at, begin in enumerate(begins)
    ]

    found = segments_of(date.fromordinal(day + first), date.fromordinal(day + first + length), stages)

    assert sum(days for _, days in found) == length + 1
    assert all(days > 0 for _, days in found)


def test_days_before_between_and_after_stages_have_none():
    stages = [("A", date(2025, 1, 10), date(2025, 1, 20)), ("B", date(2025, 1, 25), date(2025, 1, 30))]

    assert segments_of(date(2025, 1, 1), date(2025, 1, 31), stages) == (
        (None, 9), ("A", 10), (None, 5), ("B", 5), (None, 2)
    )  # fmt: skip


# --- Steps ---


def test_steps_are_read_and_spelled():
    steps = read_steps("0.80=80, 0.7=62.5")

    assert steps == ((Decimal("0.80"), 8000), (Decimal("0.7"), 6250))
    assert spell_steps(steps) == "0.7=62.5 0.8=80"


@pytest.mark.parametrize("text", ["0.7", "a=60", "0.7=", "0.7=b"])
def test_what_is_no_step_is_refused(text):
    with pytest.raises(ValueError, match="not steps"):
        read_steps(text)
