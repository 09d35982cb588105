"""The attendance mutations: each hands its input to one operation and answers with the row it changed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import strawberry

from schema.acts import act
from schema.attendance import (
    AbsenceBalance,
    AbsenceRequest,
    AbsenceType,
    AttendanceAdjustment,
    AttendanceDay,
    AttendanceMonth,
)
from schema.attendance_queries import AbsenceSpan, WorkCalendarDay, shown
from schema.call import call
from schema.inputs import Once, given, needed, optional
from schema.people import Employee
from server.attendance import operations, queries
from server.attendance.models import AbsenceUnit, Accrual, AttendanceStatus, CalendarKind
from server.kernel.labels import label

SEEN = ("所见版本，已被他人修改时拒绝", "The version seen; refused if it has changed since")


@strawberry.input(description=label("关于谁", "About whom"))
class About(Once):
    employee_id: strawberry.ID | None = optional("员工编号", "Employee id")
    employee_code: str | None = optional("工号，可代替编号", "Employee number, instead of the id")


@strawberry.input(description=label("登记或更正一天", "A day recorded or corrected"))
class RecordAttendanceDayInput(About):
    day: date | None = optional("日期，有上班时间时可不填", "Day; not needed where the begin is given")
    started_at: datetime | None = optional("上班时间", "Started at")
    ended_at: datetime | None = optional("下班时间", "Ended at")
    zone: str | None = optional("时区，默认公司时区", "Time zone, the company's by default")
    break_minutes: int | None = optional("休息分钟", "Minutes of break")
    worked_hours: Decimal | None = optional(
        "出勤工时，不填则按时间计算", "Worked hours; worked out if not given"
    )
    overtime_hours: Decimal | None = optional(
        "加班工时，不填则计算", "Overtime hours; worked out if not given"
    )
    late_minutes: int | None = optional("迟到分钟", "Minutes late")
    status: AttendanceStatus | None = optional("出勤状态", "Status")
    note: str | None = optional("说明", "Note")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("删除误登的一天", "A day recorded in error"))
class RemoveAttendanceDayInput(Once):
    id: strawberry.ID = needed("记录编号", "Id")
    reason: str = needed("原因", "Reason")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("调整已锁定月份", "Adjustment of a closed month"))
class AdjustAttendanceInput(About):
    for_day: date = needed("所属日期", "Of the day")
    reason: str = needed("原因", "Reason")
    worked_hours: Decimal | None = optional("出勤工时增减", "Worked hours, more or less")
    overtime_hours: Decimal | None = optional("加班工时增减", "Overtime hours, more or less")
    payable_hours: Decimal | None = optional(
        "计薪工时增减，默认同出勤工时", "Payable hours; as worked by default"
    )


@strawberry.input(description=label("锁定月份", "Closing of a month"))
class LockAttendanceMonthInput(Once):
    month: str = needed("月份，如 2026-03", "Month, as 2026-03")
    accept_gaps: bool | None = optional("有缺失也锁定", "Close it though days are missing")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("解锁月份", "Reopening of a month"))
class UnlockAttendanceMonthInput(Once):
    month: str = needed("月份，如 2026-03", "Month, as 2026-03")
    reason: str = needed("原因，至少 4 字", "Reason, 4 characters at least")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("设定日历", "A day of the calendar"))
class SetCalendarDayInput(Once):
    day: date = needed("日期", "Day")
    kind: CalendarKind | None = optional("类别，不填则恢复公布的安排", "Kind; none sets it back")
    name: str | None = optional("名称", "Name")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("设定假别", "A kind of absence"))
class SetAbsenceTypeInput(Once):
    code: str = needed("假别编码", "Code")
    name: str | None = optional("名称", "Name")
    name_en: str | None = optional("英文名称", "Name in English")
    unit: AbsenceUnit | None = optional("最小单位", "Smallest part")
    paid_share: Decimal | None = optional("带薪比例，0 至 1", "Share that is paid, 0 to 1")
    accrual: Accrual | None = optional("额度来源", "Where the balance comes from")
    yearly_hours: Decimal | None = optional("每年额度（小时）", "Hours a year")
    carry_over_hours: Decimal | None = optional("可结转上限（小时）", "Hours carried over at most")
    counts_rest_days: bool | None = optional("含休息日和节假日", "Rest days count too")
    needs_reason: bool | None = optional("须写原因", "A reason is needed")
    is_active: bool | None = optional("启用", "In use")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("调整假期额度", "Adjustment of a balance"))
class AdjustAbsenceBalanceInput(About):
    type_code: str = needed("假别编码", "Kind of absence")
    hours: Decimal = needed("小时数增减", "Hours, more or less")
    note: str = needed("说明", "Note")
    year: int | None = optional("年度，默认今年", "Year, this one by default")


@strawberry.input(description=label("请假", "Request for days off"))
class RequestAbsenceInput(About, AbsenceSpan):
    reason: str | None = optional("原因", "Reason")


@strawberry.input(description=label("撤回请假", "Request taken back"))
class WithdrawAbsenceInput(Once):
    id: strawberry.ID = needed("请假单编号", "Id")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("销假", "Days given back"))
class ReturnAbsenceInput(WithdrawAbsenceInput):
    from_day: date | None = optional("从哪天起，默认全部", "From this day on, all by default")
    reason: str | None = optional("原因", "Reason")


async def set_day(info: strawberry.Info, input: SetCalendarDayInput) -> WorkCalendarDay:
    ctx = call(info).ctx
    await operations.set_calendar_day(ctx, **given(input))
    (entry,) = await queries.calendar_between(ctx, input.day, input.day)
    return shown(entry, ctx.language)


@strawberry.type(description=label("考勤变更", "Changes of attendance"))
class AttendanceMutation:
    record_attendance_day = act(
        "登记或更正一天",
        "Record or correct a day",
        RecordAttendanceDayInput,
        AttendanceDay,
        operations.record_attendance_day,
    )
    remove_attendance_day = act(
        "删除误登的一天",
        "Take away a day recorded in error",
        RemoveAttendanceDayInput,
        Employee,
        operations.remove_attendance_day,
    )
    adjust_attendance = act(
        "调整已锁定月份",
        "Adjust a closed month",
        AdjustAttendanceInput,
        AttendanceAdjustment,
        operations.adjust_attendance,
    )
    lock_attendance_month = act(
        "锁定月份",
        "Close a month",
        LockAttendanceMonthInput,
        AttendanceMonth,
        operations.lock_attendance_month,
    )
    unlock_attendance_month = act(
        "解锁月份",
        "Open a closed month",
        UnlockAttendanceMonthInput,
        AttendanceMonth,
        operations.unlock_attendance_month,
    )
    set_calendar_day = strawberry.mutation(
        set_day, description=label("设定日历", "Set a day of the calendar")
    )
    set_absence_type = act(
        "设定假别", "Set a kind of absence", SetAbsenceTypeInput, AbsenceType, operations.set_absence_type
    )
    adjust_absence_balance = act(
        "调整假期额度",
        "Adjust a balance",
        AdjustAbsenceBalanceInput,
        AbsenceBalance,
        operations.adjust_absence_balance,
    )
    request_absence = act(
        "请假", "Ask for days off", RequestAbsenceInput, AbsenceRequest, operations.request_absence
    )
    withdraw_absence = act(
        "撤回请假", "Take a request back", WithdrawAbsenceInput, AbsenceRequest, operations.withdraw_absence
    )
    return_absence = act(
        "销假", "Give approved days back", ReturnAbsenceInput, AbsenceRequest, operations.return_absence
    )
