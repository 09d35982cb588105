"""The fixed words of a policy: what a rule on one act says of another, and how problems are told."""

from __future__ import annotations

import pytest

from policies import PolicyError, Problem, Rule
from policies.words import covers


@pytest.mark.parametrize(
    ("act", "view", "asked", "speaks"),
    [
        ("read", "plain", "read", True),
        ("read", "phone", "export", True),
        ("read", "plain", "aggregate", True),
        ("read", "phone", "aggregate", False),
        ("write", "plain", "read", False),
        ("*", "plain", "reveal", True),
    ],
)
def test_a_read_speaks_of_export_and_a_plain_one_of_totals(act: str, view: str, asked: str, speaks: bool):
    assert covers(act, view, asked) is speaks


def test_a_rule_tells_its_place_and_its_reason_in_both_languages():
    rule = Rule(42, "employee", "self", "pay", "read", "plain", "allow", "本人 | Own", "rules/x.csv", 7)

    assert (rule.where, rule.reason("zh"), rule.reason("en"), rule.is_guard) == (
        "rules/x.csv:7",
        "本人",
        "Own",
        True,
    )


def test_an_error_lists_each_problem_with_its_place():
    error = PolicyError("no", (Problem("blank", "roles.csv:3", "fill it in"),))

    assert str(error) == "no\nroles.csv:3: fill it in [blank]"
