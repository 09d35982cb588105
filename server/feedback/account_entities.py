"""How customers' accounts and their timeline stand on the tables of facts.

What happened with a customer is seen by whoever may see the account, whichever colleague served them: an account's
person is who looks after it, and so are they of its contacts, orders, cases, needs, segments and people to speak to.
"""

from __future__ import annotations

from tortoise.models import Model

from server.feedback import models
from server.plan.entity import Column, Entity, Join, Kind, ToMany, ToOne, derive

KNOWN_NOW = "{self}.superseded_at is null"
ACCOUNT = Join(
    "customer_account",
    "{it}.id=(select min(ca.id) from customer_account ca where ca.customer_ref={self}.customer_ref "
    "and ca.superseded_at is null)",
)
POST = Join("assignment", "{it}.employee_id={acc}.agent_id and {it}.is_primary", fact=True, initial=True)
BY_ACCOUNT = {"self": "{acc}.agent_id=:me", "team": "{post}.department_id", "org": ""}
WAITED = {"wait_seconds": Column("{self}.wait_ms/1000", Kind.INT, required=True)}
JOINS = {"acc": ACCOUNT, "post": POST}


def account_entities() -> tuple[Entity, ...]:
    """Return the entities; the models must have been initialized."""
    ref = "{self}.customer_ref"
    agent = ToOne("Employee", "{self}.agent_id")
    return (
        Entity(
            "CustomerAccount", "customer_account", derive(models.CustomerAccount), {"agent": agent},
            {
                "contacts": ToMany("AccountContact", "customer_ref", ref),
                "orders": ToMany("AccountPurchase", "customer_ref", ref),
                "cases": ToMany("AccountCase", "customer_ref", ref),
                "needs": ToMany("AccountNeed", "customer_ref", ref),
                "segments": ToMany("AccountSegment", "customer_ref", ref),
                "persons": ToMany("AccountPerson", "customer_ref", ref),
                "feedbacks": ToMany("CustomerFeedback", "customer_ref", ref),
            },
            owner="agent_id", there=KNOWN_NOW, search=("name", "code"),
            searched=("{self}.name", "{self}.code", "{self}.customer_ref"),
            order=(("name", False),),
        ),
        served("AccountContact", models.Contact, "contact", "opened_at", WAITED),
        served("AccountPurchase", models.SalesOrder, "sales_order", "paid_on"),
        served("AccountCase", models.ServiceCase, "service_case", "closed_on"),
        told("AccountNeed", models.AccountNeed, "account_need"),
        told("AccountSegment", models.AccountSegment, "account_segment"),
        Entity(
            "AccountPerson", "account_person", derive(models.AccountPerson),
            joins=JOINS | {"k": Join("person_key", "{it}.person_id={self}.id")},
            relations=BY_ACCOUNT, order=(("since_on", True),),
        ),
    )  # fmt: skip


def served(
    name: str, model: type[Model], table: str, when: str, more: dict[str, Column] | None = None
) -> Entity:
    """Return the entity of facts about a customer, seen through the account."""
    return Entity(
        name, table, derive(model) | (more or {}), {"agent": ToOne("Employee", "{self}.agent_id")},
        joins=JOINS, relations=BY_ACCOUNT, there=KNOWN_NOW, order=((when, True),),
    )  # fmt: skip


def told(name: str, model: type[Model], table: str) -> Entity:
    """Return the entity of what somebody wrote down about a customer, from a day on."""
    return Entity(
        name, table, derive(model), {"told_by": ToOne("Employee", "{self}.told_by_id")},
        joins=JOINS, relations=BY_ACCOUNT, order=(("since_on", True),),
    )  # fmt: skip
