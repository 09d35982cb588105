"""What is wrong with the rules of a scheme, and what is odd about them: asked while they are typed, and on proposing.

Figures are checked against the dictionary in force. A problem stands in the way of proposing, a warning does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from server.incentives.rules.form import Problem
from server.incentives.rules.telling import telling
from server.incentives.rules.tree import (
    BASE_PAY,
    SCORE,
    BaseShare,
    Cap,
    Condition,
    Fixed,
    Goal,
    Honored,
    Multiply,
    Op,
    PerUnit,
    Pool,
    Quantity,
    RaiseScore,
    Rule,
    Steps,
    Subject,
    Threshold,
    Tiers,
    is_paying,
    subjects_of,
)
from server.incentives.rules.words import Names, money, named
from server.metrics.definitions import Dictionary
from server.metrics.persons import is_personal
from server.metrics.words import Direction
from server.performance.goals.attainment import ChangeKind

SHARES = "percent"
MONEY = "money"
SALES = "sales"
KEEPING = frozenset(
    {
        "repeat_customer_rate", "account_retention_rate", "key_account_success_rate", "followup_completion_rate",
        "personalised_plan_rate", "refund_rate",
    }
)  # fmt: skip
"""Figures the dictionary lists under sales that speak of how customers are looked after."""


@dataclass(frozen=True)
class Setting:
    """What a scheme stands in: its budget, whether it is for people who serve customers, what the company allows."""

    budget: int | None = None
    is_front_line: bool = False
    allows_sales_only: bool = False
    allows_raised_score: bool = False
    allows_telling_score: bool = False


def lint(
    rules: Sequence[Rule], dictionary: Dictionary, setting: Setting, names: Names
) -> tuple[Problem, ...]:
    """Return what is wrong with resolved rules, in the order of lines; whole-scheme problems come last."""
    found = [problem for rule in rules for problem in _of_rule(rule, dictionary, setting, names)]
    found += _adding_up(rules, names)
    found += [] if setting.allows_telling_score else telling(rules)
    found += _of_scheme(rules, dictionary, setting)
    return tuple(sorted(found, key=lambda each: (each.line == 0, each.line)))


# --- One rule ---


def _of_rule(rule: Rule, dictionary: Dictionary, setting: Setting, names: Names) -> Iterator[Problem]:
    for subject in dict.fromkeys(subjects_of(rule)):
        yield from _of_figure(rule, subject, dictionary, names)
    for condition in rule.conditions:
        yield from _of_condition(rule, condition, dictionary, names)
    yield from _of_tiers(rule)
    match rule.reward:
        case PerUnit(subject=subject, is_share=True) if _unit(subject, dictionary) not in (MONEY, None):
            yield Problem(
                "WRONG_UNIT",
                f"“{named(subject, names).zh}”不是金额，不能按百分比发放。",
                f"{named(subject, names).en} is no amount of money, so a per cent of it can't be paid.",
                rule.line,
            )
        case RaiseScore() if not setting.allows_raised_score:
            yield Problem(
                "SCORE_UPLIFT_OFF",
                "本公司未开启得分提升：同一结果会被计两次。如确需使用，请在公司设置中开启。",
                "Raising scores is off: the same result would count twice. If it is meant, turn it on in the settings.",
                rule.line,
            )


def _of_figure(rule: Rule, subject: Subject, dictionary: Dictionary, names: Names) -> Iterator[Problem]:
    if subject.name == SCORE or subject.name not in dictionary.metrics:
        return
    if not is_personal(dictionary, subject.name):
        what = named(Subject(subject.name), names)
        yield Problem(
            "NOT_PERSONAL",
            f"“{what.zh}”不能算到个人，不能用来发奖金。",
            f"{what.en} can't be told apart by people, so nobody can be paid by it.",
            rule.line,
        )


def _unit(subject: Subject, dictionary: Dictionary) -> str | None:
    metric = dictionary.metrics.get(subject.name)
    return metric.unit if metric else None


def _of_condition(
    rule: Rule, condition: Condition, dictionary: Dictionary, names: Names
) -> Iterator[Problem]:
    if isinstance(condition, Honored):
        return
    metric = dictionary.metrics.get(condition.subject.name)
    asked = condition.asked if isinstance(condition, Threshold) else condition.baseline
    if metric and isinstance(asked, Quantity) and metric.unit == SHARES and asked.value > 1:
        what = named(condition.subject, names)
        yield Problem(
            "WRONG_UNIT",
            f"“{what.zh}”是比率，请写成百分数，如 {asked.number}%。",
            f"{what.en} is a share; write a per cent, as {asked.number}%.",
            rule.line,
        )
    if (
        isinstance(condition, Goal)
        and condition.kind is ChangeKind.RELATIVE
        and not condition.change.is_percent
    ):
        yield Problem(
            "WRONG_UNIT",
            "相对提高请写成百分数，如 5%。",
            "Write a relative change as a per cent, as 5%.",
            rule.line,
        )
    if metric and is_paying(rule) and _is_backwards(condition, metric.direction):
        what = named(condition.subject, names)
        yield Problem(
            "AGAINST_DIRECTION",
            f"按指标字典，“{what.zh}”的这个方向是变差，却会得到奖励，请核对。",
            f"By the dictionary this is the worse way for {what.en}, and it would be rewarded; check it.",
            rule.line,
            is_warning=True,
        )


def _is_backwards(condition: Threshold | Goal, direction: Direction) -> bool:
    is_up = condition.op in (Op.AT_LEAST, Op.ABOVE) if isinstance(condition, Threshold) else condition.is_up
    return direction is (Direction.DOWN if is_up else Direction.UP)


def _of_tiers(rule: Rule) -> Iterator[Problem]:
    if not isinstance(rule.reward, Tiers | Steps):
        return
    if any(low.start.value >= high.start.value for low, high in pairwise(rule.reward.tiers)):
        yield Problem(
            "TIER_ORDER",
            "各档的起点须从低到高，不能重叠。",
            "Tiers begin from low to high and don't overlap.",
            rule.line,
        )
    elif isinstance(rule.reward, Steps) and any(
        low.pays >= high.pays for low, high in pairwise(rule.reward.tiers)
    ):
        yield Problem(
            "TIER_PAYS_LESS",
            "较高的一档没有发得更多，请核对。",
            "A higher step pays no more than a lower one; check it.",
            rule.line,
            is_warning=True,
        )


# --- Rules together ---


def _adding_up(rules: Sequence[Rule], names: Names) -> Iterator[Problem]:
    """Warn of two fixed amounts for the same figure: whoever reaches the higher mark gets both."""
    fixed = [
        (rule, rule.conditions[0])
        for rule in rules
        if isinstance(rule.reward, Fixed) and len(rule.conditions) == 1
    ]
    for (first, one), (second, other) in combinations(fixed, 2):
        if not isinstance(one, Threshold) or not isinstance(other, Threshold):
            continue
        if one.subject == other.subject and one.op == other.op:
            what = named(one.subject, names)
            yield Problem(
                "TIERS_ADD_UP",
                f"第 {first.line} 行和第 {second.line} 行都按“{what.zh}”发放，达到较高者会拿到两份；"
                "只想发最高一档请改用 steps。",
                f"Lines {first.line} and {second.line} both pay by {what.en}: who reaches the higher gets both. "
                "Write steps if only the highest is meant.",
                second.line,
                is_warning=True,
            )


def _of_scheme(rules: Sequence[Rule], dictionary: Dictionary, setting: Setting) -> Iterator[Problem]:
    paying = [rule for rule in rules if is_paying(rule)]
    if not paying:
        yield Problem(
            "NOTHING_PAID",
            "还没有发放规则，请写至少一条 pay 或 pool。",
            "Nothing is paid yet; write a line with pay or pool.",
        )
    for number, rule in enumerate(rules):
        if isinstance(rule.reward, Multiply) and not any(map(is_paying, rules[:number])):
            yield Problem(
                "NOTHING_ABOVE",
                "乘数只作用于它上面的规则，请放到发放规则之后。",
                "A factor multiplies the lines above it; put it below what pays.",
                rule.line,
            )
    if sum(isinstance(rule.reward, Cap) and not rule.conditions for rule in rules) > 1:
        yield Problem("TWO_CAPS", "封顶只能写一条。", "Write one cap only.")
    yield from _of_budget(rules, setting)
    if (
        paying
        and setting.is_front_line
        and not setting.allows_sales_only
        and is_sales_only(rules, dictionary)
    ):
        yield Problem(
            "SALES_ONLY",
            "一线职类不能只按销售发奖金，请加上服务、满意度或得分的条件。",
            "People who serve customers may not be paid by sales alone; add service, satisfaction or the score.",
        )


def _of_budget(rules: Sequence[Rule], setting: Setting) -> Iterator[Problem]:
    if not setting.budget:
        yield Problem(
            "BUDGET_REQUIRED",
            "请填写每期预算，合计不会超过它。",
            "Give the budget of a period; the total never exceeds it.",
        )
        return
    for rule in rules:
        if isinstance(rule.reward, Fixed) and rule.reward.amount > setting.budget:
            yield Problem(
                "PAY_ABOVE_BUDGET",
                f"一个人就发 {money(rule.reward.amount)}，超过预算 {money(setting.budget)}。",
                f"{money(rule.reward.amount)} for one person alone is above the budget of {money(setting.budget)}.",
                rule.line,
                is_warning=True,
            )
    pools = sum(
        rule.reward.amount for rule in rules if isinstance(rule.reward, Pool) and not rule.reward.is_team
    )
    if pools > setting.budget:
        yield Problem(
            "POOL_ABOVE_BUDGET",
            f"奖金池合计 {money(pools)} 超过预算 {money(setting.budget)}，会按比例减发。",
            f"The pools come to {money(pools)}, above the budget of {money(setting.budget)}; everybody would be cut.",
            is_warning=True,
        )


def is_sales_only(rules: Sequence[Rule], dictionary: Dictionary) -> bool:
    """Tell whether nothing but sales moves what is paid. Flat amounts move nothing; the score and honors do."""
    subjects = [subject for rule in rules for subject in subjects_of(rule)]
    has_other = any(isinstance(each, Honored) for rule in rules for each in rule.conditions)
    known = [_is_sales(subject.name, dictionary) for subject in subjects]
    return bool(known) and all(known) and not has_other


def _is_sales(name: str, dictionary: Dictionary) -> bool:
    metric = dictionary.metrics.get(name)
    return metric is not None and metric.domain == SALES and metric.key not in KEEPING


def needs_base_pay(rules: Iterable[Rule]) -> bool:
    return any(
        isinstance(rule.reward, BaseShare) or (isinstance(rule.reward, Pool) and rule.reward.by == BASE_PAY)
        for rule in rules
    )
