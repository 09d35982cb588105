"""What the linter says of rules: unknown figures, sales alone, overlapping tiers, no budget."""

from __future__ import annotations

import pytest

from server.incentives.rules.form import Problem, read_rules
from server.incentives.rules.lint import Setting, is_sales_only, lint, needs_base_pay
from server.incentives.rules.names import names_in, resolved
from server.metrics.dictionary.load import load_builtin
from tests.incentives.written import rules_of

KNOWN = load_builtin()
FRONT = Setting(budget=100_000, is_front_line=True)


def found(text: str, setting: Setting = FRONT) -> list[Problem]:
    read, broken = read_rules(text)
    rules, unknown = resolved(read, KNOWN)
    return [*broken, *unknown, *lint(rules, KNOWN, setting, names_in(KNOWN))]


def codes(text: str, setting: Setting = FRONT) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in found(text, setting)]


SAID = {
    "fine": ("when csat >= 85%: pay 500.00", []),
    "unknown figure": ("when happiness >= 85: pay 5", [("UNKNOWN_METRIC", 1)]),
    "several figures": ("when 离职率 <= 10%: pay 5", [("AMBIGUOUS_METRIC", 1)]),
    "not by person": ("when workforce_cost_ratio <= 10%: pay 5", [("NOT_PERSONAL", 1)]),
    "share written as a number": ("when csat >= 85: pay 5", [("WRONG_UNIT", 1)]),
    "baseline written as a number": ("when csat up 5% relative from 80: pay 5", [("WRONG_UNIT", 1)]),
    "relative without a per cent": ("when csat up 5 relative from last year: pay 5", [("WRONG_UNIT", 1)]),
    "a per cent of no money": ("pay 5% of csat", [("WRONG_UNIT", 1)]),
    "the worse way": ("when csat <= 85%: pay 5", [("AGAINST_DIRECTION", 1)]),
    "tiers overlap": ("pay steps of csat from 90% pay 5, from 80% pay 3", [("TIER_ORDER", 1)]),
    "a step pays less": ("pay steps of csat from 80% pay 5, from 90% pay 3", [("TIER_PAYS_LESS", 1)]),
    "both are paid": ("when csat >= 80%: pay 5\nwhen csat >= 90%: pay 5", [("TIERS_ADD_UP", 2)]),
    "factor first": ("multiply by 2\npay 5", [("NOTHING_ABOVE", 1)]),
    "two caps": ("pay 5\ncap 3\ncap 2", [("TWO_CAPS", 0)]),
    "nothing": ("cap 3", [("NOTHING_PAID", 0)]),
    "raised score": ("raise score by 20%\nwhen score >= 90: pay 5", [("SCORE_UPLIFT_OFF", 1)]),
    "one payment above the budget": ("when csat >= 80%: pay 1000.01", [("PAY_ABOVE_BUDGET", 1)]),
    "pool above the budget": ("pool 1000.01 by equal", [("POOL_ABOVE_BUDGET", 0)]),
    "told by the score": ("pay 8.00 per score", [("AMOUNT_TELLS_SCORE", 1)]),
    "sales only": ("when consult_conversion_rate >= 30%: pay 5", [("SALES_ONLY", 0)]),
    "sales and service": ("when consult_conversion_rate >= 30% and csat >= 80%: pay 5", []),
    "sales and the score": ("when consult_conversion_rate >= 30%: pay 5\nwhen score >= 80: pay 5", []),
    "sales and an honor": ("when consult_conversion_rate >= 30% and honor STAR: pay 5", []),
    "customers kept": ("when repeat_customer_rate >= 30%: pay 5", []),
}  # fmt: skip


@pytest.mark.parametrize("case", SAID)
def test_the_linter_names_what_is_wrong_and_its_line(case: str):
    text, expected = SAID[case]
    assert codes(text) == expected


def test_a_scheme_needs_a_budget_and_says_so():
    (problem,) = found("when csat >= 85%: pay 5", Setting(is_front_line=True))

    assert (problem.code, problem.en) == (
        "BUDGET_REQUIRED",
        "Give the budget of a period; the total never exceeds it.",
    )


def test_settings_and_other_people_lift_what_holds_for_the_front_line():
    text = "when consult_conversion_rate >= 30%: pay 5"

    assert codes(text, Setting(budget=1_000)) == []
    assert codes(text, Setting(budget=1_000, is_front_line=True, allows_sales_only=True)) == []
    assert (
        codes("raise score by 20%\nwhen score >= 90: pay 5", Setting(1_000, allows_raised_score=True)) == []
    )
    assert codes("pay 8.00 per score", Setting(1_000, allows_telling_score=True)) == []


def test_a_flat_amount_is_not_sales_and_warnings_do_not_stand_in_the_way():
    assert not is_sales_only(rules_of("pay 500"), KNOWN)
    assert [problem.is_warning for problem in found("when csat >= 80%: pay 5\nwhen csat >= 90%: pay 5")] == [
        True
    ]


def test_only_rules_by_base_pay_need_it():
    assert needs_base_pay(rules_of("pay 5% of base pay"))
    assert needs_base_pay(rules_of("pool 100 by base pay"))
    assert not needs_base_pay(rules_of("pay 5", "pool 100 by score"))
