"""How recruiting stands on its tables, and whose each row is."""

from __future__ import annotations

from server.plan.entity import Column, Entity, Join, Kind, ToMany, ToOne, derive
from server.recruiting import models as m

STATES = ("APPLIED", "TESTING", "INTERVIEWING", "OFFERED", "HIRED", "REJECTED", "WITHDRAWN")
OPENING = Join("job_opening", "{it}.id={t}.opening_id", required=True)
CANDIDATE = Join("candidate", "{it}.id={self}.candidate_id", required=True)
BY_OPENING = {"team": "{o}.department_id", "org": ""}
LATEST = (("happened_on", False), ("id", False))


def person(column: str) -> Column:
    """Return the name of a colleague, for whoever works with them on a candidate."""
    return Column(f"(select pe.name from employee pe where pe.id={{self}}.{column}_id)", Kind.TEXT)  # noqa: S608 (our own words)


def named(table: str, column: str, place: str = "self") -> Column:
    sql = f"(select na.name from {table} na where na.id={{{place}}}.{column}_id)"  # noqa: S608 (our own words)
    return Column(sql, Kind.TEXT)


def counted(state: str) -> Column:
    sql = f"(select count(*) from candidate co where co.opening_id={{self}}.id and co.state='{state}')"  # noqa: S608 (as above)
    return Column(sql, Kind.INT, required=True)


def entities() -> tuple[Entity, ...]:
    """Return the entities of recruiting; the models must have been initialized."""
    return (opening(), candidate(), *told(), vacancy(), referral())


def opening() -> Entity:
    return Entity(
        "JobOpening", "job_opening",
        derive(m.JobOpening)
        | {"owner_name": person("owner"), "owner_code": Column(
            "(select pe.code from employee pe where pe.id={self}.owner_id)", Kind.TEXT)}
        | {"owner_id": Column("{self}.owner_id", Kind.ID)}
        | {f"{state.lower()}_count": counted(state) for state in STATES},
        {
            "department": ToOne("Department", "{self}.department_id", required=True),
            "position": ToOne("Position", "{self}.position_id"),
        },
        {"candidates": ToMany("Candidate", "opening_id", order=(("applied_on", True), ("id", False)))},
        relations={"team": "{self}.department_id", "org": ""},
        search=("title", "code"), searched=("{self}.title", "{self}.code"),
        order=(("opened_on", True), ("code", False)),
    )  # fmt: skip


def candidate() -> Entity:
    """The key that opens a candidate's values is their own: they belong to no employee."""
    return Entity(
        "Candidate", "candidate",
        derive(m.Candidate) | {"referred_by_name": person("referred_by")},
        {
            "opening": ToOne("JobOpening", "{self}.opening_id", required=True),
            "employee": ToOne("Employee", "{self}.employee_id"),
        },
        {
            "events": ToMany("CandidateEvent", "candidate_id", order=LATEST),
            "tests": ToMany("CandidateTest", "candidate_id", order=(("taken_on", False), ("id", False))),
        },
        joins={
            "o": Join("job_opening", "{it}.id={self}.opening_id", required=True),
            "k": Join("person_key", "{it}.person_id={self}.id"),
        },
        relations=BY_OPENING, search=("name",), searched=("{self}.name",),
        order=(("applied_on", True), ("id", False)),
    )  # fmt: skip


def told() -> tuple[Entity, ...]:
    joins = {"t": CANDIDATE, "o": OPENING}
    return (
        Entity("CandidateEvent", "candidate_event", derive(m.CandidateEvent) | {"actor_name": person("actor")},
               joins=joins, relations=BY_OPENING, order=LATEST),
        Entity("CandidateTest", "candidate_test", derive(m.CandidateTest) | {"rater_name": person("rater")},
               joins=joins, relations=BY_OPENING, order=(("taken_on", False), ("id", False))),
    )  # fmt: skip


def vacancy() -> Entity:
    """An open post as every employee may know it: what, where, how many; neither pay nor who applied."""
    columns = derive(m.JobOpening)
    kept = {name: columns[name] for name in ("id", "code", "title", "wanted", "note", "opened_on")}
    return Entity(
        "Vacancy", "job_opening",
        kept
        | {"department_name": named("department", "department"), "position_name": named("position", "position")},
        relations={"org": ""}, there="{self}.state='OPEN'", order=(("opened_on", True), ("code", False)),
    )  # fmt: skip


def referral() -> Entity:
    """A candidate as who referred them may follow it: where they stand, and nothing of tests or pay."""
    columns = derive(m.Candidate)
    return Entity(
        "Referral", "candidate",
        {name: columns[name] for name in ("id", "name", "applied_on", "state", "decided_on")}
        | {"opening_title": Column("{o}.title", Kind.TEXT)},
        joins={"o": Join("job_opening", "{it}.id={self}.opening_id", required=True)},
        relations={"self": "{self}.referred_by_id=:me"}, order=(("applied_on", True), ("id", False)),
    )  # fmt: skip
