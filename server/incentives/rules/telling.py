"""Whether an amount tells the score behind it: who pays people, and sees no score, must not read one off a payout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from server.incentives.rules.form import Problem
from server.incentives.rules.tree import (
    SCORE,
    Condition,
    Goal,
    PerUnit,
    Pool,
    Quantity,
    Rule,
    Steps,
    Threshold,
    Tiers,
)
from server.performance.goals.attainment import ChangeKind

APART = 5
"""So many points of the score lie at least between two marks at which the amount changes."""
CODE = "AMOUNT_TELLS_SCORE"


def telling(rules: Sequence[Rule]) -> Iterator[Problem]:
    """Name the lines by which an amount follows the score from point to point."""
    for rule in rules:
        if is_by_score(rule):
            yield Problem(
                CODE,
                "金额随得分逐分变化，看到金额的人能算出得分。请按档发放（steps，每档至少相差 5 分），或按其他指标。",
                "The amount follows the score from point to point, so whoever sees it could work the score out. Pay by "
                "steps that are at least 5 points apart, or by another figure.",
                rule.line,
            )
    marks = sorted({(mark, rule.line) for rule in rules for mark in marks_of(rule)})
    for (low, _), (high, line) in pairwise(marks):
        if 0 < high - low < APART:
            yield Problem(
                CODE,
                f"得分的各档至少相差 {APART} 分，否则金额会透露得分。",
                f"Marks of the score lie at least {APART} points apart, else the amount tells the score.",
                line,
            )


def is_by_score(rule: Rule) -> bool:
    match rule.reward:
        case PerUnit(subject=subject) | Tiers(subject=subject):
            return subject.name == SCORE
        case Pool(by=by):
            return by == SCORE
        case _:
            return False


def marks_of(rule: Rule) -> Iterator[Fraction]:
    """Yield the scores at which what a line pays changes; where somebody's own score began is known to them alone."""
    for condition in rule.conditions:
        yield from _asked(condition)
    if isinstance(rule.reward, Steps) and rule.reward.subject.name == SCORE:
        yield from (tier.start.value for tier in rule.reward.tiers)


def _asked(condition: Condition) -> Iterator[Fraction]:
    match condition:
        case Threshold(subject=subject, asked=asked) if subject.name == SCORE:
            yield asked.value
        case Goal(subject=subject, baseline=Quantity(number=start)) if subject.name == SCORE:
            change = condition.change.value * (start if condition.kind is ChangeKind.RELATIVE else 1)
            yield start + (change if condition.is_up else -change)
