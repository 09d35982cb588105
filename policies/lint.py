"""Finds what is wrong with a policy before it is used: unknown words, loose guards, lines without effect."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from policies.masks import HIDDEN, is_view
from policies.source import Source, Word
from policies.words import ACTS, EVERYONE, GUARDS, OVERRIDES, RELATIONS, Problem, Rule, covers

if TYPE_CHECKING:
    from policies.engine import Policy

BAND = 100
REFUSALS = 90  # a role's own refusals are the lines x90-x99 of its band
NOTE = re.compile(r"[^|,\n]+ \| [^|,\n]+")

Cell = tuple[str, str, str, str]
"""Role, relation, field or class, act: one question."""


def lint(policy: Policy, *, schema_fields: Iterable[str] | None = None) -> list[Problem]:
    """List what is wrong with a policy; with the schema's fields also what has no class or names nothing."""
    found = check(policy.source)
    if schema_fields is not None:
        found += check_schema(policy.source, frozenset(schema_fields))
    return found


def check(source: Source) -> list[Problem]:
    """List what is wrong with a source; effects are looked at once all words are right."""
    found = [*source.problems, *(problem for part in WORDING for problem in part(source))]
    return found or [*unreachable_rules(source), *refusals_without_effect(source)]


def check_schema(source: Source, schema_fields: frozenset[str]) -> list[Problem]:
    """Compare with the schema: each of its fields has a class, and nothing else has one."""
    known = source.classified
    missing = [
        Problem(
            "unclassified", name, f"{name} has no class: nobody can see it until policies/fields names one"
        )
        for name in sorted(schema_fields - known.keys())
    ]
    strays = [
        Problem("no-such-field", line.where, f"{line.columns[0]} is not in the schema")
        for line in source.fields
        if line.columns[0] not in schema_fields
    ]
    return missing + strays


# --- Words ---


def doubled_words(source: Source) -> Iterator[Problem]:
    """A name stands for one thing, and a field has exactly one class."""
    fields = [(line.columns[0], line.where) for line in source.fields]
    for entries in (*(names(words) for words in (source.roles, source.relations, source.classes)), fields):
        count = Counter(name for name, _ in entries)
        yield from (
            Problem("doubled", where, f"{name} is named {count[name]} times")
            for name, where in entries
            if count[name] > 1
        )


def names(words: tuple[Word, ...]) -> list[tuple[str, str]]:
    return [(word.name, word.where) for word in words]


def lost_words(source: Source) -> Iterator[Problem]:
    """What a word is part of exists, does not lead back to the word, and each field's class exists."""
    for kind, words in (("role", source.roles), ("relation", source.relations), ("class", source.classes)):
        known = source.above[kind]
        for word in words:
            if word.part_of and word.part_of not in known:
                yield Problem(
                    "unknown", word.where, f"{word.name} is part of an unknown {kind} {word.part_of!r}"
                )
            elif known[source.climb(kind, word.name)[-1]] in known:
                yield Problem("circle", word.where, f"{word.name} is part of itself")
    for line in source.fields:
        if line.columns[1] not in source.above["class"]:
            yield Problem(
                "unknown", line.where, f"{line.columns[0]} has an unknown class {line.columns[1]!r}"
            )


def strange_relations(source: Source) -> Iterator[Problem]:
    """The relations of the file are those the read engine knows."""
    for name in set(RELATIONS) ^ source.above["relation"].keys():
        yield Problem(
            "relations", "relations.csv", f"{name!r} must be one of {', '.join(RELATIONS)}, each named once"
        )


# --- Rules ---


def rule_words(source: Source) -> Iterator[Problem]:
    """Each word of a rule is known; a blank one would match anything."""
    for rule in source.rules:
        for column, word, known in (
            ("role", rule.sub, rule.sub in source.above["role"]),
            ("relation", rule.rel, rule.rel in RELATIONS),
            ("field or class", rule.obj, rule.obj in source.above["class"] or rule.obj in source.classified),
            ("act", rule.act, rule.act in (*ACTS, "*")),
            ("effect", rule.eft, rule.eft in ("allow", "deny")),
            ("view", rule.view, is_view(rule.view) and (rule.view == HIDDEN) == (rule.eft == "deny")),
        ):
            if not word.strip():
                yield Problem("blank", rule.where, f"the {column} is blank and would match anything")
            elif not known:
                yield Problem("unknown", rule.where, f"unknown {column} {word!r}")
        if not NOTE.fullmatch(rule.note):
            yield Problem("note", rule.where, "a note is `中文 | English`, without commas")


def doubled_rules(source: Source) -> Iterator[Problem]:
    """No line stands twice, nor twice with only another effect, view or note."""
    count = Counter(rule.values[:5] for rule in source.rules)
    for rule in source.rules:
        if count[rule.values[:5]] > 1:
            yield Problem("doubled", rule.where, "the same question is answered twice at one priority")


def rule_bands(source: Source) -> Iterator[Problem]:
    """Guards refuse, for all, in files; a role keeps to its band, and its refusals to x90-x99."""
    bands = {word.name: word.band for word in source.roles}
    for rule in source.rules:
        if not rule.line:
            if rule.priority not in OVERRIDES:
                yield Problem("band", rule.where, f"a row of the database uses 100-899, not {rule.priority}")
        elif rule.priority in GUARDS:
            yield from guard_problems(rule)
        elif rule.priority not in range(bands.get(rule.sub, 0), bands.get(rule.sub, 0) + BAND):
            yield Problem("band", rule.where, f"{rule.priority} is outside the band of {rule.sub}")
        elif (rule.priority % BAND >= REFUSALS) != (rule.eft == "deny"):
            yield Problem(
                "band", rule.where, "the refusals of a role stand at x90-x99, and nothing else does"
            )


def guard_problems(rule: Rule) -> Iterator[Problem]:
    if rule.eft != "deny" or rule.sub != EVERYONE:
        yield Problem("guard", rule.where, f"a guard denies, and speaks of {EVERYONE}")
    if rule.act in ("read", "export", "aggregate", "*") and rule.rel != "org":
        yield Problem(
            "guard",
            rule.where,
            "a guard on reading speaks of org: rows are read in several relations at once",
        )


def classes_without_rule(source: Source) -> Iterator[Problem]:
    """Somebody is allowed something with each class."""
    spoken = {rule.obj for rule in source.rules if rule.eft == "allow"}
    wholes = {word.part_of for word in source.classes}
    for word in source.classes:
        if word.name not in wholes and spoken.isdisjoint(source.climb("class", word.name)):
            yield Problem("no-rule", word.where, f"no rule lets anybody do anything with {word.name}")


WORDING: tuple[Callable[[Source], Iterator[Problem]], ...] = (
    doubled_words,
    lost_words,
    strange_relations,
    rule_words,
    doubled_rules,
    rule_bands,
    classes_without_rule,
)


# --- Effects: the rules read once in plain Python, beside Casbin ---


def deciding_rules(source: Source) -> dict[Cell, Rule]:
    """Return the rule that decides each question that any rule speaks about: the first by priority."""
    first: dict[Cell, Rule] = {}
    for rule in sorted(source.rules, key=lambda rule: rule.priority):
        for cell in spoken_cells(source, rule):
            first.setdefault(cell, rule)
    return first


def spoken_cells(source: Source, rule: Rule) -> Iterator[Cell]:
    """Yield every question a rule speaks about."""
    roles = [role for role in source.members if rule.sub in source.climb("role", role)]
    relations = [relation for relation in RELATIONS if rule.rel in source.climb("relation", relation)]
    objects = [obj for obj in questions(source) if rule.obj in source.reach(obj)]
    acts = [act for act in ACTS if covers(rule.act, rule.view, act)]
    return (
        (role, relation, obj, act)
        for role in roles
        for relation in relations
        for obj in objects
        for act in acts
    )


def questions(source: Source) -> list[str]:
    """Return what can be decided apart: each class, and each field a rule names by itself."""
    return [*source.above["class"], *sorted({rule.obj for rule in source.rules} & source.classified.keys())]


def unreachable_rules(source: Source) -> Iterator[Problem]:
    """A rule that never decides, because others stand before it, says something untrue to its reader."""
    deciding = set(deciding_rules(source).values())
    for rule in source.rules:
        if rule not in deciding:
            yield Problem(
                "unreachable", rule.where, "never decides: earlier rules answer all it speaks about"
            )


def refusals_without_effect(source: Source) -> Iterator[Problem]:
    """Relations unite when rows are read: a refusal in a narrow one is idle where the wide one allows."""
    deciding = deciding_rules(source)
    idle = {
        rule: wide
        for (role, relation, obj, act), rule in deciding.items()
        if rule.eft == "deny" and not rule.is_guard
        for whole in source.climb("relation", relation)[1:]
        if (wide := deciding.get((role, whole, obj, act))) and wide.eft == "allow"
    }
    for rule, wide in idle.items():
        yield Problem("no-effect", rule.where, f"{wide.where} allows the same in {wide.rel}, which wins")
