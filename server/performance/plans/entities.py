"""How the types of score plans stand on their tables; all of it is public inside."""

from __future__ import annotations

from server.performance.plans import models
from server.plan.entity import PUBLIC, Column, Entity, Kind, ToMany, ToOne, derive

DEPARTMENT = {"department": ToOne("Department", "{self}.department_id")}


def entities() -> tuple[Entity, ...]:
    """Return the entities of plans; the models must have been initialized."""
    group = {"group": Column("{self}.component_group", Kind.TEXT, required=True)}
    parts = derive(models.PlanComponent) | group
    return (
        Entity(
            "RoleFamily", "role_family", derive(models.RoleFamily), relations=PUBLIC, order=(("code", False),)
        ),
        Entity(
            "TransformationStage", "transformation_stage", derive(models.TransformationStage), DEPARTMENT,
            relations=PUBLIC, order=(("valid_from", False),),
        ),
        Entity(
            "ScorePlan", "score_plan", derive(models.ScorePlan), DEPARTMENT,
            {"components": ToMany("PlanComponent", "plan_id")}, relations=PUBLIC,
            order=(("code", False), ("revision", True)), search=("name", "code"),
            searched=("{self}.name", "{self}.name_en", "{self}.code"),
        ),
        Entity(
            "PlanComponent", "plan_component", parts,
            {"plan": ToOne("ScorePlan", "{self}.plan_id", required=True)},
            {"stages": ToMany("StageWeight", "component_id")}, relations=PUBLIC, order=(("place", False),),
        ),
        Entity(
            "StageWeight", "stage_weight", derive(models.StageWeight),
            {"component": ToOne("PlanComponent", "{self}.component_id", required=True)}, relations=PUBLIC,
            order=(("stage", False),),
        ),
    )  # fmt: skip
