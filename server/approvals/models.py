"""The approvals tables: chains as configured, requests under way, what each approver said, and deputies."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Choice, Day, Flag, Instant, Int, LongText, Ref, Text, TextId


class RequestState(StrEnum):
    """Where a request stands; what is decided takes effect only when it is settled."""

    OPEN = "OPEN"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"
    RETURNED = "RETURNED"
    WITHDRAWN = "WITHDRAWN"


class TaskState(StrEnum):
    """SKIPPED: another of the same step decided, or the request ended before it came so far."""

    WAITING = "WAITING"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"
    RETURNED = "RETURNED"
    SKIPPED = "SKIPPED"


class Decided(StrEnum):
    """What an approver can say."""

    APPROVE = "APPROVE"
    REFUSE = "REFUSE"
    RETURN = "RETURN"


class ApprovalChain(Row):
    """Who approves a kind of request, step after step, everywhere or in one department and below."""

    kind = Text(40, db_index=True, description=label("审批事项", "Kind of request"))
    department_id = TextId(null=True, description=label("部门", "Department"))
    steps = LongText(description=label("审批步骤", "Steps"))

    class Meta:
        table = "approval_chain"
        unique_together = (("kind", "department_id"),)


class ApprovalRequest(Row):
    """Something one person asks to be approved; `employee_id` is whom it is about, `step` the step it stands at."""

    kind = Text(40, db_index=True, description=label("审批事项", "Kind of request"))
    subject_type = Text(40, description=label("对象类型", "Subject type"))
    subject_id = TextId(db_index=True, description=label("对象编号", "Subject id"))
    employee_id = TextId(db_index=True, description=label("当事人", "Whom it is about"))
    asked_by = TextId(db_index=True, description=label("申请人", "Asked by"))
    state = Choice(RequestState, default=RequestState.OPEN, description=label("状态", "State"))
    step = Int(default=0, description=label("当前步骤", "Present step"))
    steps = LongText(description=label("审批步骤", "Steps"))
    summary_zh = Text(300, description=label("摘要（中文）", "Summary in Chinese"))
    summary_en = Text(300, description=label("摘要（英文）", "Summary in English"))
    decided_at = Instant(null=True, description=label("决定时间", "Decided at"))
    settles_at = Instant(null=True, description=label("生效时间", "Settles at"))
    settled_at = Instant(null=True, description=label("已生效时间", "Settled at"))

    class Meta:
        table = "approval_request"
        indexes = (("state", "created_at"),)


class ApprovalTask(Row):
    """What one approver is asked at one step; `deputy_for` is the approver in whose stead somebody decided."""

    request = Ref("ApprovalRequest", description=label("申请", "Request"))
    step = Int(description=label("步骤", "Step"))
    approver_id = TextId(description=label("审批人", "Approver"))
    decided_by = TextId(null=True, description=label("决定人", "Decided by"))
    deputy_for = TextId(null=True, description=label("代谁审批", "Deputy for"))
    state = Choice(TaskState, default=TaskState.WAITING, description=label("状态", "State"))
    note = Text(500, default="", description=label("意见", "Note"))
    decided_at = Instant(null=True, description=label("决定时间", "Decided at"))

    class Meta:
        table = "approval_task"
        unique_together = (("request_id", "step", "approver_id"),)
        indexes = (("approver_id", "state"),)


class Deputy(Row):
    """Who decides in somebody's stead for a while, both days included; `kinds` parted by spaces, "" for all."""

    employee_id = TextId(db_index=True, description=label("被代理人", "In whose stead"))
    deputy_id = TextId(db_index=True, description=label("代理人", "Deputy"))
    valid_from = Day(description=label("开始日期", "From"))
    valid_to = Day(description=label("结束日期", "To"))
    kinds = Text(300, default="", description=label("代理事项", "Kinds"))
    is_ended = Flag(default=False, description=label("已提前结束", "Ended early"))

    class Meta:
        table = "deputy"
