"""The organization's further mutations: legal entities, who is employed by which, and staffing norms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import strawberry

from schema.acts import act
from schema.inputs import Once, needed, optional, split_changes
from schema.people import Department, Employee, LegalEntity
from schema.people_mutations import EmployeeChange
from server.kernel.labels import label
from server.people import operations


@strawberry.input(description=label("主体的资料", "What is kept of a legal entity"))
class LegalEntityDetails(Once):
    registration_no: str | None = optional("统一社会信用代码", "Registration number")
    department_id: strawberry.ID | None = optional("对应公司的部门编号", "Id of the company it stands for")
    department_code: str | None = optional("对应公司的部门编码", "Code of the company it stands for")


@strawberry.input(description=label("新增合同主体", "New legal entity"))
class CreateLegalEntityInput(LegalEntityDetails):
    code: str = needed("主体编码", "Entity code")
    name: str = needed("主体名称", "Registered name")


@strawberry.input(description=label("修改合同主体", "Legal entity update"))
class UpdateLegalEntityInput(LegalEntityDetails):
    id: strawberry.ID | None = optional("主体编号", "Entity id")
    code: str | None = optional("主体编码，可代替编号", "Entity code, instead of the id")
    version: int | None = optional(
        "所见版本，已被他人修改时拒绝", "The version seen; refused if it has changed since"
    )
    name: str | None = optional("主体名称", "Registered name")
    closed_on: date | None = optional("注销日期，空值恢复", "Closed on; null reopens it")


@strawberry.input(description=label("变更合同主体", "Change of the contract's party"))
class AssignLegalEntityInput(EmployeeChange):
    legal_entity_id: strawberry.ID | None = optional("主体编号", "Entity id")
    legal_entity_code: str | None = optional("主体编码", "Entity code")


@strawberry.input(description=label("设定编制", "Staffing norm"))
class SetStaffingNormInput(Once):
    department_id: strawberry.ID | None = optional("部门编号", "Department id")
    department_code: str | None = optional("部门编码", "Department code")
    position_id: strawberry.ID | None = optional(
        "岗位编号，不填为整个部门", "Position id; none for the whole"
    )
    position_code: str | None = optional("岗位编码", "Position code")
    fte: Decimal | None = optional("编制人数（全职当量），不填为取消", "Posts as FTE; none ends the norm")
    effective_on: date | None = optional("生效日期，默认今天", "Effective on, today by default")
    seen: str | None = optional(
        "所见现行编制的编号，没有则为空文本；已被他人修改时拒绝",
        "Id of the norm seen in force, empty text for none; refused if it is another by now",
    )


@strawberry.type(description=label("组织变更", "Changes to the organization"))
class OrganizationMutation:
    create_legal_entity = act(
        "新增合同主体",
        "Add a legal entity",
        CreateLegalEntityInput,
        LegalEntity,
        operations.create_legal_entity,
        is_certain=True,
    )
    update_legal_entity = act(
        "修改合同主体",
        "Change a legal entity",
        UpdateLegalEntityInput,
        LegalEntity,
        operations.update_legal_entity,
        handed=split_changes,
        is_certain=True,
    )
    assign_legal_entity = act(
        "变更员工的合同主体",
        "Change who is party to somebody's contract",
        AssignLegalEntityInput,
        Employee,
        operations.assign_legal_entity,
        is_certain=True,
    )
    set_staffing_norm = act(
        "设定或取消编制",
        "Set or end a staffing norm",
        SetStaffingNormInput,
        Department,
        operations.set_staffing_norm,
        is_certain=True,
    )
