"""What is kept of a person beside the dated facts: documents, notes, and the fields a company adds itself."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Fact, Row
from server.store.fields import Blind, Choice, Day, Flag, Instant, Int, LongText, Minor, Ref, Sealed, Text


class DocumentKind(StrEnum):
    CONTRACT = "CONTRACT"
    IDENTITY = "IDENTITY"
    CERTIFICATE = "CERTIFICATE"
    OTHER = "OTHER"


class NoteVisibility(StrEnum):
    """Who a note is for: HR alone, or the heads of the person's departments as well."""

    HR = "HR"
    MANAGER = "MANAGER"


class CustomType(StrEnum):
    TEXT = "TEXT"
    NUMBER = "NUMBER"
    DATE = "DATE"
    FLAG = "FLAG"
    CHOICE = "CHOICE"


class Document(Row):
    """A file about a person; `data_class` follows from its kind and decides who may see it.

    A document taken away keeps its row, so that it stays known that there was one; its content is destroyed.
    """

    employee = Ref("Employee", description=label("员工", "Employee"))
    kind = Choice(DocumentKind, description=label("类别", "Kind"))
    data_class = Text(40, description=label("数据级别", "Data class"))
    title = Text(128, description=label("名称", "Title"))
    file_name = Text(200, description=label("文件名", "File name"))
    media_type = Text(100, description=label("文件类型", "Media type"))
    size = Int(description=label("大小（字节）", "Size in bytes"))
    valid_until = Day(null=True, db_index=True, description=label("有效期至", "Valid until"))
    added_by = Text(200, description=label("上传人", "Added by"))
    removed_at = Instant(null=True, description=label("移除时间", "Removed at"))

    class Meta:
        table = "document"


class DocumentContent(Row):
    """The sealed bytes of a document, apart from its row, so that lists never carry them."""

    document = Ref("Document", unique=True, description=label("文件", "Document"))
    content = Sealed(description=label("内容", "Content"))

    class Meta:
        table = "document_content"


class Note(Row):
    """A remark about a person, never changed: a correction is a further note that names the one it corrects."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    visibility = Choice(NoteVisibility, description=label("可见范围", "Visibility"))
    data_class = Text(40, description=label("数据级别", "Data class"))
    text = Sealed(description=label("内容", "Text"))
    author = Text(200, description=label("作者", "Author"))
    corrects = Ref("Note", null=True, description=label("更正的备注", "Corrects"))
    is_corrected = Flag(default=False, description=label("已被更正", "Corrected since"))

    class Meta:
        table = "note"


class CustomField(Row):
    """A field the company added to its people; `data_class` decides who may see its values."""

    key = Text(40, unique=True, description=label("字段键", "Key"))
    label_zh = Text(60, description=label("中文名称", "Chinese label"))
    label_en = Text(60, description=label("英文名称", "English label"))
    type = Choice(CustomType, description=label("类型", "Type"))
    data_class = Text(40, description=label("数据级别", "Data class"))
    choices = LongText(default="[]", description=label("选项", "Choices"))
    is_required = Flag(default=False, description=label("必填", "Required"))
    is_searchable = Flag(default=False, description=label("可搜索", "Searchable"))
    is_active = Flag(default=True, description=label("启用", "In use"))
    place = Int(default=0, description=label("次序", "Place"))

    class Meta:
        table = "custom_field"


class CustomValue(Fact):
    """What one added field says of a person over a time, sealed.

    Values of a class without protection also stand in the open, so that they can be compared and searched; numbers
    count hundredths.
    """

    employee = Ref("Employee", description=label("员工", "Employee"))
    field = Ref("CustomField", description=label("字段", "Field"))
    value = Sealed(description=label("值", "Value"))
    value_hash = Blind(null=True, description=label("值索引", "Value index"))
    open_text = Text(500, null=True, description=label("可比较的文本", "Comparable text"))
    open_number = Minor(null=True, description=label("可比较的数值", "Comparable number"))

    class Meta:
        table = "custom_value"
        indexes = (("field_id", "value_hash"), ("employee_id", "field_id", "valid_from"))
