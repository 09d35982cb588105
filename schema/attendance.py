"""The attendance types: days worked and what they lack, closed months, days off and their ledger, the work calendar."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import strawberry

from schema.filters import define_for, rows
from schema.people import Employee
from schema.planned import Connection, Node, column
from server.attendance.models import (
    AbsenceState,
    AbsenceUnit,
    Accrual,
    AttendanceStatus,
    CalendarKind,
    DayPart,
    EntryKind,
    GapKind,
    HoldState,
    MonthState,
)
from server.kernel.labels import label

strawberry.enum(CalendarKind, description=label("日历类别", "Kind of calendar day"))
strawberry.enum(AttendanceStatus, description=label("出勤状态", "Status of a day"))
strawberry.enum(GapKind, description=label("缺少什么", "What is missing"))
strawberry.enum(MonthState, description=label("月份状态", "State of a month"))
strawberry.enum(AbsenceUnit, description=label("最小单位", "Smallest part"))
strawberry.enum(Accrual, description=label("额度来源", "Where a balance comes from"))
strawberry.enum(AbsenceState, description=label("请假状态", "State of a request"))
strawberry.enum(DayPart, description=label("时段", "Part of a day"))
strawberry.enum(HoldState, description=label("假期占用状态", "State of a day off"))
strawberry.enum(EntryKind, description=label("入账类别", "Kind of entry"))


@strawberry.type(description=label("日出勤", "A day worked"))
class AttendanceDay(Node):
    employee: Employee | None = column("员工", "Employee")
    day: date | None = column("日期（班次开始的当地日期）", "Day on which the shift begins")
    month: str | None = column("月份", "Month")
    status: AttendanceStatus | None = column("出勤状态", "Status")
    started_at: datetime | None = column("上班时间", "Started at")
    ended_at: datetime | None = column("下班时间", "Ended at")
    zone: str | None = column("时区", "Time zone")
    break_minutes: int | None = column("休息分钟", "Minutes of break")
    worked_hours: Decimal | None = column("出勤工时", "Worked hours")
    overtime_hours: Decimal | None = column("加班工时", "Overtime hours")
    overtime_kind: CalendarKind | None = column("加班类别", "Kind of overtime")
    is_night: bool | None = column("夜班", "Night shift")
    late_minutes: int | None = column("迟到分钟", "Minutes late")
    source: str | None = column("来源", "Source")
    note: str | None = column("说明", "Note")
    corrected_by: Employee | None = column("更正人", "Corrected by")
    recorded_at: datetime | None = column("记录时间", "Recorded at")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("缺少的出勤", "What a day lacks"))
class AttendanceGap(Node):
    employee: Employee | None = column("员工", "Employee")
    day: date | None = column("日期", "Day")
    month: str | None = column("月份", "Month")
    kind: GapKind | None = column("缺少什么", "What is missing")


@strawberry.type(description=label("考勤调整", "Adjustment of a closed month"))
class AttendanceAdjustment(Node):
    employee: Employee | None = column("员工", "Employee")
    month: str | None = column("计入月份", "Counted in month")
    for_day: date | None = column("所属日期", "Of the day")
    worked_hours: Decimal | None = column("出勤工时增减", "Worked hours, more or less")
    overtime_hours: Decimal | None = column("加班工时增减", "Overtime hours, more or less")
    payable_hours: Decimal | None = column("计薪工时增减", "Payable hours, more or less")
    reason: str | None = column("原因", "Reason")
    created_at: datetime | None = column("登记时间", "Recorded at")


@strawberry.type(description=label("考勤月份", "Month of attendance"))
class AttendanceMonth(Node):
    month: str | None = column("月份", "Month")
    state: MonthState | None = column("状态", "State")
    locked_at: datetime | None = column("锁定时间", "Locked at")
    locked_by: Employee | None = column("锁定人", "Locked by")
    unlocked_at: datetime | None = column("解锁时间", "Unlocked at")
    unlocked_by: Employee | None = column("解锁人", "Unlocked by")
    unlock_reason: str | None = column("解锁原因", "Why unlocked")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("假别", "Kind of absence"))
class AbsenceType(Node):
    code: str | None = column("假别编码", "Code")
    name: str | None = column("名称", "Name")
    name_en: str | None = column("英文名称", "Name in English")
    unit: AbsenceUnit | None = column("最小单位", "Smallest part")
    paid_share: Decimal | None = column("带薪比例", "Share that is paid")
    accrual: Accrual | None = column("额度来源", "Where the balance comes from")
    yearly_hours: Decimal | None = column("每年额度（小时）", "Hours a year")
    carry_over_hours: Decimal | None = column("可结转上限（小时）", "Hours carried over at most")
    counts_rest_days: bool | None = column("含休息日和节假日", "Rest days count too")
    needs_reason: bool | None = column("须写原因", "A reason is needed")
    is_active: bool | None = column("启用", "In use")
    place: int | None = column("次序", "Place in the list")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("请假单", "Request for days off"))
class AbsenceRequest(Node):
    employee: Employee | None = column("员工", "Employee")
    type: AbsenceType | None = column("假别", "Kind of absence")
    first_day: date | None = column("开始日期", "First day")
    last_day: date | None = column("结束日期", "Last day")
    starts_at_noon: bool | None = column("首日下午开始", "Begins at noon")
    ends_at_noon: bool | None = column("末日中午结束", "Ends at noon")
    hours: Decimal | None = column("小时数", "Hours")
    days: Decimal | None = column("天数", "Days")
    reason: str | None = column("原因", "Reason")
    state: AbsenceState | None = column("状态", "State")
    approval_id: strawberry.ID | None = column("审批编号", "Approval")
    created_at: datetime | None = column("申请时间", "Asked at")
    decided_at: datetime | None = column("办结时间", "Settled at")
    version: int | None = column("版本", "Version")
    taken: Connection[AbsenceDay] | None = rows("逐日明细", "Day by day", "AbsenceDay")


@strawberry.type(description=label("休假日", "A day off"))
class AbsenceDay(Node):
    employee: Employee | None = column("员工", "Employee")
    type: AbsenceType | None = column("假别", "Kind of absence")
    request: AbsenceRequest | None = column("请假单", "Request")
    day: date | None = column("日期", "Day")
    part: DayPart | None = column("时段", "Part of the day")
    hours: Decimal | None = column("小时数", "Hours")
    state: HoldState | None = column("状态", "State")


@strawberry.type(description=label("假期流水", "Entry of the ledger of absence"))
class AbsenceEntry(Node):
    employee: Employee | None = column("员工", "Employee")
    type: AbsenceType | None = column("假别", "Kind of absence")
    year: int | None = column("年度", "Year")
    kind: EntryKind | None = column("类别", "Kind")
    hours: Decimal | None = column("小时数增减", "Hours, more or less")
    days: Decimal | None = column("天数增减", "Days, more or less")
    entered_on: date | None = column("入账日期", "Entered on")
    note: str | None = column("说明", "Note")
    created_at: datetime | None = column("登记时间", "Recorded at")


@strawberry.type(description=label("假期余额", "Balance of absence"))
class AbsenceBalance(Node):
    employee: Employee | None = column("员工", "Employee")
    type: AbsenceType | None = column("假别", "Kind of absence")
    year: int | None = column("年度", "Year")
    granted_hours: Decimal | None = column("额度（小时）", "Hours granted")
    taken_hours: Decimal | None = column("已休（小时）", "Hours taken")
    expired_hours: Decimal | None = column("已作废（小时）", "Hours expired")
    held_hours: Decimal | None = column("审批中（小时）", "Hours asked for")
    remaining_hours: Decimal | None = column("剩余（小时）", "Hours remaining")
    granted_days: Decimal | None = column("额度（天）", "Days granted")
    taken_days: Decimal | None = column("已休（天）", "Days taken")
    expired_days: Decimal | None = column("已作废（天）", "Days expired")
    held_days: Decimal | None = column("审批中（天）", "Days asked for")
    remaining_days: Decimal | None = column("剩余（天）", "Days remaining")


TYPES = (
    AttendanceDay,
    AttendanceGap,
    AttendanceAdjustment,
    AttendanceMonth,
    AbsenceType,
    AbsenceRequest,
    AbsenceDay,
    AbsenceEntry,
    AbsenceBalance,
)
define_for(*TYPES)
