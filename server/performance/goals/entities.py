"""How goals stand on their tables: those of the company and of teams are public inside, a person's are not."""

from __future__ import annotations

from typing import Final

from server.performance.goals import models
from server.plan.entity import Classed, Column, Entity, Join, Kind, ToMany, ToOne, derive

SHARED, OWN = "shared_goal", "goal"
CLASS: Final = f"case when {{g}}.level='PERSON' then '{OWN}' else '{SHARED}' end"
GOAL_FIELDS = frozenset({
    "parent", "level", "department", "employee", "title", "note", "metric", "changeKind", "aim", "baseline",
    "targetChange", "required", "startsOn", "endsOn", "state", "actual", "progress", "status", "receipt", "measuredAt",
    "confidence", "childSum", "isSumWithin", "settledAt", "children", "checkIns", "createdAt", "version", "isTop",
})  # fmt: skip
CHECK_IN_FIELDS = frozenset(
    {"goal", "author", "onDay", "confidence", "text", "actual", "progress", "createdAt"}
)


def entities() -> tuple[Entity, ...]:
    """Return the entities of goals; the models must have been initialized."""
    return (goal(), check_in())


def goal() -> Entity:
    place = "coalesce({a}.department_id,{self}.department_id)"
    return Entity(
        "Goal",
        "goal",
        {**derive(models.Goal), "is_top": Column("({self}.parent_id is null)", Kind.FLAG, required=True)},
        {
            "parent": ToOne("Goal", "{self}.parent_id"),
            "department": ToOne("Department", "{self}.department_id"),
            "employee": ToOne("Employee", "{self}.employee_id"),
        },
        {
            "children": ToMany("Goal", "parent_id", order=(("starts_on", False),)),
            "check_ins": ToMany("GoalCheckIn", "goal_id"),
        },
        joins={"a": post("{self}.employee_id")},
        relations={"self": "{self}.employee_id=:me", "team": place, "org": ""},
        search=("title",),
        searched=("{self}.title",),
        order=(("starts_on", True), ("level", False)),
        classed=Classed(CLASS.replace("{g}", "{self}"), (SHARED, OWN), GOAL_FIELDS),
    )


def check_in() -> Entity:
    return Entity(
        "GoalCheckIn",
        "goal_check_in",
        derive(models.GoalCheckIn),
        {
            "goal": ToOne("Goal", "{self}.goal_id", required=True),
            "author": ToOne("Employee", "{self}.author_id"),
        },
        joins={
            "g": Join("goal", "{it}.id={self}.goal_id", required=True),
            "a": post("{g}.employee_id"),
        },
        relations={
            "self": "{g}.employee_id=:me",
            "team": "coalesce({a}.department_id,{g}.department_id)",
            "org": "",
        },
        order=(("on_day", True), ("created_at", True)),
        classed=Classed(CLASS, (SHARED, OWN), CHECK_IN_FIELDS),
    )


def post(key: str) -> Join:
    return Join("assignment", f"{{it}}.employee_id={key} and {{it}}.is_primary", fact=True, initial=True)
