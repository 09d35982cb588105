"""How the people types of GraphQL stand on the tables: links, joins and the columns that are not simply stored."""

from __future__ import annotations

from dataclasses import replace

from server.people import exit_entities, models, organization_entities
from server.people.record_entities import CUSTOM_FIELD, record_entities
from server.plan.entity import PUBLIC, Column, Entity, Join, Kind, ToMany, ToOne, derive

STATUS = (
    "case when {em}.left_on<:as_of then 'LEFT' when {em}.notice_on<=:as_of then 'NOTICE' "
    "when {em}.confirmed_on is null or {em}.confirmed_on>:as_of then 'PROBATION' else 'ACTIVE' end"
)
"""`left_on` is the last day employed, so the person has left from the day after."""

LINE_MANAGER = (
    "coalesce({a}.manager_id,case when {d}.manager_id<>{self}.id then {d}.manager_id "
    "when {up}.manager_id<>{self}.id then {up}.manager_id end)"
)
"""Whom the assignment names, else the head of the department, else (for the head) the head above."""

NEAR_MANAGER = (
    "({a}.manager_id={parent} or {a}.department_id in (select id from department where manager_id={parent} "
    "or parent_id in (select id from department where manager_id={parent})))"
)


LONG_OVERTIME = "{self}.overtime_hours>3000"
"""More than thirty hours in a month: 30.00 is not, 30.01 is."""

OVERTIME_SPLIT_GAP = "case when {self}.workday_overtime_hours is null then 'TOTAL_ONLY' end"
"""Why a month does not say on which kind of day its overtime was."""

TEAM_ROWS = "select {it}.employee_id from assignment {it} where {it}.is_primary and {it}.department_id"


def version(key: str) -> Join:
    """Join how a department then was."""
    return Join("department_version", f"{{it}}.department_id={key}", fact=True)


def employee() -> Entity:
    own = derive(models.Employee)
    del own["is_withdrawn"]
    return Entity(
        name="Employee",
        table="employee",
        there="not {self}.is_withdrawn",
        columns={
            **own,
            "name": replace(own["name"], sort="{self}.name_pinyin"),
            "hired_on": Column("{em}.hired_on", Kind.DAY),
            "left_on": Column("{em}.left_on", Kind.DAY),
            "leave_kind": Column("{em}.leave_kind", Kind.TEXT),
            "leave_reason": Column("{em}.leave_reason", Kind.TEXT),
            "leave_ground": Column("{em}.leave_ground", Kind.TEXT),
            "is_regretted": Column("{em}.is_regretted", Kind.FLAG),
            "contract": Column("{em}.contract", Kind.TEXT),
            "contract_ends_on": Column("{em}.contract_ends_on", Kind.DAY),
            "probation_ends_on": Column("{em}.probation_ends_on", Kind.DAY),
            "employment_type": Column("{em}.type", Kind.TEXT),
            "vendor": Column("{em}.vendor", Kind.TEXT),
            "status": Column(STATUS, Kind.TEXT),
            "fte": Column("{a}.fte", Kind.CENTI),
            "base_salary": Column(
                "{c}.base_salary", Kind.TEXT, sealed="compensation.base_salary", row="{c}.id"
            ),
            "currency": Column("{c}.currency", Kind.TEXT),
        },
        to_one={
            "department": ToOne("Department", "{a}.department_id", required=True),
            "position": ToOne("Position", "{a}.position_id"),
            "location": ToOne("Location", "{a}.location_id"),
            "manager": ToOne("Employee", LINE_MANAGER, lead=True),
            "legal_entity": ToOne("LegalEntity", "{em}.legal_entity_id"),
        },
        to_many={
            "assignments": ToMany("Assignment", "employee_id"),
            "employments": ToMany("Employment", "employee_id"),
            "compensations": ToMany("Compensation", "employee_id"),
            "attendance": ToMany("Attendance", "employee_id"),
            "reports": ToMany("Employee", LINE_MANAGER, near=NEAR_MANAGER),
            "documents": ToMany("Document", "employee_id"),
            "notes": ToMany("Note", "employee_id"),
            "custom_fields": ToMany("CustomValue", "employee_id"),
            "goals": ToMany("Goal", "employee_id"),
            "scorecards": ToMany("Scorecard", "employee_id"),
            "reviews": ToMany("Review", "employee_id"),
            "awards": ToMany("Award", "employee_id"),
            "payouts": ToMany("Payout", "employee_id"),
            "customer_feedbacks": ToMany("CustomerFeedback", "agent_id"),
            "enrollments": ToMany("Enrollment", "employee_id"),
            "competency_assessments": ToMany("CompetencyAssessment", "employee_id"),
        },
        joins={
            "em": Join("employment", "{it}.employee_id={self}.id", fact=True, initial=True, required=True),
            "a": Join(
                "assignment",
                "{it}.employee_id={self}.id and {it}.is_primary",
                fact=True,
                initial=True,
                required=True,
            ),
            "c": Join("compensation", "{it}.employee_id={self}.id", fact=True, initial=True),
            "k": Join("person_key", "{it}.person_id={self}.id"),
            "d": Join("department", "{it}.id={a}.department_id", past=version("{a}.department_id")),
            "up": Join("department", "{it}.id={d}.parent_id", past=version("{d}.parent_id")),
        },
        relations={"self": "{self}.id=:me", "team": "{a}.department_id", "org": ""},
        team_rows=TEAM_ROWS,
        exists=("em", "a"),
        search=("name", "code"),
        searched=("{self}.name", "{self}.name_pinyin", "{self}.name_initials", "{self}.code"),
        resolved=frozenset({"metric", "career", "competencies"}),
        keyed={"custom_field": CUSTOM_FIELD},
    )


def department() -> Entity:
    return Entity(
        name="Department",
        table="department",
        columns=derive(models.Department),
        to_one={
            "parent": ToOne("Department", "{self}.parent_id"),
            "manager": ToOne("Employee", "{self}.manager_id"),
        },
        to_many={
            "children": ToMany("Department", "parent_id"),
            "employees": ToMany("Employee", "{a}.department_id"),
            "norms": ToMany("StaffingNorm", "department_id"),
        },
        joins={"v": Join("department_version", "{it}.department_id={self}.id", fact=True, required=True)},
        relations=PUBLIC,
        exists=("v",),
        dated=frozenset({"name", "kind", "parent_id", "manager_id"}),
        search=("name", "code"),
        searched=("{self}.name", "{self}.code"),
        order=(("code", False),),
        resolved=frozenset({"metric", "staffing"}),
    )


def position() -> Entity:
    columns = derive(models.Position)
    searched = ("{self}.name", "{self}.code")
    return Entity(
        "Position",
        "position",
        columns,
        relations=PUBLIC,
        search=("name", "code"),
        searched=searched,
        order=(("code", False),),
    )


def location() -> Entity:
    columns = derive(models.Location)
    searched = ("{self}.name", "{self}.code")
    return Entity(
        "Location",
        "location",
        columns,
        relations=PUBLIC,
        search=("name", "code"),
        searched=searched,
        order=(("code", False),),
    )


def employment() -> Entity:
    columns = derive(models.Employment)
    return Entity(
        "Employment",
        "employment",
        columns,
        to_one={"legal_entity": ToOne("LegalEntity", "{self}.legal_entity_id")},
        owner="employee_id",
        is_fact=True,
        order=(("hired_on", True),),
    )


def assignment() -> Entity:
    return Entity(
        name="Assignment",
        table="assignment",
        columns=derive(models.Assignment),
        to_one={
            "department": ToOne("Department", "{self}.department_id", required=True),
            "position": ToOne("Position", "{self}.position_id"),
            "location": ToOne("Location", "{self}.location_id"),
            "manager": ToOne("Employee", "{self}.manager_id"),
        },
        owner="employee_id",
        is_fact=True,
        order=(("valid_from", True),),
    )


def compensation() -> Entity:
    columns = derive(models.Compensation)
    return Entity(
        "Compensation",
        "compensation",
        columns,
        owner="employee_id",
        is_fact=True,
        order=(("valid_from", True),),
    )


def attendance() -> Entity:
    return Entity(
        "Attendance",
        "attendance",
        derive(models.Attendance)
        | {
            "has_long_overtime": Column(LONG_OVERTIME, Kind.FLAG),
            "overtime_split_gap": Column(OVERTIME_SPLIT_GAP, Kind.TEXT),
        },
        to_one={"employee": ToOne("Employee", "{self}.employee_id", required=True)},
        owner="employee_id",
        order=(("month", True),),
    )


def entities() -> tuple[Entity, ...]:
    """Return the domain's entities; the models must have been initialized."""
    return (
        employee(),
        department(),
        position(),
        location(),
        employment(),
        assignment(),
        compensation(),
        attendance(),
        *record_entities(),
        *organization_entities.entities(),
        *exit_entities.entities(),
    )
