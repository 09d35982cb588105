"""Meetings of departments: a series makes them month by month, minutes hold them, and actions follow from them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from server.desk.notices import notify, settle_notices
from server.engagement.models import (
    Meeting,
    MeetingInvite,
    MeetingItem,
    MeetingMatter,
    MeetingMember,
    MeetingSeries,
    MeetingState,
)
from server.engagement.operations.ground import (
    find_colleague,
    find_unit,
    invited,
    note,
    require_state,
    text_of,
    wrong,
)
from server.engagement.operations.meeting_planning import plan_series, put_in_step
from server.engagement.rules import month_after
from server.kernel.context import Context
from server.kernel.errors import not_found
from server.kernel.labels import label
from server.people.operations.access import Place, allow, link
from server.people.operations.record import operation
from server.store.base import change_row, stamp

LONGEST_NAME, LONGEST_TITLE, LONGEST_TEXT, LONGEST_MINUTES = 64, 200, 1000, 20000
SHORTEST, MOST_ITEMS, MOST_UNITS = 2, 40, 60
WEEKDAYS, MOST_NTH, SHORTEST_MEETING, LONGEST_MEETING = 7, 5, 15, 480


@dataclass(frozen=True)
class Matter:
    """Something open that a meeting may talk about: where it comes from, what to call it, and where it stands."""

    matter: MeetingMatter
    key: str
    title: str
    title_en: str
    link: str
    department_id: str | None = None


Matters = Callable[[Context, Sequence[str]], Awaitable[Sequence[Matter]]]
"""What is open between departments; the floor above hands it in."""


@dataclass(frozen=True)
class Decided:
    """What was decided on a point of the agenda."""

    item_id: str
    decision: str


# --- Series ---


@operation
async def save_meeting_series(
    ctx: Context,
    *,
    code: str,
    name: str,
    organizer_code: str,
    department_codes: Sequence[str],
    name_en: str = "",
    nth: int = 1,
    weekday: int = 1,
    starts: str = "14:00",
    minutes_long: int = 60,
    where_to: str = "",
    is_active: bool = True,
    version: int | None = None,
) -> str:
    """Set up a monthly meeting of departments; those of this and the next month are planned at once."""
    allow(ctx, Place(), "saveMeetingSeries")
    units = [await find_unit(each, "departmentCodes") for each in dict.fromkeys(department_codes)]
    if not 1 < len(units) <= MOST_UNITS:
        raise wrong("departmentCodes", "请选择两个或更多部门。", "Choose two departments or more.")
    values: dict[str, Any] = {  # columns of mixed types
        "name": text_of(name, "name", LONGEST_NAME, 1),
        "name_en": text_of(name_en, "nameEn", LONGEST_NAME),
        "organizer_id": (await find_colleague(ctx, organizer_code, "organizer")).id,
        "nth": number_in(nth, "nth", 1, MOST_NTH),
        "weekday": number_in(weekday, "weekday", 1, WEEKDAYS),
        "starts": clock_of(starts),
        "minutes_long": number_in(minutes_long, "minutesLong", SHORTEST_MEETING, LONGEST_MEETING),
        "where_to": text_of(where_to, "whereTo", 120),
        "is_active": is_active,
    }
    known = text_of(code, "code", 32, 1).upper()
    row = await MeetingSeries.get_or_none(code=known)
    if row is None:
        row = await MeetingSeries.create(**stamp(ctx), code=known, from_on=ctx.today, **values)
    else:
        await change_row(ctx, MeetingSeries, row.id, version=version, **values)
        await MeetingMember.filter(series_id=row.id).delete()
    await MeetingMember.bulk_create(
        [MeetingMember(**stamp(ctx), series_id=row.id, department_id=unit.id) for unit in units]
    )
    await plan_series(ctx, await MeetingSeries.get(id=row.id))
    await note(ctx, "meeting.save_series", row.id, "MeetingSeries", {"name": (None, name)})
    return row.id


# --- Before ---


def collecting(matters: Matters) -> Callable[..., Awaitable[str]]:
    """Return the operation that puts what is open on an agenda."""

    @operation
    async def collect_agenda(
        ctx: Context,
        *,
        id: str,  # noqa: A002 (the contract's word)
    ) -> str:
        """Put what is open between the meeting's departments on its agenda; what stands there already stays."""
        row = await invited(ctx, id, "collectAgenda")
        require_state(row, MeetingState.PLANNED)
        await add_matters(ctx, row, matters)
        return id

    return collect_agenda


async def add_matters(ctx: Context, row: Meeting, matters: Matters) -> int:
    """Add to an agenda what is open and not on it; return how many. Inside store.write."""
    units = await MeetingMember.filter(series_id=link(row, "series_id")).values_list(
        "department_id", flat=True
    )
    there = await MeetingItem.filter(meeting_id=row.id)
    known = {(each.matter, each.matter_key) for each in there}
    fresh = [
        each
        for each in await matters(ctx, [str(unit) for unit in units])
        if (each.matter, each.key) not in known
    ][: max(0, MOST_ITEMS - len(there))]
    await MeetingItem.bulk_create(
        [
            MeetingItem(
                **stamp(ctx), meeting_id=row.id, place=len(there) + at, matter=each.matter, matter_key=each.key,
                title=each.title[:LONGEST_TITLE], title_en=each.title_en[:LONGEST_TITLE], link=each.link,
                department_id=each.department_id,
            )
            for at, each in enumerate(fresh, start=1)
        ]
    )  # fmt: skip
    await note(ctx, "meeting.collect", row.id, "Meeting", {"items": (len(there), len(there) + len(fresh))})
    return len(fresh)


@operation
async def add_meeting_item(
    ctx: Context, *, meeting_id: str, title: str, department_code: str | None = None
) -> str:
    """Put a point of one's own on the agenda; return the meeting's id."""
    row = await invited(ctx, meeting_id, "addMeetingItem")
    require_state(row, MeetingState.PLANNED)
    count = await MeetingItem.filter(meeting_id=meeting_id).count()
    if count >= MOST_ITEMS:
        raise wrong("title", f"议程最多 {MOST_ITEMS} 项。", f"An agenda has {MOST_ITEMS} points at most.")
    unit = (await find_unit(department_code, "department")).id if department_code else None
    said = text_of(title, "title", LONGEST_TITLE, SHORTEST)
    await MeetingItem.create(
        **stamp(ctx), meeting_id=meeting_id, place=count + 1, title=said, department_id=unit,
        added_by_id=ctx.principal.employee_id,
    )  # fmt: skip
    await note(ctx, "meeting.add_item", meeting_id, "Meeting", {"item": (None, said)})
    return meeting_id


@operation
async def remove_meeting_item(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
) -> str:
    """Take a point off an agenda that has not been talked about; return the meeting's id."""
    item = await MeetingItem.get_or_none(id=id)
    if item is None:
        raise not_found()
    row = await invited(ctx, link(item, "meeting_id"), "removeMeetingItem")
    require_state(row, MeetingState.PLANNED)
    await MeetingItem.filter(id=id).delete()
    await note(ctx, "meeting.remove_item", row.id, "Meeting", {"item": (item.title, None)})
    return row.id


@operation
async def invite_to_meeting(ctx: Context, *, meeting_id: str, employee_code: str) -> str:
    """Invite one more colleague, who is told; return the meeting's id."""
    row = await invited(ctx, meeting_id, "inviteToMeeting")
    require_state(row, MeetingState.PLANNED)
    person = await find_colleague(ctx, employee_code, "employee")
    invite = MeetingInvite(**stamp(ctx), meeting_id=meeting_id, employee_id=person.id)
    await MeetingInvite.bulk_create([invite], ignore_conflicts=True)
    title = label("您被邀请参加会议", "You are invited to a meeting")
    key = f"meeting:{row.id}:invite"
    await notify(ctx, [person.id], "meeting", title=title, link=f"/meetings/{row.id}", key=key)
    await note(ctx, "meeting.invite", row.id, "Meeting", {"invited": (None, person.id)})
    return meeting_id


# --- During and after ---


@operation
async def keep_minutes(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    minutes: str,
    held_on: date | None = None,
    present_ids: Sequence[str] = (),
    decisions: Sequence[Decided] = (),
    finish: bool = False,
    version: int | None = None,
) -> str:
    """Write minutes, as a draft or finished; finished ones say that the meeting was held, on a day of its month."""
    row = await invited(ctx, id, "keepMinutes")
    require_state(row, MeetingState.PLANNED, MeetingState.MISSED)
    said = text_of(minutes, "minutes", LONGEST_MINUTES, 10 if finish else 0)
    values: dict[str, Any] = {"minutes": said, "minutes_by_id": ctx.principal.employee_id}
    if finish:
        values |= {"state": MeetingState.HELD, "held_on": day_in_month(ctx, row.month, held_on)}
    await change_row(ctx, Meeting, id, version=version, **values)
    await MeetingInvite.filter(meeting_id=id).update(is_present=False if finish else None)
    await MeetingInvite.filter(meeting_id=id, employee_id__in=list(present_ids)).update(is_present=True)
    for each in decisions:
        said = text_of(each.decision, "decisions", LONGEST_TEXT)
        await MeetingItem.filter(id=each.item_id, meeting_id=id).update(decision=said, updated_at=ctx.now)
    if finish:
        await put_in_step(ctx, await Meeting.get(id=id))
        await settle_notices(ctx, f"meeting:{id}:")
        await note(ctx, "meeting.hold", id, "Meeting", {"state": (row.state, MeetingState.HELD)})
    else:
        await note(ctx, "meeting.write", id, "Meeting", {"minutes": (None, len(said))})
    return id


def day_in_month(ctx: Context, month: date, held_on: date | None) -> date:
    day = held_on or ctx.today
    if not month <= day < month_after(month) or day > ctx.today:
        raise wrong(
            "heldOn",
            "召开日期须在这个月内，且不晚于今天。",
            "The day must lie in the meeting's month, and not after today.",
        )
    return day


# --- Ground ---


def number_in(number: int, field: str, least: int, most: int) -> int:
    if not least <= number <= most:
        raise wrong(field, f"请填 {least} 至 {most}。", f"Give {least} to {most}.")
    return number


def clock_of(text: str) -> str:
    try:
        return f"{time.fromisoformat(text.strip()):%H:%M}"
    except ValueError as error:
        raise wrong("starts", "时间写作 14:00。", "Write the time like 14:00.") from error
