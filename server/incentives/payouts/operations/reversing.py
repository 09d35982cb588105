"""Taking back what was paid: each line by a new one below zero, in a run that goes the same way as any other."""

from __future__ import annotations

from collections.abc import Sequence

from server.incentives.models import Payout, RunKind, RunState
from server.incentives.payouts.operations.lines import Draft, Line, opened
from server.incentives.payouts.operations.runs import insert, proposer
from server.incentives.payouts.rules import clean_text, wrong
from server.incentives.reckoning.worked import Step
from server.kernel import rights
from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.people.operations.access import link
from server.people.operations.record import operation

MOST_REVERSED = 200


@operation
async def reverse_payouts(ctx: Context, *, ids: Sequence[str], reason: str) -> str:
    """Propose to take paid lines back, each by a new line below zero; return the new run's id.

    What was paid stays as it was; the run goes the same way as any other.
    """
    rights.allow(ctx, "Mutation.reversePayouts")
    me, why = proposer(ctx), clean_text(reason, "reason", 200, 2)
    wanted = list(dict.fromkeys(ids))
    if not 1 <= len(wanted) <= MOST_REVERSED:
        raise wrong(
            "ids", f"一次冲销 1 到 {MOST_REVERSED} 笔。", f"Reverse 1 to {MOST_REVERSED} lines at a time."
        )
    lines = await Payout.filter(id__in=wanted).order_by("id").select_for_update().prefetch_related("run")
    if len(lines) != len(wanted):
        raise not_found()
    await require_reversible(lines)
    clear = await opened(ctx, lines)
    back = [reversed_line(line, -each.amount, why) for line, each in zip(lines, clear, strict=True)]
    draft = Draft(back, currency=lines[0].currency)
    periods = sorted({line.period for line in lines})
    return await insert(ctx, RunKind.REVERSAL, periods[-1], ctx.today, draft, why, me)


async def require_reversible(lines: Sequence[Payout]) -> None:
    """Only what was paid can be taken back, once, and nothing that itself takes back."""
    keys = [f"reverses:{line.id}" for line in lines]
    is_taken = await Payout.exists(source_key__in=keys)
    unpaid = [line for line in lines if line.run.state != RunState.PAID or link(line, "reverses_id")]
    if is_taken or unpaid or len({line.currency for line in lines}) > 1:
        raise InvalidState(
            "只能冲销同一币种、已发放且未冲销过的明细。",
            "Only lines of one currency that were paid and not reversed before can be reversed.",
            path=("input", "ids"),
        )


def reversed_line(line: Payout, amount: int, why: str) -> Line:
    step = Step(f"冲销 {line.period} 的一笔：{why}", f"Takes back a line of {line.period}: {why}", amount)
    return Line(
        link(line, "employee_id"), amount, line.basis, [step], key=f"reverses:{line.id}", reverses_id=line.id
    )
