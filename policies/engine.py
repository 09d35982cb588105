"""The policy in force: a frozen snapshot that decides, on Casbin, each (role, relation, field, act) once."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path

import casbin
from casbin.model import Model

from policies.explain import Explanation, explain
from policies.lint import check
from policies.masks import HIDDEN, rank
from policies.source import FOLDER, Source, read_source
from policies.words import ACTS, RELATIONS, Decision, PolicyError, Rule, RuleRow, covers

BRANCHES = ("self", "team", "lead", "org")
"""The relations a row can have to its reader, nearest first; `group` is for totals and has no rows."""


UNCLASSIFIED = Decision(allowed=False, view=HIDDEN, rule=None)


class Policy:
    """One version of who may see and do what; never changed, only replaced by another snapshot."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.version = source.version
        self._memo: dict[tuple[str, str, str, str], Decision] = {}
        self._rules = {rule.values: rule for rule in reversed(source.rules)}
        self._named = {rule.obj for rule in source.rules if "." in rule.obj}
        self._enforcers: dict[tuple[str, str], casbin.Enforcer] = {}
        self._lock = threading.Lock()  # Casbin writes into shared maps while it decides

    def decide(self, role: str, relation: str, obj: str, act: str) -> Decision:
        """Decide for one role alone; `obj` is `Type.field` or a class. An unknown word raises PolicyError."""
        key = (role, relation, obj, act)
        return self._memo.get(key) or self._decide(key)

    def decide_for(self, roles: Iterable[str], relation: str, obj: str, act: str) -> Decision:
        """Decide for somebody who holds several roles."""
        return unite(self.decide(role, relation, obj, act) for role in roles)

    def explain(self, role: str, relation: str, obj: str, act: str, *, who: str = "") -> Explanation:
        """Decide and say why; with `who` the reasons begin at the person who holds the role."""
        return explain(self.source, role, relation, obj, act, self.decide(role, relation, obj, act), who)

    def relations(self, role: str, type_name: str) -> tuple[str, ...]:
        """Return the relations in which a role sees rows of a type (its `id` is readable), nearest first."""
        return tuple(each for each in BRANCHES if self.decide(role, each, f"{type_name}.id", "read").allowed)

    def field_class(self, field: str) -> str | None:
        return self.source.classified.get(field)

    def fields(self) -> list[str]:
        return sorted(self.source.classified)

    def classes(self) -> list[str]:
        return [word.name for word in self.source.classes]

    def roles(self) -> list[str]:
        """Return the roles a person can hold."""
        return list(self.source.members)

    def rules(self) -> list[Rule]:
        """Return all rules in the order in which they are tried."""
        return sorted(self.source.rules, key=lambda rule: rule.priority)

    def label(self, word: str, language: str) -> str:
        """Return the label of a role, relation or class in one language."""
        for known in (*self.source.roles, *self.source.relations, *self.source.classes):
            if known.name == word:
                return known.zh if language == "zh" else known.en
        raise PolicyError(f"unknown word {word!r}")

    def _decide(self, key: tuple[str, str, str, str]) -> Decision:
        role, relation, obj, act = key
        self._require_known(role, relation, act)
        asked = obj if obj in self._named else self.source.classified.get(obj, obj)
        if asked not in self._named and asked not in self.source.above["class"]:
            return UNCLASSIFIED  # not kept: what does not exist may be asked in endless spellings
        shared = (role, relation, asked, act)
        decision = self._memo.get(shared) or self._enforce(shared)
        self._memo[shared] = self._memo[key] = decision
        return decision

    def _require_known(self, role: str, relation: str, act: str) -> None:
        for kind, word, known in (
            ("role", role, self.source.members),
            ("relation", relation, RELATIONS),
            ("act", act, ACTS),
        ):
            if word not in known:  # Casbin would read a blank one as any
                raise PolicyError(f"unknown {kind} {word!r}")

    def _enforce(self, request: tuple[str, str, str, str]) -> Decision:
        with self._lock:
            allowed, values = self._enforcer(request[0], request[1]).enforce_ex(*request)
        rule = self._rules[tuple(values)] if values else None
        return (
            Decision(allowed, rule.view, rule)
            if allowed and rule
            else Decision(allowed=False, view=HIDDEN, rule=rule)
        )

    def _enforcer(self, role: str, relation: str) -> casbin.Enforcer:
        """Build, once, the enforcer that knows only the rules which can concern the role in the relation."""
        pair = (role, relation)
        if pair not in self._enforcers:
            self._enforcers[pair] = build_enforcer(self.source, self._named, role, relation)
        return self._enforcers[pair]


def build_enforcer(source: Source, named: set[str], role: str, relation: str) -> casbin.Enforcer:
    """Build Casbin's enforcer over the rules that concern a role, and what it is part of, in a relation."""
    model = Model()
    model.load_model_from_text(source.model)
    holds, within = source.climb("role", role), source.climb("relation", relation)
    for rule in sorted(source.rules, key=lambda rule: rule.priority):
        if rule.sub in holds and rule.rel in within:
            model.add_policy("p", "p", list(rule.values))
    add_links(model, "g", source.above["role"])
    add_links(model, "g2", source.above["class"] | {each: source.classified[each] for each in named})
    add_links(model, "g3", source.above["relation"])
    model.sort_policies_by_priority()
    enforcer = casbin.Enforcer(model)
    enforcer.add_function("covers", covers)
    enforcer.build_role_links()
    return enforcer


def add_links(model: Model, name: str, part_of: dict[str, str]) -> None:
    for word, whole in part_of.items():
        if whole:
            model.add_policy("g", name, [word, whole])


def unite(decisions: Iterable[Decision]) -> Decision:
    """Unite what several roles or relations give: a guard's refusal stands; else the view that shows most."""
    found = list(decisions)
    refusals = [each for each in found if not each.allowed]
    for each in refusals:
        if each.rule and each.rule.is_guard:
            return each
    allowed = [each for each in found if each.allowed]
    if allowed:
        return max(allowed, key=lambda each: rank(each.view))
    explained = [each for each in refusals if each.rule]
    return (explained or [UNCLASSIFIED])[0]


def load(folder: Path = FOLDER, *, overrides: Iterable[RuleRow] = ()) -> Policy:
    """Read and check the policy files and the rows of the database; raise PolicyError with every problem."""
    source = read_source(folder, overrides)
    problems = check(source)
    if problems:
        raise PolicyError("the policy may not be used:", tuple(problems))
    return Policy(source)
