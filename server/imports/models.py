"""Tables of imports."""

from __future__ import annotations

from server.kernel.labels import label
from server.store.base import Event
from server.store.fields import Day, Int


class DataCheck(Event):
    """What one file brought: how many rows there were, were refused, were compared, and contradict another source."""

    ran_on = Day(description=label("对账日期", "Ran on"))
    rows_checked = Int(default=0, description=label("核对行数", "Rows checked"))
    rows_read = Int(default=0, db_default=0, description=label("文件行数", "Rows in the file"))
    rows_rejected = Int(default=0, db_default=0, description=label("被拒行数", "Rows refused"))
    rows_conflict = Int(default=0, description=label("冲突行数", "Rows in conflict"))

    class Meta:
        table = "data_check"
        indexes = (("ran_on",),)


from server.imports.batch_models import (  # noqa: E402 (the tables of one domain, in two files)
    ConflictRule,
    ConflictState,
    DataConflict,
    DropState,
    EmployeeMerge,
    ImportBatch,
    ImportChange,
    ImportSource,
    ImportState,
    KnownDifferent,
    MergeState,
    RowState,
    SourceDrop,
    SourceRecord,
    StagedRow,
)

__all__ = [
    "ConflictRule", "ConflictState", "DataCheck", "DataConflict", "DropState", "EmployeeMerge", "ImportBatch",
    "ImportChange", "ImportSource", "ImportState", "KnownDifferent", "MergeState", "RowState", "SourceDrop",
    "SourceRecord", "StagedRow",
]  # fmt: skip
