"""The rules of the tree: spans, alignment, sums of what adds up, progress, and how a goal ends."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from server.kernel.errors import InvalidInput
from server.performance.goals.attainment import ChangeKind
from server.performance.goals.models import GoalLevel, GoalState
from server.performance.goals.rules import (
    Standing,
    Summand,
    Unaligned,
    is_within,
    number,
    progress_of,
    require_aligned,
    require_span,
    settled,
    standing_of,
    sum_of,
)
from server.performance.plans.models import Aim

COMPANY, TEAM, PERSON = GoalLevel.COMPANY, GoalLevel.TEAM, GoalLevel.PERSON
FIRST, LAST = date(2025, 4, 1), date(2025, 6, 30)


def at(
    level: GoalLevel, place: str = "", *, is_open: bool = True, first: date = FIRST, last: date = LAST
) -> Standing:
    return Standing(level, place, first, last, is_open)


def test_a_goal_ends_after_it_begins_and_within_three_years():
    require_span(FIRST, FIRST)
    for last in (date(2025, 3, 31), date(2028, 4, 1)):
        with pytest.raises(InvalidInput):
            require_span(FIRST, last)


@pytest.mark.parametrize(
    ("own", "parent"),
    [
        (at(TEAM, "D3"), at(COMPANY)),
        (at(TEAM, "D3"), at(TEAM, "D2")),
        (at(PERSON, "D3"), at(TEAM, "D3")),
        (at(PERSON, "D3"), at(PERSON, "D3")),
        (at(COMPANY), None),
    ],
    ids=[
        "team under company",
        "team under team above",
        "person under team",
        "person under person",
        "company",
    ],
)
def test_what_serves_something_above_it_is_aligned(own, parent):
    require_aligned(own, parent, ["D3", "D2", "D1"])


@pytest.mark.parametrize(
    ("own", "parent"),
    [
        (at(TEAM, "D3"), None),
        (at(PERSON, "D3"), None),
        (at(TEAM, "D3"), at(TEAM, "D4")),
        (at(TEAM, "D3"), at(PERSON, "D3")),
        (at(TEAM, "D3"), at(COMPANY, is_open=False)),
        (at(TEAM, "D3"), at(COMPANY, first=date(2024, 1, 1), last=date(2025, 3, 31))),
    ],
    ids=["team alone", "person alone", "beside", "a person above a team", "ended", "before"],
)
def test_what_serves_nothing_above_it_is_not(own, parent):
    with pytest.raises(Unaligned) as refused:
        require_aligned(own, parent, ["D3", "D2", "D1"])
    assert (refused.value.code, refused.value.path) == ("UNALIGNED", ("input", "parentId"))


def test_the_company_s_goals_stand_under_the_company_s_alone():
    with pytest.raises(InvalidInput):
        require_aligned(at(COMPANY), at(TEAM, "D2"), [])


def test_only_what_adds_up_and_is_the_same_figure_is_added_up():
    parent = Summand("hires_count", Decimal(10))
    children = [Summand("hires_count", Decimal(6)), Summand("hires_count", None), Summand("csat", Decimal(1))]

    assert sum_of(parent, children, is_additive=True) == 6
    assert sum_of(parent, children, is_additive=False) is None
    assert sum_of(parent, [], is_additive=True) is None
    assert [is_within(Decimal(10), total) for total in (Decimal(10), Decimal("10.01"), None)] == [
        True,
        False,
        None,
    ]


def stands(actual: str | None, aim: Aim | None = None):
    return standing_of(
        ChangeKind.ABSOLUTE, Decimal(70), Decimal(80), Decimal(actual) if actual else None, aim
    )


@pytest.mark.parametrize(
    ("actual", "progress"), [("77", 7000), ("79.9999", 9999), ("80", 10000), ("60", -10000), (None, None)]
)
def test_progress_is_rounded_to_what_is_certain(actual, progress):
    assert progress_of(stands(actual)) == progress


def test_a_goal_that_lacks_something_stands_nowhere():
    assert standing_of(ChangeKind.RELATIVE, None, Decimal("0.1"), Decimal(5), None) is None
    assert standing_of(None, Decimal(1), Decimal(2), Decimal(5), None) is None
    assert progress_of(None) is None


@pytest.mark.parametrize(
    ("actual", "today", "state"),
    [("80", LAST, None), ("80", date(2025, 7, 1), GoalState.MET),
     ("79.99", date(2025, 7, 1), GoalState.MISSED),
     (None, date(2025, 7, 1), None)],
    ids=["its last day", "met", "missed", "nothing known"],
)  # fmt: skip
def test_a_goal_is_settled_after_its_last_day(actual, today, state):
    assert settled(stands(actual), LAST, today) == state


def test_no_text_is_no_number():
    assert [number(text) for text in (None, "", "0.85")] == [None, None, Decimal("0.85")]
