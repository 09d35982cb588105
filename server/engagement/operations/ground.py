"""What the operations of engagement stand on: who calls, texts that fit, and what is left behind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from server import audit
from server.engagement.models import Meeting, MeetingInvite, Retrospective
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState, not_found
from server.people.models import Department, Employee
from server.people.operations.access import Place, allow, decide, link, present_department, require, unknown
from server.people.operations.approving import is_here
from server.store.base import Row

Changes = Mapping[str, tuple[object, object]]


def wrong(field: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", field))


def text_of(text: str, field: str, most: int, least: int = 0) -> str:
    found = text.strip()
    if least <= len(found) <= most:
        return found
    if least:
        raise wrong(field, f"请填写 {least} 至 {most} 字。", f"Write {least} to {most} characters.")
    raise wrong(field, f"最多 {most} 字。", f"At most {most} characters.")


def require_state(row: Row, *states: str) -> None:
    if getattr(row, "state", None) not in states:
        raise InvalidState(
            "状态已变，请刷新后重试。", "This is in another state by now; reload and try again."
        )


async def caller(ctx: Context, verb: str) -> str:
    """Return who calls, as a person of the company who may do this for themselves."""
    me = ctx.principal.employee_id
    require(decide(ctx, Place(me), f"Mutation.{verb}", "write"))
    if me is None:
        raise not_found()
    return me


def require_seen(ctx: Context, place: Place, field: str) -> None:
    """Take a row out of sight for one that does not exist."""
    if not decide(ctx, place, field, "read").allowed:
        raise not_found()


async def find_colleague(ctx: Context, code: str | None, field: str) -> Employee:
    """Find somebody who works here by code: whom one names in a meeting need not be in one's charge."""
    found = await Employee.get_or_none(code=(code or "").strip())
    if found is None or not await is_here(ctx, found.id):
        raise unknown(field, None, "在职员工", "colleague")
    return found


async def find_unit(code: str | None, field: str) -> Department:
    found = await Department.get_or_none(code=(code or "").strip())
    if found is None:
        raise unknown(field, None, "部门", "department")
    return found


async def head_of(ctx: Context, department_id: str, but: str | None = None) -> str | None:
    """Return the nearest head of a department, or of one above it, who is here and is not `but`."""
    known = {row.id: row for row in await Department.all()}
    place, passed = department_id, set[str]()
    while place in known and place not in passed:
        passed.add(place)
        head = link(known[place], "manager_id")
        if head and head != but and await is_here(ctx, head):
            return head
        place = link(known[place], "parent_id")
    return None


def local_day(ctx: Context, at: datetime) -> date:
    return at.astimezone(ZoneInfo(ctx.store.settings.zone)).date()


async def note(ctx: Context, action: str, row: str, subject: str, changes: Changes) -> None:
    await audit.record(ctx, action, subject_type=subject, subject_id=row, changes=dict(changes))


# --- Meetings and retrospectives ---


async def invited(ctx: Context, meeting_id: str, verb: str) -> Meeting:
    """Find a meeting that one is invited to or keeps, and lock it."""
    row = await Meeting.filter(id=meeting_id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    me = ctx.principal.employee_id
    own = me is not None and (
        me == link(row, "organizer_id") or await MeetingInvite.exists(meeting_id=meeting_id, employee_id=me)
    )
    place = Place(me if own else None)
    require_seen(ctx, place, "Meeting.id")
    allow(ctx, place, verb)
    return row


async def retro_of(ctx: Context, retro_id: str, verb: str) -> Retrospective:
    """Find a retrospective that one led, or of one's own department, and lock it."""
    row = await Retrospective.filter(id=retro_id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    place = await team_place(ctx, link(row, "department_id"), link(row, "lead_id"))
    require_seen(ctx, place, "Retrospective.id")
    allow(ctx, place, verb)
    return row


async def team_place(ctx: Context, department_id: str, lead_id: str = "") -> Place:
    """Return where a team's matter stands to the caller: who led it and everybody of the team share it."""
    me = ctx.principal.employee_id
    own = me is not None and (me == lead_id or await present_department(ctx, me) == department_id)
    return Place(me if own else None, department_id)
