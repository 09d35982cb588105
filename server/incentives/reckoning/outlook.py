"""What the schemes in force promise one person for the running period, and how each of their conditions stands today.

No amount is worked out: pools, splits and budgets depend on what everybody gets, which nobody else may see.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from server.incentives.reckoning.ground import Scope
from server.incentives.reckoning.judging import Reader, judge
from server.incentives.reckoning.working_out import figures_of, people_of, readable
from server.incentives.rules.names import names_in
from server.incentives.rules.tree import Rule, subjects_of
from server.incentives.rules.words import Names, condition_words, reward_words
from server.incentives.scheme_models import SchemeGrain
from server.kernel import rights
from server.kernel.context import Context
from server.metrics.agreed.registry import Registry
from server.metrics.definitions import Label
from server.metrics.periods import Period, of
from server.metrics.words import Grain
from server.store.reads import placed

IN_FORCE = (
    "select id,code,name,name_en,grain,currency,family,department_id,rules from incentive_scheme "
    "where state='ACTIVE' and starts_on<={0} and (ends_on is null or ends_on>={0}) order by name,code"
)
NOTHING = Label("", "")


@dataclass(frozen=True)
class Promise:
    """One line of a scheme. `is_met` is None where it has no condition, or looks at the team and not at the person.

    `share` is how much of what is asked is there, 0 to 1, of the condition that is furthest off.
    """

    line: int
    condition: Label
    reward: Label
    stands: Label
    is_met: bool | None
    share: Fraction | None
    receipt: str


@dataclass(frozen=True)
class Outlook:
    """A scheme that the person is in, for the period that runs."""

    scheme_id: str
    code: str
    name: Label
    grain: SchemeGrain
    currency: str
    period: Period
    promises: tuple[Promise, ...]


async def outlooks(ctx: Context, registry: Registry) -> list[Outlook]:
    """Tell the caller's own schemes; none for an account without an employee."""
    rights.allow(ctx, "Payout.steps", "read", own=True)
    me = ctx.principal.employee_id
    if me is None:
        return []
    found = []
    for row in await ctx.store.reads.rows(*placed(ctx.store.dialect, IN_FORCE, ctx.today)):
        scheme_id, code, name, name_en, grain, currency, family, department, rules = row
        period = of(ctx.today, Grain(grain), ctx.store.settings.fiscal_year_starts)
        promises = await promised(
            ctx, registry, str(rules), Scope(str(family), str(department or "")), period, me
        )
        if promises:
            label = Label(str(name), str(name_en) or str(name))
            found.append(
                Outlook(
                    str(scheme_id),
                    str(code),
                    label,
                    SchemeGrain(grain),
                    str(currency),
                    period,
                    tuple(promises),
                )
            )
    return found


async def promised(
    ctx: Context, registry: Registry, text: str, scope: Scope, period: Period, person_id: str
) -> Sequence[Promise]:
    """Judge the lines of a scheme for one person; empty if it is not for them."""
    dictionary = await registry.current(ctx)
    rules = readable(text, dictionary)
    people, scores = await people_of(ctx, rules, scope, period, person_id)
    if not people:
        return ()
    own = [rule for rule in rules if is_judged(rule)]
    figures = await figures_of(ctx, registry, dictionary, own, people, period, scores)
    reader, names = Reader(people[0], figures), names_in(dictionary)
    return [promise(rule, reader, names) for rule in rules]


def is_judged(rule: Rule) -> bool:
    """Whether a line asks something of the person alone."""
    return bool(rule.conditions) and not any(subject.is_team for subject in subjects_of(rule))


def promise(rule: Rule, reader: Reader, names: Names) -> Promise:
    condition, reward = condition_words(rule, names), reward_words(rule, names)
    if not is_judged(rule):
        return Promise(rule.line, condition, reward, NOTHING, None, None, "")
    judged = judge(rule, reader, names)
    return Promise(
        rule.line, condition, reward, judged.stands, judged.is_met, min(judged.shares), judged.receipt
    )
