"""What somebody promised in a meeting or a retrospective: written down, told, and ticked."""

from __future__ import annotations

from datetime import date, timedelta

from server.desk.notices import notify, settle_notices, wake_notices
from server.engagement.models import (
    MeetingAction,
)
from server.engagement.operations.ground import (
    find_colleague,
    invited,
    note,
    require_seen,
    retro_of,
    text_of,
    wrong,
)
from server.kernel.context import Context
from server.kernel.errors import not_found
from server.kernel.labels import label
from server.people.operations.access import Place, allow, link
from server.people.operations.record import operation
from server.store.base import change_row, stamp

LONGEST_ACTION, SHORTEST = 300, 2


@operation
async def add_meeting_action(
    ctx: Context,
    *,
    text: str,
    owner_code: str,
    due_on: date,
    meeting_id: str | None = None,
    retrospective_id: str | None = None,
) -> str:
    """Write down who does what by when, in a meeting or a retrospective; the owner is told."""
    place = f"/meetings/{meeting_id}" if meeting_id else f"/meetings/retros/{retrospective_id}"
    if meeting_id:
        await invited(ctx, meeting_id, "addMeetingAction")
    else:
        await retro_of(ctx, retrospective_id or "", "saveRetrospective")
    if due_on < ctx.today:
        raise wrong("dueOn", "截止日期不能早于今天。", "The day must not be before today.")
    owner = await find_colleague(ctx, owner_code, "owner")
    said = text_of(text, "text", LONGEST_ACTION, SHORTEST)
    row = await MeetingAction.create(
        **stamp(ctx), meeting_id=meeting_id, retrospective_id=None if meeting_id else retrospective_id,
        owner_id=owner.id, text=said, due_on=due_on,
    )  # fmt: skip
    if owner.id != ctx.principal.employee_id:
        title = label("会上有一项行动交给了您", "A meeting has given you something to do")
        await notify(
            ctx, [owner.id], "meeting", title=title, link=place, key=f"action:{row.id}:new", due_on=due_on
        )
    await note(
        ctx, "meeting.add_action", row.id, "MeetingAction", {"text": (None, said), "dueOn": (None, due_on)}
    )
    return row.id


@operation
async def tick_meeting_action(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    done: bool = True,
    version: int | None = None,
) -> str:
    """Say that an action is done, or that it is not after all: its owner, and who keeps the meetings."""
    row = await MeetingAction.filter(id=id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    place = Place(link(row, "owner_id"))
    require_seen(ctx, place, "MeetingAction.id")
    allow(ctx, place, "tickMeetingAction")
    await change_row(ctx, MeetingAction, id, version=version, done_on=ctx.today if done else None)
    if done:
        await settle_notices(ctx, f"action:{id}:")
    else:
        await wake_notices(ctx, f"action:{id}:", ctx.now - timedelta(minutes=1))
    await note(ctx, "meeting.tick", id, "MeetingAction", {"done": (row.done_on is not None, done)})
    return id
