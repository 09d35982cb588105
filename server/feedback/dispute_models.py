"""Tables of disputes: an agent objects to a customer's answer, and somebody else decides whether it counts."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Choice, Instant, Ref, Text


class AnswerDisputeState(StrEnum):
    """EXCLUDED: the answer does not count; UPHELD: it does; REVERSED: it had been excluded and counts again."""

    WAITING = "WAITING"
    EXCLUDED = "EXCLUDED"
    UPHELD = "UPHELD"
    REVERSED = "REVERSED"
    WITHDRAWN = "WITHDRAWN"


class AnswerDispute(Row):
    """An objection to one answer; `answer_ref` names the version of the answer that is known now."""

    agent = Ref("Employee", description=label("客服人员", "Agent"))
    answer = Ref("CustomerFeedback", description=label("客户评价", "Customer's answer"))
    reason = Text(500, description=label("理由", "Reason"))
    state = Choice(AnswerDisputeState, default=AnswerDisputeState.WAITING, description=label("状态", "State"))
    decision = Text(500, default="", description=label("裁定说明", "Decision"))
    decided_by = Ref("Employee", null=True, description=label("裁定人", "Decided by"))
    decided_at = Instant(null=True, description=label("裁定时间", "Decided at"))
    reversed_at = Instant(null=True, description=label("撤销排除时间", "Reversed at"))

    class Meta:
        table = "answer_dispute"
        indexes = (("agent_id", "state"), ("answer_id",))
