"""An amount that the linter lets through never tells a score from one less than five points away."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.incentives.rules.telling import APART, telling
from tests.incentives.written import amounts, figures, person, rules_of, worked

TOLD = {
    "per point": ("pay 8.00 per score over 60 up to 100", [1]),
    "tiers": ("pay tiers of score from 0 pay 1, from 80 pay 2", [1]),
    "a pool by score": ("when csat >= 80%: pool 500 by score", [1]),
    "a team pool by score": ("team pool 500 by score", [1]),
    "narrow steps": ("pay steps of score from 80 pay 1, from 84.99 pay 2", [1]),
    "marks of two lines": ("when score >= 80: pay 1\nwhen score >= 82 and csat >= 80%: multiply by 2", [2]),
    "a goal from a number": ("when score up 2 points from 79: pay 1\nwhen score >= 80: pay 1", [1]),
    "wide steps": ("pay steps of score from 80 pay 1, from 85 pay 2", []),
    "the same mark twice": ("when score >= 80: pay 1\nwhen score >= 80: multiply by 2", []),
    "one's own progress": ("when score up 2 points from last period: pay 1", []),
    "another figure": ("pool 500 by csat\npay 1 per valid_feedback_count", []),
}  # fmt: skip


@pytest.mark.parametrize("case", TOLD)
def test_lines_that_follow_the_score_are_named(case: str):
    text, lines = TOLD[case]
    assert [problem.line for problem in telling(rules_of(*text.splitlines()))] == lines


LOW, HIGH = 60, 100
POINTS = st.integers(LOW, HIGH)
LINES = st.one_of(
    st.builds("when score >= {}: pay {}".format, POINTS, st.integers(1, 900)),
    st.builds(
        "pay steps of score from {} pay 10, from {} pay 25".format, st.integers(60, 79), st.integers(80, 100)
    ),
    st.builds("when score >= {}: multiply by 1.15".format, POINTS),
    st.sampled_from(
        ("pay 8.00 per score", "pool 5,000 by score", "pay 100", "pay 5% of base pay", "cap 300")
    ),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=4))
def test_amounts_that_pass_change_at_marks_far_apart(lines):
    rules = rules_of(*lines)
    if list(telling(rules)):
        return
    people = [person(f"E{score:03}", base_pay=600_000) for score in range(LOW, HIGH + 1)]
    known = figures({"score": {each.code: each.code[1:] for each in people}})

    found = list(amounts(worked(people, known, *lines)).values())

    changes = [place for place, (one, after) in enumerate(pairwise(found)) if one != after]
    assert all(later - sooner >= APART for sooner, later in pairwise(changes))
