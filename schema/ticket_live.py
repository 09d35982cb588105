"""Feedback as it comes: each event is asked of the policy and the row scope anew, so that nobody hears of another's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import strawberry

from schema.call import call, changed
from schema.tickets import CustomerFeedback
from server.feedback.arrivals import Listener, arrivals_of
from server.kernel.labels import label

LOOK_SECONDS = 0.4
MOST_LOOKS = 9000
"""After an hour the client subscribes anew."""


@strawberry.type(description=label("反馈订阅", "Subscriptions of feedback"))
class FeedbackSubscription:
    @strawberry.subscription(
        description=label(
            "收到或转来的反馈，只含可见的", "Feedback that came in or was given on, as far as one may see it"
        )
    )
    async def customer_feedback_received(
        self, info: strawberry.Info
    ) -> AsyncGenerator[CustomerFeedback, None]:
        listener = Listener(arrivals_of(call(info).ctx.store))
        for _ in range(MOST_LOOKS):
            for ticket in await listener.news():
                if (row := await changed(info, "CustomerFeedback", ticket)) is not None:
                    yield row
            await asyncio.sleep(LOOK_SECONDS)
