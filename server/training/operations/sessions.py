"""Courses held at a time and place: planned, changed and called off."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from secrets import choice
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from server.kernel.context import Context
from server.kernel.labels import label
from server.people.models import Employee
from server.people.operations.access import Place, allow, link
from server.people.operations.record import operation
from server.store.base import change_row, stamp
from server.training.models import Course, SessionState, TrainingSession
from server.training.operations.ground import clean, find_course, hundredths, note, wrong
from server.training.operations.seats import move_up, planned, tell_seated

MOST_SEATS, MOST_HOURS = 1000, 100000
LONGEST_PLACE, LONGEST_TITLE = 128, 64
LETTERS = "23456789"
CODE_LENGTH = 6


@operation
async def save_training_session(
    ctx: Context,
    *,
    starts_at: datetime,
    ends_at: datetime,
    capacity: int,
    id: str | None = None,  # noqa: A002 (the contract's word)
    course_id: str | None = None,
    course_code: str | None = None,
    title: str = "",
    place: str = "",
    zone: str | None = None,
    trainer_code: str | None = None,
    trainer_name: str = "",
    hours: Decimal | None = None,
    version: int | None = None,
) -> str:
    """Plan a session, or change one that is planned; more seats let the waiting list move up.

    A trainer of our own is named to all who may come, by the name kept with the session.
    """
    allow(ctx, Place(), "saveTrainingSession")
    known = await planned(id) if id else None
    course = await course_of(known, course_id, course_code)
    if not starts_at < ends_at:
        raise wrong("endsAt", "结束时间须晚于开始时间。", "It ends after it starts.")
    if not 1 <= capacity <= MOST_SEATS:
        raise wrong("capacity", f"名额为 1 至 {MOST_SEATS}。", f"There are 1 to {MOST_SEATS} seats.")
    here = zone or ctx.store.settings.zone
    if here not in available_timezones():
        raise wrong("zone", "没有这个时区。", "There is no such time zone.")
    trainer = await trainer_of(trainer_code)
    values: dict[str, Any] = {  # columns of mixed types
        "title": clean(title, "title", LONGEST_TITLE) or course.title[:LONGEST_TITLE],
        "starts_at": starts_at, "ends_at": ends_at, "zone": here, "capacity": capacity,
        "place": clean(place, "place", LONGEST_PLACE), "trainer_id": trainer.id if trainer else None,
        "trainer_name": trainer.name if trainer else clean(trainer_name, "trainerName", LONGEST_TITLE),
        "hours": course.hours if hours is None else hundredths(hours, "hours", MOST_HOURS),
    }  # fmt: skip
    if known is None:
        made = await TrainingSession.create(**stamp(ctx), course_id=course.id, room_code=new_code(), **values)
        await note(ctx, "plan_session", "TrainingSession", made.id, {"startsAt": (None, starts_at)})
        return made.id
    await change_row(ctx, TrainingSession, known.id, version=version, **values, sequence=known.sequence + 1)
    await move_up(ctx, known.id, capacity)
    if (known.starts_at, known.place) != (starts_at, values["place"]):
        await tell_seated(
            ctx, known.id, f"moved:{known.sequence + 1}", moved(values["title"], starts_at, here)
        )
    await note(ctx, "change_session", "TrainingSession", known.id, {"startsAt": (known.starts_at, starts_at)})
    return known.id


async def course_of(known: TrainingSession | None, course_id: str | None, code: str | None) -> Course:
    if known is not None:
        return await Course.get(id=link(known, "course_id"))
    return await find_course(course_id, code)


async def trainer_of(code: str | None) -> Employee | None:
    if not (code or "").strip():
        return None
    found = await Employee.get_or_none(code=(code or "").strip().upper())
    if found is None:
        raise wrong("trainerCode", "没有这个工号。", "There is no such employee.")
    return found


def new_code() -> str:
    return "".join(choice(LETTERS) for _ in range(CODE_LENGTH))


def moved(title: str, at: datetime, zone: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    return label(
        f"培训改为 {local:%Y-%m-%d %H:%M}：{title}", f"The session is now at {local:%Y-%m-%d %H:%M}: {title}"
    )


@operation
async def cancel_training_session(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Call a session off and tell those who have a seat."""
    allow(ctx, Place(), "cancelTrainingSession")
    row = await planned(id)
    await change_row(
        ctx, TrainingSession, id, version=version, state=SessionState.CANCELED, sequence=row.sequence + 1
    )
    await tell_seated(
        ctx, id, "canceled", label(f"培训已取消：{row.title}", f"The session is canceled: {row.title}")
    )
    await note(ctx, "cancel_session", "TrainingSession", id, {"state": (row.state, SessionState.CANCELED)})
    return id
