"""How the desk's types of GraphQL stand on its tables."""

from __future__ import annotations

from server.desk import models
from server.plan.entity import Entity, derive


def entities() -> tuple[Entity, ...]:
    """Return the entities; the models must have been initialized. Only whom it tells sees a notice."""
    return (
        Entity(
            "Notice",
            "notice",
            derive(models.Notice),
            relations={"self": "{self}.employee_id=:me"},
            order=(("created_at", True),),
        ),
    )
