"""Files on their way in and what they say: sources, batches and their rows, conflicts, duplicates and merges."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import strawberry

from schema.call import call, planned
from schema.filters import define_for, rows
from schema.jobs import Job, job_of
from schema.people import Employee
from schema.planned import Connection, Node, PlannedField, column
from server.imports import linking, reading
from server.imports.models import ConflictRule, ConflictState, DropState, ImportState, MergeState, RowState
from server.imports.reconciled import MonthlyFile
from server.kernel.labels import label
from server.plan.compile import Root

strawberry.enum(ImportState, description=label("导入状态", "State of an import"))
strawberry.enum(RowState, description=label("行状态", "State of a row"))
strawberry.enum(ConflictState, description=label("冲突状态", "State of a conflict"))
strawberry.enum(ConflictRule, description=label("取值依据", "Why a value stands"))
strawberry.enum(DropState, description=label("名单缺少的处理", "State of somebody a whole list lacks"))
strawberry.enum(MergeState, description=label("合并状态", "State of a merge"))


@strawberry.enum(description=label("疑似重复的依据", "Why two people look like one"))
class DuplicateReason(StrEnum):
    SAME_ID_NUMBER = "SAME_ID_NUMBER"
    SAME_PHONE = "SAME_PHONE"
    SAME_EMAIL = "SAME_EMAIL"
    SAME_NAME_AND_BIRTH = "SAME_NAME_AND_BIRTH"
    SAME_NAME_AND_HIRE_DATE = "SAME_NAME_AND_HIRE_DATE"


connected = rows
"""The same, where a field is called rows itself."""


def told(zh: str, en: str) -> Any:  # stands where dataclasses expect the field's own type
    return strawberry.field(description=label(zh, en))


def by_row(zh: str, en: str, look_up: Any) -> Any:  # as above; an async function of the call and the row's id
    """Declare a field that is looked up by the id of the engine's row, which stands in its place."""

    async def resolve(root: Any, info: strawberry.Info) -> Any:  # a row of the engine; the field's own type
        row_id = root.get(info.path.key)
        return None if row_id is None else await look_up(info, str(row_id))

    return PlannedField(description=label(zh, en))(resolve)


@strawberry.type(description=label("字段优先级", "Priority of a field"))
class FieldPriority:
    field: str = told("字段", "Field")
    label: str = told("字段名称", "Label of the field")
    rank: int = told("优先级（1 最高）", "Priority, 1 the highest")


@strawberry.type(description=label("文件的一列", "A column of a file"))
class ImportColumn:
    header: str = told("表头", "Header")
    field: str | None = told("对应字段", "Field it fills")
    label: str | None = told("字段名称", "Label of the field")
    is_suggested: bool = told("按名称建议", "Suggested by its wording")
    is_remembered: bool = told("沿用上次", "Remembered from the last file")
    problem: str | None = told("不能使用的原因", "Why it can't be used")
    samples: list[str] = told("示例值", "Sample values")


@strawberry.type(description=label("一个单元格的检查结果", "What was found about a cell"))
class ImportCell:
    field: str = told("字段", "Field")
    label: str = told("字段名称", "Label of the field")
    header: str | None = told("表头", "Header")
    state: RowState = told("状态", "State")
    given: str | None = told("文件中的值", "Value in the file")
    before: str | None = told("现有的值", "Value now")
    message: str | None = told("说明", "What to do")


@strawberry.type(description=label("未能撤销之处", "What an undo left as it is"))
class UndoRefusal:
    row: int = told("行号", "Row number")
    code: str | None = told("编号", "Code")
    field: str = told("字段", "Field")
    message: str = told("原因", "Why")


@strawberry.type(description=label("某来源的说法", "What one source says"))
class SourceValue:
    source: str = told("来源", "Source")
    title: str = told("来源名称", "Title of the source")
    value: str | None = told("值", "Value")
    seen_at: datetime = told("最近出现", "Last seen at")
    is_chosen: bool = told("已采用", "Chosen")


async def _stale(info: strawberry.Info, row_id: str) -> bool:
    return await reading.is_stale(call(info).ctx, row_id)


async def _priorities(info: strawberry.Info, row_id: str) -> list[FieldPriority]:
    return [FieldPriority(**each) for each in await reading.priorities(call(info).ctx, row_id)]


async def _columns(info: strawberry.Info, row_id: str) -> list[ImportColumn]:
    return [ImportColumn(**each) for each in await reading.columns(call(info).ctx, row_id)]


async def _refusals(info: strawberry.Info, row_id: str) -> list[UndoRefusal]:
    return [UndoRefusal(**each) for each in await reading.refusals(call(info).ctx, row_id)]


async def _missing(info: strawberry.Info, row_id: str) -> list[str]:
    return await reading.missing(call(info).ctx, row_id)


async def _cells(info: strawberry.Info, row_id: str) -> list[ImportCell]:
    return [ImportCell(**each) for each in await reading.cells(call(info).ctx, row_id)]


async def _values(info: strawberry.Info, row_id: str) -> list[SourceValue]:
    return [SourceValue(**each) for each in await reading.values(call(info).ctx, row_id)]


async def _alike(info: strawberry.Info, row_id: str) -> list[LikelyPerson]:
    return [
        LikelyPerson(of=person, reasons=[DuplicateReason(each) for each in reasons])
        for person, reasons in await linking.alike(call(info).ctx, row_id)
    ]


async def _is_linked(info: strawberry.Info, row_id: str) -> bool:
    return await linking.is_linked(call(info).ctx, row_id)


async def _job(info: strawberry.Info, row_id: str) -> Job | None:
    job_id = await reading.job_of(call(info).ctx, row_id)
    return await job_of(info, job_id) if job_id else None


@strawberry.type(description=label("数据来源", "Source of data"))
class ImportSource(Node):
    name: str | None = column("来源", "Source")
    title: str | None = column("显示名称", "Title")
    rank: int | None = column("优先级（1 最高）", "Priority, 1 the highest")
    fresh_days: int | None = column("应更新天数", "Days within which it should load")
    last_loaded_at: datetime | None = column("最近导入", "Last loaded at")
    is_complete: bool | None = column("文件是完整名单", "Its files of people are whole lists")
    keeper: Employee | None = column("负责人", "Who answers for it")
    version: int | None = column("版本", "Version")
    is_stale: bool | None = by_row("是否过期", "Overdue", _stale)
    priorities: list[FieldPriority] | None = by_row("各字段优先级", "Priority by field", _priorities)
    batches: Connection[ImportBatch] | None = rows("批次", "Batches", "ImportBatch")


@strawberry.type(description=label("导入批次", "Import batch"))
class ImportBatch(Node):
    kind: str | None = column("种类", "Kind")
    source: ImportSource | None = column("来源", "Source")
    file_name: str | None = column("文件名", "File name")
    digest: str | None = column("文件散列", "Hash of the file")
    state: ImportState | None = column("状态", "State")
    creates_places: bool | None = column("自动建立部门岗位", "Creates departments and positions")
    is_complete: bool | None = column("完整名单", "Is the whole list")
    row_count: int | None = column("行数", "Rows")
    added: int | None = column("新增", "New")
    changed: int | None = column("变更", "Changed")
    unchanged: int | None = column("未变", "Unchanged")
    conflicts: int | None = column("冲突行", "Rows in conflict")
    rejected: int | None = column("错误行", "Rows with errors")
    kept: int | None = column("未能撤销", "Kept at undo")
    dropped: int | None = column("名单中缺少的人数", "People the whole list lacks, not answered")
    failure: str | None = column("失败原因", "Failure")
    created_at: datetime | None = column("上传时间", "Uploaded at")
    applied_at: datetime | None = column("导入时间", "Applied at")
    reverted_at: datetime | None = column("撤销时间", "Reverted at")
    reason: str | None = column("撤销原因", "Reason of the undo")
    version: int | None = column("版本", "Version")
    columns: list[ImportColumn] | None = by_row("各列", "Columns", _columns)
    missing: list[str] | None = by_row("缺少的必填列", "Required columns that are missing", _missing)
    refusals: list[UndoRefusal] | None = by_row("未能撤销之处", "What the undo left as it is", _refusals)
    job: Job | None = by_row("任务", "Job", _job)
    rows: Connection[ImportRow] | None = rows("各行", "Rows", "ImportRow")
    drops: Connection[SourceDrop] | None = connected(
        "名单中缺少的人", "Whom the whole list lacks", "SourceDrop"
    )


@strawberry.type(description=label("导入的一行", "A row of an import"))
class ImportRow(Node):
    number: int | None = column("行号", "Row number")
    state: RowState | None = column("状态", "State")
    person: Employee | None = column("员工", "Employee")
    cells: list[ImportCell] | None = by_row("各单元格", "Cells", _cells)
    alike: list[LikelyPerson] | None = by_row("可能是谁", "Whom it looks like", _alike)
    is_linked: bool | None = by_row("已指定为同一人", "Said to be somebody known", _is_linked)


@strawberry.type(description=label("完整名单缺少的人", "Somebody a whole list lacks"))
class SourceDrop(Node):
    employee: Employee | None = column("员工", "Employee")
    source: ImportSource | None = column("来源", "Source")
    batch: ImportBatch | None = column("批次", "Batch")
    code: str | None = column("来源内编号", "Code in the source")
    state: DropState | None = column("状态", "State")
    reason: str | None = column("理由", "Reason")
    created_at: datetime | None = column("发现时间", "Found at")
    decided_at: datetime | None = column("答复时间", "Answered at")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("数据冲突", "Data conflict"))
class DataConflict(Node):
    employee: Employee | None = column("员工", "Employee")
    field: str | None = column("字段", "Field")
    state: ConflictState | None = column("状态", "State")
    rule: ConflictRule | None = column("依据", "Rule")
    chosen: ImportSource | None = column("采用的来源", "Chosen source")
    recorded_at: datetime | None = column("发现时间", "Found at")
    decided_at: datetime | None = column("裁定时间", "Decided at")
    reason: str | None = column("理由", "Reason")
    version: int | None = column("版本", "Version")
    values: list[SourceValue] | None = by_row("各来源的值", "Values by source", _values)


@strawberry.type(description=label("员工合并", "Merge of two records"))
class EmployeeMerge(Node):
    keep: Employee | None = column("保留的员工", "Kept")
    dropped_code: str | None = column("并入的工号", "Dropped code")
    state: MergeState | None = column("状态", "State")
    reason: str | None = column("理由", "Reason")
    created_at: datetime | None = column("合并时间", "Merged at")
    undone_at: datetime | None = column("撤销时间", "Undone at")
    version: int | None = column("版本", "Version")


async def _employee(info: strawberry.Info, row_id: str) -> Any:  # a row of the engine
    return await planned(info, Root("Employee", "id", row_id))


@strawberry.type(description=label("新人可能是谁", "Somebody known whom a newcomer of a file looks like"))
class LikelyPerson:
    of: strawberry.Private[str]
    reasons: list[DuplicateReason] = told("依据", "Reasons")

    @strawberry.field(description=label("员工", "Employee"))
    async def employee(self, info: strawberry.Info) -> Employee | None:
        found: Employee | None = await _employee(info, self.of)
        return found


@strawberry.type(description=label("疑似同一人", "Two records that may be one person"))
class DuplicateCandidate:
    of: strawberry.Private[tuple[str, str]]
    reasons: list[DuplicateReason] = told("依据", "Reasons")
    confidence: int = told("把握（百分比）", "Confidence in per cent")

    @strawberry.field(description=label("其一", "One"))
    async def one(self, info: strawberry.Info) -> Employee | None:
        found: Employee | None = await _employee(info, self.of[0])
        return found

    @strawberry.field(description=label("其二", "The other"))
    async def other(self, info: strawberry.Info) -> Employee | None:
        found: Employee | None = await _employee(info, self.of[1])
        return found


@strawberry.type(description=label("对账差异", "A difference between us and a source"))
class Difference:
    code: str = told("工号", "Employee number")
    source_code: str | None = told("来源内编号", "Code in the source")
    name: str | None = told("姓名", "Name")
    kind: str = told("差异种类", "Kind of difference")
    ours: date | None = told("我方日期", "Our date")
    theirs: date | None = told("来源日期", "The source's date")
    message: str = told("说明", "What differs")


@strawberry.type(description=label("人数对账", "Reconciliation of head count and leavers"))
class Reconciliation:
    source: str = told("来源", "Source")
    month: str = told("月份", "Month")
    headcount: int = told("我方月末人数", "Our head count at the end of the month")
    source_headcount: int = told("来源月末人数", "The source's head count")
    leavers: int = told("我方离职人数", "Our leavers of the month")
    source_leavers: int = told("来源离职人数", "The source's leavers")
    is_equal: bool = told("一致", "Equal")
    differences: list[Difference] = told("差异", "Differences")


strawberry.enum(MonthlyFile, description=label("月度文件", "What is brought in month by month"))


@strawberry.type(description=label("对账台账的一格", "One month beside one source or monthly file"))
class ReconciliationCell:
    month: str = told("月份", "Month")
    source: str | None = told("来源；月度文件为空", "Source; none for a monthly file")
    title: str = told("来源名称", "Title of the source")
    file: MonthlyFile | None = told("月度文件；来源为空", "Monthly file; none for a source")
    headcount: int = told(
        "我方人数：来源看月末，月度文件看当月任职",
        "Ours: at the month's end beside a source, employed in the month beside a file",
    )
    source_headcount: int | None = told("对方人数；没有文件为空", "Theirs; none without a file")
    leavers: int | None = told("我方离职人数", "Our leavers of the month")
    source_leavers: int | None = told("来源离职人数", "The source's leavers")
    difference_count: int | None = told("有差异的人数", "People about whom they differ")
    is_equal: bool | None = told("一致", "Equal")


@strawberry.type(description=label("与月度文件对账", "Reconciliation with a monthly file"))
class FileReconciliation:
    file: MonthlyFile = told("月度文件", "Monthly file")
    month: str = told("月份", "Month")
    employed: int = told("当月任职人数", "Employed on some day of the month")
    in_file: int | None = told("文件中的人数；没有文件为空", "People in the file; none without one")
    is_equal: bool | None = told("一致", "Equal")
    differences: list[Difference] = told("差异", "Differences")


@strawberry.type(description=label("可导入的字段", "A field that a file may fill"))
class ImportField:
    name: str = told("字段", "Field")
    label: str = told("名称", "Label")
    is_required: bool = told("必填", "Required")


@strawberry.type(description=label("可导入的种类", "A kind of file"))
class ImportKind:
    name: str = told("种类", "Kind")
    label: str = told("名称", "Label")
    may_import: bool = told("您可否导入", "Whether you may bring it in")
    fields: list[ImportField] = told("字段", "Fields")


TYPES = (ImportSource, ImportBatch, ImportRow, SourceDrop, DataConflict, EmployeeMerge)
define_for(*TYPES)
