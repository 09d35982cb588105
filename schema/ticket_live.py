"""Feedback as it comes."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import strawberry

from schema.call import call
from schema.news import told
from schema.tickets import CustomerFeedback
from server.feedback.arrivals import arrivals_of
from server.kernel.labels import label


@strawberry.type(description=label("反馈订阅", "Subscriptions of feedback"))
class FeedbackSubscription:
    @strawberry.subscription(
        description=label(
            "收到或转来的反馈，只含可见的", "Feedback that came in or was given on, as far as one may see it"
        )
    )
    def customer_feedback_received(self, info: strawberry.Info) -> AsyncGenerator[CustomerFeedback, None]:
        return told(info, "CustomerFeedback", arrivals_of(call(info).ctx.store))
