"""The sections of leave that a reader may open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.offers import may_see, may_write

if TYPE_CHECKING:
    from starlette.requests import Request


def sections(request: Request) -> list[tuple[str, str]]:
    """List the tabs; texts are message ids."""
    ctx = request.state.ctx
    return [
        *([("/leave", "My leave")] if ctx.principal.employee_id else []),
        *([("/leave/team", "Who is off")] if may_see(ctx, "AbsenceDay.id") else []),
        *(
            [("/leave/settings", "Kinds and calendar")]
            if may_write(ctx, "Mutation.setAbsenceType", own=False)
            else []
        ),
    ]
