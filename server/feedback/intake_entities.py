"""How links for feedback and nicknames of agents stand on their tables."""

from __future__ import annotations

from server.feedback import models
from server.plan.entity import PUBLIC, Entity, ToOne, derive


def intake_entities() -> tuple[Entity, ...]:
    """Return the entities of intake; the models must have been initialized."""
    return (
        Entity(
            "FeedbackLink", "feedback_link", derive(models.FeedbackLink),
            {
                "employee": ToOne("Employee", "{self}.employee_id"),
                "department": ToOne("Department", "{self}.department_id"),
                "location": ToOne("Location", "{self}.location_id"),
            },
            relations=PUBLIC, order=(("kind", False), ("code", False)),
        ),
        Entity(
            "AgentNickname", "agent_nickname", derive(models.AgentNickname),
            {"employee": ToOne("Employee", "{self}.employee_id", required=True)},
            relations=PUBLIC, order=(("source", False), ("nickname", False)),
        ),
    )  # fmt: skip
