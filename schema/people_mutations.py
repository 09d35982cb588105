"""The people mutations: each hands its input to one operation and answers with the row it changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import strawberry

from schema.acts import act
from schema.call import call, changed
from schema.inputs import Once, given, needed, optional, sent, split_changes
from schema.people import Department, Employee, Location, Position
from server.kernel.labels import label
from server.people import operations
from server.people.models import DepartmentKind, EmploymentType, Gender, LeaveKind


@strawberry.input(description=label("对一名员工的变更", "A change to one employee"))
class EmployeeChange(Once):
    id: strawberry.ID | None = optional("员工编号", "Employee id")
    code: str | None = optional("工号，可代替编号", "Employee number, instead of the id")
    version: int | None = optional(
        "所见版本，已被他人修改时拒绝", "The version seen; refused if it has changed since"
    )


@strawberry.input(description=label("岗位归属", "Where somebody works"))
class Post(Once):
    department_id: strawberry.ID | None = optional("部门编号", "Department id")
    department_code: str | None = optional("部门编码", "Department code")
    position_id: strawberry.ID | None = optional("岗位编号", "Position id")
    position_code: str | None = optional("岗位编码", "Position code")
    location_id: strawberry.ID | None = optional("工作地点编号", "Location id")
    location_code: str | None = optional("工作地点编码", "Location code")
    manager_id: strawberry.ID | None = optional("直属上级编号", "Line manager id")
    manager_code: str | None = optional("直属上级工号", "Line manager's number")


@strawberry.input(description=label("自定义字段的取值", "Value for an added field"))
class CustomValueInput:
    key: str = needed("字段键", "Key")
    value: str | None = optional("值，空值清除", "Value; null takes it away")


def plain_values(values: list[CustomValueInput]) -> list[dict[str, str | None]]:
    """Return added fields as an operation takes them."""
    return [{"key": one.key, "value": sent(one).get("value")} for one in values]


@strawberry.input(description=label("入职", "Hire"))
class HireEmployeeInput(Post):
    code: str = needed("工号", "Employee number")
    name: str = needed("姓名", "Name")
    hired_on: date = needed("入职日期", "Hire date")
    phone: str | None = optional("手机", "Phone")
    email: str | None = optional("邮箱", "E-mail")
    id_number: str | None = optional("身份证号", "ID number")
    base_salary: Decimal | None = optional("基本月薪", "Monthly base salary")
    currency: str | None = optional("币种", "Currency")
    employment_type: EmploymentType | None = optional("用工类型", "Type of employment")
    probation_ends_on: date | None = optional("试用期结束", "Probation ends")
    vendor: str | None = optional("外包或派遣公司", "Vendor")
    fte: Decimal | None = optional("全职当量", "Full-time equivalent")
    custom_fields: list[CustomValueInput] | None = optional(
        "公司自定义字段，必填的须在其中", "Added fields; the required ones must be among them"
    )


@strawberry.input(description=label("转正", "Complete probation"))
class CompleteProbationInput(EmployeeChange):
    confirmed_on: date | None = optional("转正日期，默认今天", "Confirmed on, today by default")


@strawberry.input(description=label("调动", "Transfer"))
class TransferEmployeeInput(EmployeeChange, Post):
    effective_on: date | None = optional("生效日期，默认今天", "Effective on, today by default")
    reason: str | None = optional("原因", "Reason")


@strawberry.input(description=label("晋升", "Promotion"))
class PromoteEmployeeInput(EmployeeChange):
    position_id: strawberry.ID | None = optional("新岗位编号", "New position id")
    position_code: str | None = optional("新岗位编码", "New position code")
    effective_on: date | None = optional("生效日期，默认今天", "Effective on, today by default")


@strawberry.input(description=label("调薪", "Change of pay"))
class ChangePayInput(EmployeeChange):
    base_salary: Decimal = needed("新的基本月薪", "New monthly base salary")
    market_salary: Decimal | None = optional("市场参考薪资", "Market salary")
    currency: str | None = optional("币种", "Currency")
    effective_on: date | None = optional("生效日期，默认今天", "Effective on, today by default")


@strawberry.input(description=label("提出离职", "Notice"))
class GiveNoticeInput(EmployeeChange):
    notice_on: date | None = optional("提出日期，默认今天", "Given on, today by default")


@strawberry.input(description=label("撤回离职", "Withdrawal of notice"))
class WithdrawNoticeInput(EmployeeChange):
    pass


@strawberry.input(description=label("离职", "Leave"))
class RecordLeaveInput(EmployeeChange):
    left_on: date = needed("最后在职日（含当日）", "Last day employed, that day included")
    leave_kind: LeaveKind = needed("离职类型", "Leave kind")
    reason: str | None = optional("离职原因", "Reason for leaving")


@strawberry.input(description=label("再入职", "Rehire"))
class RehireEmployeeInput(EmployeeChange, Post):
    rehired_on: date = needed("再入职日期", "Rehire date")
    employment_type: EmploymentType | None = optional("用工类型", "Type of employment")
    probation_ends_on: date | None = optional("试用期结束", "Probation ends")
    vendor: str | None = optional("外包或派遣公司", "Vendor")
    fte: Decimal | None = optional("全职当量", "Full-time equivalent")


@strawberry.input(description=label("修改资料", "Record update"))
class UpdateEmployeeInput(EmployeeChange):
    name: str | None = optional("姓名", "Name")
    phone: str | None = optional("手机，空值清除", "Phone; null clears it")
    email: str | None = optional("邮箱，空值清除", "E-mail; null clears it")
    id_number: str | None = optional("身份证号，空值清除", "ID number; null clears it")
    gender: Gender | None = optional("性别，空值清除", "Gender; null clears it")
    birth_on: date | None = optional("出生日期，空值清除", "Date of birth; null clears it")


@strawberry.input(description=label("查看完整证件号码", "Reveal of an ID number"))
class RevealIdNumberInput(Once):
    id: strawberry.ID | None = optional("员工编号", "Employee id")
    code: str | None = optional("工号，可代替编号", "Employee number, instead of the id")
    reason: str = needed("查看原因，4 至 200 字，记入审计", "Why, in 4 to 200 characters; it is audited")


@strawberry.type(description=label("完整的证件号码", "An ID number in full"))
class RevealedIdNumber:
    employee_id: strawberry.ID = needed("员工编号", "Employee id")
    id_number: str | None = needed("证件号码", "ID number")


@strawberry.input(description=label("部门的上级与负责人", "Parent and head of a department"))
class DepartmentPlace(Once):
    parent_id: strawberry.ID | None = optional("上级部门编号", "Parent department id")
    parent_code: str | None = optional("上级部门编码", "Parent department code")
    manager_id: strawberry.ID | None = optional("负责人编号", "Head's id")
    manager_code: str | None = optional("负责人工号", "Head's number")


@strawberry.input(description=label("新增部门", "New department"))
class CreateDepartmentInput(DepartmentPlace):
    code: str = needed("部门编码", "Department code")
    name: str = needed("部门名称", "Department name")
    kind: DepartmentKind | None = optional("类别", "Kind")
    valid_from: date | None = optional("成立日期，默认今天", "Exists from, today by default")


@strawberry.input(description=label("修改部门", "Department update"))
class UpdateDepartmentInput(DepartmentPlace):
    id: strawberry.ID | None = optional("部门编号", "Department id")
    code: str | None = optional("部门编码，可代替编号", "Department code, instead of the id")
    version: int | None = optional(
        "所见版本，已被他人修改时拒绝", "The version seen; refused if it has changed since"
    )
    name: str | None = optional("部门名称", "Department name")
    kind: DepartmentKind | None = optional("类别", "Kind")
    effective_on: date | None = optional("生效日期，默认今天", "Effective on, today by default")


@strawberry.input(description=label("新增岗位", "New position"))
class CreatePositionInput(Once):
    code: str = needed("岗位编码", "Position code")
    name: str = needed("岗位名称", "Position name")
    family: str | None = optional("职类", "Job family")
    grade: int | None = optional("职级", "Grade")
    is_core: bool | None = optional("核心岗位", "Core position")
    is_manager: bool | None = optional("管理岗位", "Management position")
    ladder: str | None = optional("晋升通道", "Career ladder")


@strawberry.input(description=label("新增工作地点", "New location"))
class CreateLocationInput(Once):
    code: str = needed("地点编码", "Location code")
    name: str = needed("地点名称", "Location name")
    city: str | None = optional("城市", "City")
    address: str | None = optional("地址", "Address")


async def hired(info: strawberry.Info, input: HireEmployeeInput) -> Employee:
    handed = given(input)
    handed |= {"custom_fields": plain_values(handed["custom_fields"])} if "custom_fields" in handed else {}
    found: Employee = await changed(
        info, "Employee", await operations.hire_employee(call(info).ctx, **handed)
    )
    return found


async def reveal(info: strawberry.Info, input: RevealIdNumberInput) -> RevealedIdNumber:
    found = await operations.reveal_id_number(call(info).ctx, **given(input))
    return RevealedIdNumber(employee_id=strawberry.ID(found.employee_id), id_number=found.id_number)


@strawberry.type(description=label("人事变更", "Changes to people and the organization"))
class PeopleMutation:
    hire_employee = strawberry.mutation(hired, description=label("入职", "Hire somebody"))
    complete_probation = act(
        "转正",
        "Confirm somebody after probation",
        CompleteProbationInput,
        Employee,
        operations.complete_probation,
        is_certain=True,
    )
    transfer_employee = act(
        "调动",
        "Transfer somebody",
        TransferEmployeeInput,
        Employee,
        operations.transfer_employee,
        is_certain=True,
    )
    promote_employee = act(
        "晋升",
        "Promote somebody along the ladder",
        PromoteEmployeeInput,
        Employee,
        operations.promote_employee,
        is_certain=True,
    )
    change_pay = act(
        "调薪", "Change somebody's base pay", ChangePayInput, Employee, operations.change_pay, is_certain=True
    )
    give_notice = act(
        "提出离职", "Record a resignation", GiveNoticeInput, Employee, operations.give_notice, is_certain=True
    )
    withdraw_notice = act(
        "撤回离职",
        "Withdraw a resignation",
        WithdrawNoticeInput,
        Employee,
        operations.withdraw_notice,
        is_certain=True,
    )
    record_leave = act(
        "登记离职",
        "Record the last day",
        RecordLeaveInput,
        Employee,
        operations.record_leave,
        is_certain=True,
    )
    rehire_employee = act(
        "再入职",
        "Take somebody back",
        RehireEmployeeInput,
        Employee,
        operations.rehire_employee,
        is_certain=True,
    )
    update_employee = act(
        "修改资料",
        "Update name or contacts",
        UpdateEmployeeInput,
        Employee,
        operations.update_employee,
        handed=split_changes,
        is_certain=True,
    )
    reveal_id_number = strawberry.mutation(
        reveal, description=label("查看完整证件号码，须写明原因", "Reveal an ID number, for a reason")
    )
    create_department = act(
        "新增部门",
        "Add a department",
        CreateDepartmentInput,
        Department,
        operations.create_department,
        is_certain=True,
    )
    update_department = act(
        "修改部门",
        "Change a department",
        UpdateDepartmentInput,
        Department,
        operations.update_department,
        handed=split_changes,
        is_certain=True,
    )
    create_position = act(
        "新增岗位",
        "Add a position",
        CreatePositionInput,
        Position,
        operations.create_position,
        is_certain=True,
    )
    create_location = act(
        "新增工作地点",
        "Add a location",
        CreateLocationInput,
        Location,
        operations.create_location,
        is_certain=True,
    )
