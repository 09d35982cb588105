"""Asks a second person: the HR manager, or where that is nobody but who asks, the general manager."""

from __future__ import annotations

from server import approvals
from server.approvals import NoApprover, Step
from server.kernel.context import Context
from server.people.operations.approving import approvers_of

STEPS = (Step("role:hr_manager"),)
INSTEAD = (Step("role:general_manager"),)


async def ask_second(
    ctx: Context, kind: str, *, subject_type: str, subject_id: str, employee_id: str, summary: str
) -> str:
    """Hand in a request about somebody and return its id; raises NoApprover if nobody is left to decide."""
    for steps in (STEPS, INSTEAD):
        try:
            return await approvals.submit_request(
                ctx, kind, subject_type=subject_type, subject_id=subject_id, employee_id=employee_id,
                summary=summary, approvers=approvers_of(ctx, employee_id), steps=steps,
            )  # fmt: skip
        except NoApprover:
            if steps is INSTEAD:
                raise
    raise AssertionError("one of the two has answered")
