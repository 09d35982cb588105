"""What of commissions falls due in a period, and which of them have lost their customer or their seller."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from server.incentives.basis import Basis
from server.incentives.reckoning.worked import Outcome, Step, Worked
from server.incentives.rules.words import money
from server.incentives.scheme_models import LineKind, StopReason
from server.kernel.context import Context
from server.kernel.money import to_minor
from server.metrics.definitions import Label
from server.metrics.periods import Period

LINES = (
    "select e.code, l.employee_id, l.id, l.amount, k.wrapped, l.kind, l.due_on, d.name, d.code, c.months "
    "from incentive_commission_line l join incentive_commission c on c.id=l.commission_id "
    "join incentive_deal d on d.id=c.deal_id join employee e on e.id=l.employee_id "
    "join person_key k on k.person_id=l.employee_id "
    "where l.state='DUE' and l.due_on>={0} and l.due_on<={1} order by e.code, l.due_on, l.id"
)
LOST = (
    "select c.id, a.ended_on from incentive_commission c join incentive_deal d on d.id=c.deal_id "
    "join customer_account o on o.id=d.customer_id "
    "join customer_account a on (a.id=o.id or a.source_key=o.source_key) and a.superseded_at is null "
    "where c.state='RUNNING' and a.ended_on is not null and a.ended_on<={0}"
)
"""A corrected account is another row of the same key; what is known of it now counts."""
LEFT = (
    "select c.id, max(m.left_on) from incentive_commission c join employment m on m.employee_id=c.employee_id "
    "where c.state='RUNNING' and m.superseded_at is null group by c.id "
    "having count(*)=count(m.left_on) and max(m.left_on)<{0}"
)
SAID = {
    LineKind.VESTING: Label("本月归属", "vests this month"),
    LineKind.ADVANCE: Label("预先发放", "paid in advance"),
    LineKind.RETENTION: Label("客户留存到期", "kept back until the customer had stayed"),
    LineKind.CLAW_BACK: Label("追回未归属部分", "taken back, as it had not vested"),
}


@dataclass(frozen=True)
class Lost:
    """A running commission whose reason is gone since the end of a day."""

    commission_id: str
    last_day: date
    reason: StopReason


async def work_out_commissions(ctx: Context, period: Period) -> Sequence[Worked]:
    """Return what falls due of commissions in a period, claw-backs below zero, in the order of employee codes."""
    window = period.window
    rows = await ctx.store.ask(LINES, window.first, window.last)
    steps: dict[str, list[Step]] = {}
    for _, person, row_id, sealed, wrapped, kind, due_on, name, code, months in rows:
        clear = ctx.store.vault.open(wrapped, f"incentive_commission_line.amount|{row_id}", sealed)
        steps.setdefault(str(person), []).append(
            step_of(LineKind(kind), to_minor(clear), f"{name}（{code}）", str(due_on), int(months))
        )
    return [
        Worked(person, sum(step.value or 0 for step in given), None, Basis.SALES, tuple(given), Outcome.PAID)
        for person, given in steps.items()
    ]


def step_of(kind: LineKind, cents: int, deal: str, due_on: str, months: int) -> Step:
    said = SAID[kind]
    return Step(
        f"{deal}：{said.zh}，{due_on}（共 {months} 个月）{money(cents)}。",
        f"{deal}: {said.en}, {due_on} (over {months} months), {money(cents)}.",
        cents,
    )


async def lost_ones(ctx: Context) -> list[Lost]:
    """Find the running commissions whose customer has ended, or whose seller has left and is not back."""
    gone = await ctx.store.ask(LOST, ctx.today)
    left = await ctx.store.ask(LEFT, ctx.today)
    found = {str(row): Lost(str(row), as_day(day), StopReason.SELLER_LEFT) for row, day in left}
    found |= {str(row): Lost(str(row), as_day(day), StopReason.CUSTOMER_LOST) for row, day in gone}
    return list(found.values())


def as_day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
