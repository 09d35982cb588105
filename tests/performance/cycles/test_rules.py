"""The rules of cycles: how periods are cut and named, which step may follow, ratings, and ranks that are shared."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.kernel.errors import InvalidState
from server.performance.cycles.models import CycleState, Rating, ScorecardState
from server.performance.cycles.rules import (
    CYCLE_MOVES,
    MOVES,
    next_span,
    period_of,
    ranks,
    rating_of,
    require_cycle_move,
    require_move,
    span_of,
)
from server.performance.plans.models import PlanGrain

STEPS = (90, 80, 70, 60)
S = ScorecardState
TABLE = {
    S.OPEN: {S.SELF},
    S.SELF: {S.MANAGER},
    S.MANAGER: {S.SELF, S.CALIBRATION},
    S.CALIBRATION: {S.MANAGER, S.PUBLISHED},
    S.PUBLISHED: {S.ACKNOWLEDGED, S.DISPUTED, S.CLOSED},
    S.ACKNOWLEDGED: {S.CLOSED},
    S.DISPUTED: {S.REVISED, S.UPHELD},
    S.REVISED: {S.ACKNOWLEDGED, S.CLOSED},
    S.UPHELD: {S.ACKNOWLEDGED, S.CLOSED},
    S.CLOSED: set(),
}


@pytest.mark.parametrize(
    ("grain", "day", "code", "name", "first", "last"),
    [
        (
            PlanGrain.QUARTER,
            date(2026, 2, 14),
            "2026Q1",
            "2026 年第 1 季度",
            date(2026, 1, 1),
            date(2026, 3, 31),
        ),
        (
            PlanGrain.QUARTER,
            date(2026, 12, 31),
            "2026Q4",
            "2026 年第 4 季度",
            date(2026, 10, 1),
            date(2026, 12, 31),
        ),
        (PlanGrain.MONTH, date(2028, 2, 29), "2028-02", "2028 年 2 月", date(2028, 2, 1), date(2028, 2, 29)),
        (PlanGrain.YEAR, date(2026, 7, 1), "2026", "2026 年度", date(2026, 1, 1), date(2026, 12, 31)),
    ],
    ids=["first quarter", "last quarter", "leap month", "year"],
)
def test_a_day_lies_in_one_cycle(grain, day, code, name, first, last):
    span = span_of(grain, day)

    assert (span.code, span.name, span.starts_on, span.ends_on) == (code, name, first, last)


@given(st.sampled_from(PlanGrain), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_cycles_leave_no_gap_and_do_not_overlap(grain, day):
    span = span_of(grain, day)
    following = next_span(grain, span.ends_on)

    assert span.starts_on <= day <= span.ends_on
    assert following.starts_on == span.ends_on + timedelta(days=1)
    assert following.code != span.code


def test_a_year_has_four_quarters():
    codes = {span_of(PlanGrain.QUARTER, date(2026, month, 1)).code for month in range(1, 13)}

    assert codes == {"2026Q1", "2026Q2", "2026Q3", "2026Q4"}


def test_figures_are_asked_for_in_the_period_of_the_cycle():
    assert period_of(PlanGrain.QUARTER, date(2026, 1, 1)).name == "2026-Q1"
    assert period_of(PlanGrain.MONTH, date(2026, 3, 1)).name == "2026-03"


@pytest.mark.parametrize("now", list(S), ids=str)
@pytest.mark.parametrize("then", list(S), ids=str)
def test_a_card_goes_on_only_as_the_table_says(now, then):
    assert MOVES[now] == TABLE[now]
    if then in TABLE[now]:
        require_move(now, then)
    else:
        with pytest.raises(InvalidState):
            require_move(now, then)


def test_a_cycle_goes_on_only_as_its_table_says():
    for now in CycleState:
        for then in CycleState:
            if then in CYCLE_MOVES[now]:
                require_cycle_move(now, then)
            else:
                with pytest.raises(InvalidState, match="reload"):
                    require_cycle_move(now, then)


@pytest.mark.parametrize(
    ("score", "rating"),
    [(None, None), (9000, Rating.A), (8999, Rating.B), (8000, Rating.B), (7000, Rating.C), (6000, Rating.D),
     (5999, Rating.E)],
    ids=str,
)  # fmt: skip
def test_a_rating_begins_at_its_least_points(score, rating):
    assert rating_of(score, STEPS) is rating


def test_equals_share_a_rank_and_the_next_counts_all_before_it():
    assert ranks([9000, 9000, 8000]) == [1, 1, 3]
    assert ranks([7000, None, 9000, 9000, 7000]) == [3, None, 1, 1, 3]
    assert ranks([]) == []


@given(st.lists(st.integers(0, 10000)))
def test_a_rank_is_one_more_than_those_who_did_better(scores):
    assert ranks(scores) == [1 + sum(other > score for other in scores) for score in scores]
