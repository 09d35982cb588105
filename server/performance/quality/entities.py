"""How quality checks stand on their tables."""

from __future__ import annotations

from server.performance.quality import models
from server.plan.entity import PUBLIC, Column, Entity, Kind, ToMany, ToOne, derive

PERCENT = {"weight": Column("{self}.weight", Kind.CENTI, required=True)}
DECIDED = ToOne("Employee", "{self}.decided_by_id")
SHOWN = "case when {self}.is_shown then {self}.quality_check_id end"
"""What a rater found belongs to its check once every rater due has rated: the second is not led by the first."""


def quality_entities() -> tuple[Entity, ...]:
    """Return the entities of quality; the models must have been initialized."""
    agent = ToOne("Employee", "{self}.agent_id", required=True)
    return (
        Entity(
            "QualitySheet", "quality_sheet", derive(models.QualitySheet), relations=PUBLIC,
            to_many={"questions": ToMany("QualityQuestion", "sheet_id")},
            order=(("code", False), ("revision", True)),
        ),
        Entity(
            "QualityQuestion", "quality_question", derive(models.QualityQuestion) | PERCENT, relations=PUBLIC,
            order=(("place", False),),
        ),
        Entity(
            "QualityCheck", "quality_check", derive(models.QualityCheck),
            {
                "agent": agent,
                "sheet": ToOne("QualitySheet", "{self}.sheet_id", required=True),
                "decided_by": DECIDED,
            },
            {"ratings": ToMany("QualityRating", SHOWN, near="{self}.quality_check_id={parent}")},
            owner="agent_id", order=(("contact_on", True),),
        ),
        Entity(
            "QualityRating", "quality_rating", derive(models.QualityRating),
            {"agent": agent, "rater": ToOne("Employee", "{self}.rater_id")},
            {"marks": ToMany("QualityMark", "rating_id")},
            owner="agent_id", order=(("created_at", False),),
        ),
        Entity(
            "QualityMark", "quality_mark", derive(models.QualityMark),
            {"agent": agent, "question": ToOne("QualityQuestion", "{self}.question_id", required=True)},
            owner="agent_id",
        ),
    )  # fmt: skip
