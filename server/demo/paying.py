"""Payout runs of the sample worlds: two years of what schemes, honors and deals bring, worked out and checked as any.

Nothing here says what anybody gets: schemes are worked out from the figures as they stand, honors and vested parts are
looked up, and every check of a run is really made. Needs the accounts, for somebody must be able to approve.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from server.demo.lives import MONTHS
from server.incentives.models import IncentivePayout, Payout, PayoutRun, RunKind, RunState
from server.incentives.payouts.operations.checks import look_at
from server.incentives.payouts.operations.lines import (
    BATCH,
    Draft,
    commission_draft,
    honor_draft,
    keep_lines,
    scheme_draft,
    seal_sums,
)
from server.incentives.payouts.operations.runs import facts
from server.kernel.context import Context
from server.kernel.ids import new_id
from server.kernel.period import add_months
from server.metrics.agreed.registry import Registry
from server.metrics.kept.dirty import touched
from server.metrics.periods import Period, of, prior
from server.metrics.words import Grain
from server.store.base import stamp
from server.store.store import Store

HR, BOSS, PAYER = "Z1002", "Z1001", "Z1003"
"""Who proposes runs, who approves those, and who pays; where one of them is paid, the next steps in."""
WAIT, ASKED, AGREED = timedelta(days=15), timedelta(days=6), timedelta(days=4)
"""A run is paid so long after its period; it was proposed and approved so long before that."""
SECONDS = 120.0
SCHEMES = (
    "select id,grain,starts_on,ends_on from incentive_scheme where state in ('ACTIVE','ENDED') "
    "order by code,revision"
)
HANDS = "select code,id from employee where code in ('Z1001','Z1002','Z1003')"


@dataclass(frozen=True)
class Due:
    """A run that is to be made; what is no scheme's is looked up when its turn comes."""

    kind: RunKind
    period: Period
    draft: Draft | None = None
    is_newest: bool = False

    @property
    def pay_on(self) -> date:
        return self.period.window.last + WAIT


async def pay_out(store: Store, ctx: Context) -> None:
    """Make every run of the last two years, one after the other as they were paid."""
    dues = [*await of_schemes(ctx), *others(ctx.today)]
    dues = sorted((due for due in dues if due.pay_on - AGREED <= ctx.today), key=lambda due: due.pay_on)
    hands = {str(code): str(person) for code, person in await store.reads.rows(HANDS)}
    await store.write(lambda: Paying(ctx, hands).all(dues), seconds=SECONDS)


async def of_schemes(ctx: Context) -> list[Due]:
    """Work out each scheme for each period that ended while it was in force."""
    registry, found = Registry(ctx.store), []
    for scheme, grain, starts_on, ends_on in await ctx.store.reads.rows(SCHEMES):
        for number, period in enumerate(ended(Grain(str(grain)), ctx.today)):
            if str(starts_on) <= str(period.window.last) and str(ends_on or "9") >= str(period.window.last):
                draft = await scheme_draft(ctx, registry, str(scheme), period)
                found.append(Due(RunKind.SCHEME, period, draft, is_newest=not number))
    return found


def others(today: date) -> Iterator[Due]:
    """Yield the runs of honors and commissions; what the last month brought is still to be proposed."""
    _, *months = ended(Grain.MONTH, today)
    longer = (*ended(Grain.QUARTER, today), *ended(Grain.YEAR, today))
    yield from (Due(RunKind.HONOR, period, is_newest=period is months[0]) for period in (*months, *longer))
    yield from (Due(RunKind.COMMISSION, period) for period in months)


def ended(grain: Grain, today: date) -> Iterator[Period]:
    """Yield the periods that have ended within two years, the newest first."""
    first, period = add_months(today.replace(day=1), -MONTHS), prior(of(today, grain))
    while period.window.last >= first:
        yield period
        period = prior(period)


@dataclass
class Paying:
    """Keeps runs with their lines, checks and facts, each at the moment it was done; inside store.write."""

    ctx: Context
    hands: Mapping[str, str]

    async def all(self, dues: Collection[Due]) -> None:
        for due in dues:
            draft = due.draft or await self.looked_up(due)
            if draft.lines:
                await self.run(due, draft)
        await touched(self.ctx, "incentive_payout", min(due.pay_on for due in dues), self.ctx.today)

    async def looked_up(self, due: Due) -> Draft:
        if due.kind is RunKind.COMMISSION:
            return await commission_draft(self.ctx, due.period)
        return await honor_draft(due.period)

    async def run(self, due: Due, draft: Draft) -> None:
        """Keep one run; the newest of its kind waits to be paid, if all its checks have passed."""
        at, row_id = self.at(due.pay_on - ASKED), new_id()
        proposer, approver = self.pair({line.employee_id for line in draft.lines})
        run = PayoutRun(
            **stamp(at), id=row_id, kind=due.kind, scheme_id=draft.scheme_id, period=due.period.name,
            run_key=draft.key, currency=draft.currency, line_count=len(draft.lines), proposed_by_id=proposer,
            proposed_at=at.now, **await seal_sums(at, row_id, draft),
        )  # fmt: skip
        await PayoutRun.bulk_create([run])
        await keep_lines(at, run, draft.lines, due.period.window.last)
        if not await look_at(at, run):
            return
        is_paid = not due.is_newest and due.pay_on <= self.ctx.today
        await PayoutRun.filter(id=row_id).update(**self.later(due, approver, is_paid=is_paid))
        if is_paid:
            await self.pay(row_id, due.pay_on)

    def later(self, due: Due, approver: str, *, is_paid: bool) -> dict[str, Any]:
        """Return what the steps after the checks have written."""
        agreed, payer = self.at(due.pay_on - AGREED).now, self.hands[PAYER]
        values: dict[str, Any] = {
            "state": RunState.PAID if is_paid else RunState.PAYABLE, "checked_at": self.at(due.pay_on - ASKED).now,
            "approved_by_id": approver, "approved_at": agreed, "released_by_id": payer, "released_at": agreed,
            "pay_on": max(due.pay_on, self.ctx.today) if not is_paid else due.pay_on,
        }  # fmt: skip
        return values | ({"paid_by_id": payer, "paid_at": self.at(due.pay_on).now} if is_paid else {})

    async def pay(self, run_id: str, day: date) -> None:
        await Payout.filter(run_id=run_id).update(paid_on=day)
        lines = await Payout.filter(run_id=run_id).order_by("id")
        await IncentivePayout.bulk_create(await facts(self.at(day), lines, day), batch_size=BATCH)

    def pair(self, payees: Collection[str]) -> tuple[str, str]:
        """Return who proposed a run and who approved it: two people whom it does not pay."""
        free = [code for code in (PAYER, HR, BOSS) if self.hands[code] not in payees]
        approver = next(code for code in (HR, BOSS) if code in free[1:])
        return self.hands[free[0]], self.hands[approver]

    def at(self, day: date) -> Context:
        """Return the context of the afternoon of a day, never after now."""
        return replace(self.ctx, now=min(datetime.combine(day, time(6), UTC), self.ctx.now))
