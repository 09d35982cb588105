"""Support requests as they move on."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import strawberry

from schema.call import call
from schema.engagement import SupportRequest
from schema.news import told
from server.engagement.steps import steps_of
from server.kernel.labels import label


@strawberry.type(description=label("支持请求订阅", "Subscriptions of support"))
class SupportSubscription:
    @strawberry.subscription(
        description=label("有变化的支持请求，只含可见的", "A request that moved on, if one may see it")
    )
    def support_request_changed(self, info: strawberry.Info) -> AsyncGenerator[SupportRequest, None]:
        return told(info, "SupportRequest", steps_of(call(info).ctx.store))
