"""Spells rules: as a line of the rule form that reads back the same, and as sentences in both languages.

A condition names no amount, so that whoever may know what counts, and not what it pays, can read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from server.incentives.rules.tree import (
    BASE_PAY,
    EQUAL,
    SCORE,
    Baseline,
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
    Reward,
    Rule,
    Steps,
    Subject,
    Threshold,
    Tier,
    Tiers,
)
from server.metrics.definitions import Label
from server.performance.goals.attainment import ChangeKind

Names = Mapping[str, Label]
"""What metrics are called, by key; one that is missing is called by its key."""
PLACES = 12
SAME = Label("得分", "the score")
OPS = {
    Op.AT_LEAST: Label("不低于", "is at least"),
    Op.AT_MOST: Label("不高于", "is at most"),
    Op.ABOVE: Label("高于", "is above"),
    Op.BELOW: Label("低于", "is below"),
}
SINCE = {
    Baseline.LAST_PERIOD: Label("上期", "the period before"),
    Baseline.LAST_YEAR: Label("去年同期", "the same period a year before"),
}
KINDS = {ChangeKind.RELATIVE: "relative", ChangeKind.POINTS: "points"}


# --- Numbers ---


def number(value: Fraction) -> str:
    """Spell a number without needless zeros: 1/2 is 0.5."""
    if value.denominator == 1:
        return str(int(value))
    scaled = round(value * 10**PLACES)
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(PLACES + 1, "0")
    return f"{sign}{digits[:-PLACES]}.{digits[-PLACES:]}".rstrip("0").rstrip(".")


def quantity(asked: Quantity) -> str:
    return number(asked.number) + ("%" if asked.is_percent else "")


def money(cents: int) -> str:
    """Spell minor units with their two places: 1,234.50."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100:,}.{abs(cents) % 100:02d}"


def rate(cents: Fraction, *, is_share: bool = False) -> str:
    """Spell what a unit pays: a per cent of it, or an amount of as many places as it needs, two at least."""
    if is_share:
        return f"{number(cents)}%"
    if cents.denominator == 1:
        return money(int(cents))
    return number(cents / 100)


# --- The rule form ---


def spelled(rule: Rule) -> str:
    """Return the line of the rule form that reads back as this rule."""
    when = f"when {' and '.join(map(_test, rule.conditions))}: " if rule.conditions else ""
    most = f" up to {money(rule.most)}" if rule.most is not None else ""
    return when + _reward(rule.reward) + most


def _test(condition: Condition) -> str:
    match condition:
        case Threshold(subject, op, asked):
            return f"{_subject(subject)} {op} {quantity(asked)}"
        case Goal(subject, kind, is_up, change, baseline):
            start = baseline if isinstance(baseline, Baseline) else quantity(baseline)
            way = "up" if is_up else "down"
            return f"{_subject(subject)} {way} {quantity(change)} {KINDS[kind]} from {start}"
        case Honored(code):
            return f"honor {code}"


def _subject(subject: Subject) -> str:
    return f"team {subject.name}" if subject.is_team else subject.name


def _reward(reward: Reward) -> str:  # noqa: PLR0911 (one a kind)
    match reward:
        case Fixed(amount):
            return f"pay {money(amount)}"
        case BaseShare(share):
            return f"pay {quantity(share)} of base pay"
        case PerUnit(subject, cents, is_share, over):
            joint = "of" if is_share else "per"
            above = f" over {quantity(over)}" if over.number else ""
            return f"pay {rate(cents, is_share=is_share)} {joint} {_subject(subject)}{above}"
        case Tiers(subject, tiers):
            return f"pay tiers of {_subject(subject)} {', '.join(map(_tier, tiers))}"
        case Steps(subject, tiers):
            return f"pay steps of {_subject(subject)} {', '.join(map(_tier, tiers))}"
        case Pool(amount, by, is_team):
            return f"{'team ' if is_team else ''}pool {money(amount)} by {by}"
        case Multiply(factor):
            return f"multiply by {number(factor)}"
        case RaiseScore(share):
            return f"raise score by {quantity(share)}"
        case Cap(amount):
            return f"cap {money(amount)}"


def _tier(tier: Tier) -> str:
    return f"from {quantity(tier.start)} pay {rate(tier.pays, is_share=tier.is_share)}"


# --- Sentences ---


def named(subject: Subject, names: Names) -> Label:
    found = SAME if subject.name == SCORE else names.get(subject.name, Label(subject.name, subject.name))
    return Label(f"团队{found.zh}", f"the team's {found.en}") if subject.is_team else found


def condition_words(rule: Rule, names: Names) -> Label:
    """Say what must hold, without any amount; empty for a rule without a condition."""
    parts = [test_words(condition, names) for condition in rule.conditions]
    return Label("，且".join(part.zh for part in parts), " and ".join(part.en for part in parts))


def test_words(condition: Condition, names: Names) -> Label:
    match condition:
        case Threshold(subject, op, asked):
            what, how = named(subject, names), OPS[op]
            return Label(f"{what.zh}{how.zh} {quantity(asked)}", f"{what.en} {how.en} {quantity(asked)}")
        case Goal():
            return _goal_words(condition, names)
        case Honored(code):
            return Label(f"本期获得荣誉 {code}", f"the honor {code} was received in the period")


def _goal_words(goal: Goal, names: Names) -> Label:
    what = named(goal.subject, names)
    start = (
        SINCE[goal.baseline]
        if isinstance(goal.baseline, Baseline)
        else Label(quantity(goal.baseline), quantity(goal.baseline))
    )
    way = Label("提高", "rises") if goal.is_up else Label("降低", "falls")
    if goal.kind is ChangeKind.POINTS:
        points = number(goal.change.number)
        return Label(
            f"{what.zh}较{start.zh}{way.zh} {points} 个百分点",
            f"{what.en} {way.en} by {points} points from {start.en}",
        )
    return Label(
        f"{what.zh}较{start.zh}相对{way.zh} {quantity(goal.change)}",
        f"{what.en} {way.en} by {quantity(goal.change)} (relative) from {start.en}",
    )


def reward_words(rule: Rule, names: Names) -> Label:
    """Say what is then paid, amounts and all."""
    found = _reward_words(rule.reward, names)
    if rule.most is None:
        return found
    most = money(rule.most)
    return Label(f"{found.zh}，最多 {most}", f"{found.en}, {most} at most")


def _reward_words(reward: Reward, names: Names) -> Label:  # noqa: C901, PLR0911 (one a kind)
    match reward:
        case Fixed(amount):
            return Label(f"发 {money(amount)}", f"pay {money(amount)}")
        case BaseShare(share):
            return Label(
                f"发月基本工资的 {quantity(share)}", f"pay {quantity(share)} of the monthly base pay"
            )
        case PerUnit(subject, cents, is_share, over):
            what, each = named(subject, names), rate(cents, is_share=is_share)
            above = (
                Label(f"超过 {quantity(over)} 的部分", f" above {quantity(over)}")
                if over.number
                else Label("", "")
            )
            if is_share:
                return Label(f"发{what.zh}{above.zh}的 {each}", f"pay {each} of {what.en}{above.en}")
            return Label(
                f"{what.zh}{above.zh}每单位发 {each}", f"pay {each} for each unit of {what.en}{above.en}"
            )
        case Tiers(subject, tiers):
            what, parts = named(subject, names), _tier_words(tiers)
            return Label(
                f"按{what.zh}分段累计：{parts.zh}", f"pay each part of {what.en} at its own rate: {parts.en}"
            )
        case Steps(subject, tiers):
            what, parts = named(subject, names), _tier_words(tiers)
            return Label(
                f"按{what.zh}达到的最高档：{parts.zh}", f"pay by the highest step of {what.en}: {parts.en}"
            )
        case Pool():
            return _pool_words(reward, names)
        case Multiply(factor):
            return Label(
                f"以上合计乘以 {number(factor)}", f"multiply what the lines above come to by {number(factor)}"
            )
        case RaiseScore(share):
            return Label(
                f"以下规则的得分提高 {quantity(share)}",
                f"raise the score of the lines below by {quantity(share)}",
            )
        case Cap(amount):
            return Label(f"每人最多 {money(amount)}", f"{money(amount)} a person at most")


def _tier_words(tiers: tuple[Tier, ...]) -> Label:
    parts = [(quantity(tier.start), rate(tier.pays, is_share=tier.is_share)) for tier in tiers]
    return Label(
        "；".join(f"{start} 起 {pays}" for start, pays in parts),
        "; ".join(f"from {start} {pays}" for start, pays in parts),
    )


def _pool_words(pool: Pool, names: Names) -> Label:
    how = {EQUAL: Label("平均", "equally"), BASE_PAY: Label("按基本工资比例", "by base pay")}.get(pool.by)
    if how is None:
        what = named(Subject(pool.by), names)
        how = Label(f"按{what.zh}比例", f"by {what.en}")
    if pool.is_team:
        return Label(
            f"每个团队奖金池 {money(pool.amount)}，{how.zh}分配",
            f"split a pool of {money(pool.amount)} for each team {how.en}",
        )
    return Label(
        f"奖金池 {money(pool.amount)}，{how.zh}分配", f"split a pool of {money(pool.amount)} {how.en}"
    )


def sentence(rule: Rule, names: Names) -> Label:
    """Say a whole rule."""
    when, then = condition_words(rule, names), reward_words(rule, names)
    if not when.zh:
        return Label(f"{then.zh}。", f"{then.en[0].upper()}{then.en[1:]}.")
    return Label(f"当{when.zh}时，{then.zh}。", f"When {when.en}, {then.en}.")
