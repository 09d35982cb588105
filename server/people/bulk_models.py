"""What was done to many people at once, kept so that it can be taken back."""

from __future__ import annotations

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Day, Instant, LongText, TextId


class BulkMove(Row):
    """One move of several people: for each the posts that held before, and the rows that hold since."""

    account_id = TextId(db_index=True, description=label("办理账号", "Whose act"))
    effective_on = Day(description=label("生效日期", "Effective on"))
    moved = LongText(description=label("各人变动前后", "Each person's posts before and since"))
    request = LongText(
        default="", db_default="", description=label("申请内容（JSON）", "What was asked for, as JSON")
    )
    job_id = TextId(null=True, description=label("任务", "Job"))
    undone_at = Instant(null=True, description=label("撤销时间", "Taken back at"))

    class Meta:
        table = "bulk_move"
