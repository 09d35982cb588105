"""The people types: employees, the organization, and the dated facts about people."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.career import Career, of_employee
from schema.competency_standing import CompetencyStanding
from schema.competency_standing import of_employee as competencies_of
from schema.filters import define_for, rows
from schema.metric_cells import of_row
from schema.metrics import MetricCell
from schema.planned import Connection, Node, column
from schema.records import CUSTOM_FILTER, CustomValue, Document, Note
from schema.staffing import Staffing, of_department
from server.attendance.overtime import OvertimeSplitGap
from server.kernel.labels import label
from server.people.models import (
    Contract,
    DepartmentKind,
    EmployeeStatus,
    EmploymentType,
    Gender,
    LeaveGround,
    LeaveKind,
)

if TYPE_CHECKING:
    from schema.competencies import CompetencyAssessment
    from schema.enrollments import Enrollment
    from schema.goals import Goal
    from schema.payouts import Award, Payout
    from schema.performance import Scorecard
    from schema.reviews import Review
    from schema.tickets import CustomerFeedback

strawberry.enum(DepartmentKind, description=label("部门类别", "Kind of department"))
strawberry.enum(EmployeeStatus, description=label("员工状态", "Status of an employee"))
strawberry.enum(EmploymentType, description=label("用工类型", "Type of employment"))
strawberry.enum(LeaveKind, description=label("离职类型", "Kind of leave"))
strawberry.enum(LeaveGround, description=label("离职情形", "Ground of leaving"))
strawberry.enum(Contract, description=label("合同类型", "Kind of contract"))
strawberry.enum(
    OvertimeSplitGap, description=label("加班未分列的原因", "Why overtime is not told by kind of day")
)
strawberry.enum(Gender, description=label("性别", "Gender"))


@strawberry.type(description=label("员工", "Employee"))
class Employee(Node):
    code: str | None = column("工号", "Employee number")
    name: str | None = column("姓名", "Name")
    phone: str | None = column("手机", "Phone")
    email: str | None = column("邮箱", "E-mail")
    id_number: str | None = column("身份证号", "ID number")
    hired_on: date | None = column("入职日期", "Hire date")
    left_on: date | None = column("离职日期（最后在职日）", "Last day employed")
    leave_kind: LeaveKind | None = column("离职类型", "Leave kind")
    leave_reason: str | None = column("离职原因", "Leave reason")
    leave_ground: LeaveGround | None = column("离职情形", "Ground of leaving")
    is_regretted: bool | None = column("遗憾流失", "Regretted loss")
    gender: Gender | None = column("性别", "Gender")
    birth_on: date | None = column("出生日期", "Date of birth")
    contract: Contract | None = column("合同类型", "Kind of contract")
    contract_ends_on: date | None = column("合同到期", "Contract ends")
    status: EmployeeStatus | None = column("状态", "Status")
    employment_type: EmploymentType | None = column("用工类型", "Employment type")
    vendor: str | None = column("外包或派遣公司", "Vendor")
    probation_ends_on: date | None = column("试用期结束", "Probation ends")
    department: Department | None = column("部门", "Department")
    position: Position | None = column("岗位", "Position")
    location: Location | None = column("工作地点", "Location")
    manager: Employee | None = column("直属上级", "Line manager")
    legal_entity: LegalEntity | None = column("合同主体", "Legal entity")
    base_salary: Decimal | None = column("基本月薪（元）", "Monthly base salary")
    currency: str | None = column("币种", "Currency")
    fte: Decimal | None = column("全职当量", "Full-time equivalent")
    version: int | None = column("版本", "Version")
    created_at: datetime | None = column("创建时间", "Created at")
    updated_at: datetime | None = column("更新时间", "Updated at")
    assignments: Connection[Assignment] | None = rows("任岗记录", "Assignments", "Assignment")
    employments: Connection[Employment] | None = rows("任职记录", "Employments", "Employment")
    compensations: Connection[Compensation] | None = rows("薪资记录", "Pay history", "Compensation")
    attendance: Connection[Attendance] | None = rows("月度考勤", "Attendance by month", "Attendance")
    reports: Connection[Employee] | None = rows("直接下级", "Direct reports", "Employee")
    documents: Connection[Document] | None = rows("文件", "Documents", "Document")
    notes: Connection[Note] | None = rows("备注", "Notes", "Note")
    custom_fields: Connection[CustomValue] | None = rows("自定义字段", "Added fields", "CustomValue")
    scorecards: Connection[Annotated[Scorecard, strawberry.lazy("schema.performance")]] | None = rows(
        "绩效单", "Scorecards", "Scorecard"
    )
    reviews: Connection[Annotated[Review, strawberry.lazy("schema.reviews")]] | None = rows(
        "绩效评价", "Reviews", "Review"
    )
    goals: Connection[Annotated[Goal, strawberry.lazy("schema.goals")]] | None = rows("目标", "Goals", "Goal")
    awards: Connection[Annotated[Award, strawberry.lazy("schema.payouts")]] | None = rows(
        "荣誉", "Awards", "Award"
    )
    payouts: Connection[Annotated[Payout, strawberry.lazy("schema.payouts")]] | None = rows(
        "激励发放", "Payouts", "Payout"
    )
    enrollments: Connection[Annotated[Enrollment, strawberry.lazy("schema.enrollments")]] | None = rows(
        "学习任务", "Enrollments", "Enrollment"
    )
    customer_feedbacks: Connection[Annotated[CustomerFeedback, strawberry.lazy("schema.tickets")]] | None = (
        rows("客户反馈", "Customer feedback", "CustomerFeedback")
    )
    metric: MetricCell | None = of_row("Employee")
    career: Career | None = of_employee()
    competencies: list[CompetencyStanding] | None = competencies_of()
    competency_assessments: (
        Connection[Annotated[CompetencyAssessment, strawberry.lazy("schema.competencies")]] | None
    ) = rows("胜任力评估", "Competency assessments", "CompetencyAssessment")


@strawberry.type(description=label("部门", "Department"))
class Department(Node):
    code: str | None = column("部门编码", "Department code")
    name: str | None = column("部门名称", "Department name")
    kind: DepartmentKind | None = column("类别", "Kind")
    parent: Department | None = column("上级部门", "Parent department")
    manager: Employee | None = column("负责人", "Head")
    closed_on: date | None = column("关闭日期（当日起停用）", "Closed from this day on")
    version: int | None = column("版本", "Version")
    children: Connection[Department] | None = rows("下级部门", "Child departments", "Department")
    employees: Connection[Employee] | None = rows("员工", "Employees", "Employee")
    norms: Connection[StaffingNorm] | None = rows("编制", "Staffing norms", "StaffingNorm")
    metric: MetricCell | None = of_row("Department")
    staffing: Staffing | None = of_department()


@strawberry.type(description=label("岗位", "Position"))
class Position(Node):
    code: str | None = column("岗位编码", "Position code")
    name: str | None = column("岗位名称", "Position name")
    family: str | None = column("职类", "Job family")
    grade: int | None = column("职级", "Grade")
    is_core: bool | None = column("核心岗位", "Core position")
    is_manager: bool | None = column("管理岗位", "Management position")
    ladder: str | None = column("晋升通道", "Career ladder")
    closed_on: date | None = column("关闭日期（当日起停用）", "Closed from this day on")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("工作地点", "Location"))
class Location(Node):
    code: str | None = column("地点编码", "Location code")
    name: str | None = column("地点名称", "Location name")
    city: str | None = column("城市", "City")
    address: str | None = column("地址", "Address")
    closed_on: date | None = column("关闭日期（当日起停用）", "Closed from this day on")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("任职记录", "Employment"))
class Employment(Node):
    type: EmploymentType | None = column("用工类型", "Employment type")
    hired_on: date | None = column("入职日期", "Hire date")
    probation_ends_on: date | None = column("试用期结束", "Probation ends")
    confirmed_on: date | None = column("转正日期", "Confirmed on")
    notice_on: date | None = column("提出离职日期", "Notice given on")
    left_on: date | None = column("离职日期（最后在职日）", "Last day employed")
    leave_kind: LeaveKind | None = column("离职类型", "Leave kind")
    leave_reason: str | None = column("离职原因", "Leave reason")
    leave_ground: LeaveGround | None = column("离职情形", "Ground of leaving")
    is_regretted: bool | None = column("遗憾流失", "Regretted loss")
    contract: Contract | None = column("合同类型", "Kind of contract")
    contract_ends_on: date | None = column("合同到期", "Contract ends")
    valid_from: date | None = column("生效日期", "Valid from")
    valid_to: date | None = column("失效日期（不含）", "Valid to, excluded")
    vendor: str | None = column("外包或派遣公司", "Vendor")
    legal_entity: LegalEntity | None = column("合同主体", "Legal entity")
    recorded_at: datetime | None = column("记录时间", "Recorded at")
    superseded_at: datetime | None = column("被取代时间", "Superseded at")


@strawberry.type(description=label("任岗记录", "Assignment"))
class Assignment(Node):
    department: Department | None = column("部门", "Department")
    position: Position | None = column("岗位", "Position")
    location: Location | None = column("工作地点", "Location")
    manager: Employee | None = column("直属上级", "Line manager")
    fte: Decimal | None = column("全职当量", "Full-time equivalent")
    is_primary: bool | None = column("主岗", "Primary")
    reason: str | None = column("变动原因", "Reason of change")
    valid_from: date | None = column("生效日期", "Valid from")
    valid_to: date | None = column("失效日期（不含）", "Valid to, excluded")
    recorded_at: datetime | None = column("记录时间", "Recorded at")
    superseded_at: datetime | None = column("被取代时间", "Superseded at")


@strawberry.type(description=label("薪资记录", "Compensation"))
class Compensation(Node):
    base_salary: Decimal | None = column("基本月薪（元）", "Monthly base salary")
    currency: str | None = column("币种", "Currency")
    market_salary: Decimal | None = column("市场参考薪资", "Market salary")
    valid_from: date | None = column("生效日期", "Valid from")
    valid_to: date | None = column("失效日期（不含）", "Valid to, excluded")
    recorded_at: datetime | None = column("记录时间", "Recorded at")
    superseded_at: datetime | None = column("被取代时间", "Superseded at")


@strawberry.type(description=label("月度考勤", "Attendance"))
class Attendance(Node):
    month: str | None = column("月份", "Month")
    worked_hours: Decimal | None = column("出勤工时", "Worked hours")
    payable_hours: Decimal | None = column("计薪工时", "Payable hours")
    overtime_hours: Decimal | None = column("加班工时", "Overtime hours")
    workday_overtime_hours: Decimal | None = column(
        "工作日加班工时；只有合计时为空", "Overtime hours on workdays; null where only the total is known"
    )
    rest_day_overtime_hours: Decimal | None = column(
        "休息日加班工时；只有合计时为空", "Overtime hours on rest days; null where only the total is known"
    )
    holiday_overtime_hours: Decimal | None = column(
        "法定节假日加班工时；只有合计时为空", "Overtime hours on holidays; null where only the total is known"
    )
    overtime_split_gap: OvertimeSplitGap | None = column(
        "加班未分列的原因", "Why overtime is not told by kind of day"
    )
    absent_days: Decimal | None = column("缺勤天数", "Absent days")
    leave_days: Decimal | None = column("请假天数", "Leave days")
    late_count: int | None = column("迟到次数", "Late arrivals")
    night_shifts: int | None = column("夜班次数", "Night shifts")
    has_long_overtime: bool | None = column("加班超过 30 小时", "Overtime of more than 30 hours")
    employee: Employee | None = column("员工", "Employee")


@strawberry.type(description=label("合同主体", "Legal entity"))
class LegalEntity(Node):
    code: str | None = column("主体编码", "Entity code")
    name: str | None = column("主体名称", "Registered name")
    registration_no: str | None = column("统一社会信用代码", "Registration number")
    department: Department | None = column("对应公司", "Company of the organization")
    closed_on: date | None = column("注销日期", "Closed on")
    version: int | None = column("版本", "Version")
    employees: Connection[Employee] | None = rows("员工", "People", "Employee")


@strawberry.type(description=label("编制", "Staffing norm"))
class StaffingNorm(Node):
    department: Department | None = column("部门", "Department")
    position: Position | None = column("岗位，空为整个部门", "Position; null for the whole department")
    fte: Decimal | None = column("编制人数（全职当量）", "Posts, as full-time equivalents")
    valid_from: date | None = column("生效日期", "Valid from")
    valid_to: date | None = column("失效日期（不含）", "Valid to, excluded")
    recorded_at: datetime | None = column("记录时间", "Recorded at")
    superseded_at: datetime | None = column("被取代时间", "Superseded at")


TYPES = (
    Employee,
    Department,
    Position,
    Location,
    Employment,
    Assignment,
    Compensation,
    Attendance,
    LegalEntity,
    StaffingNorm,
)
define_for(*TYPES, more={"Employee": (CUSTOM_FILTER,)})
