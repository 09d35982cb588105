"""Who would decide on what somebody asks for themselves, told before they ask; nothing is handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from server import approvals
from server.approvals import Step
from server.kernel import rights
from server.kernel.context import Context
from server.kernel.errors import not_found
from server.people.models import Employee
from server.people.operations.approving import approvers_of, departments_of


@dataclass(frozen=True)
class ForeseenStep:
    """One step of the chain as it stands today: one of the named (`any_of`) or all of them."""

    approver: str
    any_of: bool
    names: list[str]


async def foresee_approval(ctx: Context, kind: str, steps: Sequence[Step]) -> list[ForeseenStep]:
    """Tell who would be asked, in their order; empty where nobody could decide.

    The names are those a request shows once it is handed in; deputies come in when it is.
    """
    rights.allow(ctx, "Query.foreseenApproval", "read", own=True)
    if ctx.principal.employee_id is None:
        raise not_found()
    me = ctx.principal.employee_id
    sees = rights.decide(ctx, "ForeseenStep.names", "read", own=True).allowed

    async def work() -> list[ForeseenStep]:
        found = await approvals.foresee(
            ctx, kind, employee_id=me, approvers=approvers_of(ctx, me),
            departments=await departments_of(ctx, me), steps=steps,
        )  # fmt: skip
        asked = [person for _, people in found for person in people]
        names = dict(await Employee.filter(id__in=asked).values_list("id", "name"))
        return [
            ForeseenStep(step.approver, step.any_of, [names[each] for each in people] if sees else [])
            for step, people in found
        ]

    return await ctx.store.write(work)
