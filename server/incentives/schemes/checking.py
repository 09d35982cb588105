"""Reads and judges the rules of a scheme as they are typed: each line in words, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass

from server.incentives.reckoning.working_out import setting_of
from server.incentives.rules.form import Problem, read_rules
from server.incentives.rules.lint import lint
from server.incentives.rules.names import names_in, resolved
from server.incentives.rules.tree import Rule, Subject, kind_of, metrics_of
from server.incentives.rules.words import Names, condition_words, named, reward_words, sentence, spelled
from server.incentives.scheme_models import RuleKind
from server.kernel.context import Context
from server.metrics.agreed.registry import Registry
from server.metrics.definitions import Label


@dataclass(frozen=True)
class Line:
    """One rule as it was read: in the rule form, as a sentence, and apart by condition and reward."""

    number: int
    kind: RuleKind
    text: str
    sentence: Label
    condition: Label
    reward: Label
    metrics: tuple[str, ...]
    names: tuple[Label, ...] = ()


@dataclass(frozen=True)
class Checked:
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]

    @property
    def is_ready(self) -> bool:
        return all(problem.is_warning for problem in self.problems)


async def check(ctx: Context, registry: Registry, text: str, family: str, budget: int | None) -> Checked:
    """Read rules, look their figures up in the dictionary in force, and say all that is wrong with them."""
    dictionary = await registry.current(ctx)
    read, broken = read_rules(text)
    rules, unknown = resolved(read, dictionary)
    names = names_in(dictionary)
    found = lint(rules, dictionary, await setting_of(ctx, family, budget), names)
    if broken:
        found = tuple(problem for problem in found if problem.line)
    problems = sorted((*broken, *unknown, *found), key=lambda each: (each.line == 0, each.line))
    return Checked(tuple(line_of(rule, names) for rule in rules), tuple(problems))


def line_of(rule: Rule, names: Names) -> Line:
    return Line(
        rule.line,
        kind_of(rule),
        spelled(rule),
        sentence(rule, names),
        condition_words(rule, names),
        reward_words(rule, names),
        metrics_of(rule),
        tuple(named(Subject(key), names) for key in metrics_of(rule)),
    )
