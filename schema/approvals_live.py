"""Requests for approval and runs of payouts as they move on."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import strawberry

from schema.approvals import ApprovalRequest
from schema.call import call
from schema.news import told
from schema.payouts import PayoutRun
from server.audit.tidings import deeds_of
from server.kernel.labels import label


@strawberry.type(description=label("审批与发放订阅", "Subscriptions of approvals and payouts"))
class ApprovalSubscription:
    @strawberry.subscription(
        description=label(
            "有变化的申请，只含可见的", "A request that was made or moved on, if one may see it"
        )
    )
    def approval_request_changed(self, info: strawberry.Info) -> AsyncGenerator[ApprovalRequest, None]:
        return told(info, "ApprovalRequest", deeds_of(call(info).ctx.store, "ApprovalRequest"))

    @strawberry.subscription(
        description=label("有变化的发放批次，只含可见的", "A run of payouts that moved on, if one may see it")
    )
    def payout_run_changed(self, info: strawberry.Info) -> AsyncGenerator[PayoutRun, None]:
        return told(info, "PayoutRun", deeds_of(call(info).ctx.store, "PayoutRun"))
