"""Says why: the rule behind a decision, where it stands, and the steps from the question to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policies.masks import HIDDEN, PLAIN, smallest_group
from policies.source import Source
from policies.words import RELATIONS, Decision, Rule

if TYPE_CHECKING:
    from policies.engine import Policy


@dataclass(frozen=True, slots=True)
class Explanation:
    """A decision and its reasons; `chain` leads from caller to role, field to class, and relation outward."""

    role: str
    relation: str
    obj: str
    act: str
    decision: Decision
    chain: list[str]
    zh: str
    en: str

    @property
    def rule(self) -> Rule | None:
        return self.decision.rule


def explain(
    source: Source, role: str, relation: str, obj: str, act: str, decision: Decision, who: str
) -> Explanation:
    """Put a decision into words."""
    known = bool(source.reach(obj))
    zh, en = sentence_zh(obj, decision, known=known), sentence_en(obj, decision, known=known)
    return Explanation(
        role, relation, obj, act, decision, chain(source, role, relation, obj, decision, who), zh, en
    )


def chain(source: Source, role: str, relation: str, obj: str, decision: Decision, who: str) -> list[str]:
    """Return the steps to the words of the deciding rule; without one, all steps there are."""
    paths = [source.climb("role", role), source.reach(obj), source.climb("relation", relation)]
    if rule := decision.rule:
        ends = (rule.sub, rule.obj, rule.rel)
        paths = [path[: path.index(end) + 1] for path, end in zip(paths, ends, strict=True)]
    if who:
        paths[0].insert(0, who)
    return [" → ".join(path) for path in paths if path]


def sentence_zh(obj: str, decision: Decision, *, known: bool) -> str:
    if not known:
        return f"不允许:{obj} 尚未归入任何数据类别"
    if not decision.rule:
        return "不允许:没有规则允许"
    outcome = "允许" if decision.allowed else "不允许"
    return f"{outcome}{shown_zh(decision.view)}:{decision.rule.reason('zh')}"


def sentence_en(obj: str, decision: Decision, *, known: bool) -> str:
    if not known:
        return f"Refused: {obj} has no data class yet"
    if not decision.rule:
        return "Refused: no rule allows it"
    outcome = "Allowed" if decision.allowed else "Refused"
    return f"{outcome}{shown_en(decision.view)}: {decision.rule.reason('en')}"


def shown_zh(view: str) -> str:
    if view in (PLAIN, HIDDEN):
        return ""
    n = smallest_group(view)
    return f"({n} 人及以上的汇总)" if n else f"(脱敏:{view})"


def shown_en(view: str) -> str:
    if view in (PLAIN, HIDDEN):
        return ""
    n = smallest_group(view)
    return f" (totals of {n} people or more)" if n else f" (masked: {view})"


def who_may(policy: Policy, obj: str, act: str = "read") -> list[Explanation]:
    """List each role and relation in which an act on a field or class is allowed, and why."""
    return [
        policy.explain(role, relation, obj, act)
        for role in policy.roles()
        for relation in RELATIONS
        if policy.decide(role, relation, obj, act).allowed
    ]
