"""What follows when a limit is past: the request goes to the manager above, once a limit."""

from __future__ import annotations

from datetime import datetime

from server.desk.notices import notify
from server.engagement.models import (
    SupportEventKind,
    SupportRequest,
)
from server.engagement.operations.ground import (
    head_of,
)
from server.engagement.operations.support_ground import OPEN, step
from server.engagement.rules import is_late
from server.kernel.context import Context
from server.kernel.labels import label
from server.people.operations.access import link
from server.people.operations.approving import line_manager


async def look_at_limit(ctx: Context, request_id: str, due: datetime) -> bool:
    """Escalate a request whose limit is past to the manager of its head; once a limit. Inside store.write."""
    row = await SupportRequest.filter(id=request_id).select_for_update().get_or_none()
    if row is None or row.state not in OPEN or row.due_at != due or not is_late(due, ctx.now):
        return False
    manager = await boss_of(ctx, row)
    following = row.solve_due_at if row.due_at == row.answer_due_at != row.solve_due_at else row.due_at
    await step(
        ctx, row, SupportEventKind.ESCALATED, is_late=True, escalation=row.escalation + 1, escalated_to_id=manager,
        due_at=following,
    )  # fmt: skip
    title = label(
        "有一条支持请求超时未处理，已升级给您", "A support request is past its limit and has come to you"
    )
    await notify(
        ctx,
        [manager] if manager else [],
        "support",
        title=title,
        link=f"/support/{row.id}",
        key=f"support:{row.id}:late{row.escalation}",
    )
    return True


async def boss_of(ctx: Context, row: SupportRequest) -> str | None:
    """Return the manager of the head in charge; whoever was told before, the one above them."""
    held = link(row, "escalated_to_id") or link(row, "assignee_id")
    if not held:
        return await head_of(ctx, link(row, "department_id"), but=link(row, "requester_id"))
    head = await head_of(ctx, link(row, "department_id"))
    start = held if link(row, "escalated_to_id") or held == head or head is None else head
    above = await line_manager(ctx, start)
    return above if above != link(row, "requester_id") else held
