"""What a scheme pays for a period: to whom, how much, and every step by which the amount came about.

Everything is read: a dry run, a what-if and a payout run work out the same way, and only the last keeps the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from server.access.settings import read_flag
from server.incentives.reckoning.falling_due import work_out_commissions
from server.incentives.reckoning.ground import Ground, Scope
from server.incentives.reckoning.judging import Figure, Figures, Person, Wanted, wanted_of
from server.incentives.reckoning.reading import front_lines, read_scheme
from server.incentives.reckoning.rewards import Terms, reckon
from server.incentives.reckoning.team_figures import team_figures
from server.incentives.reckoning.worked import Changes, Outcome, Step, Worked
from server.incentives.rules.form import read_rules
from server.incentives.rules.lint import Setting, needs_base_pay
from server.incentives.rules.names import names_in, resolved
from server.incentives.rules.tree import SCORE, Baseline, Honored, Rule, Subject, subjects_of
from server.incentives.rules.words import Names
from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.metrics.agreed.registry import Registry
from server.metrics.definitions import Dictionary
from server.metrics.periods import Period, prior, same_last_year
from server.metrics.persons import person_figures

__all__ = [
    "Changes",
    "Outcome",
    "RulesBroken",
    "Step",
    "Worked",
    "setting_of",
    "work_out",
    "work_out_commissions",
    "work_out_rules",
]


class RulesBroken(InvalidState):
    """A scheme's rules can't be worked out any more: a figure they stand on is gone from the dictionary."""

    code = "RULES_BROKEN"


@dataclass(frozen=True)
class Draft:
    """Rules and terms that need not be kept anywhere, and whom they are for."""

    rules: str
    terms: Terms
    scope: Scope


async def work_out(
    ctx: Context,
    registry: Registry,
    scheme_id: str,
    period: Period,
    *,
    changes: Changes | None = None,
) -> Sequence[Worked]:
    """Work out a scheme for one period, in the order of employee codes; nothing is kept and nobody told.

    Everybody the scheme is for is there, also who gets nothing and why. The total is never above the budget. Figures
    are those of the metric engine, as the house sees them: who may look at the result is for the caller to ask.
    """
    scheme = await read_scheme(ctx, scheme_id)
    if scheme is None:
        raise not_found()
    draft = Draft(scheme.rules, scheme.terms, scheme.scope)
    return await work_out_rules(ctx, registry, draft, period, changes=changes)


async def work_out_rules(
    ctx: Context, registry: Registry, draft: Draft, period: Period, *, changes: Changes | None = None
) -> Sequence[Worked]:
    """Work out rules as they stand in an editor, say; raises RulesBroken for those that can't be read."""
    return (await prepared(ctx, registry, draft, period)).worked(changes)


@dataclass(frozen=True)
class Prepared:
    """Rules with all that they look at, read once; worked out as often as somebody asks what if."""

    rules: tuple[Rule, ...]
    people: Sequence[Person]
    figures: Figures
    terms: Terms
    names: Names

    def worked(self, changes: Changes | None = None) -> Sequence[Worked]:
        return reckon(self.rules, self.people, self.figures, self.terms, self.names, changes)


async def prepared(ctx: Context, registry: Registry, draft: Draft, period: Period) -> Prepared:
    """Read whom rules are for and every figure they look at, in a few statements however many people there are."""
    dictionary = await registry.current(ctx)
    rules = readable(draft.rules, dictionary)
    people, scores = await people_of(ctx, rules, draft.scope, period)
    figures = await figures_of(ctx, registry, dictionary, rules, people, period, scores)
    return Prepared(rules, people, figures, draft.terms, names_in(dictionary))


def readable(text: str, dictionary: Dictionary) -> tuple[Rule, ...]:
    """Return the rules of a text with the keys of their figures, or raise RulesBroken with what stands in the way."""
    read, problems = read_rules(text)
    rules, unknown = resolved(read, dictionary)
    if wrong := [*problems, *unknown]:
        first = wrong[0]
        raise RulesBroken(
            f"第 {first.line} 行：{first.zh}", f"Line {first.line}: {first.en}", path=("input", "rules")
        )
    return rules


async def people_of(
    ctx: Context, rules: Sequence[Rule], scope: Scope, period: Period, only: str = ""
) -> tuple[list[Person], Mapping[str, Figure] | None]:
    """Read whom the rules are for, `only` one person if named, and of them only what the rules look at."""
    async with ctx.store.reads.snapshot() as snapshot:
        ground = Ground(ctx, snapshot, period.window, only)
        people = await ground.people(scope)
        if needs_base_pay(rules):
            people = await ground.with_pay(people)
        if any(isinstance(each, Honored) for rule in rules for each in rule.conditions):
            people = await ground.with_honors(people)
        asks_score = any(subject.name == SCORE for rule in rules for subject in subjects_of(rule))
        return people, await ground.scores() if asks_score else None


async def figures_of(
    ctx: Context,
    registry: Registry,
    dictionary: Dictionary,
    rules: Sequence[Rule],
    people: Sequence[Person],
    period: Period,
    scores: Mapping[str, Figure] | None = None,
) -> Figures:
    """Ask the metric engine for every figure once, however many rules look at it; scores are given."""
    values: dict[Wanted, Mapping[str, Figure]] = {}
    ids = [person.id for person in people]
    for subject, since in dict.fromkeys(wanted(rules)):
        if subject.name == SCORE:
            continue
        when = {
            None: period,
            Baseline.LAST_PERIOD: prior(period),
            Baseline.LAST_YEAR: same_last_year(period),
        }[since]
        if subject.is_team:
            values[subject, since] = await team_figures(ctx, registry, subject.name, when)
        else:
            found = await person_figures(ctx, registry, subject.name, when, ids)
            values[subject, since] = {
                person: Figure(exact(each.value), each.status, each.receipt) for person, each in found.items()
            }
    if scores is not None:
        values[Subject(SCORE), None] = scores
    units = {key: metric.unit for key, metric in dictionary.metrics.items()}
    return Figures(values, units)


def wanted(rules: Iterable[Rule]) -> list[Wanted]:
    """List the figures that rules look at, with the moment of each."""
    rules = list(rules)
    tested = [each for rule in rules for condition in rule.conditions for each in wanted_of(condition)]
    return [*tested, *((subject, None) for rule in rules for subject in subjects_of(rule))]


def exact(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


async def setting_of(ctx: Context, family: str, budget: int | None) -> Setting:
    """Return what a scheme stands in, for its linter. One for everybody counts as one for the front line."""
    fronts = await front_lines(ctx)
    return Setting(
        budget=budget,
        is_front_line=family in fronts if family else bool(fronts),
        allows_sales_only=await read_flag(ctx, "sales_only_incentives"),
        allows_raised_score=await read_flag(ctx, "score_uplift"),
        allows_telling_score=await read_flag(ctx, "score_in_amounts"),
    )
