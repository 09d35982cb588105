"""What a public form may promise: the hours of the team that will answer what comes by its link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from server.feedback.models import FeedbackLink
from server.feedback.operations.routing import find_way
from server.feedback.operations.ticket_ground import promise_of
from server.feedback.rules import Piece
from server.kernel.context import Context
from server.people.operations.access import link as linked
from server.people.operations.access import present_department

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Promised:
    """So many hours to an answer; working hours are those of the team alone."""

    hours: int
    is_working: bool


async def promised_by(ctx: Context, token: str) -> Promised | None:
    """Return what is promised to who writes by a link now; None for a link that is off.

    What they will say is not known yet, so a rule that asks for it does not speak here.
    """

    async def look() -> Promised | None:
        row = await FeedbackLink.get_or_none(token=token, is_active=True)
        if row is None:
            return None
        agent = linked(row, "employee_id")
        place = linked(row, "department_id") or (await present_department(ctx, agent) if agent else "")
        piece = Piece(
            product=row.product, location_id=linked(row, "location_id") or None, channel=row.channel
        )
        way = await find_way(ctx, piece, place, agent)
        promise = await promise_of(ctx, way.team, ctx.now)
        return Promised(promise.limit // HOUR, promise.hours is not None)

    return await ctx.store.write(look)
