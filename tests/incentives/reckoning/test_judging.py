"""Conditions are judged exactly at their mark, said with the figure, and a goal from nothing is none."""

from __future__ import annotations

import pytest

from server.incentives.reckoning.judging import Reader, judge
from tests.incentives.written import figures, person, rules_of

E1 = person("E1")
AT_80 = figures({"csat": {"E1": "0.80"}}, before={"csat": {"E1": "0"}})
MARKS = {
    "csat >= 80%": (True, "1"),
    "csat > 80%": (False, "1"),
    "csat <= 80%": (True, "1"),
    "csat < 80%": (False, "1"),
    "csat >= 100%": (False, "4/5"),
    "csat <= 40%": (False, "1/2"),
    "csat up 10% relative from 80%": (False, "10/11"),
    "csat down 10% relative from 100%": (True, "1"),
    "csat up 5 points from last year": (True, "1"),
    "csat up 5% relative from last year": (False, "0"),
    "csat up 5% relative from last period": (False, "0"),
    "honor STAR": (False, "0"),
}


@pytest.mark.parametrize("test", MARKS)
def test_a_condition_holds_exactly_at_its_mark(test: str):
    (rule,) = rules_of(f"when {test}: pay 5")

    found = judge(rule, Reader(E1, AT_80), {})

    assert (found.is_met, str(found.shares[0])) == MARKS[test]


def test_all_conditions_of_a_rule_must_hold_and_each_is_told():
    (rule,) = rules_of("when csat >= 80% and csat >= 90%: pay 5")

    found = judge(rule, Reader(E1, AT_80), {})

    assert found.label.zh == "csat不低于 80%，实际 80%（达到），csat不低于 90%，实际 80%（未达到）：不发。"


def test_nothing_rises_by_a_share_of_zero():
    (rule,) = rules_of("when csat up 5% relative from last year: pay 5")

    found = judge(rule, Reader(E1, AT_80), {})

    assert found.label.en == "csat began at 0, of which no share can be taken: nothing is paid."
    assert found.lacks_figure
