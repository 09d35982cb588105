"""The sections of attendance that a reader may open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.offers import may_see, may_write

if TYPE_CHECKING:
    from starlette.requests import Request


def sections(request: Request) -> list[tuple[str, str]]:
    """List the tabs of attendance that a reader may open; texts are message ids."""
    ctx = request.state.ctx
    may_close = any(
        may_write(ctx, f"Mutation.{verb}", own=False)
        for verb in ("lockAttendanceMonth", "unlockAttendanceMonth")
    )
    return [
        *([("/attendance", "My month")] if ctx.principal.employee_id else []),
        *([("/attendance/team", "Team")] if may_see(ctx, "AttendanceDay.id") else []),
        *([("/attendance/close", "Month close")] if may_close else []),
    ]
