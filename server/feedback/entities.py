"""How customers' answers and their disputes stand on their tables."""

from __future__ import annotations

from server.feedback import models
from server.plan.entity import Entity, ToOne, derive

KNOWN_NOW = "{self}.superseded_at is null and {self}.agent_id is not null"


def entities() -> tuple[Entity, ...]:
    """Return the domain's entities; the models must have been initialized."""
    agent = ToOne("Employee", "{self}.agent_id", required=True)
    return (
        Entity(
            "CustomerAnswer", "customer_feedback", derive(models.CustomerFeedback), {"agent": agent},
            owner="agent_id", order=(("received_at", True),),
        ),
        Entity(
            "AnswerDispute", "answer_dispute", derive(models.AnswerDispute),
            {
                "agent": agent,
                "answer": ToOne("CustomerAnswer", "{self}.answer_id", required=True),
                "decided_by": ToOne("Employee", "{self}.decided_by_id"),
            },
            owner="agent_id", order=(("created_at", True),),
        ),
    )  # fmt: skip
