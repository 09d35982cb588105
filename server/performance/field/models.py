"""Tables of the field: what somebody enters on the way and what of it has been confirmed."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Choice, Day, Flag, Instant, Int, Minor, Ref, Text


class FieldReportKind(StrEnum):
    """VISIT: a customer asked; DEAL: an order was paid; SERVICE: a case of service was closed."""

    VISIT = "VISIT"
    DEAL = "DEAL"
    SERVICE = "SERVICE"


class FieldReportState(StrEnum):
    DRAFT = "DRAFT"
    SENT = "SENT"
    CONFIRMED = "CONFIRMED"
    RETURNED = "RETURNED"
    WITHDRAWN = "WITHDRAWN"


class FieldReport(Row):
    """A visit, a deal or a case as told by who was there; it counts once somebody else has confirmed it.

    It says what happened, never a score.
    """

    employee = Ref("Employee", description=label("员工", "Employee"))
    kind = Choice(FieldReportKind, description=label("类别", "Kind"))
    happened_on = Day(description=label("发生日期", "Happened on"))
    customer_ref = Text(64, description=label("客户代号", "Customer reference"))
    note = Text(500, default="", description=label("说明", "Note"))
    amount = Minor(null=True, description=label("成交金额", "Amount"))
    is_key = Flag(default=False, description=label("大客户", "Key customer"))
    is_repeat = Flag(default=False, description=label("复购", "Repeat purchase"))
    is_personalised = Flag(default=False, description=label("个性化方案", "Personalised plan"))
    is_success = Flag(default=False, description=label("成功", "Success"))
    followups_due = Int(default=0, description=label("应随访次数", "Follow-ups due"))
    followups_done = Int(default=0, description=label("已随访次数", "Follow-ups done"))
    state = Choice(FieldReportState, default=FieldReportState.DRAFT, description=label("状态", "State"))
    sent_at = Instant(null=True, description=label("提交时间", "Sent at"))
    decided_by = Ref("Employee", null=True, description=label("确认人", "Confirmed by"))
    decided_at = Instant(null=True, description=label("确认时间", "Decided at"))
    decision = Text(300, default="", description=label("答复", "Answer"))

    class Meta:
        table = "field_report"
        indexes = (("employee_id", "happened_on"), ("state",))
