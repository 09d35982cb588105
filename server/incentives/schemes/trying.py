"""Trying a scheme out before anybody is paid: a dry run of a period, and what it would be if figures were different."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from server.incentives.reckoning.ground import Scope
from server.incentives.reckoning.reading import department_of, read_scheme
from server.incentives.reckoning.rewards import Terms, total_of
from server.incentives.reckoning.working_out import Changes, Draft, Worked, prepared
from server.incentives.schemes.checking import Checked, check
from server.kernel import rights
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, not_found
from server.metrics.agreed.registry import Registry
from server.metrics.calendar import PeriodError
from server.metrics.periods import Period, named
from server.people.operations.access import unknown

MOST_CHANGE = 10
"""A figure is at most made ten times as large."""


@dataclass(frozen=True)
class Trial:
    """What a scheme pays for a period; `before` is the total without the changes, where there are any."""

    period: Period
    budget: int
    worked: Sequence[Worked]
    codes: Mapping[str, str]
    before: int | None = None

    @property
    def total(self) -> int:
        return total_of(self.worked)


async def dry_run(
    ctx: Context, registry: Registry, scheme_id: str, period_name: str, changes: Changes | None = None
) -> Trial:
    """Work a kept scheme out for a period; with changes, beside what it comes to without them."""
    rights.allow(ctx, "Query.dryRunScheme", "read")
    scheme = await read_scheme(ctx, scheme_id)
    if scheme is None:
        raise not_found()
    draft = Draft(scheme.rules, scheme.terms, scheme.scope)
    return await trial(ctx, registry, draft, period_name, changes)


async def try_rules(
    ctx: Context,
    registry: Registry,
    *,
    rules: str,
    terms: Terms,
    family: str,
    department_code: str | None,
    period_name: str,
    changes: Changes | None = None,
) -> Trial:
    """Work rules out as they stand in the editor, without keeping them."""
    rights.allow(ctx, "Query.tryScheme", "read")
    draft = Draft(rules, terms, await scope_of(ctx, family, department_code))
    return await trial(ctx, registry, draft, period_name, changes)


async def trial(
    ctx: Context, registry: Registry, draft: Draft, period_name: str, changes: Changes | None
) -> Trial:
    period = read_period(ctx, period_name)
    ready = await prepared(ctx, registry, draft, period)
    worked = ready.worked(changes)
    before = None if changes is None else total_of(ready.worked())
    codes = {str(row): str(code) for row, code in await ctx.store.reads.rows("select id,code from employee")}
    return Trial(period, draft.terms.budget, worked, codes, before)


async def check_rules(
    ctx: Context,
    registry: Registry,
    *,
    rules: str,
    family: str,
    budget: int | None,
) -> Checked:
    """Say how rules read and what is wrong with them."""
    rights.allow(ctx, "Query.checkScheme", "read")
    return await check(ctx, registry, rules, family, budget)


async def scope_of(ctx: Context, family: str, department_code: str | None) -> Scope:
    if not department_code:
        return Scope(family)
    department = await department_of(ctx, department_code)
    if department is None:
        raise unknown("department", None, "部门", "department")
    return Scope(family, department)


def read_period(ctx: Context, name: str) -> Period:
    try:
        return named(name.strip(), ctx.store.settings.fiscal_year_starts)
    except PeriodError as error:
        raise InvalidInput(error.label.zh, error.label.en, path=("period",)) from error


def changes_of(percents: Mapping[str, Fraction], thresholds: Mapping[int, Fraction]) -> Changes | None:
    """Return what changes by so many per cent each; None where nothing does."""
    figures = {name: factor(percent) for name, percent in percents.items() if percent}
    asked = {line: factor(percent) for line, percent in thresholds.items() if percent}
    return Changes(figures, asked) if figures or asked else None


def factor(percent: Fraction) -> Fraction:
    found = 1 + percent / 100
    if not 0 <= found <= MOST_CHANGE:
        raise InvalidInput(
            "变化幅度须在 -100% 到 +900% 之间。",
            "A change is between -100 and +900 per cent.",
            path=("changes",),
        )
    return found
