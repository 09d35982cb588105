"""How tickets, teams and rules stand on their tables, and who sees a ticket.

A ticket has no single owner: whom it is about, whom it was given to and the members of its team stand to it as
themselves; heads do by the department it is about and by the one that handles it (docs/decisions/0017).
"""

from __future__ import annotations

from server.feedback import models
from server.plan.entity import PUBLIC, Column, Entity, Join, Kind, ToMany, ToOne, derive

OF_TEAM = (
    "{k}.team_id in (select m.team_id from feedback_team_member m where m.employee_id=:me and m.valid_from<=:as_of "
    "and (m.valid_to is null or m.valid_to>:as_of)) "
    "or {k}.team_id in (select f.id from feedback_team f where f.lead_id=:me)"
)
MINE = "({k}.agent_id=:me or {k}.assignee_id=:me or " + OF_TEAM + ")"
ROUTED_TO_ME = f"coalesce(({OF_TEAM} or {{k}}.assignee_id=:me),false)".replace("{k}", "{self}")
PLACES = "{k}.department_id or {k}.handler_department_id"

OF_TOPIC = Join("feedback_topic", "{it}.id={self}.topic_id")
TOPIC = {
    "topic_code": Column("{t}.code", Kind.TEXT),
    "topic_name": Column("{t}.name", Kind.TEXT),
    "topic_name_en": Column("{t}.name_en", Kind.TEXT),
}

OF_PRODUCT = Join("product", "{it}.code={self}.product")
PRODUCT = {
    "product_name": Column("coalesce({p}.name,{self}.product)", Kind.TEXT),
    "product_name_en": Column("coalesce(nullif({p}.name_en,''),{p}.name,{self}.product)", Kind.TEXT),
}
"""How a product is called; a text that means none we know stands for itself."""


def standing(ticket: str) -> dict[str, str]:
    """Return the relations of a row in which the ticket goes by this name."""
    return {"self": MINE.replace("{k}", ticket), "team": PLACES.replace("{k}", ticket), "org": ""}


def person(key: str) -> Join:
    return Join("employee", f"{{it}}.id={key}")


def ticket_entities() -> tuple[Entity, ...]:
    """Return the entities of tickets; the models must have been initialized."""
    return (ticket(), reply(), event(), team(), member(), rule())


def ticket() -> Entity:
    return Entity(
        "CustomerFeedback",
        "feedback_ticket",
        {
            **derive(models.FeedbackTicket),
            "paused_ms": Column("{self}.paused_ms", Kind.INT, required=True),
            "agent_name": Column("{e}.name", Kind.TEXT),
            "assignee_name": Column("{h}.name", Kind.TEXT),
            "is_mine": Column(ROUTED_TO_ME, Kind.FLAG, required=True),
            "has_answer_page": Column("({self}.answer_digest is not null)", Kind.FLAG, required=True),
            **TOPIC,
            **PRODUCT,
        },
        {
            "agent": ToOne("Employee", "{self}.agent_id"),
            "department": ToOne("Department", "{self}.department_id"),
            "handler_department": ToOne("Department", "{self}.handler_department_id"),
            "location": ToOne("Location", "{self}.location_id"),
            "team": ToOne("FeedbackTeam", "{self}.team_id"),
            "assignee": ToOne("Employee", "{self}.assignee_id"),
        },
        {
            "replies": ToMany("FeedbackReply", "ticket_id", order=(("sent_at", False),)),
            "events": ToMany("FeedbackEvent", "ticket_id", order=(("at", False),)),
        },
        joins={
            "e": person("{self}.agent_id"),
            "h": person("{self}.assignee_id"),
            "t": OF_TOPIC,
            "p": OF_PRODUCT,
        },
        relations=standing("{self}"),
        search=("text", "customer_ref", "product"),
        searched=("{self}.text", "{self}.customer_ref", "{self}.order_ref", "{self}.product", "{p}.name"),
        reads_through=True,
        order=(("received_at", True),),
    )


def part(name: str, table: str, columns: dict[str, Column], who: str, order: str) -> Entity:
    return Entity(
        name,
        table,
        columns,
        joins={
            "k": Join("feedback_ticket", "{it}.id={self}.ticket_id", required=True),
            "e": person(f"{{self}}.{who}_id"),
        },
        relations=standing("{k}"),
        order=((order, False),),
    )


def reply() -> Entity:
    columns = derive(models.FeedbackReply) | {"author_name": Column("{e}.name", Kind.TEXT)}
    return part("FeedbackReply", "feedback_reply", columns, "author", "sent_at")


def event() -> Entity:
    columns = derive(models.FeedbackEvent) | {"actor_name": Column("{e}.name", Kind.TEXT)}
    return part("FeedbackEvent", "feedback_event", columns, "actor", "at")


def team() -> Entity:
    return Entity(
        "FeedbackTeam",
        "feedback_team",
        {
            **derive(models.FeedbackTeam),
            "lead_name": Column("{e}.name", Kind.TEXT),
            "lead_code": Column("{e}.code", Kind.TEXT),
        },
        {"department": ToOne("Department", "{self}.department_id")},
        {"members": ToMany("FeedbackTeamMember", "team_id")},
        joins={"e": person("{self}.lead_id")},
        relations=PUBLIC,
        order=(("code", False),),
    )


def member() -> Entity:
    return Entity(
        "FeedbackTeamMember",
        "feedback_team_member",
        {
            **derive(models.FeedbackTeamMember),
            "employee_name": Column("{e}.name", Kind.TEXT),
            "employee_code": Column("{e}.code", Kind.TEXT),
            "is_mine": Column("({self}.employee_id=:me)", Kind.FLAG, required=True),
        },
        joins={"e": person("{self}.employee_id")},
        relations=PUBLIC,
        there="({self}.valid_to is null or {self}.valid_to>:as_of)",
        order=(("employee_code", False),),
    )


def rule() -> Entity:
    return Entity(
        "RoutingRule",
        "routing_rule",
        {
            **derive(models.RoutingRule),
            "employee_name": Column("{e}.name", Kind.TEXT),
            "employee_code": Column("{e}.code", Kind.TEXT),
            **TOPIC,
            **PRODUCT,
        },
        {
            "location": ToOne("Location", "{self}.location_id"),
            "team": ToOne("FeedbackTeam", "{self}.team_id"),
        },
        joins={"e": person("{self}.employee_id"), "t": OF_TOPIC, "p": OF_PRODUCT},
        relations=PUBLIC,
        order=(("place", False),),
    )
