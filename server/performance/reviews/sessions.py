"""How calibration sessions stand on their tables: members see its table while it lasts, never their own card."""

from __future__ import annotations

from server.performance.reviews import models
from server.plan.entity import Column, Entity, Join, Kind, ToMany, ToOne, derive

SITS = (
    "({s}.led_by_id=:me or exists (select 1 from calibration_member cm where cm.session_id={s}.id "
    "and cm.employee_id=:me))"
)
COUNT = "(select count(*) from calibration_item ci where ci.session_id={{self}}.id{})"
CARD = "(select sc.{} from scorecard sc where sc.id={{self}}.scorecard_id)"
RATER = (
    "(select pe.name from scorecard sc join employee pe on pe.id=sc.rater_id where sc.id={self}.scorecard_id)"
)
UNIT = "(select pd.name from scorecard sc join department pd on pd.id=sc.department_id where sc.id={self}.scorecard_id)"
NAME = "(select pe.name from employee pe where pe.id={{self}}.{}_id)"


def others(sql: str) -> str:
    """Keep the reader from what is said of themselves."""
    return f"case when {{self}}.employee_id=:me then null else {sql} end"


def sessions() -> tuple[Entity, ...]:
    """Return the entities of sessions; the models must have been initialized."""
    session = Join("calibration_session", "{it}.id={self}.session_id", required=True)
    item = derive(models.CalibrationItem)
    of_card = {
        "score": Column(others(CARD.format("score")), Kind.CENTI),
        "rating": Column(others(CARD.format("rating")), Kind.TEXT),
        "score_before": Column(others("{self}.score_before"), Kind.CENTI),
        "rating_before": Column(others("{self}.rating_before"), Kind.TEXT),
        "note": Column(others("{self}.note"), Kind.TEXT),
    }
    names = {
        "person_name": Column(NAME.format("employee"), Kind.TEXT),
        "unit_name": Column(UNIT, Kind.TEXT),
        "rater_name": Column(RATER, Kind.TEXT),
    }
    return (
        Entity(
            "CalibrationSession", "calibration_session",
            derive(models.CalibrationSession) | {
                "led_by_name": Column(NAME.format("led_by"), Kind.TEXT),
                "cards": Column(COUNT.format(""), Kind.INT, required=True),
                "waiting": Column(COUNT.format(" and ci.state='WAITING'"), Kind.INT, required=True),
            },
            {"cycle": ToOne("ReviewCycle", "{self}.cycle_id", required=True)},
            {"members": ToMany("CalibrationMember", "session_id"), "items": ToMany("CalibrationItem", "session_id")},
            relations={"self": SITS.replace("{s}", "{self}"), "org": ""}, order=(("held_on", True),),
        ),
        Entity(
            "CalibrationMember", "calibration_member",
            derive(models.CalibrationMember) | {"person_name": names["person_name"]},
            joins={"s": session}, relations={"self": SITS, "org": ""},
        ),
        Entity(
            "CalibrationItem", "calibration_item", item | of_card | names,
            {
                "session": ToOne("CalibrationSession", "{self}.session_id", required=True),
                "scorecard": ToOne("Scorecard", "{self}.scorecard_id"),
            },
            joins={"s": session},
            relations={"self": f"({{s}}.state='OPEN' and {{self}}.employee_id<>:me and {SITS})", "org": ""},
        ),
    )  # fmt: skip
