"""How requirements, enrollments, sessions, exams and certificates stand on their tables."""

from __future__ import annotations

from dataclasses import replace

from server.plan.entity import PUBLIC, Column, Entity, Kind, ToMany, ToOne, derive
from server.training import models
from server.training.rules import OPEN

EMPLOYEE = ToOne("Employee", "{self}.employee_id", required=True)
COURSE = ToOne("Course", "{self}.course_id", required=True)
ENROLLMENT = ToOne("Enrollment", "{self}.enrollment_id", required=True)
STILL_OPEN = ",".join(f"'{state}'" for state in OPEN)
LATE = f"({{self}}.due_on is not null and {{self}}.due_on<:as_of and {{self}}.state in ({STILL_OPEN}))"
"""The due day itself is in time; the day after is not."""
TAKEN = (
    "(select count(*) from session_seat seat_ where seat_.session_id={self}.id and seat_.state in ({states}))"
)
RENEWED = Column(
    "exists(select 1 from training_certificate later_ where later_.employee_id={self}.employee_id "
    "and later_.course_id={self}.course_id and later_.valid_from>{self}.valid_from)",
    Kind.FLAG, required=True,
)  # fmt: skip
BOTH_IN = "case when {self}.score is not null then {self}.%s end"
"""What the first rater gave is shown once the second has rated too: the second is not led by the first."""


def entities() -> tuple[Entity, ...]:
    """Return the entities; the models must have been initialized."""
    return (
        training_rule(), enrollment(), hours_duty(), training_session(), session_seat(), *exams(),
        outside_learning(), learning_evidence(),
    )  # fmt: skip


def training_rule() -> Entity:
    own = derive(models.TrainingRule)
    return Entity(
        "TrainingRule", "training_rule", own | {"ratings": replace(own["ratings"], kind=Kind.JSON)},
        {"course": ToOne("Course", "{self}.course_id"), "path": ToOne("LearningPath", "{self}.path_id")},
        relations=PUBLIC, order=(("code", False),),
    )  # fmt: skip


def enrollment() -> Entity:
    own = derive(models.Enrollment)
    more = {
        "progress": Column("{self}.progress", Kind.CENTI, required=True),
        "is_overdue": Column(LATE, Kind.FLAG, required=True),
    }
    return Entity(
        "Enrollment", "enrollment", own | more,
        {
            "employee": EMPLOYEE,
            "course": COURSE,
            "rule": ToOne("TrainingRule", "{self}.rule_id"),
            "assigned_by": ToOne("Employee", "{self}.assigned_by_id"),
        },
        {
            "exams": ToMany("ExamAttempt", "enrollment_id"),
            "coaching": ToMany("CoachingTask", "enrollment_id"),
            "files": files_of("enrollment_id"),
        },
        owner="employee_id", order=(("due_on", False), ("assigned_on", True)),
    )  # fmt: skip


def hours_duty() -> Entity:
    own = derive(models.HoursDuty)
    late = Column(
        "({self}.met_on is null and {self}.waiver_reason='' and {self}.due_on<:as_of)",
        Kind.FLAG,
        required=True,
    )
    return Entity(
        "HoursDuty", "hours_duty", own | {"is_overdue": late},
        {"employee": EMPLOYEE, "rule": ToOne("TrainingRule", "{self}.rule_id")},
        owner="employee_id", order=(("due_on", False),),
    )  # fmt: skip


def training_session() -> Entity:
    own = derive(models.TrainingSession)

    def count(*states: str) -> Column:
        named = ",".join(f"'{state}'" for state in states)
        return Column(TAKEN.replace("{states}", named), Kind.INT, required=True)

    return Entity(
        "TrainingSession", "training_session",
        own | {"seats_taken": count("SEATED", "ATTENDED"), "seats_waiting": count("WAITING")},
        {"course": COURSE, "trainer": ToOne("Employee", "{self}.trainer_id")},
        {"seats": ToMany("SessionSeat", "session_id")},
        relations={"self": "{self}.trainer_id=:me", "org": ""}, order=(("starts_at", False),),
    )  # fmt: skip


def session_seat() -> Entity:
    return Entity(
        "SessionSeat", "session_seat", derive(models.SessionSeat),
        {"employee": EMPLOYEE, "session": ToOne("TrainingSession", "{self}.session_id", required=True)},
        owner="employee_id", order=(("place", False),),
    )  # fmt: skip


def exams() -> tuple[Entity, ...]:
    own = derive(models.Attempt)
    hidden = {
        "first_score": Column(BOTH_IN % "first_score", Kind.CENTI),
        "note": Column(BOTH_IN % "note", Kind.TEXT),
        "rubric": Column(BOTH_IN % "rubric", Kind.TEXT),
        "second_rubric": Column(BOTH_IN % "second_rubric", Kind.TEXT),
    }
    return (
        Entity(
            "ExamAttempt", "training_attempt", own | hidden,
            {
                "employee": EMPLOYEE,
                "enrollment": ENROLLMENT,
                "first_rater": ToOne("Employee", "{self}.first_rater_id"),
                "second_rater": ToOne("Employee", "{self}.second_rater_id"),
            },
            owner="employee_id", order=(("number", False),),
        ),
        Entity(
            "CoachingTask", "coaching_task", derive(models.CoachingTask),
            {"employee": EMPLOYEE, "enrollment": ENROLLMENT, "coach": ToOne("Employee", "{self}.coach_id")},
            owner="employee_id", order=(("attempt_number", False),),
        ),
        Entity(
            "Certificate", "training_certificate", derive(models.Certificate) | {"is_renewed": RENEWED},
            {"employee": EMPLOYEE, "course": COURSE},
            owner="employee_id", order=(("valid_to", False),),
        ),
    )  # fmt: skip


def outside_learning() -> Entity:
    return Entity(
        "OutsideLearning", "outside_learning", derive(models.OutsideLearning), {"employee": EMPLOYEE},
        {"files": files_of("outside_id")}, owner="employee_id", order=(("learned_on", True),),
    )  # fmt: skip


def files_of(column: str) -> ToMany:
    """Relate a row to its files that have not been taken away."""
    kept = f"case when {{self}}.removed_at is null then {{self}}.{column} end"
    return ToMany("LearningEvidence", kept, near=f"{{self}}.{column}={{parent}}", order=(("id", False),))


def learning_evidence() -> Entity:
    return Entity(
        "LearningEvidence", "learning_evidence", derive(models.LearningEvidence), {"employee": EMPLOYEE},
        owner="employee_id", order=(("id", False),),
    )  # fmt: skip
