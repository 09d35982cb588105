"""What is kept of a person beside the dated facts: documents, notes, and the fields a company added."""

from __future__ import annotations

from datetime import date, datetime

import strawberry

from schema.filters import Member, define, define_for
from schema.planned import Node, column
from server.kernel.labels import label
from server.people.models import CustomType, DocumentKind, NoteVisibility

strawberry.enum(DocumentKind, description=label("文件类别", "Kind of document"))
strawberry.enum(NoteVisibility, description=label("备注可见范围", "Who a note is for"))
strawberry.enum(CustomType, description=label("自定义字段类型", "Type of an added field"))


@strawberry.type(description=label("员工文件", "Document"))
class Document(Node):
    kind: DocumentKind | None = column("类别", "Kind")
    title: str | None = column("名称", "Title")
    file_name: str | None = column("文件名", "File name")
    media_type: str | None = column("文件类型", "Media type")
    size: int | None = column("大小（字节）", "Size in bytes")
    valid_until: date | None = column("有效期至", "Valid until")
    added_by: str | None = column("上传人", "Added by")
    created_at: datetime | None = column("上传时间", "Added at")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("备注", "Note"))
class Note(Node):
    visibility: NoteVisibility | None = column("可见范围", "Who it is for")
    text: str | None = column("内容", "Text")
    author: str | None = column("作者", "Author")
    created_at: datetime | None = column("写于", "Written at")
    is_corrected: bool | None = column("已被更正", "Corrected since")
    corrects_id: strawberry.ID | None = column("更正的备注", "The note it corrects")


@strawberry.type(description=label("自定义字段", "Added field"))
class CustomField(Node):
    key: str | None = column("字段键", "Key")
    label: str | None = column("名称（当前语言）", "Label in the reader's language")
    label_zh: str | None = column("中文名称", "Chinese label")
    label_en: str | None = column("英文名称", "English label")
    type: CustomType | None = column("类型", "Type")
    data_class: str | None = column("数据级别", "Data class")
    choices: list[str] | None = column("选项", "Choices")
    is_required: bool | None = column("必填", "Required")
    is_searchable: bool | None = column("可搜索", "Searchable")
    is_active: bool | None = column("启用", "In use")
    place: int | None = column("次序", "Place")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("自定义字段的值", "Value of an added field"))
class CustomValue(Node):
    key: str | None = column("字段键", "Key")
    label: str | None = column("名称（当前语言）", "Label in the reader's language")
    type: CustomType | None = column("类型", "Type")
    value: str | None = column(
        "值，数字、日期和是否也以文本表示", "The value; numbers, dates and flags as text"
    )
    place: int | None = column("次序", "Place")
    valid_from: date | None = column("生效日期", "Valid from")
    valid_to: date | None = column("失效日期（不含）", "Valid to, excluded")
    recorded_at: datetime | None = column("记录时间", "Recorded at")


TYPES = (Document, Note, CustomField, CustomValue)
define_for(*TYPES)
define(
    "CustomFieldFilter",
    "按自定义字段筛选",
    "Filter by an added field",
    [
        Member("key", str, ("字段键", "Key")),
        Member("eq", str, ("等于", "Equals")),
        Member("ne", str, ("不等于", "Differs from")),
        Member("in", list[str], ("属于", "Is one of")),
        Member("lt", str, ("小于", "Less than")),
        Member("lte", str, ("不大于", "At most")),
        Member("gt", str, ("大于", "Greater than")),
        Member("gte", str, ("不小于", "At least")),
        Member("contains", str, ("包含", "Contains")),
        Member("startsWith", str, ("开头为", "Starts with")),
        Member("isNull", bool, ("没有值", "Has no value")),
    ],
)
CUSTOM_FILTER = Member("customField", "CustomFieldFilter", ("自定义字段", "Added field"))
"""What `EmployeeWhere` offers besides its fields."""
