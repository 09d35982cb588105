"""Tables of the people domain. Facts carry two clocks: when they hold, and when we learned them."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Fact, Row
from server.store.fields import Blind, Choice, Day, Flag, Int, Minor, Ref, Sealed, Text


class DepartmentKind(StrEnum):
    COMPANY = "COMPANY"
    DEPARTMENT = "DEPARTMENT"
    STORE = "STORE"
    TEAM = "TEAM"
    WARD = "WARD"


class EmploymentType(StrEnum):
    FULL_TIME = "FULL_TIME"
    PART_TIME = "PART_TIME"
    HOURLY = "HOURLY"
    INTERN = "INTERN"
    DISPATCHED = "DISPATCHED"
    OUTSOURCED = "OUTSOURCED"


class LeaveKind(StrEnum):
    VOLUNTARY = "VOLUNTARY"
    INVOLUNTARY = "INVOLUNTARY"
    RETIREMENT = "RETIREMENT"
    OTHER = "OTHER"


class LeaveGround(StrEnum):
    """What exactly lies behind LeaveKind.OTHER, where it is known."""

    DEATH = "DEATH"
    CONTRACT_END = "CONTRACT_END"


class Contract(StrEnum):
    OPEN_ENDED = "OPEN_ENDED"
    FIXED_TERM = "FIXED_TERM"


class Gender(StrEnum):
    M = "M"
    F = "F"
    X = "X"


class EmployeeStatus(StrEnum):
    """Not stored: follows from the employment at the moment asked for."""

    PROBATION = "PROBATION"
    ACTIVE = "ACTIVE"
    NOTICE = "NOTICE"
    LEFT = "LEFT"


class Department(Row):
    """A node of the organization as it stands today; DepartmentVersion keeps how it stood before."""

    code = Text(64, unique=True, description=label("部门编码", "Department code"))
    name = Text(128, description=label("部门名称", "Department name"))
    kind = Choice(DepartmentKind, description=label("类别", "Kind"))
    parent = Ref("Department", null=True, description=label("上级部门", "Parent department"))
    manager = Ref("Employee", null=True, description=label("负责人", "Head"))
    closed_on = Day(null=True, description=label("关闭日期（当日起停用）", "Closed from this day on"))

    class Meta:
        table = "department"


class DepartmentVersion(Fact):
    """How a department was named and where it hung, over both clocks."""

    department = Ref("Department", description=label("部门", "Department"))
    name = Text(128, description=label("部门名称", "Department name"))
    kind = Choice(DepartmentKind, description=label("类别", "Kind"))
    parent = Ref("Department", null=True, description=label("上级部门", "Parent department"))
    manager = Ref("Employee", null=True, description=label("负责人", "Head"))

    class Meta:
        table = "department_version"


class Position(Row):
    code = Text(64, unique=True, description=label("岗位编码", "Position code"))
    name = Text(128, description=label("岗位名称", "Position name"))
    family = Text(64, default="", description=label("职类", "Job family"))
    grade = Int(default=1, description=label("职级", "Grade"))
    grade_name = Text(16, default="", db_default="", description=label("职级名称", "Name of the grade"))
    is_core = Flag(default=False, description=label("核心岗位", "Core position"))
    is_core_sales = Flag(
        default=False, db_default=False, description=label("核心销售岗", "Core sales position")
    )
    is_manager = Flag(default=False, description=label("管理岗位", "Management position"))
    ladder = Text(64, default="", description=label("晋升通道", "Career ladder"))
    closed_on = Day(null=True, description=label("关闭日期（当日起停用）", "Closed from this day on"))

    class Meta:
        table = "position"


class Location(Row):
    code = Text(64, unique=True, description=label("地点编码", "Location code"))
    name = Text(128, description=label("地点名称", "Location name"))
    city = Text(64, default="", description=label("城市", "City"))
    address = Text(256, default="", description=label("地址", "Address"))
    closed_on = Day(null=True, description=label("关闭日期（当日起停用）", "Closed from this day on"))

    class Meta:
        table = "location"


class Employee(Row):
    """A person, under one code for all their employments; what changes over time hangs below as facts."""

    code = Text(64, unique=True, description=label("工号", "Employee number"))
    name = Text(128, description=label("姓名", "Name"))
    name_pinyin = Text(256, db_index=True, default="", description=label("姓名拼音", "Name in pinyin"))
    name_initials = Text(64, default="", description=label("姓名首字母", "Name initials"))
    phone = Sealed(null=True, description=label("手机", "Phone"))
    phone_hash = Blind(null=True, description=label("手机索引", "Phone index"))
    email = Sealed(null=True, description=label("邮箱", "E-mail"))
    email_hash = Blind(null=True, description=label("邮箱索引", "E-mail index"))
    id_number = Sealed(null=True, description=label("身份证号", "ID number"))
    id_number_hash = Blind(null=True, description=label("身份证索引", "ID number index"))
    gender = Choice(Gender, null=True, description=label("性别", "Gender"))
    birth_on = Day(null=True, description=label("出生日期", "Date of birth"))
    is_disabled = Flag(null=True, description=label("残障登记", "Registered disability"))
    is_withdrawn = Flag(
        default=False, db_default=False, description=label("已并入或已撤回", "Merged away or withdrawn")
    )

    class Meta:
        table = "employee"


class Employment(Fact):
    """One stay with the company; `left_on` is the last day employed, that day included."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    is_initial = Flag(default=False, description=label("首次任职", "First employment"))
    type = Choice(EmploymentType, description=label("用工类型", "Employment type"))
    contract = Choice(
        Contract,
        default=Contract.OPEN_ENDED,
        db_default=Contract.OPEN_ENDED,
        description=label("合同类型", "Contract"),
    )
    contract_ends_on = Day(null=True, db_index=True, description=label("合同到期", "Contract ends"))
    hired_on = Day(description=label("入职日期", "Hire date"))
    probation_ends_on = Day(null=True, description=label("试用期结束", "Probation ends"))
    confirmed_on = Day(null=True, description=label("转正日期", "Confirmed on"))
    notice_on = Day(null=True, description=label("提出离职日期", "Notice given on"))
    left_on = Day(null=True, db_index=True, description=label("离职日期", "Last day"))
    leave_kind = Choice(LeaveKind, null=True, description=label("离职类型", "Leave kind"))
    leave_ground = Choice(LeaveGround, null=True, description=label("离职情形", "Ground of leaving"))
    leave_reason = Text(512, null=True, description=label("离职原因", "Leave reason"))
    is_regretted = Flag(null=True, description=label("遗憾流失", "Regretted loss"))
    vendor = Text(128, null=True, description=label("外包或派遣公司", "Vendor"))
    legal_entity = Ref("LegalEntity", null=True, description=label("合同主体", "Legal entity"))

    class Meta:
        table = "employment"
        indexes = (("employee_id", "valid_from"), ("hired_on",))


TEAM = ("department_id", "superseded_at", "is_primary", "valid_from", "valid_to", "is_initial", "employee_id")
"""Answers "who is in these departments" from the index alone."""
PLACE = (
    "employee_id",
    "superseded_at",
    "is_primary",
    "valid_from",
    "valid_to",
    "is_initial",
    "department_id",
)
"""Answers "where was this person on that day" from the index alone."""


class Assignment(Fact):
    """Where a person works, as what, and for whom; `fte` counts hundredths."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    is_initial = Flag(default=False, description=label("首次任岗", "First assignment"))
    is_primary = Flag(default=True, description=label("主岗", "Primary"))
    department = Ref("Department", description=label("部门", "Department"))
    position = Ref("Position", null=True, description=label("岗位", "Position"))
    location = Ref("Location", null=True, description=label("工作地点", "Location"))
    manager = Ref("Employee", null=True, description=label("直属上级", "Line manager"))
    fte = Minor(default=100, description=label("全职当量", "Full-time equivalent"))
    reason = Text(64, default="", description=label("变动原因", "Reason of change"))

    class Meta:
        table = "assignment"
        indexes = (PLACE, TEAM)


class Compensation(Fact):
    """Monthly base pay, sealed; the market salary of the post lies beside it."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    is_initial = Flag(default=False, description=label("首次定薪", "First pay"))
    base_salary = Sealed(description=label("基本月薪", "Base salary"))
    market_salary = Sealed(null=True, description=label("市场参考薪资", "Market salary"))
    currency = Text(3, default="CNY", description=label("币种", "Currency"))

    class Meta:
        table = "compensation"
        indexes = (("employee_id", "valid_from"),)


class Attendance(Row):
    """One person's month; hours and days count hundredths. The parts of overtime make its total, or are unknown."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    month = Text(7, db_index=True, description=label("月份", "Month"))
    worked_hours = Minor(default=0, description=label("出勤工时", "Worked hours"))
    payable_hours = Minor(default=0, description=label("计薪工时", "Payable hours"))
    overtime_hours = Minor(default=0, description=label("加班工时", "Overtime hours"))
    workday_overtime_hours = Minor(
        null=True, description=label("工作日加班工时", "Overtime hours on workdays")
    )
    rest_day_overtime_hours = Minor(
        null=True, description=label("休息日加班工时", "Overtime hours on rest days")
    )
    holiday_overtime_hours = Minor(
        null=True, description=label("法定节假日加班工时", "Overtime hours on holidays")
    )
    absent_days = Minor(default=0, description=label("缺勤天数", "Absent days"))
    leave_days = Minor(default=0, description=label("请假天数", "Leave days"))
    late_count = Int(default=0, description=label("迟到次数", "Late arrivals"))
    night_shifts = Int(default=0, description=label("夜班次数", "Night shifts"))

    class Meta:
        table = "attendance"
        unique_together = (("employee_id", "month"),)


from server.people.bulk_models import BulkMove  # noqa: E402 (the tables of one domain, in several files)
from server.people.calendar_models import CalendarDay, CalendarKind  # noqa: E402 (likewise)
from server.people.event_models import (  # noqa: E402 (the tables of one domain, in two files)
    Grievance,
    Incident,
    Movement,
    Offer,
    OvertimeMonth,
    PayrollMonth,
    PositionSlot,
    ProbationOutcome,
    Requisition,
    Timesheet,
)
from server.people.exit_models import (  # noqa: E402 (likewise)
    ExitCase,
    ExitState,
    ExitStep,
    ExitTarget,
    Resignation,
    SeveranceBasis,
    SeveranceDraft,
)
from server.people.organization_models import LegalEntity, StaffingNorm  # noqa: E402 (likewise)
from server.people.record_models import (  # noqa: E402 (likewise)
    CustomField,
    CustomType,
    CustomValue,
    Document,
    DocumentContent,
    DocumentKind,
    Note,
    NoteVisibility,
)

__all__ = [
    "Assignment",
    "Attendance",
    "BulkMove",
    "CalendarDay",
    "CalendarKind",
    "Compensation",
    "Contract",
    "CustomField",
    "CustomType",
    "CustomValue",
    "Department",
    "DepartmentKind",
    "DepartmentVersion",
    "Document",
    "DocumentContent",
    "DocumentKind",
    "Employee",
    "EmployeeStatus",
    "Employment",
    "EmploymentType",
    "ExitCase",
    "ExitState",
    "ExitStep",
    "ExitTarget",
    "Gender",
    "Grievance",
    "Incident",
    "LeaveGround",
    "LeaveKind",
    "LegalEntity",
    "Location",
    "Movement",
    "Note",
    "NoteVisibility",
    "Offer",
    "OvertimeMonth",
    "PayrollMonth",
    "Position",
    "PositionSlot",
    "ProbationOutcome",
    "Requisition",
    "Resignation",
    "SeveranceBasis",
    "SeveranceDraft",
    "StaffingNorm",
    "Timesheet",
]
