"""How the organization's further types stand on their tables: legal entities and staffing norms."""

from __future__ import annotations

from server.people import models
from server.plan.entity import PUBLIC, Entity, ToMany, ToOne, derive


def legal_entity() -> Entity:
    return Entity(
        "LegalEntity",
        "legal_entity",
        derive(models.LegalEntity),
        to_one={"department": ToOne("Department", "{self}.department_id")},
        to_many={"employees": ToMany("Employee", "{em}.legal_entity_id")},
        relations=PUBLIC,
        search=("name", "code"),
        searched=("{self}.name", "{self}.code"),
        order=(("code", False),),
    )


def staffing_norm() -> Entity:
    """A norm is seen by those who see its department's staffing; it belongs to no person."""
    return Entity(
        "StaffingNorm",
        "staffing_norm",
        derive(models.StaffingNorm),
        to_one={
            "department": ToOne("Department", "{self}.department_id", required=True),
            "position": ToOne("Position", "{self}.position_id"),
        },
        relations={"team": "{self}.department_id", "org": ""},
        is_fact=True,
        order=(("valid_from", True),),
    )


def entities() -> tuple[Entity, ...]:
    return legal_entity(), staffing_norm()
