"""How the attendance types of GraphQL stand on the tables."""

from __future__ import annotations

from dataclasses import replace

from tortoise.models import Model

from server.attendance import models
from server.plan.entity import PUBLIC, Column, Entity, Kind, ToMany, ToOne, derive

Order = tuple[tuple[str, bool], ...]
DAYS = "{{self}}.{}/8"
"""Hundredths of hours as hundredths of days of eight hours."""


def in_days(*names: str) -> dict[str, Column]:
    """Return columns that tell hours in days, for what is taken by the day or half day."""
    return {
        f"{name.removesuffix('_hours')}_days": Column(DAYS.format(name), Kind.CENTI, required=True)
        for name in names
    }


def owned(
    model: type[Model],
    order: Order,
    more: dict[str, Column] | None = None,
    links: dict[str, ToOne] | None = None,
    **rest: object,
) -> Entity:
    """Return the entity of rows that belong to an employee."""
    person = {"employee": ToOne("Employee", "{self}.employee_id", required=True)}
    columns = {**derive(model), **(more or {})}
    entity = Entity(
        model.__name__,
        model._meta.db_table,
        columns,
        {**person, **(links or {})},
        owner="employee_id",
        order=order,
    )
    return replace(entity, **rest) if rest else entity  # type: ignore[arg-type] # the entity's own fields


KIND_LINK = {"type": ToOne("AbsenceType", "{self}.type_id", required=True)}


def entities() -> tuple[Entity, ...]:
    """Return the domain's entities; the models must have been initialized."""
    day = Column("{self}.valid_from", Kind.DAY, required=True)
    days = {"days": Column(DAYS.format("hours"), Kind.CENTI, required=True)}
    corrected = {"corrected_by": ToOne("Employee", "{self}.corrected_by_id")}
    request = owned(
        models.AbsenceRequest, (("first_day", True),), days,
        KIND_LINK, to_many={"taken": ToMany("AbsenceDay", "request_id")},
    )  # fmt: skip
    return (
        owned(models.AttendanceDay, (("day", True),), {"day": day}, corrected, is_fact=True),
        owned(models.AttendanceGap, (("day", True),)),
        owned(models.AttendanceAdjustment, (("for_day", True),)),
        Entity(
            "AttendanceMonth", "attendance_month", derive(models.AttendanceMonth), relations=PUBLIC,
            to_one={
                "locked_by": ToOne("Employee", "{self}.locked_by_id"),
                "unlocked_by": ToOne("Employee", "{self}.unlocked_by_id"),
            },
            order=(("month", True),),
        ),
        Entity(
            "AbsenceType", "absence_type", derive(models.AbsenceType), relations=PUBLIC, order=(("place", False),)
        ),
        request,
        owned(
            models.AbsenceDay, (("day", False),), links={
                **KIND_LINK, "request": ToOne("AbsenceRequest", "{self}.request_id", required=True)},
        ),
        owned(models.AbsenceEntry, (("created_at", True),), days, KIND_LINK),
        owned(
            models.AbsenceBalance, (("year", True),),
            in_days("granted_hours", "taken_hours", "expired_hours", "held_hours", "remaining_hours"), KIND_LINK,
        ),
    )  # fmt: skip
