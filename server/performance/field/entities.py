"""How reports from the field stand on their table."""

from __future__ import annotations

from server.performance.field import models
from server.plan.entity import Entity, ToOne, derive


def field_entities() -> tuple[Entity, ...]:
    """Return the entity of reports; the models must have been initialized."""
    return (
        Entity(
            "FieldReport", "field_report", derive(models.FieldReport),
            {
                "employee": ToOne("Employee", "{self}.employee_id", required=True),
                "decided_by": ToOne("Employee", "{self}.decided_by_id"),
            },
            owner="employee_id", order=(("happened_on", True),),
        ),
    )  # fmt: skip
