"""How accounts, their rights, sessions and tokens stand on the tables. A row is one's own if the account is."""

from __future__ import annotations

from dataclasses import replace

from server.access import models
from server.plan.entity import Column, Entity, Join, Kind, ToMany, ToOne, derive

OF_ACCOUNT = {"acc": Join("account", "{it}.id={self}.account_id", required=True)}
OWN = {"self": "{self}.account_id=:account", "org": ""}
INVITED = "(select max(i.expires_at) from invitation i where i.account_id={self}.id and i.used_at is null)"
BLOCKED = "(select max(t.blocked_until) from sign_in_throttle t where t.account_id={self}.id)"
NEWEST = (("created_at", True),)


def account() -> Entity:
    columns = derive(models.Account)
    return Entity(
        "Account",
        "account",
        {
            **{name: column for name, column in columns.items() if name != "password_hash"},
            "has_password": Column("({self}.password_hash is not null)", Kind.FLAG),
            "invited_until": Column(INVITED, Kind.INSTANT),
            "blocked_until": Column(BLOCKED, Kind.INSTANT),
        },
        to_one={"employee": ToOne("Employee", "{self}.employee_id")},
        to_many={
            "grants": ToMany("RoleGrant", "account_id"),
            "sessions": ToMany("Session", "account_id"),
            "tokens": ToMany("ApiToken", "account_id"),
        },
        relations={"self": "{self}.id=:account", "org": ""},
        search=("username", "displayName"),
        searched=("{self}.username", "{self}.display_name"),
        order=(("username", False),),
    )


def role_grant() -> Entity:
    joins = {"dep": Join("department", "{it}.id={self}.department_id")}
    return Entity(
        "RoleGrant",
        "role_grant",
        {**derive(models.RoleGrant), "department_code": Column("{dep}.code", Kind.TEXT)},
        to_one={
            "account": ToOne("Account", "{self}.account_id", required=True),
            "department": ToOne("Department", "{self}.department_id"),
        },
        joins=joins,
        relations=OWN,
        order=(("valid_from", True),),
    )


def grant_proposal() -> Entity:
    joins = {
        **OF_ACCOUNT,
        "dep": Join("department", "{it}.id={self}.department_id"),
        "emp": Join("employee", "{it}.id={self}.employee_id"),
    }
    return Entity(
        "GrantProposal",
        "grant_proposal",
        {
            **derive(models.GrantProposal),
            "username": Column("{acc}.username", Kind.TEXT),
            "display_name": Column("{acc}.display_name", Kind.TEXT),
            "department_code": Column("{dep}.code", Kind.TEXT),
            "employee_code": Column("{emp}.code", Kind.TEXT),
        },
        to_one={
            "employee": ToOne("Employee", "{self}.employee_id"),
            "department": ToOne("Department", "{self}.department_id"),
        },
        joins=joins,
        relations={"org": ""},
        order=NEWEST,
    )


def session() -> Entity:
    columns = derive(models.Session)
    return Entity(
        "Session",
        "session",
        {name: column for name, column in columns.items() if name != "digest"},
        to_one={"account": ToOne("Account", "{self}.account_id", required=True)},
        relations=OWN,
        order=(("seen_at", True),),
    )


def api_token() -> Entity:
    columns = derive(models.ApiToken)
    return Entity(
        "ApiToken",
        "api_token",
        {name: column for name, column in columns.items() if name != "digest"}
        | {"scope": replace(columns["scopes"], sql="{self}.scopes")},
        to_one={"account": ToOne("Account", "{self}.account_id", required=True)},
        relations=OWN,
        order=NEWEST,
    )


def entities() -> tuple[Entity, ...]:
    """Return the floor's entities; the models must have been initialized."""
    return (account(), role_grant(), grant_proposal(), session(), api_token())
