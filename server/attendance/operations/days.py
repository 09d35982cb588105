"""Days worked: record, correct and take away a day, many at once, and adjust what a closed month got wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from server import audit
from server.access.settings import read_number
from server.attendance.models import (
    AttendanceAdjustment,
    AttendanceDay,
    AttendanceGap,
    AttendanceStatus,
    GapKind,
)
from server.attendance.operations.figures import (
    chunks,
    month_rows,
    own_months,
    sum_months,
    tell_sheets,
)
from server.attendance.operations.ground import (
    BATCH,
    locked_months,
    open_month_from,
    require_employed_on,
    require_open,
)
from server.attendance.operations.totals import add_to_month
from server.attendance.rules import DayRow, Shift, clean_note, day_row, wrong
from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidState, not_found
from server.kernel.ids import new_id
from server.kernel.money import to_minor
from server.kernel.period import month_of
from server.people.operations.access import allow, allow_anywhere, find_target, link
from server.people.operations.calendars import calendar_for
from server.people.operations.record import operation
from server.store.base import stamp

MANUAL = "manual"
MOST_ADJUSTED = 74400
"""A month has no more hours than these."""


@operation
async def record_attendance_day(
    ctx: Context,
    *,
    employee_id: str | None = None,
    employee_code: str | None = None,
    day: date | None = None,
    started_at: datetime | None = None,
    ended_at: datetime | None = None,
    zone: str = "",
    break_minutes: int | None = None,
    worked_hours: Decimal | None = None,
    overtime_hours: Decimal | None = None,
    late_minutes: int = 0,
    status: AttendanceStatus = AttendanceStatus.WORKED,
    note: str = "",
    version: int | None = None,
) -> str:
    """Record a day, or correct it: what was known of it stays readable with `asKnownAt`. Return the row's id.

    `version` is that of the row seen (0: there was none); the change is refused if there is another by now.
    """
    allow_anywhere(ctx, "recordAttendanceDay")
    target = await find_target(ctx, employee_id, employee_code)
    allow(ctx, target.place, "recordAttendanceDay")
    shift = Shift(
        day, started_at, ended_at, zone, break_minutes, minor(worked_hours), minor(overtime_hours),
        late_minutes, status, note,
    )  # fmt: skip
    near = (started_at or ctx.now).date() if day is None else day
    calendar = await calendar_for(*around(near))
    night_from = await read_number(ctx, "night_shift_starts")
    told = day_row(shift, calendar.kind, zone=ctx.store.settings.zone, now=ctx.now, night_from=night_from)
    person = target.person.id
    await require_open(ctx, [told.month], "day")
    await require_employed_on(person, [told.day], "day")
    held = await AttendanceDay.get_or_none(employee_id=person, valid_from=told.day, superseded_at=None)
    if version is not None and version != (held.version if held else 0):
        raise Conflict(
            "这一天已被他人更正，请刷新后重试。",
            "Someone else corrected this day; reload and try again.",
            path=("input", "version"),
        )
    await require_apart(person, told)
    (made,) = await put_days(ctx, [(person, told)], source=MANUAL, corrected_by=ctx.principal.employee_id)
    old = held.worked_hours if held else None
    changes = {"day": (told.day if held else None, told.day), "workedHours": (old, told.worked_hours)}
    await note_change(ctx, person, "record_day", changes)
    return made


@operation
async def remove_attendance_day(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    reason: str,
    version: int | None = None,
) -> str:
    """Take away a day that was recorded in error; return the person's id."""
    allow_anywhere(ctx, "removeAttendanceDay")
    row = await AttendanceDay.filter(id=id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    target = await find_target(ctx, link(row, "employee_id"), None)
    allow(ctx, target.place, "removeAttendanceDay")
    why = clean_note(reason, "reason", 2)
    if row.superseded_at is not None or (version is not None and version != row.version):
        raise Conflict(
            "这一天已被他人更正，请刷新后重试。",
            "Someone else corrected this day; reload and try again.",
            path=("input", "version"),
        )
    await require_open(ctx, [row.month], "id")
    own = await own_months([(target.person.id, row.month)])
    await AttendanceDay.filter(id=id).update(superseded_at=ctx.now, updated_at=ctx.now)
    person = target.person.id
    await tell_sheets(ctx, [(person, row.valid_from)])
    await sum_months(ctx, [(person, row.month)], own=own)
    changes = {"day": (row.valid_from, None), "reason": (None, why)}
    await note_change(ctx, person, "remove_day", changes)
    return person


@operation
async def adjust_attendance(
    ctx: Context,
    *,
    for_day: date,
    reason: str,
    employee_id: str | None = None,
    employee_code: str | None = None,
    worked_hours: Decimal | None = None,
    overtime_hours: Decimal | None = None,
    payable_hours: Decimal | None = None,
) -> str:
    """Count hours of a closed month, more or less, in the next month that is open; return the adjustment's id."""
    allow_anywhere(ctx, "adjustAttendance")
    target = await find_target(ctx, employee_id, employee_code)
    allow(ctx, target.place, "adjustAttendance")
    month = month_of(for_day)
    if not await locked_months(ctx, [month]):
        raise InvalidState(
            f"{month} 还没有锁定，请直接更正那一天。",
            f"{month} is open; correct the day itself.",
            path=("input", "forDay"),
        )
    hours = {"worked_hours": minor(worked_hours) or 0, "overtime_hours": minor(overtime_hours) or 0}
    hours["payable_hours"] = hours["worked_hours"] if payable_hours is None else minor(payable_hours) or 0
    if not any(hours.values()) or any(abs(each) > MOST_ADJUSTED for each in hours.values()):
        raise wrong("workedHours", "请填写增减的小时数。", "Say how many hours more or less.")
    await require_employed_on(target.person.id, [for_day], "forDay")
    return await adjust(ctx, target.person.id, for_day, clean_note(reason, "reason", 2), **hours)


async def adjust(ctx: Context, person: str, for_day: date, reason: str, **hours: int) -> str:
    """Add an adjustment to the first open month: worked out anew, or added to the sum that came from elsewhere."""
    month = await open_month_from(ctx, month_of(for_day))
    own = await own_months([(person, month)])
    is_told = (person, month) not in own and bool(await month_rows(month, [person]))
    values: dict[str, Any] = {
        "employee_id": person,
        "month": month,
        "for_day": for_day,
        "reason": reason,
        **hours,
    }
    row = await AttendanceAdjustment.create(**stamp(ctx), **values)
    await (add_to_month(ctx, row) if is_told else sum_months(ctx, [(person, month)], own=own))
    changes: dict[str, tuple[object, object]] = {"forDay": (None, for_day), "month": (None, month)}
    await note_change(ctx, person, "adjust", changes | {name: (0, value) for name, value in hours.items()})
    return row.id


# --- Many at once ---


async def put_days(
    ctx: Context, told: Sequence[tuple[str, DayRow]], *, source: str, corrected_by: str | None = None
) -> list[str]:
    """Put days in place of what was known of them, and let months, sheets and gaps follow; return the rows' ids.

    Months must be open and people employed: who calls has checked it.
    """
    pairs = [(person, row.day) for person, row in told]
    versions = await supersede(ctx, pairs)
    made = [
        AttendanceDay(
            **stamp(ctx), **columns(row), id=new_id(), employee_id=person, recorded_at=ctx.now, source=source[:64],
            version=versions.get((person, row.day), 0) + 1,
            corrected_by_id=corrected_by if (person, row.day) in versions else None,
        )
        for person, row in told
    ]  # fmt: skip
    await AttendanceDay.bulk_create(made, batch_size=BATCH)
    await settle_gaps(ctx, told)
    await tell_sheets(ctx, pairs)
    await sum_months(ctx, {(person, row.month) for person, row in told})
    return [row.id for row in made]


def columns(row: DayRow) -> dict[str, Any]:
    """Return the columns of a day, of mixed types."""
    values = {name: value for name, value in vars(row).items() if name != "day"}
    return {
        **values,
        "month": row.month,
        "valid_from": row.day,
        "valid_to": date.fromordinal(row.day.toordinal() + 1),
    }


async def supersede(ctx: Context, pairs: Sequence[tuple[str, date]]) -> dict[tuple[str, date], int]:
    """Supersede what is known of these days, and return the version each had."""
    wanted, versions, gone = set(pairs), {}, []
    first, last = min(day for _, day in pairs), max(day for _, day in pairs)
    for some in chunks({person for person, _ in pairs}):
        rows = AttendanceDay.filter(
            employee_id__in=some, superseded_at=None, valid_from__gte=first, valid_from__lte=last
        )
        for row in await rows:
            if (pair := (link(row, "employee_id"), row.valid_from)) in wanted:
                versions[pair] = row.version
                gone.append(row.id)
    for some in chunks(gone):
        await AttendanceDay.filter(id__in=some).update(superseded_at=ctx.now, updated_at=ctx.now)
    return versions


async def settle_gaps(ctx: Context, told: Sequence[tuple[str, DayRow]]) -> None:
    """Take away the gaps that are closed, and note the shifts whose end is not known yet."""
    days: dict[str, list[date]] = {}
    for person, row in told:
        days.setdefault(person, []).append(row.day)
    for person, some in days.items():
        await AttendanceGap.filter(employee_id=person, day__in=some).delete()
    endless = [
        AttendanceGap(**stamp(ctx), employee_id=person, day=row.day, month=row.month, kind=GapKind.NO_END)
        for person, row in told
        if row.started_at is not None and row.ended_at is None and row.day < ctx.today
    ]
    await AttendanceGap.bulk_create(endless, batch_size=BATCH)


async def require_apart(person: str, told: DayRow) -> None:
    """Refuse a shift that begins before that of the day before ends, or ends after that of the day after begins."""
    if told.started_at is None:
        return
    near = AttendanceDay.filter(employee_id=person, superseded_at=None, started_at__isnull=False)
    for row in await near.filter(
        valid_from__in=[date.fromordinal(told.day.toordinal() + step) for step in (-1, 1)]
    ):
        starts, ends = row.started_at, row.ended_at or row.started_at
        mine = told.ended_at or told.started_at
        if starts is not None and ends is not None and starts < mine and told.started_at < ends:
            raise wrong(
                "startedAt",
                f"与 {row.valid_from} 的班次重叠，请核对时间。",
                f"It overlaps with the shift of {row.valid_from}; check the times.",
            )


def around(day: date) -> tuple[date, date]:
    """Return two days that a shift near `day` surely lies between."""
    return date.fromordinal(day.toordinal() - 2), date.fromordinal(day.toordinal() + 2)


def minor(hours: Decimal | None) -> int | None:
    """Return hours in hundredths; InvalidInput for more than two places."""
    try:
        return None if hours is None else to_minor(hours)
    except ValueError as error:
        raise wrong("workedHours", "小时数最多两位小数。", "Hours have at most two places.") from error


async def note_change(
    ctx: Context, person: str, action: str, changes: Mapping[str, tuple[object, object]]
) -> None:
    await audit.record(
        ctx, f"attendance.{action}", subject_type="Employee", subject_id=person, changes=dict(changes)
    )
