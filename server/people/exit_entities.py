"""How the types of leaving stand on the tables; each row belongs to the person who leaves."""

from __future__ import annotations

from server.people import models
from server.people.exit_gaps import OWN, active_in
from server.plan.entity import Column, Entity, Join, Kind, ToMany, ToOne, derive

OPEN_STEPS = "(select count(*) from exit_step es where es.exit_id={self}.id and es.state='WAITING')"


def resignation() -> Entity:
    return Entity(
        name="Resignation",
        table="resignation",
        columns={
            **derive(models.Resignation),
            "state": Column("{r}.state", Kind.TEXT),
            "settled_at": Column("{r}.settled_at", Kind.INSTANT),
        },
        to_one={
            "employee": ToOne("Employee", "{self}.employee_id", required=True),
            "request": ToOne("ApprovalRequest", "{self}.request_id"),
        },
        joins={"r": Join("approval_request", "{it}.id={self}.request_id")},
        owner="employee_id",
        order=(("handed_in_on", True),),
    )


def leaving() -> Entity:
    return Entity(
        name="Exit",
        table="exit_case",
        columns={**derive(models.ExitCase), "open_steps": Column(OPEN_STEPS, Kind.INT, required=True)},
        to_one={
            "employee": ToOne("Employee", "{self}.employee_id", required=True),
            "severance": ToOne(
                "SeveranceDraft", "(select sd.id from severance_draft sd where sd.exit_id={self}.id)"
            ),
        },
        to_many={"steps": ToMany("ExitStep", "exit_id")},
        owner="employee_id",
        order=(("last_day", True),),
    )


def step() -> Entity:
    return Entity(
        "ExitStep", "exit_step", derive(models.ExitStep), owner="employee_id", order=(("target", False),)
    )


def draft() -> Entity:
    return Entity(
        name="SeveranceDraft",
        table="severance_draft",
        columns=derive(models.SeveranceDraft),
        to_one={"employee": ToOne("Employee", "{self}.employee_id", required=True)},
        owner="employee_id",
        order=(("created_at", True),),
    )


def gap() -> Entity:
    """A person seen as one who should be gone: rows are in view only of who sees the roster."""
    return Entity(
        name="ExitGap",
        table="employee",
        columns={
            "id": Column("{self}.id", Kind.ID, required=True),
            "left_on": Column("{em}.left_on", Kind.DAY),
            "active_in": Column(active_in(OWN), Kind.TEXT),
        },
        to_one={"employee": ToOne("Employee", "{self}.id", required=True)},
        joins={"em": Join("employment", "{it}.employee_id={self}.id", fact=True, required=True)},
        owner="id",
        order=(("left_on", False),),
    )


def entities() -> tuple[Entity, ...]:
    return resignation(), leaving(), step(), draft()
