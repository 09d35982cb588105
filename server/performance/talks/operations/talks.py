"""One-to-one talks: planned by either of the two, held, with an agenda, actions, shared notes and a private note each.

Whether a talk was held is a fact that figures read; what was said stays with the two who talked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from server.audit import HIDDEN
from server.desk import notify, settle_notices
from server.kernel.clock import local_date
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState, not_found
from server.kernel.ids import new_id
from server.kernel.labels import label
from server.kernel.period import add_months
from server.metrics.kept.dirty import touched
from server.people.models import Employee
from server.people.operations.access import link
from server.people.operations.approving import line_manager
from server.people.operations.record import operation, places_of
from server.performance.facts import OneOnOne
from server.performance.talks.models import WRITTEN, Talk, TalkItemKind, TalkState
from server.performance.talks.operations.ground import (
    allow_own,
    find_talk,
    limited,
    note_talk,
    require_planned,
)
from server.performance.talks.operations.items import put_item
from server.store.base import change_row, stamp

FARTHEST = timedelta(days=366)


@operation
async def plan_talk(
    ctx: Context,
    *,
    planned_at: datetime,
    employee_id: str | None = None,
    place: str = "",
    agenda: Sequence[str] = (),
) -> str:
    """Agree on a talk: with one's line manager, or with one of one's own people if they are named."""
    me = allow_own(ctx, "planTalk")
    employee = employee_id or me
    manager = await line_manager(ctx, employee) if await Employee.exists(id=employee) else None
    if me not in (employee, manager):
        raise not_found()
    if manager is None:
        raise InvalidState(
            "系统中没有您的直属上级，请联系人力资源部门。",
            "No line manager of yours is on record; ask HR.",
            path=("input", "employeeId"),
        )
    require_near(ctx, planned_at)
    row_id = new_id()
    await Talk.create(
        **stamp(ctx), id=row_id, employee_id=employee, manager_id=manager, planned_at=planned_at,
        place=limited(place, "place", 120),
    )  # fmt: skip
    for number, line in enumerate(agenda):
        await put_item(ctx, row_id, TalkItemKind.AGENDA, number, line)
    await tell_other(ctx, row_id, manager if employee == me else employee, planned_at)
    await note_talk(ctx, row_id, "plan_talk", {"plannedAt": (None, planned_at)})
    return row_id


def require_near(ctx: Context, moment: datetime) -> None:
    if not ctx.now - FARTHEST < moment < ctx.now + FARTHEST:
        raise InvalidInput(
            "请选择一年以内的时间。", "Choose a time within a year.", path=("input", "plannedAt")
        )


async def tell_other(ctx: Context, talk: str, whom: str, planned_at: datetime) -> None:
    """Tell the other of the two; a new time is told anew."""
    day = local_date(planned_at, ctx.store.settings.zone)
    name = ctx.principal.name
    await settle_notices(ctx, f"talk:{talk}:")
    await notify(
        ctx, [whom], "performance.talk",
        title=label(f"{name} 约您 {day} 一对一沟通", f"{name} planned a one-to-one on {day}"),
        link=f"/talks/{talk}", key=f"talk:{talk}:{planned_at.isoformat()}", due_on=day,
    )  # fmt: skip


@operation
async def change_talk(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    planned_at: datetime | None = None,
    place: str | None = None,
    notes: str | None = None,
    version: int | None = None,
) -> str:
    """Move a talk, or write down what was said; the notes stay open for both after it was held."""
    talk = await find_talk(ctx, id, "changeTalk")
    values: dict[str, object] = {}
    if planned_at is not None and planned_at != talk.planned_at:
        require_planned(talk)
        require_near(ctx, planned_at)
        values["planned_at"] = planned_at
        await tell_other(ctx, id, other_of(ctx, talk), planned_at)
    if place is not None:
        values["place"] = limited(place, "place", 120)
    if notes is not None:
        values["notes"] = limited(notes, "notes", WRITTEN)
    await change_row(ctx, Talk, id, version=version, **values)
    await note_talk(ctx, id, "change_talk", dict.fromkeys(values, (HIDDEN, HIDDEN)))
    return id


def other_of(ctx: Context, talk: Talk) -> str:
    both = (link(talk, "employee_id"), link(talk, "manager_id"))
    return both[0] if both[1] == ctx.principal.employee_id else both[1]


@operation
async def hold_talk(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (as above)
    held_on: date | None = None,
    version: int | None = None,
) -> str:
    """Say that a talk was held; from then on it counts for the month it was held in."""
    talk = await find_talk(ctx, id, "holdTalk")
    require_planned(talk)
    day = held_on or ctx.today
    if not ctx.today - FARTHEST < day <= ctx.today:
        raise InvalidInput(
            "沟通日期不能晚于今天。", "The day it was held can't be after today.", path=("input", "heldOn")
        )
    await change_row(ctx, Talk, id, version=version, state=TalkState.HELD, held_on=day)
    await settle_notices(ctx, f"talk:{id}:")
    await count_held(ctx, link(talk, "employee_id"), day)
    await note_talk(ctx, id, "hold_talk", {"heldOn": (None, day)})
    return id


async def count_held(ctx: Context, person: str, day: date) -> None:
    """Let the month's talk be held on a day: what was known of it is superseded, never overwritten."""
    month = day.replace(day=1)
    due = await OneOnOne.filter(employee_id=person, month=month, superseded_at=None).select_for_update()
    if any(row.held_on is not None for row in due):
        return
    await OneOnOne.filter(id__in=[row.id for row in due]).update(superseded_at=ctx.now, updated_at=ctx.now)
    await OneOnOne.create(**stamp(ctx), recorded_at=ctx.now, employee_id=person, month=month, held_on=day)
    last = add_months(month, 1) - timedelta(days=1)
    await touched(ctx, "one_on_one", month, last, departments=await places_of(person))


@operation
async def cancel_talk(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (as above)
    version: int | None = None,
) -> str:
    """Call a planned talk off."""
    talk = await find_talk(ctx, id, "cancelTalk")
    require_planned(talk)
    await change_row(ctx, Talk, id, version=version, state=TalkState.CANCELLED)
    await settle_notices(ctx, f"talk:{id}:")
    await note_talk(ctx, id, "cancel_talk", {"state": (talk.state, TalkState.CANCELLED)})
    return id
