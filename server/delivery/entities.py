"""How receivers, what was sent, and digests stand on their tables; no address, secret or person's robot among them."""

from __future__ import annotations

from server.delivery import models
from server.plan.entity import Column, Entity, Join, Kind, ToOne, derive

KEPT_BACK = frozenset(
    {"address", "secret", "secret_before", "employee_id", "event_id", "target", "notice_id"}
)
ORG = {"org": ""}
"""The keeper's alone, whoever the message was for."""


def entities() -> tuple[Entity, ...]:
    """Return the entities; the models must have been initialized."""
    webhook = ToOne("Webhook", "{self}.endpoint_id")
    return (
        Entity(
            "Webhook", "delivery_endpoint", open_columns(derive(models.DeliveryEndpoint)), relations=ORG,
            there="{self}.employee_id is null", order=(("name", False),),
        ),
        Entity(
            "DeliveryEntry", "delivery_entry", open_columns(derive(models.DeliveryEntry)),
            {"webhook": ToOne("Webhook", "case when {self}.notice_id is null then {self}.endpoint_id end")},
            relations=ORG, order=(("created_at", True),),
        ),
        Entity(
            "DepartmentDigest", "department_digest", {
                **open_columns(derive(models.DepartmentDigest)),
                "department_code": Column("{d}.code", Kind.TEXT), "department_name": Column("{d}.name", Kind.TEXT),
            },
            {"webhook": webhook}, joins={"d": Join("department", "{it}.id={self}.department_id")},
            relations=ORG, order=(("id", False),),
        ),
    )  # fmt: skip


def open_columns(columns: dict[str, Column]) -> dict[str, Column]:
    return {name: column for name, column in columns.items() if name not in KEPT_BACK}
