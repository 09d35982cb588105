"""How contacts stand on their table for the board of the day: who waits, since when, and with whom."""

from __future__ import annotations

from server.feedback import models
from server.plan.entity import Column, Entity, Kind, ToOne, derive

WAITS = (
    "({self}.first_response_at is null and {self}.resolved_at is null "
    "and not {self}.is_abandoned and {self}.is_valid)"
)


def board_entities() -> tuple[Entity, ...]:
    """Return the entity of contacts; the models must have been initialized."""
    return (
        Entity(
            "Contact", "contact", {**derive(models.Contact), "is_waiting": Column(WAITS, Kind.FLAG, required=True)},
            {"agent": ToOne("Employee", "{self}.agent_id")},
            owner="agent_id", there="{self}.superseded_at is null", order=(("opened_at", False),),
        ),
    )  # fmt: skip
