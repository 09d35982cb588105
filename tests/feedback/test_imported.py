"""Answers of a file: a later file knows which customers' orders have been rated."""

from __future__ import annotations

from datetime import timedelta

from server.feedback.models import FeedbackInvalidReason
from server.feedback.operations.imported import judge_new
from server.feedback.operations.receiving import create_customer_feedback
from tests.feedback.ticketing import town
from tests.plan.world import NOW


async def test_a_file_knows_what_was_said_before(store):
    hr = await town(store)
    await create_customer_feedback(hr, score=5, customer_ref="c7", order_ref="A1")
    said = {"customer_id": "c7", "score": 4, "received_at": NOW}
    told = {
        "again": {**said, "order_ref": "A1"},
        "tomorrow": {**said, "order_ref": "A1", "received_at": NOW + timedelta(days=1)},
        "unnamed": said.copy(),
        "marked": {**said, "order_ref": "A1", "is_valid": True},
        "silent": {"customer_id": "c8", "received_at": NOW, "kind": "SURVEY"},
        "complaint": {"customer_id": "c8", "received_at": NOW, "kind": "COMPLAINT"},
    }

    await judge_new(hr, told)

    reasons = {key: row.get("reason") for key, row in told.items()}
    assert reasons == {
        "again": FeedbackInvalidReason.DUPLICATE, "tomorrow": None, "unnamed": None, "marked": None,
        "silent": FeedbackInvalidReason.EMPTY, "complaint": None,
    }  # fmt: skip
    assert told["again"]["is_valid"] is False
