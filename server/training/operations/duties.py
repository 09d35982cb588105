"""Letting somebody off what a rule or the setting asks of them: hours, or a course of a type."""

from __future__ import annotations

from server.desk import settle_notices
from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.people.operations.access import allow, allow_anywhere, find_target, link
from server.people.operations.record import operation
from server.store.base import change_row
from server.training.models import HoursDuty
from server.training.operations.ground import LONGEST, SHORTEST, clean, note


@operation
async def waive_hours_duty(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    reason: str,
    version: int | None = None,
) -> str:
    """Let somebody off, and say why: it is late no more, nobody is reminded, and it is not asked again."""
    allow_anywhere(ctx, "waiveHoursDuty")
    row = await HoursDuty.filter(id=id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    target = await find_target(ctx, link(row, "employee_id"), None)
    allow(ctx, target.place, "waiveHoursDuty")
    if row.met_on is not None or row.waiver_reason:
        raise InvalidState("已达标或已免除，无须再免。", "It was met or waived already.")
    why = clean(reason, "reason", LONGEST, SHORTEST)
    await change_row(ctx, HoursDuty, id, version=version, waiver_reason=why)
    await note(ctx, "waive_hours", "HoursDuty", id, {"reason": ("", why)})
    await settle_notices(ctx, f"hours:{id}")
    return id
