"""Rules as sentences; a condition names no amount, so that who may not see pay can read it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from server.incentives.rules.words import condition_words, money, number, rate, reward_words, sentence
from server.metrics.definitions import Label
from tests.incentives.rules.test_form import READ
from tests.incentives.written import rules_of

NAMES = {"csat": Label("满意度", "satisfaction")}
SENTENCES = {
    "when csat >= 85% and score > 80: pay 500": (
        "当满意度不低于 85%，且得分高于 80时，发 500.00。",
        "When satisfaction is at least 85% and the score is above 80, pay 500.00.",
    ),
    "when csat up 5 points from 80%: pay 8": (
        "当满意度较80%提高 5 个百分点时，发 8.00。",
        "When satisfaction rises by 5 points from 80%, pay 8.00.",
    ),
    "pay 5% of base pay up to 100": (
        "发月基本工资的 5%，最多 100.00。",
        "Pay 5% of the monthly base pay, 100.00 at most.",
    ),
    "pay 2 per csat over 10": (
        "满意度超过 10 的部分每单位发 2.00。",
        "Pay 2.00 for each unit of satisfaction above 10.",
    ),
    "pay 2% of csat": ("发满意度的 2%。", "Pay 2% of satisfaction."),
    "pay tiers of csat from 0 pay 1%, from 5 pay 0.005": (
        "按满意度分段累计：0 起 1%；5 起 0.005。",
        "Pay each part of satisfaction at its own rate: from 0 1%; from 5 0.005.",
    ),
    "pay steps of csat from 80% pay 5": (
        "按满意度达到的最高档：80% 起 5.00。",
        "Pay by the highest step of satisfaction: from 80% 5.00.",
    ),
    "when team csat < 5%: team pool 5 by csat": (
        "当团队满意度低于 5%时，每个团队奖金池 5.00，按满意度比例分配。",
        "When the team's satisfaction is below 5%, split a pool of 5.00 for each team by satisfaction.",
    ),
    "pool 5 by base pay": ("奖金池 5.00，按基本工资比例分配。", "Split a pool of 5.00 by base pay."),
    "when honor STAR: multiply by 1.15": (
        "当本期获得荣誉 STAR时，以上合计乘以 1.15。",
        "When the honor STAR was received in the period, multiply what the lines above come to by 1.15.",
    ),
    "raise score by 20%": ("以下规则的得分提高 20%。", "Raise the score of the lines below by 20%."),
    "cap 5": ("每人最多 5.00。", "5.00 a person at most."),
}


@pytest.mark.parametrize("text", SENTENCES)
def test_a_rule_is_a_sentence_in_both_languages(text: str):
    (rule,) = rules_of(text)
    assert sentence(rule, NAMES) == SENTENCES[text]


@pytest.mark.parametrize("text", READ)
def test_a_condition_tells_nothing_of_what_is_paid(text: str):
    (rule,) = rules_of(text)
    when, then = condition_words(rule, {}), reward_words(rule, {})

    assert bool(when.en) == bool(rule.conditions)
    assert then.en not in when.en or not when.en
    assert ".00" not in when.en


def test_numbers_and_amounts_are_spelled_as_people_read_them():
    assert [number(Fraction(text)) for text in ("5", "0.5", "-1.25", "1/3")] == [
        "5",
        "0.5",
        "-1.25",
        "0.333333333333",
    ]
    assert [money(cents) for cents in (0, 5, -123456, 100)] == ["0.00", "0.05", "-1,234.56", "1.00"]
    assert [rate(Fraction(150)), rate(Fraction(1, 2)), rate(Fraction(2), is_share=True)] == [
        "1.50",
        "0.005",
        "2%",
    ]
