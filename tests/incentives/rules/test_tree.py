"""What a rule is of, which figures it stands on, and whether it pays."""

from __future__ import annotations

import pytest

from server.incentives.rules.tree import Subject, is_paying, kind_of, metrics_of, subjects_of
from server.incentives.scheme_models import RuleKind
from tests.incentives.written import rules_of

KINDS = {
    "pay 5": RuleKind.FIXED,
    "pay 5% of base pay": RuleKind.BASE_SHARE,
    "pay 5 per csat": RuleKind.PER_UNIT,
    "pay tiers of csat from 0 pay 1": RuleKind.TIERS,
    "pay steps of csat from 0 pay 1": RuleKind.STEPS,
    "pool 5 by score": RuleKind.POOL,
    "team pool 5 by equal": RuleKind.TEAM_POOL,
    "multiply by 2": RuleKind.MULTIPLY,
    "raise score by 20%": RuleKind.RAISE_SCORE,
    "cap 5": RuleKind.CAP,
}


@pytest.mark.parametrize("text", KINDS)
def test_each_reward_is_of_one_kind(text: str):
    (rule,) = rules_of(text)
    assert kind_of(rule) is KINDS[text]
    assert is_paying(rule) == (kind_of(rule) not in (RuleKind.MULTIPLY, RuleKind.RAISE_SCORE, RuleKind.CAP))


def test_a_rule_stands_on_the_figures_of_conditions_and_reward_and_the_score_is_no_metric():
    (rule,) = rules_of("when team csat >= 5% and score >= 5 and honor STAR: pool 5 by fcr_rate")

    assert list(subjects_of(rule)) == [Subject("csat", is_team=True), Subject("score"), Subject("fcr_rate")]
    assert metrics_of(rule) == ("csat", "fcr_rate")
    assert list(subjects_of(rules_of("pool 5 by base pay")[0])) == []
