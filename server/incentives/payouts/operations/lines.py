"""Lines of a payout run on their way into the tables: worked out, sealed, and placed where people counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson

from server.incentives.basis import Basis
from server.incentives.models import (
    Award,
    AwardState,
    CommissionLine,
    Honor,
    LineKind,
    LineState,
    Payout,
    PayoutRun,
    SchemeState,
)
from server.incentives.payouts.rules import wrong
from server.incentives.reckoning.worked import Outcome, Step, Worked
from server.incentives.reckoning.working_out import work_out
from server.kernel.context import Context
from server.kernel.ids import new_id
from server.kernel.money import from_minor, to_minor
from server.metrics.agreed.registry import Registry
from server.metrics.periods import Period
from server.people.models import Assignment
from server.people.operations.access import link
from server.store.base import stamp
from server.store.keys import person_key, person_keys

BATCH = 500
AMOUNT, STEPS, TOTAL, BUDGET = "payout.amount", "payout.steps", "payout_run.total", "payout_run.budget"
COMMISSION = "incentive_commission_line.amount"
DUE = {
    LineKind.ADVANCE: ("预先发放", "paid in advance"),
    LineKind.VESTING: ("归属于", "vested on"),
    LineKind.RETENTION: ("客户留存满期", "the customer has stayed until"),
    LineKind.CLAW_BACK: ("合同提前终止，追回", "the deal ended early; taken back on"),
}


@dataclass(frozen=True)
class Line:
    """What one person is to be paid; `key` names its source, so that this is paid once."""

    employee_id: str
    amount: int
    basis: Basis
    steps: Sequence[Step]
    attainment: int | None = None
    outcome: str = Outcome.PAID
    key: str | None = None
    award_id: str | None = None
    reverses_id: str | None = None


@dataclass(frozen=True)
class Draft:
    """A run that is to be proposed: whose lines, for how much at most; `key` lets there be one of it."""

    lines: Sequence[Line]
    budget: int | None = None
    currency: str = "CNY"
    key: str | None = None
    scheme_id: str | None = None
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)


# --- What there is to pay ---

SCHEME = "select code,state,grain,starts_on,ends_on,budget,currency from incentive_scheme where id={0}"


async def scheme_draft(ctx: Context, registry: Registry, scheme_id: str, period: Period) -> Draft:
    """Work out a scheme for a period; it need only have been active then."""
    found = await ctx.store.ask(SCHEME, scheme_id)
    if not found or found[0][1] not in (SchemeState.ACTIVE, SchemeState.ENDED):
        raise wrong("schemeId", "请选择已生效的激励方案。", "Choose a scheme that is in force.")
    code, _, grain, starts_on, ends_on, budget, currency = found[0]
    if grain != str(period.grain).upper():
        raise wrong("period", "期间须与方案的周期一致。", "The period must be as long as the scheme's.")
    if str(starts_on) > str(period.window.last) or (ends_on and str(ends_on) < str(period.window.first)):
        raise wrong("period", "方案在这个期间没有生效。", "The scheme was not in force in this period.")
    worked = await work_out(ctx, registry, scheme_id, period)
    name = f"scheme:{code}:{period.name}"
    return Draft(
        [line_of(each, f"{name}:{each.employee_id}") for each in worked if each.amount],
        budget, currency, name, scheme_id,
    )  # fmt: skip


async def commission_draft(ctx: Context, period: Period) -> Draft:
    """Return what of commissions has fallen due by the period's end and no run has yet, claw-backs below zero."""
    due = CommissionLine.filter(state=LineState.DUE, due_on__lte=period.window.last).order_by("due_on", "id")
    rows = await due.select_for_update().prefetch_related("commission__deal")
    paid = await paid_of(f"commission:{row.id}" for row in rows)
    return Draft([await commission_line(ctx, row) for row in rows if f"commission:{row.id}" not in paid])


async def paid_of(keys: Iterable[str]) -> set[str]:
    """Tell which of these sources a run has a line of already."""
    found = await Payout.filter(source_key__in=list(keys)).values_list("source_key", flat=True)
    return {str(key) for key in found}


async def commission_line(ctx: Context, row: CommissionLine) -> Line:
    person, deal = link(row, "employee_id"), row.commission.deal
    key = await person_key(ctx.store.vault, person)
    amount = to_minor(ctx.store.vault.open(key, f"{COMMISSION}|{row.id}", row.amount))
    zh, en = DUE[LineKind(row.kind)]
    step = Step(f"{deal.name}：{zh} {row.due_on}", f"{deal.name}: {en} {row.due_on}", amount)
    basis = Basis.RETENTION if row.kind == LineKind.RETENTION else Basis.SALES
    return Line(person, amount, basis, [step], key=f"commission:{row.id}")


def line_of(worked: Worked, key: str) -> Line:
    return Line(
        worked.employee_id, worked.amount, worked.basis, worked.steps, worked.attainment, worked.outcome, key
    )


async def honor_draft(period: Period) -> Draft:
    """Return the cash of the period's awards that no run has yet; they stay locked until the transaction ends."""
    awards = await Award.filter(period=period.name, state=AwardState.GIVEN).order_by("id").select_for_update()
    honors = {row.id: row for row in await Honor.all()}
    paid = await paid_of(f"award:{award.id}" for award in awards)
    lines = [
        award_line(award, honor)
        for award in awards
        if (honor := honors[link(award, "honor_id")]).cash and f"award:{award.id}" not in paid
    ]
    return Draft(lines)


def award_line(award: Award, honor: Honor) -> Line:
    step = Step(
        f"荣誉“{honor.name}”（{award.period}）", f"Honor: {honor.name_en or honor.name} ({award.period})", honor.cash,
        award.receipt or "",
    )  # fmt: skip
    return Line(
        link(award, "employee_id"),
        honor.cash,
        Basis.OTHER,
        [step],
        key=f"award:{award.id}",
        award_id=award.id,
    )


# --- Into the tables ---


async def keep_lines(ctx: Context, run: PayoutRun, lines: Sequence[Line], day: date) -> None:
    """Insert the lines of a run, each sealed with its person's key."""
    places = await departments_at({line.employee_id for line in lines}, day)
    keys = await person_keys(ctx.store.vault, (line.employee_id for line in lines))
    made = [
        sealed_line(ctx, run, line, places.get(line.employee_id), keys[line.employee_id]) for line in lines
    ]
    await Payout.bulk_create(made, batch_size=BATCH)


def sealed_line(ctx: Context, run: PayoutRun, line: Line, department_id: str | None, key: str) -> Payout:
    row_id, vault = new_id(), ctx.store.vault
    return Payout(
        **stamp(ctx), id=row_id, run_id=run.id, employee_id=line.employee_id, department_id=department_id,
        period=run.period, amount=vault.seal(key, f"{AMOUNT}|{row_id}", from_minor(line.amount)),
        currency=run.currency, basis=line.basis, attainment=line.attainment, outcome=str(line.outcome),
        steps=vault.seal(key, f"{STEPS}|{row_id}", spell_steps(line.steps)), award_id=line.award_id,
        reverses_id=line.reverses_id, source_key=line.key,
    )  # fmt: skip


def spell_steps(steps: Sequence[Step]) -> str:
    rows = [{"zh": each.zh, "en": each.en, "value": each.value, "receipt": each.receipt} for each in steps]
    return orjson.dumps(rows).decode()


async def departments_at(people: set[str], day: date) -> dict[str, str]:
    """Return where people counted on a day."""
    posts = Assignment.filter(
        employee_id__in=sorted(people), is_primary=True, superseded_at=None, valid_from__lte=day
    )
    return {
        link(row, "employee_id"): link(row, "department_id") for row in await posts.order_by("valid_from")
    }


async def seal_sums(ctx: Context, run_id: str, draft: Draft) -> dict[str, str | None]:
    """Return what a run comes to and may come to, sealed with the run's own key."""
    vault, key = ctx.store.vault, await person_key(ctx.store.vault, run_id)
    budget = None if draft.budget is None else vault.seal(key, f"{BUDGET}|{run_id}", from_minor(draft.budget))
    return {"total": vault.seal(key, f"{TOTAL}|{run_id}", from_minor(draft.total)), "budget": budget}


async def opened_sum(ctx: Context, run: PayoutRun, place: str, sealed: str | None) -> int | None:
    if sealed is None:
        return None
    key = await person_key(ctx.store.vault, run.id)
    return to_minor(ctx.store.vault.open(key, f"{place}|{run.id}", sealed))


@dataclass(frozen=True)
class Clear:
    """What a line says once it is opened; steps as they were spelled."""

    amount: int
    steps: Sequence[Mapping[str, Any]]


async def opened(ctx: Context, rows: Sequence[Payout]) -> list[Clear]:
    """Open the amounts and steps of lines, in their order."""
    keys = await person_keys(ctx.store.vault, (link(row, "employee_id") for row in rows))
    return [_clear(ctx, row, keys[link(row, "employee_id")]) for row in rows]


def _clear(ctx: Context, row: Payout, key: str) -> Clear:
    open_, steps = ctx.store.vault.open, []
    if row.steps is not None:
        steps = orjson.loads(open_(key, f"{STEPS}|{row.id}", row.steps))
    return Clear(to_minor(open_(key, f"{AMOUNT}|{row.id}", row.amount)), steps)
