"""How jobs and messages stand on the tables: their state, never what they carry, which may speak of people."""

from __future__ import annotations

from server.jobs import models
from server.plan.entity import Column, Entity, Kind, derive

NEWEST = (("created_at", True),)
KEPT_BACK = frozenset({"args", "payload", "result", "receipt", "key", "lease"})


def entities() -> tuple[Entity, ...]:
    """Return the floor's entities; the models must have been initialized."""
    job, message = derive(models.Job), derive(models.OutboxMessage)
    told = Column("({self}.receipt is not null)", Kind.FLAG)
    return (
        Entity("JobEntry", "job", open_columns(job), relations={"org": ""}, order=NEWEST),
        Entity(
            "Delivery",
            "outbox_message",
            open_columns(message) | {"has_receipt": told},
            relations={"org": ""},
            order=NEWEST,
        ),
    )


def open_columns(columns: dict[str, Column]) -> dict[str, Column]:
    return {name: column for name, column in columns.items() if name not in KEPT_BACK}
