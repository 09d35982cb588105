"""How improvement plans stand on their tables: a draft is for those who lead it, until it was talked over."""

from __future__ import annotations

from server.performance.improvement import models
from server.plan.entity import Classed, Entity, Join, ToMany, ToOne, derive

DRAFT, AGREED = "assessment_draft", "improvement_plan"
CLASS = f"case when {{p}}.state in ('DRAFT','REVOKED') then '{DRAFT}' else '{AGREED}' end"
EMPLOYEE = ToOne("Employee", "{self}.employee_id", required=True)
PLAN_FIELDS = frozenset({
    "employee", "owner", "scorecardId", "cycle", "score", "standard", "state", "dueOn", "talkOn", "startsOn", "endsOn",
    "aim", "outcome", "acknowledgedAt", "closedAt", "createdAt", "version", "steps",
})  # fmt: skip
STEP_FIELDS = frozenset({"plan", "employee", "place", "text", "support", "dueOn", "doneOn", "version"})


def entities() -> tuple[Entity, ...]:
    """Return the entities of improvement plans; the models must have been initialized."""
    return (plan(), step())


def plan() -> Entity:
    return Entity(
        "ImprovementPlan",
        "improvement_plan",
        derive(models.ImprovementPlan),
        {"employee": EMPLOYEE, "owner": ToOne("Employee", "{self}.owner_id")},
        {"steps": ToMany("ImprovementStep", "plan_id", order=(("place", False),))},
        owner="employee_id",
        order=(("created_at", True),),
        classed=Classed(CLASS.replace("{p}", "{self}"), (DRAFT, AGREED), PLAN_FIELDS),
    )


def step() -> Entity:
    return Entity(
        "ImprovementStep",
        "improvement_step",
        derive(models.ImprovementStep),
        {"plan": ToOne("ImprovementPlan", "{self}.plan_id", required=True), "employee": EMPLOYEE},
        joins={"p": Join("improvement_plan", "{it}.id={self}.plan_id", required=True)},
        owner="employee_id",
        order=(("place", False),),
        classed=Classed(CLASS, (DRAFT, AGREED), STEP_FIELDS),
    )
