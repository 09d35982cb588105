"""How payouts, honors, kudos and contests stand on the tables.

A colleague's record is out of most people's sight, but praise is not: the names on it are columns of its own row.
"""

from __future__ import annotations

from server.incentives import models
from server.plan.entity import PUBLIC, Classed, Column, Entity, Kind, ToMany, ToOne, derive

NAME = "(select pe.name from employee pe where pe.id={{self}}.{}_id)"
UNIT = "(select pd.name from department pd where pd.id={self}.department_id)"
STATE = "(select pr.state from payout_run pr where pr.id={self}.run_id)"
KIND = "(select pr.kind from payout_run pr where pr.id={self}.run_id)"
REVERSED = (
    "(select min(pb.id) from payout pb join payout_run pr on pr.id=pb.run_id "
    "where pb.reverses_id={self}.id and pr.state<>'REVOKED')"
)
PAYOUT_OF = (
    "(select case when pr.state in ('APPROVED','PAYABLE','PAID') then 'payout' else 'payout_run' end "
    "from payout_run pr where pr.id={self}.run_id)"
)
"""What is not approved may come to nothing: until then it is there only for who works on the run."""
FAILED = "(select count(*) from payout_check pc where pc.run_id={self}.id and not pc.has_passed)"
INVITED = "(select count(*) from contest_entry ce where ce.contest_id={self}.id)"
CAME = "(select count(*) from contest_entry ce where ce.contest_id={self}.id and ce.attended)"
JOIN = "(select count(*) from contest_entry ce where ce.contest_id={self}.id and ce.answer='JOINS')"
OF = "case when {self}.state='HIDDEN' then 'kudos_judge' else 'kudos' end"
"""What was taken down is there only for who decides on it."""
REPORTS = "(select count(*) from kudos_report kr where kr.kudos_id={self}.id)"


def person(name: str, word: str) -> dict[str, Column]:
    return {name: Column(NAME.format(word), Kind.TEXT)}


def placed(links: dict[str, ToOne]) -> dict[str, ToOne]:
    return {
        "employee": ToOne("Employee", "{self}.employee_id", required=True),
        "department": ToOne("Department", "{self}.department_id"),
        **links,
    }


def hands(*words: str) -> dict[str, ToOne]:
    return {word: ToOne("Employee", f"{{self}}.{word}_id") for word in words}


def run() -> Entity:
    columns = derive(models.PayoutRun)
    sums = {name: columns.pop(name) for name in ("total", "budget")}
    return Entity(
        name="PayoutRun",
        table="payout_run",
        columns={**columns, "failed_checks": Column(FAILED, Kind.INT, required=True)},
        to_one=hands("proposed_by", "approved_by", "released_by", "paid_by", "revoked_by"),
        to_many={
            "checks": ToMany("PayoutCheck", "run_id", order=(("place", False),)),
            "payouts": ToMany("Payout", "run_id"),
        },
        relations=PUBLIC,
        order=(("proposed_at", True),),
        resolved=frozenset(sums) | {"scheme_name"},
    )


def check() -> Entity:
    columns = derive(models.PayoutCheck)
    columns["check"] = columns.pop("rule")
    return Entity("PayoutCheck", "payout_check", columns, relations=PUBLIC, order=(("place", False),))


def payout() -> Entity:
    columns = derive(models.Payout)
    del columns["steps"]
    return Entity(
        name="Payout",
        table="payout",
        columns={
            **columns,
            "state": Column(STATE, Kind.TEXT, required=True),
            "kind": Column(KIND, Kind.TEXT, required=True),
            "reversed_by_id": Column(REVERSED, Kind.ID),
        },
        to_one=placed(
            {
                "run": ToOne("PayoutRun", "{self}.run_id", required=True),
                "award": ToOne("Award", "{self}.award_id"),
                "reverses": ToOne("Payout", "{self}.reverses_id"),
            }
        ),
        owner="employee_id",
        order=(("created_at", True),),
        resolved=frozenset({"steps"}),
        classed=Classed(PAYOUT_OF, ("payout", "payout_run"), frozenset()),
    )


def honor() -> Entity:
    return Entity(
        "Honor", "honor", derive(models.Honor), relations=PUBLIC, order=(("place", False), ("code", False))
    )


def award() -> Entity:
    return Entity(
        name="Award",
        table="award",
        columns={
            **derive(models.Award),
            **person("person_name", "employee"),
            "unit_name": Column(UNIT, Kind.TEXT),
        },
        to_one=placed({"honor": ToOne("Honor", "{self}.honor_id", required=True), **hands("given_by")}),
        owner="employee_id",
        order=(("awarded_on", True),),
    )


def kudos() -> Entity:
    """Thanks are for all to read, so their rows belong to nobody."""
    return Entity(
        name="Kudos",
        table="kudos",
        columns={
            **derive(models.Kudos),
            **person("person_name", "employee"),
            **person("sender_name", "sender"),
            "unit_name": Column(UNIT, Kind.TEXT),
            "reports": Column(REPORTS, Kind.INT, required=True),
        },
        to_one=placed(hands("sender")),
        to_many={"report_notes": ToMany("KudosReport", "kudos_id")},
        relations=PUBLIC,
        classed=Classed(OF, ("kudos", "kudos_judge"), frozenset({"text"})),
        order=(("given_on", True), ("created_at", True)),
    )


def report() -> Entity:
    return Entity("KudosReport", "kudos_report", derive(models.KudosReport), relations=PUBLIC)


def contest() -> Entity:
    return Entity(
        name="Contest",
        table="contest",
        columns={
            **derive(models.Contest),
            "invited": Column(INVITED, Kind.INT, required=True),
            "attended": Column(CAME, Kind.INT, required=True),
            "joining": Column(JOIN, Kind.INT, required=True),
        },
        to_one={"department": ToOne("Department", "{self}.department_id")},
        to_many={"entries": ToMany("ContestEntry", "contest_id")},
        relations=PUBLIC,
        order=(("starts_on", True),),
    )


def entry() -> Entity:
    return Entity(
        name="ContestEntry",
        table="contest_entry",
        columns={
            **derive(models.ContestEntry),
            **person("person_name", "employee"),
            "unit_name": Column(UNIT, Kind.TEXT),
        },
        to_one=placed({"contest": ToOne("Contest", "{self}.contest_id", required=True)}),
        owner="employee_id",
        order=(("held_on", True),),
    )


def entities() -> tuple[Entity, ...]:
    """Return the entities of payouts and recognition; the models must have been initialized."""
    return (run(), check(), payout(), honor(), award(), kudos(), report(), contest(), entry())


SHOWN = "{self}.state<>'HIDDEN'"
"""Which thanks are on the wall."""
TAKEN_DOWN = "{self}.state<>'SHOWN'"
"""Which thanks somebody has something against."""
