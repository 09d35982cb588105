"""How competencies, profiles and assessments stand on their tables."""

from __future__ import annotations

from dataclasses import replace

from server.plan.entity import PUBLIC, Column, Entity, Kind, ToMany, ToOne, derive
from server.talent import models

COMPETENCY = ToOne("Competency", "{self}.competency_id", required=True)
IN_USE = "({self}.retired_on is null or {self}.retired_on>:as_of)"
ASSESSOR = "(select ae.name from employee ae where ae.id={self}.assessor_id)"
"""Who assessed is named to whoever may read the assessment, also where they may not open that person's record."""


def competency_entities() -> tuple[Entity, ...]:
    """Return the entities; the models must have been initialized."""
    competency = derive(models.Competency)
    lists = {name: replace(competency[name], kind=Kind.JSON) for name in ("anchors", "anchors_en")}
    return (
        Entity(
            "Competency", "competency",
            competency | lists | {"is_in_use": Column(IN_USE, Kind.FLAG, required=True)},
            relations=PUBLIC, order=(("code", False),), search=("name", "code"),
            searched=("{self}.name", "{self}.name_en", "{self}.code"),
        ),
        Entity(
            "CompetencyProfile", "competency_profile", derive(models.CompetencyProfile),
            {"position": ToOne("Position", "{self}.position_id", required=True)},
            {"requirements": ToMany("CompetencyRequirement", "profile_id", order=(("valid_from", False),))},
            relations=PUBLIC, order=(("id", False),),
        ),
        Entity(
            "CompetencyRequirement", "competency_requirement", derive(models.CompetencyRequirement),
            {"competency": COMPETENCY, "position": ToOne("Position", "{self}.position_id", required=True)},
            relations=PUBLIC, there="{self}.superseded_at is null", order=(("valid_from", False),),
        ),
        Entity(
            "CompetencyAssessment", "competency_assessment",
            derive(models.CompetencyAssessment) | {"assessor_name": Column(ASSESSOR, Kind.TEXT)},
            {"employee": ToOne("Employee", "{self}.employee_id", required=True), "competency": COMPETENCY},
            owner="employee_id", there="{self}.superseded_at is null", order=(("assessed_on", True), ("id", True)),
        ),
    )  # fmt: skip
