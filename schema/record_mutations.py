"""The mutations of the record: documents, notes, added fields, contracts, and corrections of the past."""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from decimal import Decimal

import strawberry

from schema.acts import act
from schema.call import call, changed
from schema.inputs import Once, given, needed, optional, split_changes
from schema.people import Employee
from schema.people_mutations import CustomValueInput, EmployeeChange, plain_values
from schema.records import CustomField, Document, Note
from server.kernel.labels import label
from server.kernel.upload import Upload
from server.people import operations
from server.people.models import (
    Contract,
    CustomType,
    DocumentKind,
    EmploymentType,
    LeaveGround,
    LeaveKind,
    NoteVisibility,
)


@strawberry.input(description=label("上传文件", "New document"))
class AddDocumentInput(Once):
    id: strawberry.ID | None = optional("员工编号", "Employee id")
    code: str | None = optional("工号，可代替编号", "Employee number, instead of the id")
    file: Upload = needed(
        "PDF、图片、Word、Excel 或文本，最大 10 MB", "A PDF, image, Word, Excel or text file, 10 MB at most"
    )
    kind: DocumentKind = needed("类别", "Kind")
    title: str | None = optional("名称，默认文件名", "Title, the file's name by default")
    valid_until: date | None = optional("有效期至", "Valid until")


@strawberry.input(description=label("打开文件", "Opening a document"))
class OpenDocumentInput:
    id: strawberry.ID = needed("文件编号", "Document id")


@strawberry.type(description=label("打开的文件", "A document's file"))
class OpenedDocument:
    document_id: strawberry.ID = needed("文件编号", "Document id")
    file_name: str = needed("文件名", "File name")
    media_type: str = needed("文件类型", "Media type")
    base64: str = needed("内容（base64）", "Content, in base64")


@strawberry.input(description=label("移除文件", "Removal of a document"))
class RemoveDocumentInput(Once):
    id: strawberry.ID = needed("文件编号", "Document id")
    reason: str | None = optional("原因", "Reason")


@strawberry.input(description=label("写备注", "New note"))
class AddNoteInput(Once):
    id: strawberry.ID | None = optional("员工编号", "Employee id")
    code: str | None = optional("工号，可代替编号", "Employee number, instead of the id")
    text: str = needed("内容，最多 4000 字", "Text, 4000 characters at most")
    visibility: NoteVisibility | None = optional("可见范围，默认仅人事", "Who it is for, HR by default")
    corrects: strawberry.ID | None = optional("更正哪一条备注", "The note it corrects")


@strawberry.input(description=label("填写自定义字段", "Values for added fields"))
class SetCustomFieldsInput(EmployeeChange):
    values: list[CustomValueInput] = needed("取值", "Values")
    effective_on: date | None = optional("生效日期，默认今天", "Effective on, today by default")


@strawberry.input(description=label("定义自定义字段", "New added field"))
class DefineCustomFieldInput(Once):
    key: str = needed("字段键，小写字母开头", "Key, from a small letter on")
    label_zh: str = needed("中文名称", "Chinese label")
    label_en: str = needed("英文名称", "English label")
    type: CustomType = needed("类型", "Type")
    data_class: str = needed("数据级别，决定谁能看到", "Data class, which decides who sees it")
    choices: list[str] | None = optional("选项", "Choices")
    is_required: bool | None = optional("必填", "Required")
    is_searchable: bool | None = optional("可搜索", "Searchable")


@strawberry.input(description=label("修改自定义字段", "Change of an added field"))
class ChangeCustomFieldInput(Once):
    id: strawberry.ID = needed("字段编号", "Field id")
    version: int | None = optional("所见版本", "The version seen")
    label_zh: str | None = optional("中文名称", "Chinese label")
    label_en: str | None = optional("英文名称", "English label")
    choices: list[str] | None = optional("选项", "Choices")
    is_required: bool | None = optional("必填", "Required")
    is_searchable: bool | None = optional("可搜索", "Searchable")
    is_active: bool | None = optional("启用", "In use")
    place: int | None = optional("次序", "Place")


@strawberry.input(description=label("合同与试用期", "Contract and probation"))
class ChangeContractInput(EmployeeChange):
    contract: Contract | None = optional("合同类型", "Kind of contract")
    contract_ends_on: date | None = optional("合同到期", "Contract ends")
    probation_ends_on: date | None = optional("试用期结束", "Probation ends")


@strawberry.input(description=label("更正的内容", "What was so instead"))
class FactChanges:
    valid_from: date | None = optional("生效日期", "Valid from")
    department_id: strawberry.ID | None = optional("部门编号", "Department id")
    department_code: str | None = optional("部门编码", "Department code")
    position_id: strawberry.ID | None = optional("岗位编号", "Position id")
    position_code: str | None = optional("岗位编码", "Position code")
    location_id: strawberry.ID | None = optional("工作地点编号", "Location id")
    location_code: str | None = optional("工作地点编码", "Location code")
    manager_id: strawberry.ID | None = optional("直属上级编号", "Line manager id")
    manager_code: str | None = optional("直属上级工号", "Line manager's number")
    fte: Decimal | None = optional("全职当量", "Full-time equivalent")
    hired_on: date | None = optional("入职日期", "Hire date")
    type: EmploymentType | None = optional("用工类型", "Type of employment")
    contract: Contract | None = optional("合同类型", "Kind of contract")
    contract_ends_on: date | None = optional("合同到期", "Contract ends")
    probation_ends_on: date | None = optional("试用期结束", "Probation ends")
    confirmed_on: date | None = optional("转正日期", "Confirmed on")
    leave_kind: LeaveKind | None = optional("离职类型", "Leave kind")
    leave_ground: LeaveGround | None = optional("离职情形", "Ground of leaving")
    leave_reason: str | None = optional("离职原因", "Leave reason")
    is_regretted: bool | None = optional("遗憾流失", "Regretted loss")
    vendor: str | None = optional("外包或派遣公司", "Vendor")
    base_salary: Decimal | None = optional("基本月薪", "Monthly base salary")
    market_salary: Decimal | None = optional("市场参考薪资", "Market salary")
    currency: str | None = optional("币种", "Currency")


@strawberry.input(description=label("更正一条记录", "Correction of a fact"))
class CorrectFactInput(Once):
    id: strawberry.ID = needed(
        "任岗、任职或薪资记录的编号", "Id of an assignment, an employment or a pay record"
    )
    changes: FactChanges = needed("更正的内容，不填的不变", "What was so instead; the rest stays")
    reason: str = needed("更正原因，4 至 200 字，记入审计", "Why, in 4 to 200 characters; it is audited")


@strawberry.input(description=label("撤销一条记录", "Taking a fact back"))
class RetractFactInput(Once):
    id: strawberry.ID = needed(
        "任岗、任职或薪资记录的编号", "Id of an assignment, an employment or a pay record"
    )
    reason: str = needed("撤销原因，4 至 200 字，记入审计", "Why, in 4 to 200 characters; it is audited")


async def opened(info: strawberry.Info, input: OpenDocumentInput) -> OpenedDocument:
    found = await operations.open_document(call(info).ctx, id=str(input.id))
    content = b64encode(found.content).decode()
    return OpenedDocument(
        document_id=strawberry.ID(found.document_id),
        file_name=found.file_name,
        media_type=found.media_type,
        base64=content,
    )


async def corrected(info: strawberry.Info, input: CorrectFactInput) -> Employee | None:
    handed = given(input) | {"changes": given(input.changes)}
    return await answered(info, await operations.correct_fact(call(info).ctx, **handed))


async def filled(info: strawberry.Info, input: SetCustomFieldsInput) -> Employee | None:
    handed = given(input) | {"values": plain_values(input.values)}
    return await answered(info, await operations.set_custom_fields(call(info).ctx, **handed))


async def answered(info: strawberry.Info, row_id: str) -> Employee | None:
    found: Employee | None = await changed(info, "Employee", row_id)
    return found


@strawberry.type(description=label("员工档案变更", "Changes to the record"))
class RecordMutation:
    add_document = act(
        "上传文件", "Add a document", AddDocumentInput, Document, operations.add_document, is_certain=True
    )
    open_document = strawberry.mutation(
        opened, description=label("打开文件，会记入访问记录", "Open a document; it is logged")
    )
    remove_document = act(
        "移除文件，内容随即销毁",
        "Remove a document and its content",
        RemoveDocumentInput,
        Employee,
        operations.remove_document,
        is_certain=True,
    )
    add_note = act("写备注", "Write a note", AddNoteInput, Note, operations.add_note, is_certain=True)
    set_custom_fields = strawberry.mutation(
        filled, description=label("填写自定义字段", "Set added fields of one person")
    )
    define_custom_field = act(
        "定义自定义字段",
        "Define an added field",
        DefineCustomFieldInput,
        CustomField,
        operations.define_custom_field,
        is_certain=True,
    )
    change_custom_field = act(
        "修改自定义字段",
        "Change an added field",
        ChangeCustomFieldInput,
        CustomField,
        operations.change_custom_field,
        handed=split_changes,
        is_certain=True,
    )
    change_contract = act(
        "登记合同或试用期",
        "Record contract or probation",
        ChangeContractInput,
        Employee,
        operations.change_contract,
        is_certain=True,
    )
    correct_fact = strawberry.mutation(
        corrected, description=label("更正一条过去的记录", "Correct a fact of the past")
    )
    retract_fact = act(
        "撤销一条记录",
        "Take a fact back",
        RetractFactInput,
        Employee,
        operations.retract_fact,
        is_certain=True,
    )
