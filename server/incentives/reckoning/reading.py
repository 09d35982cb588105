"""Reads schemes without a transaction, for what only looks at them: dry runs, checks, payout runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from server.incentives.basis import Basis
from server.incentives.reckoning.falling_due import as_day
from server.incentives.reckoning.ground import Scope
from server.incentives.reckoning.rewards import Terms
from server.incentives.scheme_models import OverBudget, SchemeGrain, SchemeState
from server.kernel.context import Context

SCHEME = (
    "select id,code,revision,state,grain,basis,family,department_id,budget,over_budget,is_prorated,rules,"
    "starts_on,ends_on from incentive_scheme where id={}"
)
DEPARTMENT = "select id from department where code={}"
FRONTS = "select code from role_family where is_front_line"


@dataclass(frozen=True)
class Kept:
    """A scheme as it is kept."""

    id: str
    code: str
    revision: int
    state: SchemeState
    grain: SchemeGrain
    rules: str
    scope: Scope
    terms: Terms
    budget: int | None
    starts_on: date
    ends_on: date | None


async def read_scheme(ctx: Context, scheme_id: str) -> Kept | None:
    found = await ctx.store.ask(SCHEME, scheme_id)
    if not found:
        return None
    (
        row_id,
        code,
        revision,
        state,
        grain,
        basis,
        family,
        department,
        budget,
        over,
        prorated,
        rules,
        first,
        last,
    ) = found[0]
    return Kept(
        id=str(row_id), code=str(code), revision=int(revision), state=SchemeState(state), grain=SchemeGrain(grain),
        rules=str(rules), scope=Scope(str(family), str(department or "")), budget=budget,
        terms=Terms(budget or 0, OverBudget(over), Basis(basis), bool(prorated)),
        starts_on=as_day(first), ends_on=as_day(last) if last else None,
    )  # fmt: skip


async def department_of(ctx: Context, code: str) -> str | None:
    """Return the id of a department, None if there is none of that code."""
    found = await ctx.store.ask(DEPARTMENT, code)
    return str(found[0][0]) if found else None


async def front_lines(ctx: Context) -> frozenset[str]:
    """Name the job families that serve customers."""
    return frozenset(str(row[0]) for row in await ctx.store.reads.rows(FRONTS))
