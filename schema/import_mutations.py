"""The mutations of imports: each hands its input to one operation and answers with the row it changed."""

from __future__ import annotations

import strawberry

from schema.acts import act
from schema.call import call
from schema.imports import DataConflict, EmployeeMerge, ImportBatch, ImportSource
from schema.inputs import Once, given, given_with, needed, optional
from server.imports import operations
from server.kernel.labels import label
from server.kernel.upload import Upload


@strawberry.input(description=label("上传文件", "Upload of a file"))
class UploadImportInput(Once):
    file: Upload = needed("CSV 或 XLSX 文件，最大 20 MB", "A CSV or XLSX file of at most 20 MB")
    kind: str = needed("种类，见 importKinds", "Kind, one of importKinds")
    source: str = needed("来源名称，没有则新建", "Name of the source; made if there is none")


@strawberry.input(description=label("一列的对应", "What a column fills"))
class ColumnInput:
    header: str = needed("表头", "Header")
    field: str | None = optional("字段，空值不导入该列", "Field; null leaves the column out")


@strawberry.input(description=label("对一个批次的操作", "An act on a batch"))
class BatchInput(Once):
    id: strawberry.ID = needed("批次编号", "Batch id")
    version: int | None = optional(
        "所见版本，已被他人修改时拒绝", "The version seen; refused if it has changed since"
    )


@strawberry.input(description=label("列对应", "Mapping of columns"))
class MapImportInput(BatchInput):
    columns: list[ColumnInput] = needed("各列", "Columns")
    creates_places: bool | None = optional(
        "没有的部门、岗位、地点自动建立", "Make departments, positions and locations nobody has"
    )
    is_complete: bool | None = optional("文件是该来源的完整名单", "The file is the whole list of its source")


@strawberry.input(description=label("指定一行是谁", "Say who a row speaks of"))
class LinkImportRowInput(BatchInput):
    row: int = needed("行号", "Row number")
    employee_id: strawberry.ID | None = optional(
        "同一人的员工编号，空值则作为新人", "Id of the person; without it the row is a newcomer's"
    )


@strawberry.input(description=label("检查", "Dry run"))
class ValidateImportInput(BatchInput):
    pass


@strawberry.input(description=label("导入", "Application of a batch"))
class ApplyImportInput(BatchInput):
    pass


@strawberry.input(description=label("撤销导入", "Undo of a batch"))
class RevertImportInput(BatchInput):
    reason: str | None = optional("原因，最多 200 字", "Why, in at most 200 characters")


@strawberry.input(description=label("字段优先级", "Priority of a field"))
class FieldRankInput:
    field: str = needed("字段", "Field")
    rank: int | None = optional(
        "优先级（1 最高），空值沿用来源的", "Priority, 1 the highest; null: the source's"
    )


@strawberry.input(description=label("来源设置", "Settings of a source"))
class SaveImportSourceInput(Once):
    id: strawberry.ID | None = optional("来源编号，没有则新建", "Source id; without it a new one is made")
    version: int | None = optional(
        "所见版本，已被他人修改时拒绝", "The version seen; refused if it has changed since"
    )
    name: str | None = optional("来源名称", "Name of the source")
    title: str | None = optional("显示名称", "Title")
    rank: int | None = optional("优先级（1 最高）", "Priority, 1 the highest")
    fresh_days: int | None = optional("应更新天数", "Days within which it should load")
    is_complete: bool | None = optional("人员文件都是完整名单", "Its files of people are whole lists")
    keeper_code: str | None = optional(
        "负责人的工号，空文本则无人负责", "Number of who answers for it; an empty text takes them away"
    )
    priorities: list[FieldRankInput] | None = optional("各字段优先级", "Priority by field")


@strawberry.input(description=label("来源排序", "Order of sources"))
class RankImportSourcesInput(Once):
    ids: list[strawberry.ID] = needed("来源编号，从高到低", "Source ids, the strongest first")
    field: str | None = optional("只对此字段", "For this field alone")


@strawberry.input(description=label("裁定冲突", "Decision of a conflict"))
class SettleConflictInput(Once):
    id: strawberry.ID = needed("冲突编号", "Conflict id")
    source: str = needed("采用的来源名称", "Name of the source to believe")
    reason: str | None = optional("理由，最多 200 字", "Why, in at most 200 characters")
    version: int | None = optional(
        "所见版本，已被他人修改时拒绝", "The version seen; refused if it has changed since"
    )


@strawberry.input(description=label("撤回裁定", "Taking a decision back"))
class ReopenConflictInput(Once):
    id: strawberry.ID = needed("裁定后的冲突编号", "Id of the conflict as it was decided")
    reason: str | None = optional("理由，最多 200 字", "Why, in at most 200 characters")
    version: int | None = optional(
        "所见版本，已被他人修改时拒绝", "The version seen; refused if it has changed since"
    )


@strawberry.input(description=label("批量裁定冲突", "Decision of many conflicts"))
class SettleConflictsInput(Once):
    source: str = needed("采用的来源名称", "Name of the source to believe")
    field: str | None = optional("只限此字段", "This field alone")
    ids: list[strawberry.ID] | None = optional("只限这些冲突", "These conflicts alone")
    reason: str | None = optional("理由，最多 200 字", "Why, in at most 200 characters")


@strawberry.input(description=label("答复名单缺少的人", "Answer about people a whole list lacks"))
class SettleSourceDropsInput(Once):
    ids: list[strawberry.ID] = needed("各条的编号", "Ids of the rows")
    is_still_here: bool = needed(
        "true：仍在职；false：重新待处理", "true: still here; false: open the question again"
    )
    reason: str | None = optional(
        "为什么仍在职，最多 200 字", "Why they are still here, in at most 200 characters"
    )


@strawberry.input(description=label("合并员工", "Merge of two records"))
class MergeEmployeesInput(Once):
    keep_id: strawberry.ID = needed("保留的员工编号", "Employee to keep")
    drop_id: strawberry.ID = needed("并入的员工编号", "Employee to fold into the other")
    reason: str | None = optional("理由，最多 200 字", "Why, in at most 200 characters")


@strawberry.input(description=label("拆开合并", "Undo of a merge"))
class UnmergeEmployeesInput(Once):
    id: strawberry.ID = needed("合并编号", "Merge id")
    version: int | None = optional(
        "所见版本，已被他人修改时拒绝", "The version seen; refused if it has changed since"
    )


@strawberry.input(description=label("并非同一人", "Two different people"))
class MarkDifferentInput(Once):
    one_id: strawberry.ID = needed("其一的编号", "Id of the one")
    other_id: strawberry.ID = needed("其二的编号", "Id of the other")


@strawberry.type(description=label("批量结果", "Outcome of many"))
class Settled:
    settled: int = needed("已裁定", "Settled")
    skipped: int = needed("未变", "Left as they were")


@strawberry.type(description=label("导入与合并", "Imports and merging"))
class ImportMutation:
    upload_import = act(
        "上传文件", "Upload a file", UploadImportInput, ImportBatch, operations.upload_import, is_certain=True
    )
    map_import = act(
        "对应各列",
        "Say which column fills what",
        MapImportInput,
        ImportBatch,
        operations.map_import,
        handed=given_with({"columns": dict}),
        is_certain=True,
    )
    validate_import = act(
        "检查，不写入",
        "Check everything, write nothing",
        ValidateImportInput,
        ImportBatch,
        operations.validate_import,
        is_certain=True,
    )
    link_import_row = act(
        "指定一行是谁，随后重新检查",
        "Say who a row speaks of; the file is checked anew",
        LinkImportRowInput,
        ImportBatch,
        operations.link_import_row,
        is_certain=True,
    )
    apply_import = act(
        "导入", "Apply a batch", ApplyImportInput, ImportBatch, operations.apply_import, is_certain=True
    )
    revert_import = act(
        "撤销导入", "Undo a batch", RevertImportInput, ImportBatch, operations.revert_import, is_certain=True
    )
    save_import_source = act(
        "保存来源设置",
        "Save a source",
        SaveImportSourceInput,
        ImportSource,
        operations.save_import_source,
        handed=given_with({"priorities": dict}),
        is_certain=True,
    )
    settle_conflict = act(
        "裁定冲突",
        "Decide a conflict",
        SettleConflictInput,
        DataConflict,
        operations.settle_conflict,
        is_certain=True,
    )
    reopen_conflict = act(
        "撤回对冲突的裁定，恢复此前的值",
        "Take a decision of a conflict back; the value before it stands again",
        ReopenConflictInput,
        DataConflict,
        operations.reopen_conflict,
        is_certain=True,
    )
    merge_employees = act(
        "合并员工",
        "Fold one record into another",
        MergeEmployeesInput,
        EmployeeMerge,
        operations.merge_employees,
        is_certain=True,
    )
    unmerge_employees = act(
        "拆开合并",
        "Take a merge apart",
        UnmergeEmployeesInput,
        EmployeeMerge,
        operations.unmerge_employees,
        is_certain=True,
    )

    @strawberry.mutation(description=label("排列来源的优先级", "Put the sources in order"))
    async def rank_import_sources(self, info: strawberry.Info, input: RankImportSourcesInput) -> int:
        return int(await operations.rank_import_sources(call(info).ctx, **given(input)))

    @strawberry.mutation(description=label("批量裁定冲突", "Decide many conflicts"))
    async def settle_conflicts(self, info: strawberry.Info, input: SettleConflictsInput) -> Settled:
        done, left = (await operations.settle_conflicts(call(info).ctx, **given(input))).split("/")
        return Settled(settled=int(done), skipped=int(left))

    @strawberry.mutation(
        description=label("答复完整名单缺少的人", "Answer about people whom a whole list lacks")
    )
    async def settle_source_drops(self, info: strawberry.Info, input: SettleSourceDropsInput) -> Settled:
        done, left = (await operations.settle_source_drops(call(info).ctx, **given(input))).split("/")
        return Settled(settled=int(done), skipped=int(left))

    @strawberry.mutation(description=label("标记并非同一人", "Say that two are different people"))
    async def mark_different(self, info: strawberry.Info, input: MarkDifferentInput) -> bool:
        return bool(await operations.mark_different(call(info).ctx, **given(input)))
