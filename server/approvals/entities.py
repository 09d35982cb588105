"""How the approval types of GraphQL stand on the tables; what awaits somebody counts as their own."""

from __future__ import annotations

from server.approvals import models
from server.plan.entity import PUBLIC, Column, Entity, Join, Kind, ToMany, ToOne, derive

IN_STEAD = (
    "select d.employee_id from deputy d where d.deputy_id=:me and not d.is_ended and d.valid_from<=:as_of "
    "and d.valid_to>=:as_of and (d.kinds='' or ' '||d.kinds||' ' like '% '||{kind}||' %')"
)
"""Those in whose stead the reader decides today."""


def mine(task: str, request: str) -> str:
    """Spell that a task awaits the reader, as approver or as deputy."""
    stead = IN_STEAD.replace("{kind}", f"{request}.kind")
    return f"({task}.approver_id=:me or {task}.approver_id in ({stead}))"


DUE = (
    "{self}.state='WAITING' and {r}.state='OPEN' and {r}.step={self}.step "
    "and {r}.employee_id<>:me and {r}.asked_by<>:me and " + mine("{self}", "{r}")
)
"""What awaits the reader now: the root `approvals`."""

OF_TASK = (
    "({r}.employee_id=:me or {r}.asked_by=:me or exists (select 1 from approval_task t "
    "where t.request_id={self}.request_id and (t.decided_by=:me or {mine})))"
).replace("{mine}", mine("t", "{r}"))
"""Who is asked at any step of a request sees who else is."""
OF_REQUEST = (
    "({self}.employee_id=:me or {self}.asked_by=:me or exists (select 1 from approval_task t "
    "where t.request_id={self}.id and (t.decided_by=:me or {mine})))"
).replace("{mine}", mine("t", "{self}"))


def person(key: str) -> Join:
    return Join("employee", f"{{it}}.id={key}")


def post(key: str) -> Join:
    return Join("assignment", f"{{it}}.employee_id={key} and {{it}}.is_primary", fact=True, initial=True)


def request() -> Entity:
    return Entity(
        name="ApprovalRequest",
        table="approval_request",
        columns={
            **derive(models.ApprovalRequest),
            "employee_name": Column("{e}.name", Kind.TEXT),
            "department_name": Column("{d}.name", Kind.TEXT),
        },
        to_one={"employee": ToOne("Employee", "{self}.employee_id")},
        to_many={"tasks": ToMany("ApprovalTask", "request_id", order=(("step", False),))},
        joins={
            "e": person("{self}.employee_id"),
            "a": post("{self}.employee_id"),
            "d": Join("department", "{it}.id={a}.department_id"),
        },
        relations={"self": OF_REQUEST, "team": "{a}.department_id", "org": ""},
        order=(("created_at", True),),
    )


def task() -> Entity:
    return Entity(
        name="ApprovalTask",
        table="approval_task",
        columns={
            **derive(models.ApprovalTask),
            "approver_name": Column("{e}.name", Kind.TEXT),
            "decided_by_name": Column("{b}.name", Kind.TEXT),
            "deputy_for_name": Column("{s}.name", Kind.TEXT),
        },
        to_one={"request": ToOne("ApprovalRequest", "{self}.request_id", required=True)},
        joins={
            "r": Join("approval_request", "{it}.id={self}.request_id", required=True),
            "e": person("{self}.approver_id"),
            "b": person("{self}.decided_by"),
            "s": person("{self}.deputy_for"),
            "a": post("{r}.employee_id"),
        },
        relations={"self": OF_TASK, "team": "{a}.department_id", "org": ""},
        order=(("created_at", False),),
    )


def chain() -> Entity:
    return Entity(
        name="ApprovalChain",
        table="approval_chain",
        columns=derive(models.ApprovalChain),
        to_one={"department": ToOne("Department", "{self}.department_id")},
        relations=PUBLIC,
        order=(("kind", False),),
    )


def deputy() -> Entity:
    return Entity(
        name="Deputy",
        table="deputy",
        columns={
            **derive(models.Deputy),
            "employee_name": Column("{e}.name", Kind.TEXT),
            "deputy_name": Column("{p}.name", Kind.TEXT),
        },
        joins={"e": person("{self}.employee_id"), "p": person("{self}.deputy_id")},
        relations={"self": "({self}.employee_id=:me or {self}.deputy_id=:me)", "org": ""},
        order=(("valid_from", True),),
    )


def entities() -> tuple[Entity, ...]:
    """Return the entities; the models must have been initialized."""
    return request(), task(), chain(), deputy()
