"""How cycles, scorecards and their lines stand on the tables: what a score shows before it is published, and to whom.

A score, a rating and the points of what people rate show to everybody who may see the card only once it is published.
Until then they stand in `draft_…` columns of a class of their own, which the person it is about never reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from server.performance.cycles import models
from server.performance.cycles.models import OUT
from server.plan.entity import PUBLIC, Column, Entity, Join, Kind, ToMany, ToOne, derive

PUBLISHED = ",".join(f"'{state}'" for state in OUT)
EMPLOYEE = ToOne("Employee", "{self}.employee_id", required=True)
CYCLE = ToOne("ReviewCycle", "{self}.cycle_id", required=True)
CARD = ToOne("Scorecard", "{self}.scorecard_id", required=True)
SETTLED = "not exists (select 1 from review_cycle rc where rc.id={self}.cycle_id and rc.is_settling)"
"""All candidates of a cycle are there together."""


def entities() -> tuple[Entity, ...]:
    """Return the entities of cycles; the models must have been initialized."""
    return (review_cycle(), scorecard(), score_line(), score_dispute(), reward_candidate())


def review_cycle() -> Entity:
    return Entity(
        "ReviewCycle",
        "review_cycle",
        derive(models.ReviewCycle),
        to_many={"scorecards": ToMany("Scorecard", "cycle_id")},
        relations=PUBLIC,
        order=(("starts_on", True), ("grain", False)),
    )


def scorecard() -> Entity:
    own = derive(models.Scorecard)
    return Entity(
        "Scorecard",
        "scorecard",
        once_out(own, ("score", "rating", "rank", "reason"), f"{{self}}.state in ({PUBLISHED})"),
        {
            "employee": EMPLOYEE,
            "cycle": CYCLE,
            "plan": ToOne("ScorePlan", "{self}.plan_id", required=True),
            "department": ToOne("Department", "{self}.department_id"),
            "rater": ToOne("Employee", "{self}.rater_id"),
            "replaces": ToOne("Scorecard", "{self}.replaces_id"),
        },
        {
            "lines": ToMany("ScoreLine", "scorecard_id"),
            "disputes": ToMany("ScoreDispute", "scorecard_id"),
        },
        owner="employee_id",
        order=(("computed_at", True),),
    )


def score_line() -> Entity:
    """What people enter shows once the card is published; a figure is nobody's secret from the person it is about."""
    own = derive(models.ScoreLine)
    entered = ("value", "points", "n", "note", "reason")
    return Entity(
        "ScoreLine",
        "score_line",
        once_out(own, entered, f"(not {{self}}.is_entered or {{sc}}.state in ({PUBLISHED}))")
        | {"is_rated": Column("({self}.value is not null)", Kind.FLAG, required=True)},
        {
            "scorecard": CARD,
            "employee": EMPLOYEE,
            "component": ToOne("PlanComponent", "{self}.component_id", required=True),
            "entered_by": ToOne("Employee", "{self}.entered_by_id"),
        },
        joins={"sc": Join("scorecard", "{it}.id={self}.scorecard_id", required=True)},
        owner="employee_id",
        order=(("place", False),),
    )


def score_dispute() -> Entity:
    return Entity(
        "ScoreDispute",
        "score_dispute",
        derive(models.ScoreDispute),
        {
            "scorecard": CARD,
            "employee": EMPLOYEE,
            "line": ToOne("ScoreLine", "{self}.line_id"),
            "decided_by": ToOne("Employee", "{self}.decided_by_id"),
        },
        owner="employee_id",
        order=(("created_at", True),),
    )


def reward_candidate() -> Entity:
    return Entity(
        "RewardCandidate",
        "reward_candidate",
        derive(models.RewardCandidate),
        {"employee": EMPLOYEE, "cycle": CYCLE, "scorecard": CARD},
        owner="employee_id",
        there=SETTLED,
        order=(("created_at", True),),
    )


def once_out(own: dict[str, Column], names: Iterable[str], condition: str) -> dict[str, Column]:
    """Let columns be empty until the condition holds, with each one's draft beside it, empty for its own person.

    A policy speaks of relations one by one: whoever leads the department they are in would see their own as a
    member of the team. So the draft of one's own card is left out here, whatever the role.
    """
    shown, drafts = {}, {}
    for name in names:
        sql = own[name].sql
        shown[name] = replace(own[name], sql=f"case when {condition} then {sql} end", required=False)
        others = f"case when {{self}}.employee_id=:me then null else {sql} end"
        drafts[f"draft_{name}"] = replace(own[name], sql=others, required=False)
    return own | shown | drafts
