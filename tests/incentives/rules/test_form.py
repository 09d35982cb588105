"""Rules read back as they were written; what is wrong is said for its line."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from server.incentives.rules.form import read_rule, read_rules
from server.incentives.rules.tree import (
    EQUAL,
    SCORE,
    Baseline,
    BaseShare,
    Cap,
    Fixed,
    Goal,
    Honored,
    Multiply,
    Op,
    PerUnit,
    Pool,
    Quantity,
    Rule,
    Steps,
    Subject,
    Threshold,
    Tier,
    Tiers,
)
from server.incentives.rules.words import spelled
from server.performance.goals.attainment import ChangeKind

CSAT = Subject("csat")
READ = {
    "pay 500.00": Rule(Fixed(50000)),
    "when csat >= 85% and score > 80: pay 500": Rule(
        Fixed(50000),
        (
            Threshold(CSAT, Op.AT_LEAST, Quantity(Fraction(85), is_percent=True)),
            Threshold(Subject(SCORE), Op.ABOVE, Quantity(Fraction(80))),
        ),
    ),
    "pay 5% of base pay up to 1,200.50": Rule(BaseShare(Quantity(Fraction(5), is_percent=True)), most=120050),
    "pay 0.005 per spend_per_buyer over 100": Rule(
        PerUnit(Subject("spend_per_buyer"), Fraction(1, 2), over=Quantity(Fraction(100)))
    ),
    "pay 2% of spend_per_buyer": Rule(PerUnit(Subject("spend_per_buyer"), Fraction(2), is_share=True)),
    "pay tiers of a.b from 0 pay 1%, from 1,000 pay 2%": Rule(
        Tiers(
            Subject("a.b"),
            (
                Tier(Quantity(Fraction(0)), Fraction(1), is_share=True),
                Tier(Quantity(Fraction(1000)), Fraction(2), is_share=True),
            ),
        )
    ),
    "pay steps of csat from 80% pay 300, from 90% pay 600": Rule(
        Steps(
            CSAT,
            (
                Tier(Quantity(Fraction(80), is_percent=True), Fraction(30000)),
                Tier(Quantity(Fraction(90), is_percent=True), Fraction(60000)),
            ),
        )
    ),
    "pool 50,000.00 by score": Rule(Pool(5000000, SCORE)),
    "when team csat >= 85%: team pool 3000 by equal": Rule(
        Pool(300000, EQUAL, is_team=True),
        (Threshold(Subject("csat", is_team=True), Op.AT_LEAST, Quantity(Fraction(85), is_percent=True)),),
    ),
    "when csat up 5 points from 80%: pay 8": Rule(
        Fixed(800),
        (
            Goal(
                CSAT, ChangeKind.POINTS, True, Quantity(Fraction(5)), Quantity(Fraction(80), is_percent=True)
            ),
        ),
    ),
    "when csat down 5% relative from last period: pay 8": Rule(
        Fixed(800),
        (Goal(CSAT, ChangeKind.RELATIVE, False, Quantity(Fraction(5), is_percent=True), Baseline.LAST_PERIOD),),
    ),
    "when honor STAR: multiply by 1.15": Rule(Multiply(Fraction(23, 20)), (Honored("STAR"),)),
    "cap 8,000.00": Rule(Cap(800000)),
}  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_a_rule_is_read(text: str):
    assert read_rule(text) == READ[text]


@pytest.mark.parametrize("text", READ)
def test_a_rule_reads_back_the_same_after_it_was_spelled(text: str):
    assert read_rule(spelled(READ[text])) == READ[text]


def test_chinese_words_and_signs_stand_for_the_english_ones():
    assert (
        read_rule("当 csat ≥ 85% 且 得分 > 80： 发 500 元")
        == READ["when csat >= 85% and score > 80: pay 500"]
    )
    assert read_rule("奖金池 50,000.00 按 得分") == READ["pool 50,000.00 by score"]
    assert read_rule("封顶 8,000.00") == READ["cap 8,000.00"]


def test_empty_lines_and_comments_are_no_rules_and_lines_keep_their_number():
    rules, problems = read_rules("# first service\n\npay 500\n  \nwhat\ncap 1000 # the most")

    assert [(rule.line, rule.reward) for rule in rules] == [(3, Fixed(50000)), (6, Cap(100000))]
    assert [(problem.line, problem.code) for problem in problems] == [(5, "E_FORM")]


WRONG = {
    "pay 2.001": ("E_MONEY", "An amount is above 0 and has at most two places."),
    "pay 0": ("E_MONEY", "An amount is above 0 and has at most two places."),
    "when csat up 5% from 80: pay 1": (
        "E_GOAL_KIND",
        "Say whether the change is relative or in points: 5% relative from 80 is 84, 5 points from 80 are 85.",
    ),
    "when csat >= : pay 1": ("E_FORM", "A number is expected here, but character 14 begins ':'."),
    "when csat 5: pay 1": ("E_FORM", "One of >=, <=, >, < or 'up …' is expected here, but character 11 begins '5'."),
    "pay 5 per": ("E_FORM", "The name of a figure is expected here, but the rule ends here."),
    "pay 5 extra": ("E_FORM", "Nothing more is expected after the rule, but character 7 begins 'extra'."),
    "when csat >= 5 pay 1": ("E_FORM", "':' is expected here, but character 16 begins 'pay'."),
    "p" * 301: ("E_LONG", "A rule has at most 300 characters."),
}  # fmt: skip


@pytest.mark.parametrize("text", WRONG, ids=lambda text: text[:24])
def test_what_is_wrong_is_said_with_its_place(text: str):
    rules, (problem,) = read_rules(text)

    assert rules == ()
    assert (problem.code, problem.en, problem.line) == (*WRONG[text], 1)


def test_a_scheme_has_at_most_forty_rules():
    _, problems = read_rules("pay 1\n" * 41)

    assert [(problem.code, problem.line) for problem in problems] == [("E_TOO_MANY", 0)]


def test_any_rule_that_can_be_made_reads_back_the_same():
    """Two thousand rules, drawn with a fixed seed."""
    chance = Random(5)
    for _ in range(2000):
        rule = drawn(chance)
        assert read_rule(spelled(rule)) == rule, spelled(rule)


def drawn(chance: Random) -> Rule:
    conditions = tuple(condition(chance) for _ in range(chance.randint(0, 3)))
    subject = Subject(chance.choice(("csat", "a.b_c", SCORE)), is_team=chance.random() < 0.2)
    tiers = tuple(
        Tier(quantity(chance), Fraction(chance.randint(1, 10**6))) for _ in range(chance.randint(1, 4))
    )
    reward = chance.choice(
        (
            Fixed(chance.randint(1, 10**9)),
            BaseShare(Quantity(Fraction(chance.randint(1, 9999), 100), is_percent=True)),
            PerUnit(subject, Fraction(chance.randint(1, 10**6), 10), over=quantity(chance)),
            PerUnit(subject, Fraction(chance.randint(1, 500), 10), is_share=True),
            Tiers(subject, tiers),
            Steps(subject, tiers),
            Pool(
                chance.randint(1, 10**9),
                chance.choice((EQUAL, SCORE, "csat", "base pay")),
                chance.random() < 0.5,
            ),
            Multiply(Fraction(chance.randint(1, 300), 100)),
            Cap(chance.randint(1, 10**9)),
        )
    )
    return Rule(reward, conditions, chance.choice((None, chance.randint(1, 10**8))))


def condition(chance: Random) -> Threshold | Goal | Honored:
    subject = Subject(chance.choice(("csat", "fcr_rate", SCORE)), is_team=chance.random() < 0.2)
    return chance.choice(
        (
            Threshold(subject, chance.choice(list(Op)), quantity(chance)),
            Goal(
                subject,
                chance.choice((ChangeKind.RELATIVE, ChangeKind.POINTS)),
                chance.random() < 0.5,
                quantity(chance),
                chance.choice((quantity(chance), *Baseline)),
            ),
            Honored(chance.choice(("STAR", "CHAMP-2"))),
        )
    )


def quantity(chance: Random) -> Quantity:
    return Quantity(Fraction(chance.randint(0, 10**7), chance.choice((1, 10, 1000))), chance.random() < 0.4)
