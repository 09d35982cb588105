"""What HR sets: the kinds of absence and the days of the work calendar."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from server import audit
from server.attendance.models import (
    AbsenceType,
    AbsenceUnit,
    Accrual,
    AttendanceDay,
    CalendarDay,
    CalendarKind,
)
from server.attendance.operations.days import minor
from server.attendance.operations.figures import sum_months
from server.attendance.operations.ground import require_open
from server.attendance.rules import clean_note, wrong
from server.kernel.context import Context
from server.kernel.ids import new_id
from server.kernel.period import month_of
from server.people.operations.access import Place, allow
from server.people.operations.record import operation
from server.store.base import change_row, stamp

CODE = re.compile(r"[A-Z][A-Z0-9_]{1,31}")
MOST_HOURS = 292800
WHOLE = 100


@operation
async def set_absence_type(
    ctx: Context,
    *,
    code: str,
    name: str | None = None,
    name_en: str | None = None,
    unit: AbsenceUnit | None = None,
    paid_share: Decimal | None = None,
    accrual: Accrual | None = None,
    yearly_hours: Decimal | None = None,
    carry_over_hours: Decimal | None = None,
    counts_rest_days: bool | None = None,
    needs_reason: bool | None = None,
    is_active: bool | None = None,
    version: int | None = None,
) -> str:
    """Add a kind of absence, or change one; what is not given stays. Return its id."""
    allow(ctx, Place(), "setAbsenceType")
    key = code.strip().upper()
    if not CODE.fullmatch(key):
        raise wrong("code", "编码用大写字母、数字和下划线。", "A code has capitals, digits and underscores.")
    given: dict[str, Any] = {  # columns of mixed types
        "name": name and clean_name(name, "name"),
        "name_en": None if name_en is None else name_en.strip()[:64],
        "unit": unit,
        "paid_share": share_of(paid_share),
        "accrual": accrual,
        "yearly_hours": hours_of(yearly_hours, "yearlyHours"),
        "carry_over_hours": hours_of(carry_over_hours, "carryOverHours"),
        "counts_rest_days": counts_rest_days,
        "needs_reason": needs_reason,
        "is_active": is_active,
    }
    values = {column: value for column, value in given.items() if value is not None}
    held = await AbsenceType.get_or_none(code=key)
    if held is None:
        if "name" not in values:
            raise wrong("name", "请填写名称。", "Name it.")
        place = 10 * (await AbsenceType.all().count() + 1)
        row_id = (await AbsenceType.create(**stamp(ctx), id=new_id(), code=key, place=place, **values)).id
    else:
        row_id = held.id
        await change_row(ctx, AbsenceType, row_id, version=version, **values)
    changes = {column: (getattr(held, column, None), value) for column, value in values.items()}
    await audit.record(
        ctx, "attendance.set_absence_type", subject_type="AbsenceType", subject_id=row_id, changes=changes
    )
    return row_id


def clean_name(text: str, field: str) -> str:
    clean = text.strip()
    if not 1 <= len(clean) <= 64:  # noqa: PLR2004 (the column's length)
        raise wrong(field, "名称须有 1 至 64 字。", "A name has 1 to 64 characters.")
    return clean


def share_of(share: Decimal | None) -> int | None:
    hundredths = minor(share)
    if hundredths is not None and not 0 <= hundredths <= WHOLE:
        raise wrong("paidShare", "带薪比例在 0 到 1 之间。", "The share that is paid is 0 to 1.")
    return hundredths


def hours_of(hours: Decimal | None, field: str) -> int | None:
    hundredths = minor(hours)
    if hundredths is not None and not 0 <= hundredths <= MOST_HOURS:
        raise wrong(field, "小时数在 0 到 2928 之间。", "Hours are 0 to 2928.")
    return hundredths


@operation
async def set_calendar_day(
    ctx: Context,
    *,
    day: date,
    kind: CalendarKind | None = None,
    name: str = "",
    version: int | None = None,
) -> str:
    """Make a day a workday, rest day or holiday; without a kind it is again what the announced calendar says.

    Months that are open follow; days already recorded keep the overtime they were recorded with. Return the row's
    id, or the day's own when it is set back.
    """
    allow(ctx, Place(), "setCalendarDay")
    await require_open(ctx, [month_of(day)], "day")
    held = await CalendarDay.filter(day=day).select_for_update().get_or_none()
    clean = clean_note(name, "name")[:64]
    if kind is None:
        row_id = held.id if held else day.isoformat()
        await CalendarDay.filter(day=day).delete()
    elif held is None:
        row_id = (await CalendarDay.create(**stamp(ctx), day=day, kind=kind, name=clean)).id
    else:
        row_id = held.id
        await change_row(ctx, CalendarDay, row_id, version=version, kind=kind, name=clean)
    month = month_of(day)
    rows = AttendanceDay.filter(month=month, superseded_at=None)
    people = {str(each) for each in await rows.values_list("employee_id", flat=True)}
    await sum_months(ctx, {(person, month) for person in people})
    changes = {"kind": (held.kind if held else None, kind), "day": (None, day)}
    await audit.record(
        ctx,
        "attendance.set_calendar_day",
        subject_type="CalendarDay",
        subject_id=row_id,
        changes=dict(changes),
    )
    return row_id
