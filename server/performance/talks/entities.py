"""How talks stand on their tables: for the two who hold them, and for nobody else; HR sees whether one was held."""

from __future__ import annotations

from server.performance.facts import OneOnOne
from server.performance.talks import models
from server.plan.entity import Column, Entity, Join, Kind, ToMany, ToOne, derive

BOTH = "({t}.employee_id=:me or {t}.manager_id=:me)"
EMPLOYEE = ToOne("Employee", "{self}.employee_id", required=True)


def entities() -> tuple[Entity, ...]:
    """Return the entities of talks; the models must have been initialized."""
    return (talk(), item(), note(), one_on_one())


def talk() -> Entity:
    return Entity(
        "Talk",
        "talk",
        {**derive(models.Talk), "manager_name": Column("{m}.name", Kind.TEXT)},
        {"employee": EMPLOYEE, "manager": ToOne("Employee", "{self}.manager_id", required=True)},
        {
            "items": ToMany("TalkItem", "talk_id", order=(("place", False),)),
            "my_notes": ToMany("TalkNote", "talk_id"),
        },
        joins={"m": Join("employee", "{it}.id={self}.manager_id", required=True)},
        relations={"self": BOTH.replace("{t}", "{self}")},
        order=(("planned_at", True),),
    )


def item() -> Entity:
    return Entity(
        "TalkItem",
        "talk_item",
        derive(models.TalkItem),
        {
            "talk": ToOne("Talk", "{self}.talk_id", required=True),
            "author": ToOne("Employee", "{self}.author_id", required=True),
            "owner": ToOne("Employee", "{self}.owner_id"),
        },
        joins={"t": Join("talk", "{it}.id={self}.talk_id", required=True)},
        relations={"self": BOTH},
        order=(("due_on", False), ("place", False)),
    )


def note() -> Entity:
    return Entity(
        "TalkNote",
        "talk_note",
        derive(models.TalkNote),
        relations={"self": "{self}.author_id=:me"},
        order=(("created_at", True),),
    )


def one_on_one() -> Entity:
    return Entity(
        "OneOnOne",
        "one_on_one",
        derive(OneOnOne),
        {"employee": EMPLOYEE},
        owner="employee_id",
        order=(("month", True),),
    )
