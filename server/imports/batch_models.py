"""Tables of merging: sources and what each says of whom, files on their way in, their ledger, conflicts, merges."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Event, Row
from server.store.fields import Choice, Day, Flag, Instant, Int, LongText, Ref, Sealed, Text, TextId


class ImportState(StrEnum):
    """How far a file has come. FAILED waits for a person, who may check it again."""

    UPLOADED = "UPLOADED"
    MAPPED = "MAPPED"
    VALIDATED = "VALIDATED"
    APPLIED = "APPLIED"
    REVERTED = "REVERTED"
    FAILED = "FAILED"


class RowState(StrEnum):
    """What a row would change; CONFLICT means that sources contradict each other about it."""

    NEW = "NEW"
    CHANGED = "CHANGED"
    UNCHANGED = "UNCHANGED"
    CONFLICT = "CONFLICT"
    ERROR = "ERROR"


class ConflictState(StrEnum):
    """OPEN waits for somebody to choose; SETTLED was decided by a rule or a person."""

    OPEN = "OPEN"
    SETTLED = "SETTLED"


class ConflictRule(StrEnum):
    """Why a value stands: the newest was taken for want of a rule, priorities said so, or a person chose."""

    NEWEST = "NEWEST"
    PRIORITY = "PRIORITY"
    PERSON = "PERSON"


class DropState(StrEnum):
    """What became of somebody a whole list does not name: EXPECTED by a dry run, OPEN until somebody answers.

    STILL_HERE was said by a person, LEFT by the record, RETURNED by a later file, REPEATED by a later list that misses
    them too.
    """

    EXPECTED = "EXPECTED"
    OPEN = "OPEN"
    STILL_HERE = "STILL_HERE"
    LEFT = "LEFT"
    RETURNED = "RETURNED"
    REPEATED = "REPEATED"
    WITHDRAWN = "WITHDRAWN"


class MergeState(StrEnum):
    MERGED = "MERGED"
    UNMERGED = "UNMERGED"


class ImportSource(Row):
    """A system that files come from. A lower priority number is the stronger; none at all bows to the newest."""

    name = Text(64, unique=True, description=label("来源", "Source"))
    title = Text(128, default="", description=label("显示名称", "Title"))
    rank = Int(null=True, description=label("优先级（1 最高）", "Priority, 1 the highest"))
    ranks = LongText(default="{}", description=label("各字段优先级（JSON）", "Priority by field, as JSON"))
    mappings = LongText(
        default="{}", description=label("各类文件的列对应（JSON）", "Columns by kind, as JSON")
    )
    fresh_days = Int(null=True, description=label("应更新天数", "Days within which it should load"))
    last_loaded_at = Instant(null=True, description=label("最近导入", "Last loaded at"))
    is_complete = Flag(
        default=False,
        db_default=False,
        description=label("文件是完整名单", "Its files of people are whole lists"),
    )
    keeper = Ref("Employee", null=True, description=label("负责人", "Who answers for it"))

    class Meta:
        table = "import_source"


class ImportBatch(Row):
    """One file. Its rows lie sealed under a key of its own, and are forgotten with that key."""

    kind = Text(64, description=label("种类", "Kind"))
    source = Ref("ImportSource", description=label("来源", "Source"))
    file_name = Text(200, default="", description=label("文件名", "File name"))
    digest = Text(64, db_index=True, description=label("文件散列", "Hash of the file"))
    state = Choice(ImportState, default=ImportState.UPLOADED, description=label("状态", "State"))
    headers = LongText(default="[]", description=label("表头（JSON）", "Headers, as JSON"))
    first_row = Int(default=2, description=label("首行行号", "Number of the first row"))
    mapping = LongText(default="{}", description=label("列对应（JSON）", "Mapping, as JSON"))
    creates_places = Flag(
        default=False, description=label("自动建立部门岗位", "Creates departments and positions")
    )
    is_complete = Flag(default=False, db_default=False, description=label("完整名单", "Is the whole list"))
    linked = LongText(null=True, description=label("指定的员工（JSON）", "Rows said to be somebody, as JSON"))
    rows = Int(default=0, description=label("行数", "Rows"))
    added = Int(default=0, description=label("新增", "New"))
    changed = Int(default=0, description=label("变更", "Changed"))
    unchanged = Int(default=0, description=label("未变", "Unchanged"))
    conflicts = Int(default=0, description=label("冲突行", "Rows in conflict"))
    rejected = Int(default=0, description=label("错误行", "Rows with errors"))
    kept = Int(default=0, description=label("未能撤销", "Kept at undo"))
    dropped = Int(default=0, db_default=0, description=label("名单中缺少", "Missing from the whole list"))
    job_id = TextId(null=True, description=label("任务", "Job"))
    key = Text(200, default="", description=label("已封装的数据密钥", "Wrapped data key"))
    failure = LongText(null=True, description=label("失败原因", "Failure"))
    refusals = LongText(
        default="[]", description=label("未能撤销的原因（JSON）", "What undo kept and why, as JSON")
    )
    applied_at = Instant(null=True, description=label("导入时间", "Applied at"))
    applied_by = TextId(null=True, description=label("导入人", "Applied by"))
    reverted_at = Instant(null=True, description=label("撤销时间", "Reverted at"))
    reason = Text(200, default="", description=label("撤销原因", "Reason of the undo"))

    class Meta:
        table = "import_batch"
        indexes = (("source_id", "created_at"),)


class StagedRow(Row):
    """One row of a file: its cells as they came, and what was found about each."""

    batch = Ref("ImportBatch", description=label("批次", "Batch"))
    number = Int(description=label("行号", "Row number"))
    state = Choice(RowState, null=True, description=label("状态", "State"))
    person_id = TextId(null=True, description=label("员工编号", "Employee id"))
    cells = Sealed(null=True, description=label("原值", "Cells"))
    found = Sealed(null=True, description=label("检查结果", "Findings"))
    alike = LongText(null=True, description=label("可能是谁（JSON）", "Whom it looks like, as JSON"))

    class Meta:
        table = "staged_row"
        indexes = (("batch_id", "number"), ("batch_id", "state", "number"))


class ImportChange(Row):
    """What a batch changed, so that exactly this can be undone: one person, or some rows of one table."""

    batch = Ref("ImportBatch", description=label("批次", "Batch"))
    number = Int(description=label("行号", "Row number"))
    person_id = TextId(null=True, db_index=True, description=label("员工编号", "Employee id"))
    moves = LongText(description=label("变动的行（JSON）", "Rows moved, as JSON"))
    before = Sealed(null=True, description=label("之前的值", "Values before"))
    after = Sealed(null=True, description=label("之后的值", "Values after"))

    class Meta:
        table = "import_change"
        indexes = (("batch_id", "number"),)


class SourceRecord(Event):
    """What one source says of one person, field by field; `code` is how it names them."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    source = Ref("ImportSource", description=label("来源", "Source"))
    code = Text(64, description=label("来源内编号", "Code in the source"))
    told = Sealed(description=label("各字段的值", "Values"))
    hired_on = Day(null=True, description=label("入职日期", "Hire date"))
    left_on = Day(null=True, description=label("离职日期", "Last day"))
    seen_at = Instant(description=label("最近出现", "Last seen at"))
    batch = Ref("ImportBatch", null=True, description=label("批次", "Batch"))

    class Meta:
        table = "source_record"
        indexes = (("source_id", "code"), ("employee_id", "superseded_at"))


class SourceDrop(Row):
    """Somebody a source told of and its whole list does not name; `ended_in` is the batch after which that is over."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    source = Ref("ImportSource", description=label("来源", "Source"))
    batch = Ref("ImportBatch", description=label("批次", "Batch"))
    code = Text(64, description=label("来源内编号", "Code in the source"))
    state = Choice(DropState, description=label("状态", "State"))
    reason = Text(200, default="", description=label("理由", "Reason"))
    decided_at = Instant(null=True, description=label("答复时间", "Answered at"))
    decided_by = TextId(null=True, description=label("答复人", "Answered by"))
    ended_in = TextId(null=True, description=label("结束于批次", "Batch that ended it"))

    class Meta:
        table = "source_drop"
        indexes = (("batch_id", "state"), ("source_id", "state"), ("state", "created_at"))


class DataConflict(Event):
    """Sources which contradict each other about one field of one person, and what was made of it."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    field = Text(40, description=label("字段", "Field"))
    state = Choice(ConflictState, description=label("状态", "State"))
    rule = Choice(ConflictRule, description=label("依据", "Rule"))
    chosen = Ref("ImportSource", null=True, description=label("采用的来源", "Chosen source"))
    told = Sealed(description=label("各来源的值", "Values by source"))
    digest = Text(64, description=label("各值的指纹", "Fingerprint of the values"))
    decided_at = Instant(null=True, description=label("裁定时间", "Decided at"))
    decided_by = TextId(null=True, description=label("裁定人", "Decided by"))
    reason = Text(200, default="", description=label("理由", "Reason"))
    batch = Ref("ImportBatch", null=True, description=label("批次", "Batch"))

    class Meta:
        table = "data_conflict"
        indexes = (("employee_id", "field"), ("superseded_at", "state"))


class EmployeeMerge(Row):
    """Two records of one person made into one; `moves` says what went over, so that it can go back."""

    keep = Ref("Employee", description=label("保留的员工", "Kept"))
    dropped = Ref("Employee", description=label("并入的员工", "Dropped"))
    dropped_code = Text(64, db_index=True, description=label("并入的工号", "Dropped code"))
    state = Choice(MergeState, default=MergeState.MERGED, description=label("状态", "State"))
    moves = LongText(description=label("变动的行（JSON）", "Rows moved, as JSON"))
    reason = Text(200, default="", description=label("理由", "Reason"))
    undone_at = Instant(null=True, description=label("撤销时间", "Undone at"))
    undone_by = TextId(null=True, description=label("撤销人", "Undone by"))

    class Meta:
        table = "employee_merge"


class KnownDifferent(Row):
    """Two people that look like one and are not."""

    one = Ref("Employee", description=label("其一", "One"))
    other = Ref("Employee", description=label("其二", "The other"))

    class Meta:
        table = "known_different"
        unique_together = (("one_id", "other_id"),)
