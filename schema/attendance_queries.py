"""The attendance questions that are worked out: the work calendar, and what a request for days off would take."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import strawberry

from schema.call import call
from schema.inputs import needed, optional
from server.attendance import queries
from server.attendance.absence_rules import Asked
from server.attendance.models import CalendarKind
from server.attendance.operations.days import minor
from server.kernel.errors import not_found
from server.kernel.labels import label, split
from server.kernel.money import from_minor
from server.people.calendar import CalendarEntry


@strawberry.type(description=label("工作日历", "A day of the work calendar"))
class WorkCalendarDay:
    day: date = needed("日期", "Day")
    kind: CalendarKind = needed("类别", "Kind")
    name: str = needed("名称", "Name")
    is_announced: bool = needed("当年安排已公布", "Whether the year's exchanges are announced")
    is_own: bool = needed("由人力资源设定", "Set by HR")


@strawberry.type(description=label("请假试算", "What a request would take"))
class AbsencePreview:
    hours: Decimal = needed("小时数", "Hours")
    days: Decimal = needed("天数", "Days")
    remaining_days: Decimal | None = needed(
        "之后剩余（天），无额度为空", "Days left after it; null where no balance is kept"
    )
    taken: list[date] = needed("已请过假的日期", "Days off already")
    skipped: list[WorkCalendarDay] = needed("不计入的日期", "Days that don't count")


@strawberry.input(description=label("请假日期", "Days asked for"))
class AbsenceSpan:
    type_code: str = needed("假别编码", "Kind of absence")
    first_day: date = needed("开始日期", "First day")
    last_day: date | None = optional("结束日期，默认同一天", "Last day, the same by default")
    starts_at_noon: bool | None = optional("首日下午开始", "Begins at noon")
    ends_at_noon: bool | None = optional("末日中午结束", "Ends at noon")
    hours: Decimal | None = optional("小时数，仅限按小时的假别", "Hours, for kinds taken by the hour")


def shown(entry: CalendarEntry, language: str) -> WorkCalendarDay:
    zh, en = split(entry.name) if entry.name else ("", "")
    name = zh if language == "zh" else en
    return WorkCalendarDay(
        day=entry.day, kind=entry.kind, name=name, is_announced=entry.is_announced, is_own=entry.is_own
    )


def days_of(hours: int) -> Decimal:
    return Decimal(from_minor(hours // 8))


async def preview(info: strawberry.Info, input: AbsenceSpan) -> AbsencePreview:
    ctx = call(info).ctx
    if ctx.principal.employee_id is None:
        raise not_found()
    asked = Asked(
        input.first_day, input.last_day or input.first_day, bool(input.starts_at_noon), bool(input.ends_at_noon),
        minor(input.hours or None),
    )  # fmt: skip
    found = await queries.preview_of(ctx, ctx.principal.employee_id, input.type_code, asked)
    return AbsencePreview(
        hours=Decimal(from_minor(found.hours)),
        days=days_of(found.hours),
        remaining_days=None if found.left is None else days_of(found.left),
        taken=list(found.taken),
        skipped=[shown(entry, ctx.language) for entry in found.skipped],
    )


@strawberry.type(description=label("考勤查询", "Questions about attendance"))
class AttendanceQuery:
    @strawberry.field(description=label("工作日历，首尾日期都含", "The work calendar, both days included"))
    async def work_calendar(self, info: strawberry.Info, since: date, until: date) -> list[WorkCalendarDay]:
        ctx = call(info).ctx
        return [shown(entry, ctx.language) for entry in await queries.calendar_between(ctx, since, until)]

    @strawberry.field(description=label("本人请假试算，不提交", "What a request of one's own would take"))
    async def absence_preview(self, info: strawberry.Info, input: AbsenceSpan) -> AbsencePreview:
        return await preview(info, input)
