"""What happened to people and posts: moves, probation, hiring, hours, pay runs, injuries, grievances.

Hours and days count hundredths, money minor units; a month is named by its first day.
"""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Event
from server.store.fields import Choice, Day, Flag, Int, Minor, Ref, Sealed


class MoveKind(StrEnum):
    PROMOTION = "PROMOTION"
    LATERAL = "LATERAL"
    DEMOTION = "DEMOTION"
    TRANSFER = "TRANSFER"


class MoveReason(StrEnum):
    """REORG: the person stayed where they were and the organization moved around them."""

    NORMAL = "NORMAL"
    REORG = "REORG"


class ProbationResult(StrEnum):
    PASSED = "PASSED"
    FAILED = "FAILED"
    LEFT = "LEFT"
    EXTENDED = "EXTENDED"


class FilledBy(StrEnum):
    INTERNAL = "INTERNAL"
    EXTERNAL = "EXTERNAL"


class OfferResult(StrEnum):
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    EXPIRED = "EXPIRED"


class AbsenceType(StrEnum):
    SICK = "SICK"
    PERSONAL = "PERSONAL"
    AWOL = "AWOL"
    ANNUAL = "ANNUAL"
    STATUTORY = "STATUTORY"
    MATERNITY = "MATERNITY"


class IncidentKind(StrEnum):
    INJURY = "INJURY"
    FATALITY = "FATALITY"
    NEAR_MISS = "NEAR_MISS"


class Movement(Event):
    """A move inside the company, counted for the post held the day before."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    moved_on = Day(description=label("变动日期", "Moved on"))
    kind = Choice(MoveKind, description=label("变动类型", "Kind of move"))
    reason = Choice(MoveReason, default=MoveReason.NORMAL, description=label("变动起因", "Cause"))
    from_department = Ref("Department", null=True, description=label("原部门", "From department"))
    to_department = Ref("Department", null=True, description=label("新部门", "To department"))

    class Meta:
        table = "movement"
        indexes = (("moved_on",), ("employee_id", "moved_on"))


class ProbationOutcome(Event):
    """How a probation ended; an extension is not yet an end."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    decided_on = Day(null=True, description=label("结论日期", "Decided on"))
    result = Choice(ProbationResult, null=True, description=label("试用结果", "Result"))

    class Meta:
        table = "probation_outcome"
        indexes = (("decided_on",), ("employee_id", "decided_on"))


class Requisition(Event):
    """An approved opening to fill; days on hold do not count towards the time it took."""

    department = Ref("Department", description=label("部门", "Department"))
    opened_on = Day(description=label("批准日期", "Opened on"))
    filled_on = Day(null=True, description=label("填补日期", "Filled on"))
    cancelled_on = Day(null=True, description=label("取消日期", "Cancelled on"))
    on_hold_days = Int(default=0, description=label("暂停天数", "Days on hold"))
    is_critical = Flag(default=False, description=label("关键岗位", "Critical post"))
    filled_by = Choice(FilledBy, null=True, description=label("填补来源", "Filled from"))
    spend = Minor(default=0, description=label("招聘支出", "Recruiting spend"))

    class Meta:
        table = "requisition"
        indexes = (("opened_on",), ("filled_on",), ("source_key",))


class Offer(Event):
    department = Ref("Department", description=label("部门", "Department"))
    made_on = Day(description=label("发出日期", "Made on"))
    decided_on = Day(null=True, description=label("答复日期", "Decided on"))
    result = Choice(OfferResult, null=True, description=label("答复", "Answer"))

    class Meta:
        table = "offer"
        indexes = (("decided_on",), ("source_key",))


class PositionSlot(Event):
    """A budgeted post; `closed_on` is the last day it stands."""

    department = Ref("Department", description=label("部门", "Department"))
    open_from = Day(description=label("设立日期", "Open from"))
    closed_on = Day(null=True, description=label("撤销日期", "Closed on"))
    is_filled = Flag(default=False, description=label("已填补", "Filled"))
    is_critical = Flag(default=False, description=label("关键岗位", "Critical post"))
    ready_successors = Int(default=0, description=label("成熟继任者人数", "Ready successors"))

    class Meta:
        table = "position_slot"
        indexes = (("open_from",), ("closed_on",), ("source_key",))


class Timesheet(Event):
    """One person's day; `handling` and `available` hours are those of people who serve customers."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    work_on = Day(description=label("工作日期", "Work day"))
    scheduled_hours = Minor(default=0, description=label("排班工时", "Scheduled hours"))
    worked_hours = Minor(default=0, description=label("出勤工时", "Worked hours"))
    overtime_hours = Minor(default=0, description=label("加班工时", "Overtime hours"))
    absent_hours = Minor(default=0, description=label("缺勤工时", "Absent hours"))
    absence_type = Choice(AbsenceType, null=True, description=label("缺勤类型", "Kind of absence"))
    handling_hours = Minor(default=0, description=label("接待处理工时", "Handling hours"))
    available_hours = Minor(default=0, description=label("可接待工时", "Available hours"))

    class Meta:
        table = "timesheet"
        indexes = (("work_on",), ("employee_id", "work_on"))


class PayrollMonth(Event):
    """What one person was paid in a month, sealed with the person's key."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    month = Day(description=label("月份", "Month"))
    gross_pay = Sealed(null=True, description=label("应发工资", "Gross pay"))
    base_pay = Sealed(null=True, description=label("基本工资", "Base pay"))
    market_median = Sealed(null=True, description=label("市场中位值", "Market median"))
    employer_cost = Sealed(null=True, description=label("用工成本", "Employer's cost"))
    paid_hours = Minor(default=0, description=label("计薪工时", "Paid hours"))

    class Meta:
        table = "payroll_month"
        indexes = (("month",), ("employee_id", "month"))


class OvertimeMonth(Event):
    """One person's settled overtime of a month, the figure that the legal limit is held against."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    month = Day(description=label("月份", "Month"))
    overtime_hours = Minor(default=0, description=label("加班工时", "Overtime hours"))

    class Meta:
        table = "overtime_month"
        indexes = (("month",), ("employee_id", "month"))


class Incident(Event):
    """An accident at work, near misses included."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    occurred_on = Day(description=label("发生日期", "Occurred on"))
    lost_days = Minor(default=0, description=label("损失工作日", "Days lost"))
    kind = Choice(IncidentKind, description=label("类别", "Kind"))

    class Meta:
        table = "incident"
        indexes = (("occurred_on",), ("source_key",))


class Grievance(Event):
    """A formal complaint that somebody raised about how they are treated."""

    employee = Ref("Employee", description=label("申诉人", "Raised by"))
    filed_on = Day(description=label("提出日期", "Filed on"))
    concluded_on = Day(null=True, description=label("办结日期", "Concluded on"))

    class Meta:
        table = "grievance"
        indexes = (("filed_on",), ("source_key",))
