"""What the attendance tests share: moments in China, a way to look at rows, and an approval from start to end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from server import approvals
from server.approvals.models import ApprovalRequest
from server.approvals.settling import settle
from server.attendance.approving import ABSENCE
from server.kernel.context import SYSTEM, Context
from tests.plan.world import context

CHINA = ZoneInfo("Asia/Shanghai")


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=CHINA)


def grant(ctx: Context, code: str, hours: str, year: int = 2025):
    """Return the arguments that give somebody annual leave."""
    return {"employee_code": code, "type_code": "ANNUAL", "hours": hours, "year": year, "note": "期初"}


async def say(ctx: Context, approval_id: str, decision: approvals.Decided) -> None:
    """Decide on a request as its approver, and let ten seconds pass."""
    head = context(ctx.store, "department_manager")
    await approvals.decide(head, approval_id, decision, "好的，知道了")
    later = replace(ctx, principal=SYSTEM, now=ctx.now + timedelta(seconds=11))
    await ctx.store.write(lambda: settle(later, approval_id, {ABSENCE.name: ABSENCE}))


async def approval_of(ctx: Context, request_id: str) -> str:
    async def find() -> str:
        return (await ApprovalRequest.get(subject_id=request_id)).id

    return await ctx.store.write(find)
