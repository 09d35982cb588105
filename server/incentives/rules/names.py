"""Puts the keys of figures in place of the names that rules were written by, and says what figures are called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from server.incentives.rules.form import Problem
from server.incentives.rules.tree import (
    Condition,
    Honored,
    PerUnit,
    Pool,
    Reward,
    Rule,
    Steps,
    Subject,
    Tiers,
    metrics_of,
)
from server.incentives.rules.words import Names
from server.metrics.definitions import Dictionary, Metric
from server.metrics.dictionary.lookup import find, suggest


def names_in(dictionary: Dictionary) -> Names:
    """Return what every figure is called, by key."""
    return {key: metric.name for key, metric in dictionary.metrics.items()}


def resolved(rules: Iterable[Rule], dictionary: Dictionary) -> tuple[tuple[Rule, ...], tuple[Problem, ...]]:
    """Put the keys of figures in place of the names they were written by; unknown ones are left and told of."""
    found: list[Rule] = []
    problems: list[Problem] = []
    for rule in rules:
        keys: dict[str, str] = {}
        for name in metrics_of(rule):
            metric = find(dictionary, name)
            if isinstance(metric, Metric):
                keys[name] = metric.key
            else:
                problems.append(_unknown(rule, name, metric, dictionary))
        found.append(_renamed(rule, keys))
    return tuple(found), tuple(problems)


def _unknown(rule: Rule, name: str, several: tuple[Metric, ...] | None, dictionary: Dictionary) -> Problem:
    if several:
        keys = "、".join(metric.key for metric in several)
        return Problem(
            "AMBIGUOUS_METRIC",
            f"“{name}”有多种口径，请写明其一：{keys}。",
            f"'{name}' means several figures; write one of them: {keys}.",
            rule.line,
        )
    near = "、".join(suggest(dictionary, name)[:3])
    return Problem(
        "UNKNOWN_METRIC",
        f"指标字典里没有“{name}”。" + (f"相近的有：{near}。" if near else "请先在指标字典中查找。"),
        f"The dictionary has no '{name}'. "
        + (f"Close to it: {near}." if near else "Look it up there first."),
        rule.line,
    )


def _renamed(rule: Rule, keys: dict[str, str]) -> Rule:
    def subject(old: Subject) -> Subject:
        return replace(old, name=keys.get(old.name, old.name))

    def condition(old: Condition) -> Condition:
        return old if isinstance(old, Honored) else replace(old, subject=subject(old.subject))

    reward: Reward = rule.reward
    match reward:
        case PerUnit() | Tiers() | Steps():
            reward = replace(reward, subject=subject(reward.subject))
        case Pool(by=by):
            reward = replace(reward, by=keys.get(by, by))
    return replace(rule, reward=reward, conditions=tuple(map(condition, rule.conditions)))
