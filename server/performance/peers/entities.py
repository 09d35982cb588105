"""How rounds of feedback stand on their tables. Single answers are no entity: nobody reads one."""

from __future__ import annotations

from dataclasses import replace

from server.performance.peers import models
from server.plan.entity import PUBLIC, Column, Entity, Kind, ToOne, derive

MEAN = {"mean": Column("(({self}.points*2+{self}.ratings)/(2*{self}.ratings))", Kind.CENTI)}
"""Hundredths of the mean, half up."""
ROUND = ToOne("PeerRound", "{self}.round_id", required=True)
PERSON = ToOne("Employee", "{self}.employee_id", required=True)


def name_of(column: str) -> dict[str, Column]:
    """Return the name of somebody, for who may not open their record: one is asked about somebody by name."""
    sql = f"(select pe.name from employee pe where pe.id={{self}}.{column}_id)"  # noqa: S608 (our own words)
    return {f"{column}_name": Column(sql, Kind.TEXT)}


def counted(where: str) -> Column:
    """Count invitations of a round; how many, never whose."""
    return Column(
        f"(select count(*) from peer_invite pi where pi.round_id={{self}}.id{where})",  # noqa: S608 (our own words)
        Kind.INT,
        required=True,
    )


def peer_entities() -> tuple[Entity, ...]:
    """Return the entities of feedback; the models must have been initialized."""
    rounds = derive(models.PeerRound)
    invites = derive(models.PeerInvite)
    return (
        Entity(
            "PeerRound", "peer_round",
            rounds
            | {
                "questions": replace(rounds["questions"], kind=Kind.JSON),
                "asked": counted(""),
                "answered": counted(" and pi.is_answered"),
            },
            relations=PUBLIC, order=(("starts_on", True), ("code", False)),
        ),
        Entity(
            "PeerInvite", "peer_invite", invites | name_of("subject"),
            {
                "round": ROUND,
                "subject": ToOne("Employee", "{self}.subject_id"),
                "department": ToOne("Department", "{self}.department_id"),
                "asking": ToOne("Department", "{self}.asking_id"),
            },
            relations={"self": "{self}.rater_id=:me"}, order=(("id", True),),
        ),
        Entity(
            "PeerNomination", "peer_invite",
            {name: invites[name] for name in ("id", "relation")} | name_of("rater"),
            {
                "round": ROUND,
                "employee": ToOne("Employee", "{self}.subject_id", required=True),
                "rater": ToOne("Employee", "{self}.rater_id", required=True),
            },
            owner="subject_id", order=(("relation", False),),
        ),
        Entity(
            "PeerResult", "peer_result", derive(models.PeerResult) | MEAN, {"round": ROUND, "employee": PERSON},
            owner="employee_id", order=(("closed_on", True), ("relation", False), ("question", False)),
        ),
        Entity(
            "PeerComment", "peer_comment", derive(models.PeerComment), {"round": ROUND, "employee": PERSON},
            owner="employee_id", order=(("place", False),),
        ),
        Entity(
            "PartnerRating", "partner_rating", derive(models.PartnerRating) | MEAN,
            {
                "round": ROUND,
                "asking": ToOne("Department", "{self}.asking_id", required=True),
                "department": ToOne("Department", "{self}.department_id", required=True),
            },
            relations={"team": "{self}.department_id", "org": ""}, order=(("closed_on", True),),
        ),
    )  # fmt: skip
